"""Forms about connectors and whom they may ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django import forms

from metrics.connectors.fetching import target_of
from metrics.connectors.reading import check_path
from metrics.connectors.sql import check_dsn
from metrics.feed_forms import WrittenForm
from metrics.models import Connector
from metrics.values.connectors import Authorization, ConnectorKind, Digest, Unfetched
from portfolio.kernel.forms import DayField

INTERVALS = [
    ("15", "Every 15 minutes"),
    ("60", "Every hour"),
    ("360", "Every six hours"),
    ("1440", "Every day"),
]


class ConnectorForm(WrittenForm):
    """What is asked, where, how often, and as whom."""

    WRITTEN = ("interval",)

    kind = forms.ChoiceField(choices=ConnectorKind.choices(), label="What is asked")
    address = forms.CharField(
        max_length=1000,
        help_text="https://metrics.example.org, the address of a JSON document, or "
        "postgresql://user@host/database. No password in it.",
    )
    query = forms.CharField(
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Query or path",
        help_text="PromQL that gives one series; the JSONPath of the value, as $.value; or SQL "
        "that gives a value, day and value, or day, part and whole.",
    )
    date_path = forms.CharField(
        required=False,
        max_length=300,
        label="Path of the day",
        help_text="JSON only. Without it the number is today's.",
    )
    digest = forms.ChoiceField(
        choices=Digest.choices(),
        label="Samples become",
        help_text="Prometheus only: how the samples of a day, week or month become its number.",
    )
    step_s = forms.IntegerField(
        min_value=1,
        max_value=86_400,
        initial=300,
        label="Step in seconds",
        help_text="Prometheus only: how far samples lie apart.",
    )
    authorization = forms.ChoiceField(choices=Authorization.choices(), label="Shown to the address")
    secret = forms.CharField(
        required=False,
        strip=False,
        max_length=2000,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="A token, user:password, or the database's password. Kept encrypted and never "
        "shown again; leave it empty to keep the one there is.",
    )
    since = DayField(label="Numbers from")
    interval = forms.TypedChoiceField(
        choices=INTERVALS,
        coerce=lambda minutes: timedelta(minutes=int(minutes)),
        label="How often",
        initial="60",
    )

    def clean(self) -> dict[str, Any]:
        """Address and paths are what the kind can use."""
        data = super().clean() or {}
        kind, address = data.get("kind"), data.get("address", "")
        if kind == ConnectorKind.SQL:
            self._try("address", lambda: check_dsn(address))
        elif kind:
            self._try("address", lambda: target_of(address))
        if kind == ConnectorKind.JSON:
            for name in ("query", "date_path"):
                if data.get(name):
                    self._try(name, partial(check_path, data[name]))
        data["secret"] = data.get("secret") or None
        return data

    def _try(self, name: str, check: Callable[[], object]) -> None:
        if name in self.errors:
            return
        try:
            check()
        except Unfetched as error:
            self.add_error(name, error.words)


def connector_initial(connector: Connector | None, since: Any) -> dict[str, Any]:
    """The form as things are; the secret is never in it."""
    if connector is None:
        return {"since": since, "interval": "60", "step_s": 300, "version": 0}
    names = ("kind", "address", "query", "date_path", "digest", "step_s", "authorization", "since")
    minutes = str(int(connector.interval.total_seconds() // 60))
    found = {name: getattr(connector, name) for name in names}
    return {**found, "interval": minutes, "version": connector.version}


class AddressForm(forms.Form):
    """One address connectors may ask."""

    address = forms.CharField(
        max_length=260,
        label="Host or network",
        help_text="metrics.example.org, metrics.example.org:9090, or 10.20.0.0/16. A name is asked "
        "only at public addresses, unless a network on this list holds the address.",
    )
    reason = forms.CharField(max_length=300, label="Why")
