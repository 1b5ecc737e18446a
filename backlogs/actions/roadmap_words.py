"""The words of a roadmap's entry, and the items a theme gathers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from backlogs.actions.roadmap_board import Step, lock_board, write
from backlogs.models import Item, RoadmapEntry, RoadmapGathering
from backlogs.values import ItemState, RoadmapAct
from people.models import Person
from portfolio.kernel.errors import Conflict, NotFound, Refused
from portfolio.kernel.words import joined

LONGEST_TITLE = 200
LONGEST_SENTENCE = 400


def check_words(title: str, sentence: str, *, is_theme: bool) -> tuple[str, str]:
    """Both trimmed; raises `Refused` for a theme without a title and for too many words."""
    title, sentence = " ".join(title.split()), " ".join(sentence.split())
    if is_theme and not title:
        raise Refused("A theme needs a title.", code="no_title", field="what")
    if len(title) > LONGEST_TITLE:
        raise Refused(
            f"A title has at most {LONGEST_TITLE} characters.", code="title_long", field="what"
        )
    if len(sentence) > LONGEST_SENTENCE:
        raise Refused(
            f"The sentence has at most {LONGEST_SENTENCE} characters.",
            code="sentence_long",
            field="sentence",
        )
    return title, sentence


@transaction.atomic
def reword_entry(
    by: Person | None,
    entry: RoadmapEntry,
    version: int,
    *,
    title: str,
    sentence: str,
    gathers: Collection[Item] | None = None,
    at: datetime | None = None,
) -> RoadmapEntry:
    """Reword an entry, and set the items its theme gathers; what stays the same writes nothing.

    Raises `Conflict` with both versions when somebody saved since `version` was read.
    """
    board = lock_board(entry.cluster_id)
    fresh = board.entries.get(entry.pk)
    if fresh is None:
        raise NotFound("This is no longer on the roadmap.", code="entry_gone")
    is_theme = fresh.item_id is None
    title, sentence = check_words(title if is_theme else "", sentence, is_theme=is_theme)
    reworded = (title, sentence) != (fresh.title, fresh.sentence)
    held = _held(fresh)
    changes_items = is_theme and gathers is not None and {one.pk for one in gathers} != set(held)
    if not reworded and not changes_items:
        return fresh
    if fresh.version != version:
        raise Conflict(
            "Somebody changed this while you were writing. Both versions are below.",
            code="stale_version",
            details={
                "theirs": _told(fresh.title, fresh.sentence, held.values()),
                "yours": _told(title, sentence, [_reference(one) for one in gathers or ()]),
                "version": fresh.version,
            },
        )
    fresh.title, fresh.sentence = title, sentence
    fresh.version += 1
    fresh.save(update_fields=["title", "sentence", "version"])
    if changes_items and gathers is not None:
        gather(fresh, gathers, at)
    act = RoadmapAct.REWORDED if reworded else RoadmapAct.GATHERED
    write(board, fresh, board.arrangement, Step(act, by, at=at))
    return fresh


def gather(entry: RoadmapEntry, items: Collection[Item], at: datetime | None) -> None:
    """Let the theme hold exactly these items; raises `Refused` for one it may not hold.

    `at`: when, if not now; what is dated back may have been open then.
    """
    held = set(_held(entry))
    wanted = {item.pk: item for item in items}
    if wanted and entry.item_id is not None:
        raise Refused("Only a theme gathers items.", code="not_a_theme", field="gathers")
    gone = RoadmapGathering.objects.filter(entry=entry, until=None).exclude(item_id__in=wanted)
    now = at or timezone.now()
    gone.update(until=now)
    fresh = [item for key, item in wanted.items() if key not in held]
    _check_items(entry, fresh, closed_too=at is not None)
    RoadmapGathering.objects.bulk_create(
        [RoadmapGathering(entry=entry, item=item, since=now) for item in fresh]
    )


def _check_items(entry: RoadmapEntry, items: Collection[Item], *, closed_too: bool) -> None:
    taken = set(
        RoadmapGathering.objects.filter(item__in=items, until=None).values_list(
            "item_id", flat=True
        )
    )
    alone = RoadmapEntry.objects.filter(item__in=items).exclude(column="")
    taken |= set(alone.values_list("item_id", flat=True))
    elsewhere = [
        _reference(item)
        for item in items
        if item.cluster_id != entry.cluster_id
        or (entry.product_id is not None and item.product_id != entry.product_id)
    ]
    closed = [] if closed_too else [one for one in items if ItemState(one.state).is_closed]
    reasons = (
        (elsewhere, "not of this roadmap's product or cluster"),
        ([_reference(item) for item in closed], "closed"),
        ([_reference(item) for item in items if item.pk in taken], "on the roadmap already"),
    )
    for found, why in reasons:
        if found:
            verb = "is" if len(found) == 1 else "are"
            raise Refused(
                f"{joined(found)} {verb} {why}.", code="item_not_gathered", field="gathers"
            )


def _held(entry: RoadmapEntry) -> dict[int, str]:
    rows = RoadmapGathering.objects.filter(entry=entry, until=None)
    return {
        row.item_id: _reference(row.item) for row in rows.select_related("item", "item__product")
    }


def _reference(item: Item) -> str:
    return f"{item.product.key}-{item.number}"


def _told(title: str, sentence: str, items: Collection[str]) -> str:
    lines = [f"Title: {title}"] if title else []
    lines.append(f"Sentence: {sentence or '–'}")
    if items:
        lines.append(f"Items: {', '.join(sorted(items))}")
    return "\n".join(lines)
