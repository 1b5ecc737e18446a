"""Metrics, their targets and measurements from a list."""
