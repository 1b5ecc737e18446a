"""The demo portfolio: an invented shipping company, built through the real actions.

What people would have written is in `content/*.toml`; every day there is counted back from the day
on which the demo is loaded, so the portfolio is always up to date.
"""
