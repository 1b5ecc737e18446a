"""Backlog items from a list: what is there is found and held, rows become a plan."""

from backlogs.imports.items import plan_items
from backlogs.imports.loading import load_items, note_new_items

__all__ = ["load_items", "note_new_items", "plan_items"]
