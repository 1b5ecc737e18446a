"""How statuses, stages, people and changes are written."""

from datetime import date
from decimal import Decimal

import pytest

from portfolio.kernel import icons, marks
from portfolio.kernel.icons import UnknownIcon


@pytest.mark.parametrize(
    ("status", "tone", "word"),
    [
        ("on_target", "ok", "On target"),
        ("at_risk", "watch", "At risk"),
        ("off_target", "risk", "Off target"),
        ("stale", "stale", "Stale"),
        ("no_data", "none", "No data"),
        ("at_ceiling", "full", "At ceiling"),
        ("triage", "risk", "Triage"),
        ("never heard of", "none", "No data"),
    ],
)
def test_a_status_has_shape_and_word(status: str, tone: str, word: str) -> None:
    drawn = marks.status_mark(status)

    assert drawn == f'<span class="st {tone}">{marks.glyph(tone)}{word}</span>'


def test_every_tone_has_a_shape_of_its_own() -> None:
    assert len(set(marks.GLYPHS.values())) == len(marks.GLYPHS)


def test_words_from_people_are_escaped() -> None:
    assert "<b>" not in marks.status_mark("risk", "<b>")
    assert "<b>" not in marks.person_mark('<b>"x"', "/owners/x/")
    assert "<b>" not in marks.tag("<b>")
    assert "<b>" not in marks.person_mark("Ann", '/"><b>/')


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Marit Halden", "MH"),
        ("Ana de la Cruz", "AC"),
        ("Zoë", "Z"),
        ("  ", "?"),
        ("", "?"),
        ("(TBC)", "?"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert marks.initials(name) == letters


def test_nobody_is_said_in_words() -> None:
    assert "No accountable owner" in marks.person_mark("")


@pytest.mark.parametrize(
    ("now", "before", "direction", "expected"),
    [
        (43, 52, "higher", '<span class="delta bad">−9<span class="vh">, worse</span></span>'),
        (43, 52, "lower", '<span class="delta good">−9<span class="vh">, better</span></span>'),
        (43, 52, "range", '<span class="delta">−9</span>'),
        (Decimal("2.5"), 2, "higher",
         '<span class="delta good">+0.5<span class="vh">, better</span></span>'),
        (5, 5, "higher", '<span class="delta">unchanged</span>'),
        (None, 5, "higher", ""),
        (5, None, "higher", ""),
    ],
)  # fmt: skip
def test_a_change_is_good_or_bad_by_direction(
    now: Decimal | int | None, before: Decimal | int | None, direction: str, expected: str
) -> None:
    assert marks.delta_mark(now, before, direction) == expected


def test_dates_are_written_for_people() -> None:
    assert marks.day(date(2026, 10, 8)) == "8 Oct 2026"
    assert marks.day(date(2026, 10, 8), today=date(2026, 11, 22)) == "8 Oct"
    assert marks.day(None) == ""


def test_an_icon_that_is_not_there_is_an_error() -> None:
    with pytest.raises(UnknownIcon, match="no icon “no-such-icon”"):
        icons.icon("no-such-icon")


def test_an_icon_alone_has_a_name() -> None:
    assert 'role="img" aria-label="remove &lt;filter&gt;"' in icons.icon("x", "", "remove <filter>")
    assert 'aria-hidden="true"' in icons.icon("x")
