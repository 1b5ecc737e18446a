"""Clusters, products, candidates and their dated history from a list."""
