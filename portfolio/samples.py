"""Made-up names and numbers for the style guide: one of each part, in each state."""

from typing import Any

from portfolio.kernel import charts

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
    ("g d", "my desk"), ("g a", "my work"),
    ("g p", "portfolio"), ("g s", "products"), ("g c", "clusters"),
    ("g o", "owners"), ("g w", "warnings"),
    ("g r", "reviews"), ("g b", "backlog of this page"), ("g m", "its metrics"),
)  # fmt: skip
QUARTERS = ("Q3 25", "Q4 25", "Q1 26", "Q2 26", "Q3 26", "Q4 26")

PARTS: dict[str, Any] = {
    "figures": (
        {
            "label": "Products on target",
            "value": 16,
            "of": "of 29",
            "url": "#",
            "note": "2 fewer than Q2",
            "chart": charts.spark([13, 14, 15, 16, 18, 16], status="watch", width=72, height=26),
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


def map_points() -> list[charts.MapPoint]:
    """Seven products in all stages, one without an owner."""
    return [
        charts.MapPoint("Sign-In", "#", 80, 91, "maturity", size=0.3),
        charts.MapPoint("Voyage Planner", "#", 93, 63, "growth", True, 0.6, 90, 57),
        charts.MapPoint("Crew Roster", "#", 79, 43, "growth", True, 0.7, 74, 52),
        charts.MapPoint("Rate Quoter", "#", 74, 64, "introduction", True, 0.2, 66, 55),
        charts.MapPoint("Gatehouse", "#", 69, 38, "maturity", False, 0.3, 69, 45),
        charts.MapPoint("Fuel Ledger", "#", 22, 35, "retirement", True, 0.1, 30, 38),
        charts.MapPoint("Room Finder", "#", 28, 86, "maturity", size=0.1),
    ]


def fields() -> list[charts.Field]:
    """Nine fields of a large portfolio."""
    return [
        charts.Field(low, (low * 7 + 30) % 100 // 10 * 10, 12 + low * 3, "#")
        for low in range(10, 100, 10)
    ]
