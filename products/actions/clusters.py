"""Clusters open and are reworded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from people.models import Person
from people.slugs import free_slug
from portfolio.kernel.errors import Conflict, Refused
from products.models import Cluster


@transaction.atomic
def create_cluster(
    by: Person | None,
    *,
    name: str,
    opened_on: date,
    summary: str = "",
    rationale_kinds: Sequence[str] = (),
    rationale: str = "",
) -> Cluster:
    """Open a cluster. A rationale is needed once it holds a second product."""
    check_rationale(rationale_kinds, rationale)
    return Cluster.objects.create(
        name=name,
        slug=free_slug(Cluster.objects.all(), name),
        summary=summary,
        rationale_kinds=list(rationale_kinds),
        rationale=rationale,
        opened_on=opened_on,
    )


@transaction.atomic
def edit_cluster(
    by: Person,
    cluster: Cluster,
    version: int,
    *,
    name: str,
    summary: str,
    rationale_kinds: Sequence[str],
    rationale: str,
) -> Cluster:
    """Reword a cluster; raises `Conflict` when somebody saved since `version` was read."""
    check_rationale(rationale_kinds, rationale)
    locked = Cluster.objects.select_for_update(no_key=True).get(pk=cluster.pk)
    if locked.version != version:
        raise Conflict("Somebody changed this cluster meanwhile.", code="stale_version")
    if locked.products.count() > 1 and not rationale_kinds:
        raise Refused(
            "A cluster of several products needs at least one reason why they belong together.",
            code="rationale_missing",
            field="rationale_kinds",
        )
    locked.name, locked.summary = name, summary
    locked.rationale_kinds, locked.rationale = list(rationale_kinds), rationale
    locked.version += 1
    locked.save()
    return locked


def check_rationale(kinds: Sequence[str], sentence: str) -> None:
    """A kind without a sentence says nothing, and a sentence without a kind cannot be compared."""
    if bool(kinds) != bool(sentence.strip()):
        field = "rationale" if kinds else "rationale_kinds"
        raise Refused(
            "Say both which kind of reason it is and, in a sentence, why.",
            code="rationale_incomplete",
            field=field,
        )
