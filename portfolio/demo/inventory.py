"""The demo's inventory: what a configuration database lists, and what was judged of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.db import transaction

from people.models import Person
from people.queries import today
from products.actions.candidates import Judging, judge_candidates
from products.actions.likenesses import refresh_likenesses
from products.models import Candidate, Product
from products.values.triage import Judgement

CONTENT: Final = Path(__file__).parent / "content" / "inventory.toml"
REVIEW: Final = timedelta(days=120)
PROJECT: Final = timedelta(days=240)


@transaction.atomic
def list_demo() -> None:
    """Import, judge some as leadership, and look for what is listed twice."""
    content = tomllib.loads(CONTENT.read_text(encoding="utf-8"))
    by = Person.objects.filter(is_leadership=True).order_by("pk")[0]
    products = {product.name: product for product in Product.objects.all()}
    rows = [_candidate(content["source"], n, text) for n, text in enumerate(content["entry"], 1)]
    found = {row.name: row for row in Candidate.objects.bulk_create(rows)}
    for text in content["judged"]:
        name, said = _judging(text, products)
        judge_candidates(by, {found[name].pk: 1}, said)
    refresh_likenesses()


def _candidate(source: str, number: int, text: str) -> Candidate:
    name, summary, owner, daily, kind, used = (part.strip() for part in text.split("|"))
    return Candidate(
        source=source,
        key=f"CI{number:04}",
        name=name,
        summary=summary,
        owner_name=owner,
        daily_users=int(daily) if daily else None,
        facts={"type": kind, "last used": used},
    )


def _judging(text: str, products: Mapping[str, Product]) -> tuple[str, Judging]:
    name, judgement, reason, product, supports = (part.strip() for part in text.split("|"))
    names = [part.strip() for part in supports.split(",") if part.strip()]
    return name, Judging(
        judgement=judgement,
        reason=f"{reason}.",
        product=products[product] if product else None,
        supports=tuple(products[each] for each in names),
        review_on=today() + REVIEW if judgement == Judgement.RETIRE else None,
        ends_on=today() + PROJECT if judgement == Judgement.PROJECT else None,
    )
