"""Verbs about clusters and products. Each is one transaction and harmless when repeated."""
