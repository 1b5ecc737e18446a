"""Addresses that stay in the quarter a page shows."""

from portfolio.kernel.moments import Moment


def as_of(url: str, moment: Moment | None) -> str:
    """The address with `at` when the page looks back, so that following it stays in the past."""
    return in_quarter(url, moment.quarter.slug if moment is not None and moment.is_past else "")


def in_quarter(url: str, slug: str) -> str:
    """The address with `at=slug` before its fragment; as it is without a slug."""
    if not slug or not url:
        return url
    address, hash_mark, fragment = url.partition("#")
    return f"{address}{'&' if '?' in address else '?'}at={slug}{hash_mark}{fragment}"
