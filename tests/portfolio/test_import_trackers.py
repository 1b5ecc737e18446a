"""Trackers' own exports: Jira's CSV with all its columns, GitHub's issues in both their forms."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from backlogs.models import Item, StateEvent
from portfolio.imports.batches import apply_files
from portfolio.imports.loading import load_profile
from portfolio.kernel.importing import Plan
from portfolio.kernel.tabular.values import Source
from tests.portfolio.imports import counts, reasons

pytestmark = pytest.mark.django_db

JIRA = (
    "Summary", "Issue key", "Issue id", "Parent id", "Issue Type", "Status", "Project key",
    "Project name", "Priority", "Resolution", "Assignee", "Reporter", "Created", "Updated",
    "Resolved", "Labels", "Labels", "Sprint", "Sprint", "Description",
    "Custom field (Story Points)", "Comment", "Comment",
)  # fmt: skip


def jira(*rows: dict[str, str]) -> Source:
    """What "Export CSV (all fields)" hands out: columns of the same name, several of them."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(JIRA)
    usual = {"Issue Type": "Story", "Status": "To Do", "Project name": "Crew planner",
             "Created": "05/Jan/26 3:04 PM"}  # fmt: skip
    writer.writerows([[(usual | row).get(name, "") for name in JIRA] for row in rows])
    return Source("jira.csv", buffer.getvalue().encode())


def take_in(profile: str, source: Source) -> Plan:
    """Apply, and again: the second time everything is the same."""
    plan = apply_files(None, load_profile(profile), [source])[1]
    first, again = counts(plan), apply_files(None, load_profile(profile), [source])
    assert again[0] is None
    assert counts(again[1]) == first | {"created": 0, "same": first["created"] + first["same"]}
    return plan


def listed() -> list[tuple[Any, ...]]:
    rows = Item.objects.in_order().values_list("title", "type", "state", "effort")
    return list(rows)


def days() -> list[tuple[str, date]]:
    events = StateEvent.objects.order_by("item", "at", "id")
    return [(event.to_state, timezone.localdate(event.at)) for event in events]


def test_jira_with_all_its_columns(cast: Any) -> None:
    plan = take_in("jira", jira(
        {"Issue key": "ABC-1", "Summary": "=Open", "Custom field (Story Points)": "3.0",
         "Assignee": "Mo Member", "Resolution": "Unresolved"},
        {"Issue key": "ABC-2", "Summary": "Done", "Issue Type": "Bug", "Status": "Done",
         "Resolution": "Done", "Resolved": "06/Jan/26 11:59 PM", "Assignee": "jdoe"},
        {"Issue key": "ABC-3", "Summary": "Not wanted", "Status": "Closed",
         "Resolution": "Won't Do", "Resolved": "2026-01-07 10:00"},
        {"Issue key": "ABC-4", "Summary": "An epic", "Issue Type": "Epic"},
    ))  # fmt: skip
    assert counts(plan)["created"] == 3
    assert listed() == [
        ("=Open", "enhancement", "idea", 3),
        ("Done", "fix", "shipped", None),
        ("Not wanted", "enhancement", "dropped", None),
    ]
    assert days() == [
        ("idea", date(2026, 1, 5)),
        ("idea", date(2026, 1, 5)), ("shipped", date(2026, 1, 6)),
        ("idea", date(2026, 1, 5)), ("dropped", date(2026, 1, 7)),
    ]  # fmt: skip
    assert Item.objects.get(title="=Open").assignee == cast.member
    assert "Nobody here, or nobody alone, is called “jdoe”" in plan.notes
    assert StateEvent.objects.get(to_state="dropped").reason == "Won't Do"


