"""What a packet holds, and how it is put together (DOMAIN 13)."""
