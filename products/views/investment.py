"""The yearly question, answered by the owner."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse

from people.queries import today
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest
from products.actions.investment import answer_question
from products.lifecycle_forms import InvestmentForm
from products.queries.investment import investment_page
from products.values.lifecycle import Investment
from products.views.lookup import lifecycle_address, product_for_owner


def investment(request: AlmanacRequest, slug: str) -> HttpResponse:
    """Is continued investment justified? The answers so far, and the form for the next."""
    product = product_for_owner(request.user, slug)
    form = InvestmentForm(request.POST or None, initial={"on": today()})
    back = lifecycle_address(slug)
    if carried_out(form, lambda data: answer_question(request.user, product, **data)):
        word = Investment(form.cleaned_data["answer"]).label.lower()
        messages.success(request, f"The answer for {product.name} is kept: {word}.")
        return redirect(request, back)
    context = {"form": form, "page": investment_page(product, request.moment.on), "back": back}
    return render(request, "products/investment.html", context, status=status_of(form))
