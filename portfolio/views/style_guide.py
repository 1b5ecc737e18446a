"""The parts and states every page is made of, on one page; it needs no rows in the database."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portfolio.kernel import charts
from portfolio.kernel.htmx import render
from portfolio.kernel.marks import STAGES

SURFACES = (
    "canvas", "sheet", "sunken", "line", "edge", "ink-3", "ink-2", "ink",
    "accent", "accent-soft", "mark", "ok", "watch", "risk",
)  # fmt: skip
STATUSES = (
    ("on_target", "as good as the target"),
    ("at_risk", "worse than the target, as good as the warning line"),
    ("off_target", "worse than the warning line"),
    ("stale", "newest measurement older than 1.5 cadences"),
    ("no_data", "never guessed, never drawn as zero"),
)
LOADS = (
    ("within", 1, 2, "up to 1 active and 2 stable"),
    ("at_ceiling", 1, 3, "3 stable: room for nothing more"),
    ("over", 2, 1, "2 active, or 4 stable and more"),
    ("triage", 3, 1, "triaging, not owning"),
)
PURPOSES = (
    "proves the need",
    "adds capabilities and users",
    "keeps performance and cost",
    "is being moved away from",
    "is remembered, read-only",
)
KEYS = (
    ("/", "find a product"), ("f", "search this list"), ("n", "add to this list"),
    ("g d", "my desk"), ("g p", "portfolio"), ("g s", "products"), ("g c", "clusters"),
    ("g o", "owners"), ("g r", "reviews"), ("g b", "backlog of this page"), ("g m", "its metrics"),
)  # fmt: skip
QUARTERS = ("Q3 25", "Q4 25", "Q1 26", "Q2 26", "Q3 26", "Q4 26")


class SampleForm(forms.Form):
    """A form with one of each control."""

    target = forms.DecimalField(help_text="The number that would make you stop.")
    persona = forms.CharField(label="For whom")
    cadence = forms.ChoiceField(choices=[("week", "Week"), ("month", "Month")])
    direction = forms.ChoiceField(
        choices=[("higher", "Higher is better"), ("lower", "Lower is better")],
        widget=forms.RadioSelect,
    )
    is_north_star = forms.BooleanField(label="North star of its product", required=False)
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every part in every state."""
    return render(request, "portfolio/style_guide.html", {**_words(), **_drawings(), **_parts()})


def _words() -> dict[str, Any]:
    return {
        "surfaces": SURFACES,
        "statuses": STATUSES,
        "stages": tuple(zip(STAGES, PURPOSES, strict=True)),
        "loads": LOADS,
        "keys": KEYS,
        "sample": SampleForm({"target": "two weeks", "cadence": "week"}),
    }


def _drawings() -> dict[str, Any]:
    return {
        "spark": charts.spark([6, 7, 6, 8, 9, 9, 10, 12], target=11, status="ok", width=150),
        "gaps": charts.spark([6, None, 6, 8, None, 9, 10, 9], target=11, status="watch", width=150),
        "bullets": (
            charts.bullet(43, charts.Lines(65, 50, 0), previous=52, status="risk", width=150),
            charts.bullet(
                12, charts.Lines(4, 8, 20, "lower"), previous=11, status="risk", width=150
            ),
            charts.bullet(
                21, charts.Lines(20, 18, 15, "range", 24, 26, 30), status="ok", width=150
            ),
            charts.bullet(
                99.3, charts.Lines(99.5, 99, 97), previous=99.6, status="watch", width=150
            ),
        ),
        "trend": charts.trend(
            [58, 60, 61, 64, 65, 66], QUARTERS, target=70, status="watch", label="Mean health"
        ),
        "signal": charts.signal([28, 31, 30, 36, 43, 46], 40, [q[:2] for q in QUARTERS]),
        "share": charts.share(
            [("Crew Roster", 46), ("Voyage Planner", 31), ("Yard Board", 9), ("Gatehouse", 14)],
            limit=40,
        ),
        "map": charts.health_value_map(_map_points(), height=380),
        "density": charts.density(_fields(), height=380),
        "empty": (),
        "outcomes": ("hit", "part", "miss", "early"),
        "mix": (("run", 67), ("imp", 38)),
        "movables": ("Rest rule over midnight", "Warn before a breach", "Draft the next roster"),
    }


def _map_points() -> list[charts.MapPoint]:
    return [
        charts.MapPoint("Sign-In", "#", 80, 91, "maturity", size=0.3),
        charts.MapPoint("Voyage Planner", "#", 93, 63, "growth", True, 0.6, 90, 57),
        charts.MapPoint("Crew Roster", "#", 79, 43, "growth", True, 0.7, 74, 52),
        charts.MapPoint("Rate Quoter", "#", 74, 64, "introduction", True, 0.2, 66, 55),
        charts.MapPoint("Gatehouse", "#", 69, 38, "maturity", False, 0.3, 69, 45),
        charts.MapPoint("Fuel Ledger", "#", 22, 35, "retirement", True, 0.1, 30, 38),
        charts.MapPoint("Room Finder", "#", 28, 86, "maturity", size=0.1),
    ]


def _fields() -> list[charts.Field]:
    return [
        charts.Field(low, (low * 7 + 30) % 100 // 10 * 10, 12 + low * 3, "#")
        for low in range(10, 100, 10)
    ]


def _parts() -> dict[str, Any]:
    return {
        "figures": (
            {
                "label": "Products on target",
                "value": 16,
                "of": "of 29",
                "url": "#",
                "note": "2 fewer than Q2",
                "chart": charts.spark(
                    [13, 14, 15, 16, 18, 16], status="watch", width=72, height=26
                ),
            },
            {
                "label": "No accountable owner",
                "value": 3,
                "url": "#",
                "note": "1 fewer than Q2",
                "chart": charts.spark([9, 8, 6, 5, 4, 3], status="risk", width=72, height=26),
            },
            {
                "label": "Owners over the load rule",
                "value": 3,
                "of": "of 11",
                "url": "#",
                "note": "1 more than Q2",
            },
        ),
        "queue": (
            {
                "tone": "risk",
                "subject": "Customs Filing",
                "url": "#",
                "what": "has no accountable owner",
                "why": "74 days, value 76",
                "act": "Name one",
            },
            {
                "tone": "watch",
                "subject": "Marit Halden",
                "url": "#",
                "what": "carries 2 active products",
                "why": "the rule allows 1",
                "act": "Rebalance",
            },
        ),
        "tabs": (
            {"label": "Overview", "url": "#", "is_current": True},
            {"label": "Backlog", "url": "#", "count": 14},
            {"label": "Metrics", "url": "#", "count": 5},
        ),
        "passport": {
            "shown": "72",
            "definition": "Health: weighted mean attainment of the operational metrics.",
            "formula": "(0.9 × 2 + 0.36 × 1) ÷ 3 × 100 = 72",
            "rows": (("Availability", "attainment 0.90, weight 2"), ("Tickets", "0.36, weight 1")),
            "coverage": "3 of 4 by weight",
            "fresh": "14 Nov 2026",
            "policy": "version 3",
        },
        "job": {"url": "#", "fraction": 0.6, "words": "12 of 20 packets built", "is_done": True},
    }
