"""Reading persons and the organisation."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from people.models import Organisation


def organisation() -> Organisation:
    """The organisation's one row; unsaved defaults before set-up has written it."""
    return Organisation.objects.filter(pk=1).first() or Organisation(pk=1)


def today() -> date:
    """Today in the installation's time zone."""
    return timezone.localdate()
