"""Verbs about metrics and measurements."""
