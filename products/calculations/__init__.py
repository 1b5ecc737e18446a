"""Pure calculations of the products room: stages, ways out, and what a candidate may be."""
