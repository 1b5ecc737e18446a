"""Almanac's front door and foundation."""
