"""Importing an inventory: profiles say what columns mean, plans say what would change."""
