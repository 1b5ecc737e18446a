"""Measures Almanac beside a minimal Django and beside raw SQL; run on purpose, never by pytest."""
