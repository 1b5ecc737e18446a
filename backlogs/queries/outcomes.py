"""Which items say what they shall change, and what a form about it offers."""

from __future__ import annotations

from typing import Final

from django.db.models import Q

from backlogs.values import ItemType

HAS_OUTCOME: Final = Q(outcome__isnull=False)
LACKS_OUTCOME: Final = Q(
    outcome__isnull=True, type__in=[kind for kind in ItemType if kind.asks_for_outcome]
)
"""Asked for one and without: a fix restores what was promised and is never among them."""
