"""The list of imports, and the form that begins one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from portfolio.imports.lines import OUTCOMES
from portfolio.imports.loading import profile_choices
from portfolio.kernel.marks import tag
from portfolio.kernel.words import counted
from portfolio.models import ImportBatch

LISTED = 100
WORDS = {
    "created": "New",
    "changed": "Changed",
    "same": "Same",
    "missing": "Missing from the source",
    "refused": "Problems",
}
STATE_TONES = {"applied": "ok", "planned": "mark", "failed": "risk"}


@dataclass(frozen=True)
class ListRow:
    """One import in the list."""

    url: str
    title: str
    profile: str
    state: SafeString
    when: Any
    who: str
    counts: str


def import_list_page() -> list[ListRow]:
    """The newest imports, with what became of them."""
    batches = ImportBatch.objects.select_related("created_by").defer("profile_text")[:LISTED]
    return [
        ListRow(
            url=reverse("portfolio:import-detail", args=[batch.pk]),
            title=title_of(batch),
            profile=batch.profile_name,
            state=tag(batch.get_state_display(), STATE_TONES.get(batch.state, "")),
            when=batch.applied_at or batch.created_at,
            who=str(batch.created_by or "Command line"),
            counts=counts_of(batch),
        )
        for batch in batches
    ]


def import_form_page() -> dict[str, Any]:
    """The profiles to choose from, each with the address of its text."""
    return {
        "profiles": [
            {"title": title, "name": name, "url": reverse("portfolio:import-profile", args=[name])}
            for name, title in profile_choices()
        ],
    }


def title_of(batch: ImportBatch) -> str:
    """The file, or how many there are."""
    names = [file["name"] for file in batch.files]
    return names[0] if len(names) == 1 else counted(len(names), "file")


def counts_of(batch: ImportBatch) -> str:
    """The counts in a sentence: `41 new, 12 changed, 6 same, 5 problems`."""
    total: dict[str, int] = batch.summary.get("total", {})
    words = {**WORDS, "missing": "missing", "refused": "problems"}
    parts = [f"{total[o]} {words[o].lower()}" for o in OUTCOMES if total.get(o)]
    return ", ".join(parts) or ("no rows" if batch.summary else "not read yet")
