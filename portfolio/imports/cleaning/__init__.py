"""Cells → values, by the profile's rules; anything unclear is refused with its reason."""
