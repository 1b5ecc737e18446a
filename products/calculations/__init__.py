"""Pure calculations of the products room: how long a stage lasts, what a way out still lacks."""
