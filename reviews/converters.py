"""Parts of addresses that are more than text."""

from django.urls import register_converter


class QuarterSlug:
    """`2026-q2` or `fy2027-q1`; the calendar is the view's to ask."""

    regex = "(?:fy)?[0-9]{4}-q[1-4]"

    def to_python(self, value: str) -> str:
        """As it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands in the address."""
        return value


register_converter(QuarterSlug, "quarter")
