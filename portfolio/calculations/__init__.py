"""The formulas of the whole-portfolio pages."""
