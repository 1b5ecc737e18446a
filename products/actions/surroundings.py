"""Who uses a product, and what it cannot do without."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from people.models import Person
from people.slugs import free_slug
from portfolio.kernel.errors import Refused
from products.models import Dependency, Persona, Product, ProductUser


@transaction.atomic
def note_users(
    by: Person | None, product: Product, persona: str, headcount: int | None, use_case: str
) -> ProductUser:
    """Record how many people of a kind use the product, and for what; a repeat replaces it.

    The persona is found by its name, whatever the case, and made when it is new. Raises `Refused`
    when somebody else makes it at this very moment.
    """
    row, _ = ProductUser.objects.update_or_create(
        product=product,
        persona=_persona(" ".join(persona.split())),
        defaults={"headcount": headcount, "use_case": use_case},
    )
    return row


def _persona(name: str) -> Persona:
    found = Persona.objects.filter(name__iexact=name).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Persona.objects.create(name=name, slug=free_slug(Persona.objects.all(), name))
    except IntegrityError as error:
        raise Refused(
            "Somebody recorded this kind of user just now. Save again.",
            code="taken_meanwhile",
            field="persona",
        ) from error


def drop_users(by: Person, row: ProductUser) -> None:
    """The persona no longer uses the product; the persona itself stays known."""
    row.delete()


@transaction.atomic
def add_dependency(by: Person | None, product: Product, needs: Product, note: str) -> Dependency:
    """Record that `product` cannot do its work without `needs`; a repeat rewords the note."""
    if product.pk == needs.pk:
        raise Refused("A product does not depend on itself.", code="own_dependency", field="needs")
    try:
        with transaction.atomic():
            row, _ = Dependency.objects.update_or_create(
                product=product, needs=needs, defaults={"note": note}
            )
    except IntegrityError as error:
        raise Refused(
            "Somebody recorded this just now.", code="taken_meanwhile", field="needs"
        ) from error
    return row


def remove_dependency(by: Person, row: Dependency) -> None:
    """The product can do without it now."""
    row.delete()
