"""Inside a reading a thing is read once; outside, and after an error, always anew."""

from __future__ import annotations

from itertools import count

import pytest

from portfolio.kernel.reading import once, reading_once


def test_a_reading_asks_once_and_forgets_at_its_end() -> None:
    numbers = count()

    def ask() -> int:
        return once("number", lambda: next(numbers))

    assert [ask(), ask()] == [0, 1]
    with reading_once():
        assert [ask(), ask()] == [2, 2]
        with reading_once():
            assert ask() == 2
        assert (ask(), once("other", lambda: None)) == (2, None)
    assert ask() == 3
    with pytest.raises(ZeroDivisionError), reading_once():
        once("broken", lambda: ask() // 0)
    assert ask() == 5
