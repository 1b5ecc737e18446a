"""Numbers for people: `{{ value|num }}`, `{{ value|num:1 }}`, `{{ value|unit:"ms" }}`."""

from decimal import Decimal

from django import template

from portfolio.kernel.numbers import shown, with_unit
from portfolio.policy_form import words_for

register = template.Library()

NOTHING = "\N{EN DASH}"


@register.filter
def num(value: Decimal | float | int | None, places: int | None = None) -> str:
    """`1 234.5`; an en dash where there is no number."""
    return NOTHING if value is None else shown(_exact(value), places)


@register.filter
def unit(value: Decimal | float | int | None, name: str) -> str:
    """A number and its unit: `99.4 %`."""
    return NOTHING if value is None else with_unit(_exact(value), name)


@register.filter
def plural(count: int, forms: str) -> str:
    """`{{ 3|plural:"product,products" }}` → `3 products`."""
    one, many = forms.split(",")
    return f"{shown(Decimal(count))} {one if count == 1 else many}"


@register.filter
def threshold(key: str) -> str:
    """What a threshold of the policy means: `{{ "load.active_ceiling"|threshold }}`."""
    return words_for(key)


def _exact(value: Decimal | float | int) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))
