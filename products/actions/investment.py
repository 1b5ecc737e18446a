"""The yearly question is answered: is continued investment justified?"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from people.models import Person
from portfolio.kernel.errors import Refused
from products.models import InvestmentAnswer, Product
from products.permissions import require_living
from products.values.lifecycle import Investment


@transaction.atomic
def answer_question(
    by: Person | None, product: Product, answer: str, on: date, reason: str
) -> InvestmentAnswer:
    """Keep the answer of that day; answering again on the same day corrects it."""
    locked = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    require_living(locked)
    if not reason.strip():
        raise Refused("The answer needs a reason.", code="no_reason", field="reason")
    row, _ = InvestmentAnswer.objects.update_or_create(
        product=locked,
        answered_on=on,
        defaults={"answer": Investment(answer), "reason": reason.strip(), "answered_by": by},
    )
    return row
