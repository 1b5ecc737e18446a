"""Short ways to plan and apply an import in tests."""

from __future__ import annotations

import textwrap

from people.models import Person
from portfolio.imports.batches import apply_files
from portfolio.imports.lines import summarise
from portfolio.imports.planning import make_plan
from portfolio.imports.profiles import Profile, parse_profile
from portfolio.kernel.importing import Plan
from portfolio.kernel.tabular.values import Source
from portfolio.models import ImportBatch

PRODUCTS = """
[profile]
name = "sheet"
title = "A sheet of products"

[words]
nobody = ["TBC", "-"]

[[target]]
kind = "person"
when = [{ from = "Owner", filled = true }]
key = "Owner"
fields.name = "Owner"
repeated = "same"

[[target]]
kind = "cluster"
when = [{ from = "Cluster", filled = true }]
key = "Cluster"
fields.name = "Cluster"
fields.rationale_kinds = { const = "domain" }
fields.rationale = { const = "One business domain." }
repeated = "same"

[[target]]
kind = "product"
key = "Id"
fields.name = "Name"
fields.summary = "Summary"
fields.cluster = "Cluster"
fields.daily_users = "Users"

[[target]]
kind = "stage"
fields.product = "Id"
fields.stage = { from = "Stage", map = { pilot = "introduction", live = "maturity", off = "retired" } }
fields.since = "Since"

[[target]]
kind = "ownership"
when = [{ from = "Owner", filled = true }]
fields.product = "Id"
fields.person = "Owner"
fields.since = "Since"
"""
HEADER = "Id,Name,Summary,Cluster,Users,Stage,Since,Owner\n"


def profile(text: str = PRODUCTS) -> Profile:
    """A profile from its text."""
    return parse_profile(textwrap.dedent(text))


def sheet(*rows: str, name: str = "sheet.csv") -> list[Source]:
    """A CSV of products."""
    return [Source(name, (HEADER + "\n".join(rows) + "\n").encode())]


def planned(*rows: str, text: str = PRODUCTS) -> Plan:
    """The plan for a sheet, nothing written."""
    return make_plan(profile(text), sheet(*rows))


def applied(*rows: str, text: str = PRODUCTS, by: Person | None = None) -> ImportBatch | None:
    """Apply a sheet; the batch, or None where there was nothing to write."""
    return apply_files(by, profile(text), sheet(*rows))[0]


def counts(plan: Plan) -> dict[str, int]:
    """How many were created, changed, the same, missing and refused."""
    found: dict[str, int] = summarise(plan)["total"]
    return found


def reasons(plan: Plan) -> list[str]:
    """Every refusal as `place, column: reason`."""
    return [
        f"{refusal.problem.origin.place}, {refusal.problem.column}: {refusal.problem.reason}"
        for refusal in plan.refusals
    ]
