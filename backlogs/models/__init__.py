"""The backlog of a cluster: items in one order, and the events that say what happened."""

from backlogs.models.backlog import Backlog
from backlogs.models.event import StateEvent
from backlogs.models.item import Item, ItemQuerySet
from backlogs.models.move import Move

__all__ = ["Backlog", "Item", "ItemQuerySet", "Move", "StateEvent"]
