"""What dated rows alone can say about a load, as a table."""

from datetime import date

import pytest

from portfolio.kernel.periods import Period
from reviews.calculations.certainty import Outline, certainly_beyond
from reviews.values import LoadPolicy

DAY = date(2026, 6, 30)
ALWAYS = (Period(date(2020, 1, 1)),)
PAST = (Period(date(2020, 1, 1), DAY),)


def product(kind: str, cluster: int) -> Outline:
    """A product of one kind in a cluster of the number."""
    kinds = {
        "active": {"active": ALWAYS},
        "open": {},
        "calmed": {"active": ALWAYS, "treated_stable": ALWAYS},
        "roused": {"treated_active": ALWAYS},
        "was active": {"active": PAST},
        "retired": {"active": ALWAYS, "retired": ALWAYS},
    }
    held = PAST[0] if kind == "handed over" else ALWAYS[0]
    return Outline(product_id=1, cluster_id=cluster, held=held, **kinds.get(kind, {}))


@pytest.mark.parametrize(
    ("kinds", "clusters", "expected"),
    [
        ([], [], False),
        (["active"], [1], False),
        (["active", "active"], [1, 1], True),
        (["active", "roused"], [1, 2], True),
        (["active", "calmed"], [1, 2], False),
        (["active", "open"], [1, 1], None),
        (["open"], [1], False),
        (["open", "open"], [1, 2], None),
        (["calmed", "calmed", "calmed", "calmed"], [1, 2, 3, 4], True),
        (["calmed", "calmed", "calmed"], [1, 2, 3], False),
        (["open", "open", "open", "open"], [1, 2, 3, 4], None),
        (["open", "open", "open", "open", "open"], [1, 2, 3, 4, 5], True),
        (["active", "retired"], [1, 2], False),
        (["active", "handed over"], [1, 2], False),
        (["active", "was active"], [1, 2], None),
    ],
)
def test_certainty(kinds: list[str], clusters: list[int], expected: bool | None) -> None:
    outlines = [product(kind, number) for kind, number in zip(kinds, clusters, strict=True)]
    assert certainly_beyond(outlines, DAY, LoadPolicy()) is expected
