"""Every chart with nothing, with one value, with gaps, with nonsense and with hostile names."""

import math
import re
from collections.abc import Callable
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from portfolio.kernel import charts
from portfolio.kernel.charts import Field, Lines, MapPoint

HOSTILE = "\"><script>alert(1)</script> & 'Müller' <b>"
HUGE = [1e308, -1e308, math.inf, -math.inf, math.nan, Decimal("1E+40")]
SERIES = [
    [],
    [None],
    [None, None],
    [7],
    [Decimal("7.5")],
    [None, 3, None],
    [1, None, 3, None, 5],
    [4, 4, 4, 4],
    [0, 0],
    [-3, 2],
    HUGE,
]
STATUSES = ["on_target", "at_risk", "off_target", "stale", "no_data", "nonsense"]


def point(**changes: object) -> MapPoint:
    fields: dict[str, object] = {"name": "Sign-In", "url": "/products/sign-in/", "value": 50}
    return MapPoint(**{**fields, "health": 50, **changes})  # type: ignore[arg-type]


DRAWN: dict[str, Callable[[], str]] = {
    **{f"spark {s}": lambda s=s: charts.spark(s) for s in SERIES},
    **{f"spark to target {s}": lambda s=s: charts.spark(s, target=9) for s in SERIES},
    **{f"trend {s}": lambda s=s: charts.trend(s, ["Q"] * len(s), target=5) for s in SERIES},
    **{f"signal {s}": lambda s=s: charts.signal(s, 40, ["Q"] * len(s)) for s in SERIES},
    **{
        f"bullet {d} {s}": lambda d=d, s=s: charts.bullet(
            s[0] if s else None, Lines(4, 3, 1, d, 6, 7, 9), previous=s[-1] if s else None
        )
        for d in ("higher", "lower", "range")
        for s in SERIES
    },
    **{
        f"layered {s}": lambda s=s: charts.layered(
            [(HOSTILE, HOSTILE, s), ("B", "idea", s)], ["1 Oct"] * len(s), ground=2
        )
        for s in SERIES
    },
    "layered without layers": lambda: charts.layered([], []),
    "layered without moments": lambda: charts.layered([("A", "idea", [1, 2])], []),
    "bullet without lines": lambda: charts.bullet(5, Lines(None)),
    "bullet without anything": lambda: charts.bullet(None, Lines(None)),
    "bullet with equal lines": lambda: charts.bullet(5, Lines(5, 5, 5)),
    "bullet at zero": lambda: charts.bullet(0, Lines(0, 0, 0, "lower"), axis=True),
    "stack of nothing": lambda: charts.stack([]),
    "stack of zeros": lambda: charts.stack([("run", 0), ("imp", 0)], label="Nothing spent"),
    "stack past its total": lambda: charts.stack([("run", 900)], total=100, label="Too much"),
    "stack of nonsense": lambda: charts.stack([("run", n) for n in HUGE], label="Nonsense"),
    "share of nothing": lambda: charts.share([]),
    "share of nonsense": lambda: charts.share([(HOSTILE, n) for n in HUGE], limit=4),
    "slots of nothing": lambda: charts.slots(0, 0),
    "slots of very many": lambda: charts.slots(500, 500),
    "units of nothing": lambda: charts.units([]),
    "units": lambda: charts.units(["hit", "part", "miss", "early"], label="Four"),
    **{f"pips {s}": lambda s=s: charts.pips(s) for s in (*charts.counts.STAGES, "", "nonsense")},
    **{f"progress {n}": lambda n=n: charts.progress(n, expected=n) for n in (None, -1, 0, 1, 9)},
    "map of nothing": lambda: charts.health_value_map([]),
    "map of one": lambda: charts.health_value_map([point()]),
    "map of one place": lambda: charts.health_value_map([point()] * 30),
    "map of nonsense": lambda: charts.health_value_map(
        [point(value=n, health=n, value_before=n, health_before=n, size=5.0) for n in HUGE]
    ),
    "map of all stages": lambda: charts.health_value_map(
        [point(stage=s, has_owner=o) for s in (*charts.counts.STAGES, "?") for o in (True, False)]
    ),
    "density of nothing": lambda: charts.density([]),
    "density": lambda: charts.density([Field(0, 0, 1, "/a"), Field(100, 100, 9000, "/b")]),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_is_valid_and_finite_and_has_no_style(name: str) -> None:
    drawn = DRAWN[name]()

    root = ElementTree.fromstring(drawn)
    assert root.tag == "svg"
    for element in root.iter():
        assert "style" not in element.attrib
        assert not [key for key in element.attrib if key.startswith("on")]
        for key in ("x", "y", "cx", "cy", "r", "width", "height", "d", "viewBox"):
            assert not re.search(r"nan|inf|e\d", element.attrib.get(key, ""))
        for key in ("width", "height", "r"):
            assert float(element.attrib.get(key, 0)) >= 0


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_says_itself_or_is_decoration(name: str) -> None:
    root = ElementTree.fromstring(DRAWN[name]())

    if root.attrib.get("role") in ("img", "group"):
        assert root.attrib["aria-label"].strip()
    else:
        assert root.attrib["aria-hidden"] == "true"


@pytest.mark.parametrize(
    "drawn",
    [
        charts.spark([1], label=HOSTILE),
        charts.trend([1, 2], [HOSTILE, HOSTILE], unit=HOSTILE, word=HOSTILE, target=3),
        charts.signal([1], 2, [HOSTILE], label=HOSTILE),
        charts.bullet(1, Lines(2), unit=HOSTILE, axis=True),
        charts.stack([("run", 1)], label=HOSTILE),
        charts.share([(HOSTILE, 100)], limit=3),
        charts.units(["hit"], label=HOSTILE),
        charts.health_value_map([point(name=HOSTILE, url=HOSTILE, note=HOSTILE)]),
        charts.density([Field(0, 0, 1, HOSTILE)]),
    ],
)
def test_words_from_people_stay_words(drawn: str) -> None:
    names = {element.tag for element in ElementTree.fromstring(drawn).iter()}

    assert names <= {"svg", "path", "rect", "circle", "text", "title", "a"}
    assert "<script" not in drawn


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_is_a_shape(status: str) -> None:
    shapes = {
        "on_target": ("circle", "m-ok"),
        "at_risk": ("path", "m-watch"),
        "off_target": ("path", "m-risk"),
        "stale": ("rect", "m-stale"),
    }
    tag, name = shapes.get(status, ("circle", "m-none"))

    drawn = ElementTree.fromstring(charts.spark([1, 2], status=status))

    assert [e.tag for e in drawn if e.attrib["class"].startswith("m-")] == [tag]
    assert [e.attrib["class"] for e in drawn if e.tag == tag and "m-" in e.attrib["class"]] == [
        name
    ]
