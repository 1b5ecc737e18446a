"""The worked examples of reviews/README.md, from facts to sentences, word for word."""

from datetime import date
from pathlib import Path

from products.values import ChangeKind, Stage
from reviews.calculations.activity import activity
from reviews.calculations.load import load
from reviews.values import ChangeFact, Holding, Load, LoadLevel, LoadPolicy, ProductFacts

POLICY = LoadPolicy()
ON = date(2026, 9, 30)
README = Path(__file__).parents[2] / "reviews" / "README.md"
TRAVEL = ChangeFact(ChangeKind.MIGRATION, "Move to the new host", date(2026, 8, 1))


def carried(on: date) -> Load:
    """The load of the example's owner on a date."""
    clusters = {
        "Payroll": [ProductFacts(1, "Payroll", Stage.GROWTH)],
        "Journeys": [
            ProductFacts(2, "Booking", Stage.MATURITY),
            ProductFacts(3, "Travel", Stage.MATURITY, changes=(TRAVEL,)),
        ],
        "Intranet": [ProductFacts(4, "Intranet", Stage.MATURITY)],
        "Fax": [ProductFacts(5, "Fax", Stage.RETIRED)],
    }
    holdings = [
        Holding(place, name, tuple(activity(facts, on, POLICY) for facts in products))
        for place, (name, products) in enumerate(clusters.items(), 1)
    ]
    return load(holdings, POLICY)


def test_the_load_of_the_example_is_what_the_readme_says() -> None:
    found = carried(ON)
    assert found.level is LoadLevel.TRIAGE
    assert [rule.code for rule in found.rules] == ["triage_strained", "active_over"]
    readme = README.read_text(encoding="utf-8")
    assert f"> {found.sentence}\n" in readme
    assert f"> {found.remedy}\n" in readme


def test_before_the_migration_began_the_same_owner_was_within_the_ceiling() -> None:
    found = carried(date(2026, 7, 31))
    assert (found.level, found.active, found.stable) == (LoadLevel.WITHIN, 1, 2)
