"""What the front door keeps: imports, their plans and their keys; drafts of the design table."""

from portfolio.models.draft import Draft, DraftCluster, DraftState
from portfolio.models.draft_moves import DraftMove, MoveKind
from portfolio.models.draft_suggestion import DraftSuggestion, SuggestionState
from portfolio.models.draft_words import DraftComment, DraftLock, DraftRationale
from portfolio.models.import_records import ExternalKey, ImportChange, ImportLine
from portfolio.models.imports import BatchState, ImportBatch, ImportFile, ImportProfile
from portfolio.models.kept_view import KeptView

__all__ = [
    "BatchState",
    "Draft",
    "DraftCluster",
    "DraftComment",
    "DraftLock",
    "DraftMove",
    "DraftRationale",
    "DraftState",
    "DraftSuggestion",
    "ExternalKey",
    "ImportBatch",
    "ImportChange",
    "ImportFile",
    "ImportLine",
    "ImportProfile",
    "KeptView",
    "MoveKind",
    "SuggestionState",
]
