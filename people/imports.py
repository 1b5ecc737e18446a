"""Persons from a list: matched by key, e-mail or name; created without a way to sign in."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.db.models import Q
from django.db.models.functions import Lower

from people.models import Person
from people.slugs import Slugs, slug_base
from portfolio.kernel.importing import Insert, Ref, Row, World, created, plan_keyed

MODEL = "people.Person"
FIELDS = {"name": "name", "email": "email", "title": "title"}
READ = (*FIELDS.values(), "version")


def load_persons(world: World) -> None:
    """Find every person the rows may mean: by key, by e-mail and by name."""
    names = world.mentioned("person")
    mails = {str(row.values.get("email", "")).casefold() for row in world.rows.get("person", [])}
    known = set(world.known.get("person", {}).values())
    if not (names or known):
        return
    people = Person.objects.annotate(folded=Lower("name"), mail=Lower("email")).filter(
        Q(pk__in=known) | Q(folded__in={name.lower() for name in names}) | Q(mail__in=mails)
    )
    for person in people.order_by("pk"):
        values = {name: getattr(person, name) for name in READ}
        ref = Ref("person", person.name, "", person.pk, values, {"left_on": person.left_on})
        world.add(ref)


def plan_persons(world: World) -> None:
    """Compare the rows with the persons found."""
    rows = world.rows.get("person", [])
    if not rows:
        return
    slugs = Slugs(Person.objects.values_list("slug", flat=True))
    by_mail = {
        str(ref.values["email"]).casefold(): ref
        for (kind, _), ref in world.by_pk.items()
        if kind == "person" and ref.values.get("email")
    }
    for row in rows:
        try:
            existing = _existing(world, row, by_mail)
        except LookupError as error:
            world.refuse(row, "name", str(error), "unclear-person")
            continue
        if plan_keyed(world, row, existing, MODEL, FIELDS) is None:
            _create(world, row, slugs)


def _existing(world: World, row: Row, by_mail: dict[str, Ref]) -> Ref | None:
    keyed = world.keyed("person", row.key)
    if keyed is not None:
        return keyed
    mail = str(row.values.get("email", "")).casefold()
    if mail and mail in by_mail:
        return by_mail[mail]
    named = world.unclaimed("person", row.values["name"])
    fitting = [ref for ref in named if not (mail and ref.values.get("email"))]
    if len(fitting) > 1:
        raise LookupError(f"{len(fitting)} persons are called so; give an e-mail address")
    return fitting[0] if fitting else None


def _create(world: World, row: Row, slugs: Slugs) -> None:
    name = row.values["name"]
    ref = Ref("person", name, row.key, extra={"left_on": None})
    values = {
        "name": name,
        "slug": slugs.take(slug_base(name)),
        "email": row.values.get("email"),
        "title": row.values.get("title", ""),
        "password": make_password(None),
        "version": 1,
    }
    created(world, row, ref, [Insert(MODEL, values, ref)])
