"""The parts and states every page is made of, on one page; it needs no rows in the database."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portfolio import samples
from portfolio.kernel import charts
from portfolio.kernel.charts import Lines
from portfolio.kernel.htmx import render
from portfolio.kernel.marks import STAGES


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
    return render(
        request,
        "portfolio/style_guide.html",
        {**_words(), **_small_charts(), **_large_charts(), **samples.PARTS},
    )


def _words() -> dict[str, Any]:
    return {
        "surfaces": samples.SURFACES,
        "statuses": samples.STATUSES,
        "stages": tuple(zip(STAGES, samples.PURPOSES, strict=True)),
        "loads": samples.LOADS,
        "keys": samples.KEYS,
        "sample": SampleForm({"target": "two weeks", "cadence": "week"}),
        "timeless": True,
        "empty": (),
        "outcomes": ("hit", "part", "miss", "early"),
        "mix": (("run", 67), ("imp", 38)),
        "movables": ("Rest rule over midnight", "Warn before a breach", "Draft the next roster"),
    }


def _small_charts() -> dict[str, Any]:
    higher, lower = Lines(65, 50, 0), Lines(4, 8, 20, "lower")
    within, without_zero = Lines(20, 18, 15, "range", 24, 26, 30), Lines(99.5, 99, 97)
    return {
        "spark": charts.spark([6, 7, 6, 8, 9, 9, 10, 12], target=11, status="ok", width=150),
        "gaps": charts.spark([6, None, 6, 8, None, 9, 10, 9], target=11, status="watch", width=150),
        "bullets": (
            charts.bullet(43, higher, previous=52, status="risk", width=150),
            charts.bullet(12, lower, previous=11, status="risk", width=150),
            charts.bullet(21, within, status="ok", width=150),
            charts.bullet(99.3, without_zero, previous=99.6, status="watch", width=150),
        ),
    }


def _large_charts() -> dict[str, Any]:
    quarters = samples.QUARTERS
    shares = [("Crew Roster", 46), ("Voyage Planner", 31), ("Yard Board", 9), ("Gatehouse", 14)]
    return {
        "layered": charts.layered(
            [
                ("Shipped", "shipped", [40, 42, 45, 47, 51]),
                ("In progress", "in_progress", [4, 4, 3, 6, 5]),
                ("Waiting", "waiting", [0, 1, 2, 1, 1]),
                ("Ready", "ready", [6, 7, 5, 4, 3]),
                ("Idea", "idea", [9, 9, 12, 12, 14]),
            ],
            ["1 Sep", "8 Sep", "15 Sep", "22 Sep", "29 Sep"],
            ground=40,
        ),
        "trend": charts.trend([58, 60, 61, 64, 65, 66], quarters, target=70, status="watch"),
        "signal": charts.signal([28, 31, 30, 36, 43, 46], 40, [name[:2] for name in quarters]),
        "share": charts.share(shares, limit=40),
        "map": charts.health_value_map(samples.map_points(), height=380),
        "density": charts.density(samples.fields(), height=380),
    }
