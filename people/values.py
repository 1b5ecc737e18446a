"""The words of people and their tokens."""

from portfolio.kernel.words import Word


class Scope(Word):
    """What an access token may do on behalf of its person."""

    READ = "read", "Read"
    WRITE = "write", "Read and write"
