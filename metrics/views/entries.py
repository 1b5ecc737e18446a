"""One number on its way in: what was typed, what is odd about it, and whether it was confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.http import QueryDict

from metrics.actions.measurements import record_measurement
from metrics.calculations.plausibility import Doubt, doubt
from metrics.forms import MeasurementForm
from metrics.models import Metric
from people.models import Person
from people.queries import today
from portfolio.kernel.forms import carried_out

NUMBERS = ("value", "numerator", "denominator")
ANSWERS = ("meant", "confirmed")


@dataclass
class Entry:
    """The form of one number, and the question it raises."""

    metric: Metric
    form: MeasurementForm
    question: Doubt | None
    is_empty: bool
    meant_name: str
    confirmed_name: str

    def record(self, by: Person) -> bool:
        """Write it down; False: it is wrong, questioned, or asks for a reason."""
        if self.question is not None:
            return False
        done = carried_out(self.form, lambda data: record_measurement(by, self.metric, **data))
        if "reason" in self.form.errors:
            self.form.ask_for_reason()
        return done


def read_entry(
    post: QueryDict | None, metric: Metric, known: Sequence[Decimal], prefix: str = ""
) -> Entry:
    """The entry for a metric; `known` are the numbers a new one is compared with.

    The answer to the question replaces the number it was about. A number that was chosen or
    confirmed is not questioned again.
    """
    names = {name: f"{prefix}-{name}" if prefix else name for name in (*NUMBERS, *ANSWERS)}
    data = None
    if post is not None:
        data = post.copy()
        meant = post.get(names["meant"], "")
        if meant:
            data[names["value"]] = meant
            data[names["numerator"]] = data[names["denominator"]] = ""
    is_empty = data is None or not any(data.get(names[name], "").strip() for name in NUMBERS)
    shown = None if is_empty and prefix else data  # a row left empty is no mistake
    form = MeasurementForm(
        shown, prefix=prefix or None, initial={"measured_on": today()}, metric=metric
    )
    question = None
    if post is not None and not is_empty and form.is_valid():
        answers = [_number(post.get(names[answer])) for answer in ANSWERS]
        value = form.cleaned_data["value"]
        question = None if value in answers else doubt(value, known, metric.unit)
    return Entry(metric, form, question, is_empty, names["meant"], names["confirmed"])


def _number(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
