"""Shapes of the backlog's part of the API: what is read and what is told."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backlogs.actions.items import LARGEST_EFFORT
from backlogs.forms.items import LONGEST_LIST
from backlogs.forms.selection import LONGEST_REASON, MOST
from backlogs.values import (
    ALL,
    DOING,
    OPEN,
    Dimension,
    ItemState,
    ItemType,
    OutcomeFilter,
    Reference,
)
from portfolio.kernel.api.reading import Strict

LONGEST_PAGE = 500
USUAL_PAGE = 100
LONGEST_DESCRIPTION = 20_000
STATES = [(OPEN, "Open"), (DOING, "In progress or waiting"), (ALL, "All"), *ItemState.choices()]
PATTERN = "^[A-Za-z][A-Za-z0-9]{1,11}-[1-9][0-9]{0,8}$"


@extend_schema_field({"type": "string", "pattern": PATTERN, "example": "CR-198"})
class ReferenceField(serializers.CharField):
    """An item as people name it."""

    default_error_messages = {"no_reference": "That is no item; write it as CR-198."}

    def to_internal_value(self, data: Any) -> Any:
        """The reference."""
        found = Reference.parse(super().to_internal_value(data))
        if found is None:
            self.fail("no_reference")
        return found


class Slug(serializers.CharField):
    """The name of a thing in addresses."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 80, "trim_whitespace": False, **options})


class Paged(Strict):
    """Where a page begins and how long it is."""

    limit = serializers.IntegerField(
        default=USUAL_PAGE, min_value=1, max_value=LONGEST_PAGE, help_text="Rows, at most 500."
    )


class ItemQuery(Paged):
    """The filters of the list, as on its page."""

    cluster = Slug(required=False)
    product = Slug(required=False)
    type = serializers.ChoiceField(ItemType.choices(), required=False)
    dimension = serializers.ChoiceField(Dimension.choices(), required=False)
    state = serializers.ChoiceField(STATES, default=OPEN, help_text="Open ones when not said.")
    assignee = Slug(required=False, help_text="A person, or me.")
    persona = Slug(required=False, help_text="For whom its outcome is.")
    outcome = serializers.ChoiceField(OutcomeFilter.choices(), required=False)
    unestimated = serializers.BooleanField(default=False)
    q = serializers.CharField(required=False, max_length=200, help_text="Words to find.")
    stale = serializers.BooleanField(default=False, help_text="Only what nobody touched lately.")
    after = ReferenceField(required=False, help_text="Begin behind this item.")


class ItemWords(Strict):
    """What may be changed of an item; what is left out stays."""

    title = serializers.CharField(max_length=300)
    product = Slug(help_text="Another product of the same cluster; the item gets a new number.")
    type = serializers.ChoiceField(ItemType.choices())
    dimension = serializers.ChoiceField(Dimension.choices())
    effort = serializers.IntegerField(min_value=1, max_value=LARGEST_EFFORT, allow_null=True)
    assignee = Slug(allow_null=True, help_text="The owner or somebody of the team, or null.")
    description = serializers.CharField(
        max_length=LONGEST_DESCRIPTION, allow_blank=True, help_text="Markdown."
    )


class NewItem(Strict):
    """An item to add as an idea, at the end of its cluster's list or at its top."""

    title = serializers.CharField(max_length=300)
    product = Slug()
    type = serializers.ChoiceField(ItemType.choices(), default=ItemType.IMPROVEMENT.value)
    dimension = serializers.ChoiceField(Dimension.choices(), default=Dimension.IMPROVEMENT.value)
    effort = serializers.IntegerField(
        min_value=1, max_value=LARGEST_EFFORT, allow_null=True, default=None
    )
    assignee = Slug(allow_null=True, default=None)
    description = serializers.CharField(
        max_length=LONGEST_DESCRIPTION, allow_blank=True, default="", help_text="Markdown."
    )
    at_top = serializers.BooleanField(default=False)


