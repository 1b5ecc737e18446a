"""Items come back to where they stood, whatever happened to both lists meanwhile."""

from __future__ import annotations

import pytest

from backlogs.calculations.returning import returned


@pytest.mark.parametrize(
    ("before", "stayed", "coming", "moved", "after"),
    [
        ("aXbYc", "abc", "XY", "", "aXbYc"),  # nothing changed
        ("XaY", "a", "XY", "", "XaY"),
        ("XY", "", "XY", "", "XY"),
        ("aXbYc", "abc", "YX", "", "aYbXc"),  # rearranged in the other list
        ("aXbYc", "cab", "XY", "c", "caXbY"),  # c was moved to the top meanwhile
        ("aXbYc", "bca", "XY", "a", "XbYca"),  # the one above was moved: the top is what is left
        ("aXb", "anb", "X", "", "aXnb"),  # n is new in this list
        ("aXbY", "ab", "NXMY", "", "aNXMbY"),  # N and M are new in the other
        ("aXb", "ab", "XNM", "", "aXNMb"),
        ("ab", "ab", "NM", "", "abNM"),  # nothing of it was there before
        ("aXb", "ab", "", "", "ab"),
    ],
)
def test_an_order_is_restored(
    before: str, stayed: str, coming: str, moved: str, after: str
) -> None:
    keys = [[ord(letter) for letter in word] for word in (before, stayed, coming, moved)]
    assert "".join(map(chr, returned(*keys))) == after
