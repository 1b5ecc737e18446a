"""Profiles: mistakes named with key and line; the shipped ones do what their heads promise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from backlogs.models import Item
from metrics.models import Measurement
from portfolio.environment import ROOT
from portfolio.imports.batches import apply_files
from portfolio.imports.loading import load_profile, profile_choices, shipped_files
from portfolio.imports.profiles import ProfileError, parse_profile
from portfolio.kernel.importing import Plan
from portfolio.kernel.tabular.values import Source
from portfolio.models import ImportProfile
from products.models import Candidate, Ownership, Product
from tests.builders import make_metric, make_product
from tests.portfolio.imports import PRODUCTS, counts, reasons

DATA = ROOT / "tests" / "data" / "imports"
HEAD = '[profile]\nname = "x"\ntitle = "X"\n'
TARGET = HEAD + '[[target]]\nkind = "person"\nkey = "a"\nfields.name = "a"\n'

MISTAKES = {
    "no TOML": ("[profile", "not TOML"),
    "no profile": ("", "profile: a table [profile] is needed"),
    "an unknown table": (TARGET + "[other]\n", "other: unknown key"),
    "a name with blanks": (TARGET.replace('"x"', '"X y"'), "line 2, profile.name: use small"),
    "no target": (HEAD, "no [[target]]"),
    "an unknown kind": (TARGET.replace("person", "robot"), "line 5, target.kind: “robot” is not"),
    "an unknown field": (
        TARGET + 'fields.nmae = "b"\n',
        "line 8, target.fields.nmae: a person has no field “nmae”; it has name, email, title",
    ),
    "a misspelt option": (
        TARGET + 'fields.email = { form = "b" }\n',
        "line 8, target.fields.email.form: unknown key",
    ),
    "a field that says nothing": (
        TARGET + "fields.email = { required = true }\n",
        "line 8, target.fields.email: says neither from",
    ),
    "a needed field left out": (
        TARGET.replace('fields.name = "a"\n', 'fields.title = "a"\n'),
        "target.fields: a person needs the field “name”",
    ),
    "a kind without its key": (TARGET.replace('key = "a"\n', ""), "a person needs a key"),
    "a month without a day": (
        TARGET + 'fields.title = { from = "b", date = ["%B %Y"] }\n',
        "line 8, target.fields.title.date: “%B %Y” leaves the day open",
    ),
    "no date format": (
        TARGET + 'fields.title = { from = "b", date = ["dd.mm"] }\n',
        "is not a date",
    ),
    "a wrong decimal sign": (
        TARGET + 'fields.title = { from = "b", number = { decimal = "x" } }\n',
        "“x” is not one of ., ,",
    ),
    "an unknown condition": (
        TARGET + 'when = [{ from = "a", is = "b" }]\n',
        "line 8, target.when.is: unknown key",
    ),
    "an unknown source": (TARGET + 'source = "y"\n', "line 8, target.source: no [[source]] is"),
    "a broken path": (TARGET + 'foreach = "a[b"\n', "line 8, target.foreach: “a[b” is not a path"),
    "a second target's mistake": (
        TARGET + '[[target]]\nkind = "person"\nkey = "a"\nfields.name = "a"\nrepeated = "maybe"\n',
        "line 12, target.repeated: “maybe” is not one of",
    ),
    "too long": (TARGET + "#" * 100_001, "longer than 100,000 characters"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_with_its_key_and_line(name: str) -> None:
    text, words = MISTAKES[name]
    with pytest.raises(ProfileError) as caught:
        parse_profile(text)
    assert words in str(caught.value)


def test_control_negative_the_profile_without_the_mistake_is_read() -> None:
    assert parse_profile(TARGET).targets[0].kind == "person"


@pytest.mark.parametrize("name", shipped_files())
def test_every_shipped_profile_is_read_and_named_like_its_file(name: str) -> None:
    profile = parse_profile(shipped_files()[name].read_text(encoding="utf-8"))
    assert profile.name == name
    assert profile.text.startswith("# ")


@pytest.mark.django_db
def test_a_kept_profile_stands_before_a_shipped_one() -> None:
    text = PRODUCTS.replace('"sheet"', '"products"', 1)
    ImportProfile.objects.create(name="products", title="Ours", text=text)
    assert load_profile("products").text == text
    assert ("products", "Ours") in profile_choices()
    with pytest.raises(ProfileError, match="there is no profile “nothing”"):
        load_profile("nothing")


def run(name: str, file: str) -> Plan:
    """Apply a sample by its shipped profile, and again: the second time nothing changes."""
    source = [Source(file, Path(DATA / file).read_bytes())]
    _, plan = apply_files(None, load_profile(name), source)
    batch, again = apply_files(None, load_profile(name), source)
    assert batch is None
    assert counts(again)["same"] == counts(plan)["created"] + counts(plan)["same"]
    return plan


@pytest.mark.django_db
def test_a_spreadsheet_of_products() -> None:
    plan = run("products", "products.csv")
    assert (reasons(plan), counts(plan)["created"]) == ([], 11)
    swaps = Product.objects.get(name="Shift swaps")
    assert (swaps.cluster.name, swaps.kind, swaps.daily_users) == ("Rosters", "service", 80)
    assert [(o.person.email, o.since) for o in Ownership.objects.order_by("id")] == [
        ("olga@example.org", date(2023, 4, 1)),
        ("otto@example.org", date(2020, 1, 1)),
    ]
    assert plan.notes == [
        "The table has no column “Business domain”",
        "The table has no column “Eligible users”",
    ]


@pytest.mark.django_db
def test_a_backstage_catalog() -> None:
    plan = run("backstage", "catalog-info.yaml")
    assert reasons(plan) == []
    assert plan.left_out == {"candidate: not what the profile looks for": 1}
    service, system = Candidate.objects.order_by("key")
    assert (service.key, service.name, service.owner_name) == (
        "Component:payslip-service", "Payslips", "group:payroll",
    )  # fmt: skip
    assert service.facts["lifecycle"] == "production"
    assert (system.key, system.name, system.owner_name) == ("System:payroll", "payroll", "")


@pytest.mark.django_db
def test_servicenow_business_applications() -> None:
    assert reasons(run("servicenow", "servicenow.csv")) == []
    rows = Candidate.objects.order_by("key").values_list("key", "owner_name", "daily_users")
    assert list(rows) == [("APM0001001", "Otto Other", 2400), ("APM0001002", "", None)]


@pytest.mark.django_db
def test_jira_issues() -> None:
    make_product("Shift swaps")
    plan = run("jira", "jira.csv")
    assert reasons(plan)[0].startswith("line 5, Status: “Parked” is not among the words")
    assert plan.left_out == {"item: not what the profile looks for": 1}
    first, second = Item.objects.order_by("rank")
    assert (first.title, first.state, first.effort, first.type) == (
        "Swap by phone", "shipped", 5, "enhancement",
    )  # fmt: skip
    assert [event.at.date() for event in first.events.order_by("at")] == [
        date(2026, 1, 5), date(2026, 2, 12),
    ]  # fmt: skip
    assert (second.type, second.state) == ("fix", "in_progress")


@pytest.mark.django_db
def test_a_measurements_sheet() -> None:
    make_metric(make_product("Payslips"))
    plan = run("measurements", "measurements.csv")
    assert reasons(plan) == []
    rows = Measurement.objects.order_by("measured_on").values_list("measured_on", "value", "note")
    assert list(rows) == [
        (date(2026, 6, 30), Decimal("99.52"), ""),
        (date(2026, 7, 31), Decimal("98.1"), "Outage on the 14th"),
    ]
