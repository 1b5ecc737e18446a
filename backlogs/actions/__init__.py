"""What people do in a backlog. Locks are taken in one order: clusters, backlogs, items."""

from backlogs.actions.bulk import NewItem, NewState, add_items
from backlogs.actions.items import add_item, edit_item
from backlogs.actions.lines import add_line, add_lines
from backlogs.actions.moves import Moved, move_item, move_items
from backlogs.actions.outcomes import (
    Hypothesis,
    add_item_with_outcome,
    add_outcomes,
    set_outcome,
)
from backlogs.actions.placement import move_product, move_product_items
from backlogs.actions.scores import add_scores, set_score
from backlogs.actions.states import change_state
from backlogs.actions.together import KEEP, Change, Changed, change_items
from backlogs.actions.undo import undo_act

__all__ = [
    "KEEP",
    "Change",
    "Changed",
    "Hypothesis",
    "Moved",
    "NewItem",
    "NewState",
    "add_item",
    "add_item_with_outcome",
    "add_items",
    "add_line",
    "add_lines",
    "add_outcomes",
    "add_scores",
    "change_items",
    "change_state",
    "edit_item",
    "move_item",
    "move_items",
    "move_product",
    "move_product_items",
    "set_outcome",
    "set_score",
    "undo_act",
]
