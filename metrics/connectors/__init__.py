"""Numbers fetched from other systems: whom we may ask, how we ask, how we read the answer.

Nothing here knows the database or the clock; `metrics.actions.connectors` brings it together.
"""
