"""Verbs of the review room."""