def test_jira_words_nobody_mapped_name_the_column_they_stand_in(cast: Any) -> None:
    source = jira(
        {"Issue key": "ABC-1", "Summary": "A", "Status": "Parked", "Resolution": "Unresolved"},
        {"Issue key": "ABC-2", "Summary": "B", "Issue Type": "Wish"},
        {"Issue key": "ABC-3", "Summary": "C", "Status": "Done"},
        {"Issue key": "ABC-4", "Summary": "D", "Custom field (Story Points)": "0.5"},
    )
    plan = apply_files(None, load_profile("jira"), [source])[1]
    found = reasons(plan)
    assert [reason.split(": ")[0] for reason in found] == [
        "line 2, Status", "line 3, Issue Type", "line 5, Custom field (Story Points)",
        "line 4, Resolved",
    ]  # fmt: skip
    assert "“Parked” is not among the words the profile maps" in found[0]
    assert Item.objects.count() == 0


def issue(number: int, title: str, **more: Any) -> dict[str, Any]:
    """An issue as the REST API answers it, with some of the fields nobody asks for."""
    return {
        "url": f"https://api.github.com/repos/fleet/crew-planner/issues/{number}",
        "html_url": f"https://github.com/fleet/crew-planner/issues/{number}",
        "number": number, "title": title, "state": "open", "state_reason": None,
        "user": {"login": "someone"}, "labels": [], "assignees": [], "body": None,
        "created_at": "2026-01-05T10:11:12Z", "closed_at": None, **more,
    }  # fmt: skip


CLOSED = {"state": "closed", "closed_at": "2026-02-01T08:00:00Z"}


def test_github_as_the_api_answers(cast: Any) -> None:
    source = Source("issues.json", json.dumps([
        issue(1, "Crash", labels=[{"name": "p1"}, {"name": "Bug"}], body="Steps\r\n\r\n1."),
        issue(2, "Feature", labels=[{"name": "enhancement"}], state_reason="completed", **CLOSED),
        issue(3, "Old", state_reason="not_planned", **CLOSED),
        issue(4, "Once more", state_reason="reopened"),
        issue(5, "A pull request", pull_request={"url": "https://api.github.com/x"}),
        issue(6, "Long ago", **CLOSED),
    ]).encode())  # fmt: skip
    plan = take_in("github", source)
    assert plan.left_out == {"item: not what the profile looks for": 1}
    assert listed() == [
        ("Crash", "fix", "idea", None),
        ("Feature", "enhancement", "shipped", None),
        ("Old", "improvement", "dropped", None),
        ("Once more", "improvement", "idea", None),
        ("Long ago", "improvement", "shipped", None),
    ]
    assert Item.objects.get(title="Crash").description == "Steps\n\n1."
    assert set(Item.objects.values_list("product__name", flat=True)) == {"Crew planner"}


def test_github_by_its_command_line_means_the_same_issues(cast: Any) -> None:
    take_in("github", Source("a.json", json.dumps([issue(1, "Crash")]).encode()))
    listed_by_gh = [
        {"number": 1, "title": "Crash on start", "body": "", "state": "CLOSED",
         "stateReason": "COMPLETED", "labels": [{"id": "x", "name": "bug"}],
         "createdAt": "2026-01-05T10:11:12Z", "closedAt": "2026-02-01T08:00:00Z",
         "url": "https://github.com/fleet/crew-planner/issues/1"},
    ]  # fmt: skip
    source = Source("gh.json", json.dumps(listed_by_gh).encode())
    plan = apply_files(None, load_profile("github"), [source])[1]
    assert counts(plan) == {"created": 0, "changed": 1, "same": 0, "missing": 0, "refused": 0}
    assert listed() == [("Crash on start", "fix", "shipped", None)]


def test_a_repository_nobody_knows_is_named(cast: Any) -> None:
    other = issue(1, "A", html_url="https://github.com/fleet/engine/issues/1")
    source = Source("issues.json", json.dumps([other]).encode())
    plan = apply_files(None, load_profile("github"), [source])[1]
    assert reasons(plan) == ["record 1 at [0], html_url: no product is called “engine”"]
