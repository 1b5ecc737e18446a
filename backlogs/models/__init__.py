"""The backlog of a cluster: items in one order, and the events that say what happened."""

from backlogs.models.backlog import Backlog
from backlogs.models.event import StateEvent
from backlogs.models.item import Item, ItemQuerySet
from backlogs.models.move import Move
from backlogs.models.saved_view import DefaultView, SavedView

__all__ = [
    "Backlog",
    "DefaultView",
    "Item",
    "ItemQuerySet",
    "Move",
    "SavedView",
    "StateEvent",
]
