"""Quarters in a profile are those of the organisation's fiscal year."""

from collections.abc import Mapping
from dataclasses import replace

from portfolio.imports.cleaning.dates import QUARTER
from portfolio.imports.profiles.values import FieldRule, Profile


def names_quarters(profile: Profile) -> bool:
    """Whether a field of the profile is a quarter."""
    return any(_is_quarter(rule) for target in profile.targets for rule in target.fields.values())


def in_calendar(profile: Profile, first_month: int) -> Profile:
    """The profile with its quarters counted in a fiscal year that begins in `first_month`."""
    targets = [
        replace(target, fields=_placed(target.fields, first_month)) for target in profile.targets
    ]
    return replace(profile, targets=tuple(targets))


def _placed(fields: Mapping[str, FieldRule], first_month: int) -> dict[str, FieldRule]:
    return {
        name: replace(rule, date=replace(rule.date, first_month=first_month))
        if _is_quarter(rule)
        else rule
        for name, rule in fields.items()
    }


def _is_quarter(rule: FieldRule) -> bool:
    return QUARTER in rule.date.formats
