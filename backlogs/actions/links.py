"""Web addresses are attached to items and taken off."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from backlogs.actions.items import locked_item
from backlogs.actions.living import check_changeable
from backlogs.models import Item, Link
from people.models import Person
from portfolio.kernel.errors import Refused
from portfolio.kernel.markdown import is_web_address

MOST_LINKS = 50
LONGEST_URL = 1000


@transaction.atomic
def add_link(
    by: Person | None, item: Item, title: str, url: str, *, at: datetime | None = None
) -> Link:
    """Attach an address; without a title it is called by its host. There already, nothing changes.

    Raises `Refused` for anything that is no http or https address, one that hides its host behind
    a name and @, and for the 51st.
    """
    address = url.strip()
    if not is_web_address(address) or len(address) > LONGEST_URL:
        raise Refused(
            "Give a web address that begins with https:// or http://, without a user name in it.",
            code="no_web_address",
            field="url",
        )
    locked = locked_item(item)
    check_changeable(locked)
    standing = Link.objects.filter(item=locked, removed_at=None)
    found = standing.filter(url=address).first()
    if found is not None:
        return found
    if standing.count() >= MOST_LINKS:
        raise Refused(
            f"An item has at most {MOST_LINKS} links.", code="too_many_links", field="url"
        )
    called = " ".join(title.split())[:200] or str(urlsplit(address).hostname)
    return Link.objects.create(
        item=locked, title=called, url=address, by=by, at=at or timezone.now()
    )


@transaction.atomic
def remove_link(by: Person | None, link: Link) -> Link:
    """Take it off; off already, nothing changes."""
    check_changeable(locked_item(link.item))
    locked = Link.objects.select_for_update().get(pk=link.pk)
    if locked.removed_at is None:
        locked.removed_at, locked.removed_by = timezone.now(), by
        locked.save(update_fields=["removed_at", "removed_by"])
    return locked
