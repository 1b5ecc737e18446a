"""Reading tables and documents: bytes in, records with their place of origin out.

Nothing here knows a room, a database or a setting. `reading.read` is the one entry; everything
it refuses is a `Problem` that names the file, the place, the value, the reason and the way out.
"""
