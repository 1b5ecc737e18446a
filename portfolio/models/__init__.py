"""What the front door keeps: imports, their plans and their keys."""

from portfolio.models.import_records import ExternalKey, ImportChange, ImportLine
from portfolio.models.imports import BatchState, ImportBatch, ImportFile, ImportProfile

__all__ = [
    "BatchState",
    "ExternalKey",
    "ImportBatch",
    "ImportChange",
    "ImportFile",
    "ImportLine",
    "ImportProfile",
]
