"""Verbs of the whole portfolio: drafts of the design table."""
