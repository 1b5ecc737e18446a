"""What every room's `api.py` is made of: reading, endpoints, answers, refusals, schema."""
