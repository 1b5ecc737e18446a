"""Django's PostgreSQL backend with an end to every wait, a stopped server included."""
