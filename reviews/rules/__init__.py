"""Warning rules: one file each, listed in `registry` (DOMAIN 3 and 13)."""