class ItemRow(serializers.Serializer):
    """An item in a list."""

    reference = serializers.CharField()
    title = serializers.CharField()
    type = serializers.ChoiceField(ItemType.choices())
    dimension = serializers.ChoiceField(Dimension.choices())
    state = serializers.ChoiceField(ItemState.choices())
    effort = serializers.IntegerField(allow_null=True)
    assignee = serializers.CharField(allow_null=True)
    product = serializers.CharField()
    cluster = serializers.CharField()
    created_at = serializers.DateTimeField()
    touched_at = serializers.DateTimeField()
    version = serializers.IntegerField(help_text="What If-Match names to change the item.")


class ItemWhole(ItemRow):
    """An item with everything an own page shows of it."""

    description = serializers.CharField()
    position = serializers.IntegerField(allow_null=True, help_text="From 1; null once closed.")
    order_version = serializers.IntegerField()
    next_states = serializers.ListField(child=serializers.ChoiceField(ItemState.choices()))


class ItemList(serializers.Serializer):
    """A page of items in the order of their clusters' lists."""

    results = ItemRow(many=True)
    next = serializers.CharField(allow_null=True, help_text="Address of the next page.")
    order_version = serializers.IntegerField(
        allow_null=True, help_text="Of the one list shown; null when items of several are."
    )


class TrailQuery(Paged):
    """Which entries, oldest first; ask again with the last `id` to follow what happens."""

    cluster = Slug(required=False)
    item = ReferenceField(required=False)
    after = serializers.IntegerField(
        required=False, min_value=0, max_value=2**62, help_text="Begin behind this id."
    )


class EventQuery(TrailQuery):
    """Which changes of state."""

    product = Slug(required=False, help_text="The product the item belonged to at that time.")
    to_state = serializers.ChoiceField(ItemState.choices(), required=False)


class NewEvent(Strict):
    """A change of state."""

    item = ReferenceField()
    to_state = serializers.ChoiceField(ItemState.choices())
    reason = serializers.CharField(
        max_length=LONGEST_REASON,
        allow_blank=True,
        default="",
        help_text="Needed to drop an item and to open one again.",
    )
    from_state = serializers.ChoiceField(
        ItemState.choices(),
        required=False,
        help_text="The state you saw; 409 when it is another one meanwhile.",
    )


class EventRow(serializers.Serializer):
    """A change of state that happened; the first one of an item has no `from_state`."""

    id = serializers.IntegerField()
    item = serializers.CharField()
    product = serializers.CharField()
    at = serializers.DateTimeField()
    from_state = serializers.ChoiceField(ItemState.choices(), allow_null=True)
    to_state = serializers.ChoiceField(ItemState.choices())
    by = serializers.CharField(allow_null=True)
    reason = serializers.CharField()


class EventList(serializers.Serializer):
    """A page of changes of state."""

    results = EventRow(many=True)
    next = serializers.CharField(allow_null=True)


class NewMove(Strict):
    """Items, kept in their order, and the one place they go to: exactly one of the four."""

    items = serializers.ListField(
        child=ReferenceField(), min_length=1, max_length=MOST, help_text="Of one cluster."
    )
    after = ReferenceField(required=False)
    before = ReferenceField(required=False)
    to = serializers.ChoiceField([("top", "Top"), ("bottom", "Bottom")], required=False)
    position = serializers.IntegerField(min_value=1, max_value=LONGEST_LIST, required=False)
    order_version = serializers.IntegerField(
        min_value=0,
        max_value=2**53,
        required=False,
        help_text="The order you saw; 409 when somebody else moved something since.",
    )


class Moved(serializers.Serializer):
    """What a move did."""

    cluster = serializers.CharField()
    items = serializers.ListField(child=serializers.CharField())
    changed = serializers.BooleanField(help_text="False: everything stood there already.")
    order_version = serializers.IntegerField()


class MoveRow(serializers.Serializer):
    """One item that was moved: behind `follows`, or to the top."""

    id = serializers.IntegerField()
    cluster = serializers.CharField()
    order_version = serializers.IntegerField()
    item = serializers.CharField()
    follows = serializers.CharField(allow_null=True)
    by = serializers.CharField(allow_null=True)
    at = serializers.DateTimeField()


class MoveList(serializers.Serializer):
    """A page of moves."""

    results = MoveRow(many=True)
    next = serializers.CharField(allow_null=True)
