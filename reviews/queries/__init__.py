"""Reading load, warnings, runs and packets."""
