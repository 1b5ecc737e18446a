"""Views of the portfolio's lists are kept, shared and removed."""

from __future__ import annotations

from django.db import transaction

from people.models import Person
from portfolio.kernel.errors import Refused
from portfolio.models import KeptView

MOST = 50


@transaction.atomic
def keep_view(by: Person, listed: str, name: str, query: str, *, is_shared: bool) -> KeptView:
    """Keep `query` under a name for `by`, or for everybody. Raises `Refused` for a taken name."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    person = None if is_shared else by
    views = KeptView.objects.filter(listed=listed, person=person)
    if views.count() >= MOST:
        raise Refused(
            f"There are {MOST} saved views already. Remove one first.", code="too_many_views"
        )
    if views.filter(name__iexact=name).exists():
        raise Refused("Another saved view has this name.", code="view_name_taken", field="name")
    return KeptView.objects.create(listed=listed, person=person, name=name, query=query)


def remove_kept_view(view: KeptView) -> None:
    """The list itself stays; harmless when repeated."""
    KeptView.objects.filter(pk=view.pk).delete()
