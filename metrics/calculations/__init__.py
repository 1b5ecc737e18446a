"""The formulas of the metrics room; metrics/README.md explains each with a worked example."""
