"""Shapes of measurements in the API: what is read and what is told.

The rows of a batch are read by `metrics.calculations.batches`, each with an answer of its own;
their shape stands here for the description only.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from rest_framework import serializers

from metrics.models.measurement import Source
from metrics.values.batches import Outcome
from portfolio.kernel.api.reading import Strict

LONGEST_PAGE, USUAL_PAGE = 500, 100
MOST_ROWS = 10_000
PLACE = re.compile(r"\d{4}-\d\d-\d\d\.\d{1,18}", re.ASCII)
NUMBER = "A JSON number, or its digits as a text; at most 14 before the point, six are kept."


class Cursor(serializers.CharField):
    """Where a page ended: a day and a number."""

    default_error_messages = {"no_place": "That is no place in the list; take it from next."}

    def to_internal_value(self, data: Any) -> Any:
        """The day and the number."""
        text = super().to_internal_value(data)
        if not PLACE.fullmatch(text):
            self.fail("no_place")
        day, _, number = text.partition(".")
        try:
            return date.fromisoformat(day), int(number)
        except ValueError:
            self.fail("no_place")


class MeasurementQuery(Strict):
    """The filters of the list."""

    product = serializers.CharField(required=False, max_length=80)
    metric = serializers.CharField(required=False, max_length=80)
    after = Cursor(required=False, help_text="Begin behind this row; see next.")
    limit = serializers.IntegerField(
        default=USUAL_PAGE, min_value=1, max_value=LONGEST_PAGE, help_text="Rows, at most 500."
    )

    def get_fields(self) -> dict[str, Any]:
        """`from` and `to` are words of Python, so they are added here."""
        fields: dict[str, Any] = super().get_fields()
        fields["from"] = serializers.DateField(required=False, help_text="First day.")
        fields["to"] = serializers.DateField(required=False, help_text="Last day.")
        return fields


class MeasurementRow(serializers.Serializer):
    """A number that stands; numbers are told as texts, so that no digit is lost."""

    id = serializers.IntegerField()
    product = serializers.CharField()
    metric = serializers.CharField()
    measured_on = serializers.DateField()
    value = serializers.CharField()
    numerator = serializers.CharField(allow_null=True)
    denominator = serializers.CharField(allow_null=True)
    unit = serializers.CharField()
    source = serializers.ChoiceField(Source.choices)
    note = serializers.CharField()
    recorded_at = serializers.DateTimeField()
    by = serializers.CharField(allow_null=True)


class MeasurementList(serializers.Serializer):
    """A page of numbers."""

    results = MeasurementRow(many=True)
    next = serializers.CharField(allow_null=True)


class NewMeasurementRow(Strict):
    """One number: the value, or the two counts of a ratio."""

    product = serializers.CharField(max_length=80, help_text="As in its address.")
    metric = serializers.CharField(max_length=80, help_text="As in its address.")
    measured_on = serializers.DateField()
    value = serializers.CharField(required=False, help_text=NUMBER)
    numerator = serializers.CharField(required=False, help_text=NUMBER)
    denominator = serializers.CharField(required=False, help_text=NUMBER)
    unit = serializers.CharField(
        required=False, max_length=40, help_text="Refused when the metric's is another."
    )
    note = serializers.CharField(required=False, max_length=2000)
    correction_reason = serializers.CharField(
        required=False, max_length=2000, help_text="Needed where another number stands already."
    )


class Batch(Strict):
    """Up to 10,000 rows."""

    rows = NewMeasurementRow(many=True)


class RowAnswer(serializers.Serializer):
    """What became of one row."""

    row = serializers.IntegerField(help_text="Its place among the rows sent, from 0.")
    status = serializers.ChoiceField(Outcome.choices())
    code = serializers.CharField(required=False, help_text="Why it was refused, for programs.")
    field = serializers.CharField(required=False)
    message = serializers.CharField(required=False, help_text="Why, for people.")


class BatchAnswer(serializers.Serializer):
    """How many rows had which fate, and each of them."""

    created = serializers.IntegerField()
    same = serializers.IntegerField()
    corrected = serializers.IntegerField()
    refused = serializers.IntegerField()
    results = RowAnswer(many=True)
