"""What a chart shows: gaps, zones, limits, places, and the sentence it says."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from portfolio.kernel import charts
from portfolio.kernel.charts import Lines, MapPoint
from portfolio.kernel.charts.svg import written


def by_class(drawn: str, name: str) -> list[ElementTree.Element]:
    return [e for e in ElementTree.fromstring(drawn).iter() if name in e.get("class", "").split()]


def label(drawn: str) -> str:
    return ElementTree.fromstring(drawn).attrib["aria-label"]


def test_a_gap_breaks_the_line_and_is_never_bridged() -> None:
    (line,) = by_class(charts.spark([1, 2, None, 4, 5]), "sp-line")

    assert line.attrib["d"].count("M") == 2
    assert line.attrib["d"].count("L") == 2


def test_a_value_between_two_gaps_is_a_dot() -> None:
    (line,) = by_class(charts.spark([1, 2, None, 3, None, 4, 5]), "sp-line")

    assert line.attrib["d"].count("h0") == 1


def test_a_series_says_its_ends_and_its_target() -> None:
    assert label(charts.spark([None, 6, 7.25], target=11, unit="days")) == (
        "2 quarters measured, from 6\N{NO-BREAK SPACE}days to 7.25\N{NO-BREAK SPACE}days,"
        " target 11\N{NO-BREAK SPACE}days"
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (Lines(80, 60, 0), ["bu-b1", "bu-b2", "bu-b3"]),
        (Lines(4, 8, 20, "lower"), ["bu-b3", "bu-b2", "bu-b1"]),
        (Lines(20, 18, 15, "range", 24, 26, 40), ["bu-b1", "bu-b2", "bu-b3", "bu-b2", "bu-b1"]),
        (Lines(None), []),
    ],
)
def test_the_greys_run_from_poor_to_good_by_direction(lines: Lines, expected: list[str]) -> None:
    drawn = charts.bullet(21, lines)

    zones = [e.attrib["class"] for e in ElementTree.fromstring(drawn)]

    assert [name for name in zones if name.startswith("bu-b") and name[-1].isdigit()] == (
        expected or ["bu-b3"]
    )


def test_a_bar_needs_a_zero_to_start_from() -> None:
    from_zero = charts.bullet(43, Lines(65, 50, 0), status="off_target")
    without_zero = charts.bullet(99.3, Lines(99.5, 99, 97), status="at_risk")

    assert (len(by_class(from_zero, "bu-bar")), len(by_class(from_zero, "m-risk"))) == (1, 0)
    assert (len(by_class(without_zero, "bu-bar")), len(by_class(without_zero, "m-watch"))) == (0, 1)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (Lines(65), "Now 43, target 65 or more, last quarter 52"),
        (Lines(4, direction="lower"), "Now 43, target 4 or less, last quarter 52"),
        (Lines(20, direction="range", target_high=24), "Now 43, target 20 to 24, last quarter 52"),
    ],
)
def test_a_bullet_says_its_direction(lines: Lines, words: str) -> None:
    assert label(charts.bullet(43, lines, previous=52)) == words


@pytest.mark.parametrize(
    ("active", "stable", "filled", "over", "free"),
    [(0, 0, 0, 0, 4), (1, 3, 4, 0, 0), (2, 1, 3, 1, 2), (3, 0, 3, 2, 3), (0, 4, 4, 1, 1)],
)
def test_slots_can_be_counted(active: int, stable: int, filled: int, over: int, free: int) -> None:
    drawn = charts.slots(active, stable)

    assert len(by_class(drawn, "sl-active")) + len(by_class(drawn, "sl-stable")) == filled
    assert len(by_class(drawn, "sl-over")) == over
    assert len(by_class(drawn, "sl-free")) == free


@pytest.mark.parametrize(("stage", "past"), [("introduction", 0), ("growth", 1), ("retired", 4)])
def test_pips_stand_at_the_stage(stage: str, past: int) -> None:
    drawn = charts.pips(stage)

    assert (len(by_class(drawn, "pp-past")), len(by_class(drawn, "pp-now"))) == (past, 1)


def test_bars_that_reach_the_limit_change_tone() -> None:
    drawn = charts.signal([28, 40, 41], 40, ["Q1", "Q2", "Q3"])

    assert (len(by_class(drawn, "sg-bar")), len(by_class(drawn, "sg-past"))) == (1, 2)
    assert label(drawn) == "By quarter: 28%, 40%, 41%. Limit 40%."


def test_a_limit_that_changed_has_steps() -> None:
    drawn = charts.signal([70, 70, None], [75, 60, 60], ["Q1", "Q2", "Q3"])
    (line,) = by_class(drawn, "sg-line")

    assert (len(by_class(drawn, "sg-bar")), len(by_class(drawn, "sg-past"))) == (1, 1)
    assert line.attrib["d"].count("M") == 3


def test_a_mark_on_the_map_is_a_link_with_a_sentence() -> None:
    crew = MapPoint("Crew Roster", "/products/crew-roster/", 79, 43, "growth", False, 0.5, 74, 52)

    (link,) = by_class(charts.health_value_map([crew]), "hv-p")

    assert link.attrib["href"] == "/products/crew-roster/"
    assert link.attrib["aria-label"] == "Crew Roster · no owner: value 79, health 43 (was 52)"


def test_names_on_the_map_never_overlap() -> None:
    crowd = [MapPoint(f"Product {n}", "/", 55 + n % 3, 55 + n % 4) for n in range(40)]

    names = by_class(charts.health_value_map(crowd), "hv-lab")

    lines = {(name.attrib["x"], name.attrib["y"]) for name in names}
    assert 0 < len(names) < 40
    assert len(lines) == len(names)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0, "", "0"),
        (7.254, "", "7.25"),
        (72.44, "", "72.4"),
        (99.95, "%", "100%"),
        (-3.5, "", "−3.5"),
        (1234.4, "", "1234"),
        (48211, "ms", "48\N{NARROW NO-BREAK SPACE}211\N{NO-BREAK SPACE}ms"),
        (2.7e12, "", "2.7e+12"),
    ],
)
def test_numbers_are_written_short(value: float, unit: str, words: str) -> None:
    assert written(value, unit) == words


def edges(drawn: str, kind: str) -> list[str]:
    (path,) = by_class(drawn, f"ly-{kind}")
    return path.attrib["d"].removeprefix("M").removesuffix("Z").split("L")


def test_layers_stand_on_each_other_and_begin_at_the_ground() -> None:
    drawn = charts.layered(
        [("Shipped", "shipped", [10, 12]), ("Idea", "idea", [4, 3])],
        ["1 Oct", "8 Oct"],
        ground=10,
        width=262,
        height=132,
    )

    # 100 px for 10 to 15: one item is 20 px. x runs from 34 to 134.
    assert edges(drawn, "shipped") == ["34 112", "134 72", "134 112", "34 112"]
    assert edges(drawn, "idea") == ["34 32", "134 12", "134 72", "34 112"]
    assert label(drawn) == "8 Oct: Shipped 12, Idea 3"


def test_names_of_thin_layers_do_not_cover_each_other() -> None:
    drawn = charts.layered([(name, "idea", [0, 0]) for name in "ABCDE"], ["a", "b"])

    places = [float(e.attrib["y"]) for e in by_class(drawn, "ax-t")]
    assert all(low - high >= 14 for low, high in pairwise(places))
