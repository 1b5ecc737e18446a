"""The formulas of the reviews room; reviews/README.md explains each with a worked example."""
