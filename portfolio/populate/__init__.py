"""A large synthetic portfolio for benchmarks: the same seed and day give the same rows.

Rows are made by pure generators here and go in with COPY; what is derived from them (roll-ups,
scores) is computed by the real actions. Nothing here reads as if people had written it: that is
the demo's part.
"""
