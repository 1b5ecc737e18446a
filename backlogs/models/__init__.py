"""The backlog of a cluster: items in one order, and the events that say what happened."""

from backlogs.models.act import Act
from backlogs.models.backlog import Backlog
from backlogs.models.comment import Comment
from backlogs.models.event import StateEvent
from backlogs.models.former import FormerName
from backlogs.models.item import Item, ItemQuerySet
from backlogs.models.kept_order import KeptOrder
from backlogs.models.link import Link
from backlogs.models.move import Move
from backlogs.models.outcome import Outcome
from backlogs.models.outcome_review import OutcomeReview
from backlogs.models.roadmap import Roadmap, RoadmapChange, RoadmapEntry, RoadmapGathering
from backlogs.models.saved_view import DefaultView, SavedView
from backlogs.models.score import Score
from backlogs.models.wait import Wait

__all__ = [
    "Act",
    "Backlog",
    "Comment",
    "DefaultView",
    "FormerName",
    "Item",
    "ItemQuerySet",
    "KeptOrder",
    "Link",
    "Move",
    "Outcome",
    "OutcomeReview",
    "Roadmap",
    "RoadmapChange",
    "RoadmapEntry",
    "RoadmapGathering",
    "SavedView",
    "Score",
    "StateEvent",
    "Wait",
]
