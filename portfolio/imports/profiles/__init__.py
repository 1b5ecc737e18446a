"""Profiles: TOML that says how a source's columns become our fields."""

from portfolio.imports.profiles.parsing import parse_profile
from portfolio.imports.profiles.values import (
    Condition,
    FieldRule,
    Profile,
    ProfileError,
    SourceRule,
    Target,
)

__all__ = [
    "Condition",
    "FieldRule",
    "Profile",
    "ProfileError",
    "SourceRule",
    "Target",
    "parse_profile",
]
