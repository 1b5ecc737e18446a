"""What a plan says: created, changed, same, missing, refused; and that it writes nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Person
from portfolio.imports.planning import make_plan, plan_hash
from portfolio.kernel.importing import Action, Plan
from portfolio.models import ExternalKey, ImportBatch, ImportChange, ImportLine
from products.models import Cluster, Ownership, Placement, Product, StagePeriod
from tests.builders import make_person, make_product
from tests.portfolio.imports import applied, counts, planned, profile, reasons, sheet

pytestmark = pytest.mark.django_db

CREW = "1,Crew planner,Plans crews,Rosters,120,live,2024-01-01,Olga Owner"
SWAPS = "2,Shift swaps,,Rosters,,pilot,2024-06-01,TBC"
TABLES: tuple[Any, ...] = (
    Person, Cluster, Product, Placement, StagePeriod, Ownership,
    ImportBatch, ImportChange, ImportLine, ExternalKey,
)  # fmt: skip


def rows() -> list[int]:
    return [model.objects.count() for model in TABLES]


def test_a_plan_counts_what_would_be_created_and_writes_nothing() -> None:
    before = rows()
    plan = planned(CREW, SWAPS)
    assert counts(plan) == {"created": 7, "changed": 0, "same": 0, "missing": 0, "refused": 0}
    assert plan.left_out == {"ownership: nobody is named": 1, "person: nobody is named": 1}
    assert rows() == before


def test_applying_writes_products_with_placement_stage_owner_and_keys() -> None:
    batch = applied(CREW, SWAPS)
    assert batch is not None
    crew = Product.objects.get(name="Crew planner")
    assert (crew.summary, crew.daily_users, crew.key) == ("Plans crews", 120, "CP")
    assert (crew.cluster.name, crew.introduced_on) == ("Rosters", date(2024, 1, 1))
    assert crew.cluster.rationale_kinds == ["domain"]
    placement, stage = crew.placements.get(), crew.stages.get()
    assert (placement.cluster_id, placement.since) == (crew.cluster_id, date(2024, 1, 1))
    assert (stage.stage, stage.since, stage.until) == ("maturity", date(2024, 1, 1), None)
    owner = Ownership.objects.get()
    assert (owner.person.name, owner.cluster_id) == ("Olga Owner", crew.cluster_id)
    assert not owner.person.has_usable_password()
    assert owner.person.email is None
    assert ExternalKey.objects.filter(source="sheet", kind="product").count() == 2


def test_the_same_file_twice_changes_nothing() -> None:
    applied(CREW, SWAPS)
    before = rows()
    assert applied(CREW, SWAPS) is None
    assert counts(planned(CREW, SWAPS)) == {
        "created": 0, "changed": 0, "same": 7, "missing": 0, "refused": 0,
    }  # fmt: skip
    assert rows() == before


def change(plan: Plan) -> list[tuple[str, list[tuple[str, str, str]]]]:
    return [(c.label, c.fields) for c in plan.changes if c.action is Action.CHANGE]


def test_a_changed_row_is_told_field_by_field_and_an_empty_cell_leaves_the_field_alone() -> None:
    applied(CREW, SWAPS)
    plan = planned(CREW.replace("120", "1 400").replace("Plans crews", ""), SWAPS)
    assert change(plan) == [("Crew planner", [("daily_users", "120", "1400")])]
    applied(CREW.replace("120", "1 400").replace("Plans crews", ""), SWAPS)
    crew = Product.objects.get(name="Crew planner")
    assert (crew.daily_users, crew.summary, crew.version) == (1400, "Plans crews", 2)


def test_a_renamed_product_is_known_by_its_key() -> None:
    applied(CREW, SWAPS)
    plan = planned(CREW.replace("Crew planner", "Crew desk"), SWAPS)
    assert change(plan) == [("Crew planner", [("name", "Crew planner", "Crew desk")])]


def test_what_the_source_no_longer_mentions_is_flagged_and_kept() -> None:
    applied(CREW, SWAPS)
    plan = planned(CREW)
    assert [(m.kind, m.key, m.label) for m in plan.missing] == [("product", "2", "Shift swaps")]
    assert applied(CREW) is None
    assert Product.objects.filter(name="Shift swaps").exists()


def test_a_product_and_a_person_that_are_here_already_are_matched_by_name() -> None:
    make_product("Crew planner")
    make_person("Olga Owner", email="olga@example.org")
    plan = planned("1,crew PLANNER,,,120,live,2024-01-01,Olga Owner")
    assert [c.kind for c in plan.changes if c.action is Action.CREATE] == ["ownership"]
    assert Person.objects.filter(name="Olga Owner").count() == 1


REFUSED = {
    "an unclear date": (
        CREW.replace("2024-01-01", "03/04/2020"),
        "line 2, Since: “03/04/2020” doesn't say which number is the day and which the month. "
        "Correct it in the source, or add its format to the profile",
    ),
    "a word that isn't mapped": (
        CREW.replace("live", "beta"),
        "line 2, Stage: “beta” is not among the words the profile maps: “pilot”, “live”, “off”",
    ),
    "no name": (
        CREW.replace("Crew planner", " "),
        "line 2, Name: name is empty, and the field is needed",
    ),
    "no number": (CREW.replace("120", "many"), "line 2, Users: “many” is not a number"),
    "a number with two readings": (
        CREW.replace("120", "1.200"),
        "line 2, Users: “1.200” can be read two ways, 1200 or 1.200. "
        'Say decimal = "." or decimal = "," in the profile',
    ),
    "a control character": (
        CREW.replace("Plans crews", "Plans\x0bcrews"),
        "line 2, Summary: control character U+000B at position 6. Remove it in the source",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_row_is_refused_with_its_place_and_reason_and_the_others_go_in(name: str) -> None:
    row, reason = REFUSED[name]
    plan = planned(row, SWAPS)
    assert reasons(plan)[0] == reason
    assert applied(row, SWAPS) is not None
    assert list(Product.objects.values_list("name", flat=True)) == ["Shift swaps"]


def test_a_key_twice_refuses_both_rows_and_names_both() -> None:
    plan = planned(CREW, CREW.replace("Crew planner", "Crew desk"))
    said = [reason for reason in reasons(plan) if "the key “1”" in reason]
    assert said == [
        "line 2, key: the key “1” stands in sheet.csv, line 3 too. Keep one of them",
        "line 3, key: the key “1” stands in sheet.csv, line 2 too. Keep one of them",
    ]
    assert not any(change.kind == "product" for change in plan.changes)


def test_what_points_at_a_refused_row_is_refused_too() -> None:
    plan = planned(CREW.replace("120", "many"))
    assert {refusal.kind for refusal in plan.refusals} == {"product", "stage", "ownership"}


def test_several_products_in_a_cluster_without_rationale_are_refused() -> None:
    make_product("Rosters")
    text = """
        [profile]
        name = "bare"
        title = "Bare"
        [[target]]
        kind = "product"
        key = "Id"
        fields.name = "Name"
        fields.cluster = "Cluster"
        [[target]]
        kind = "stage"
        fields.product = "Id"
        fields.stage = { const = "growth" }
        fields.since = "Since"
    """
    plan = planned(CREW, text=text)
    assert "would hold several products without saying why" in reasons(plan)[0]


def test_two_owners_of_one_cluster_on_one_day_are_both_refused() -> None:
    plan = planned(CREW, SWAPS.replace("TBC", "Otto Other").replace("2024-06-01", "2024-01-01"))
    said = [refusal.problem for refusal in plan.refusals if refusal.kind == "ownership"]
    assert [problem.origin.number for problem in said] == [2, 3]
    assert "“Rosters” would have 2 owners at once: Olga Owner, Otto Other" in said[0].reason


def test_a_plan_takes_the_same_number_of_queries_for_2_rows_and_for_200() -> None:
    def queries(number: int) -> int:
        many = [CREW.replace("1,Crew", f"{n},Crew {n}", 1) for n in range(number)]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            make_plan(profile(), sheet(*many))
        return len(captured)

    assert queries(2) == queries(200)


def test_equal_data_gives_an_equal_hash_and_other_data_another() -> None:
    assert plan_hash(planned(CREW)) == plan_hash(planned(CREW))
    first = plan_hash(planned(CREW))
    make_product("Crew planner")
    assert plan_hash(planned(CREW)) != first
