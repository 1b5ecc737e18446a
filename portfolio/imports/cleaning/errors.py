"""The one exception of cleaning: a value that isn't clear enough to be kept."""


class Unclear(ValueError):
    """A cell refused; the message is the reason a person reads, without the value itself."""
