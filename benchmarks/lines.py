"""Which pages are measured, with their twins on the floor and the raw SQL for the same answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from benchmarks import raw, raw_backlogs
from benchmarks.browser import FRAGMENT

CROWDED = "product page, thousands of open items"


@dataclass(frozen=True)
class Line:
    """One request to measure; without `floor` there is no twin."""

    name: str
    session: str
    path: str
    floor: str = ""
    headers: dict[str, str] | None = None
    statements: tuple[str, ...] = ()
    values: dict[str, Any] | None = None

    def twin(self, _: int) -> str:
        """The address on the floor."""
        return self.floor


def lines(ready: dict[str, Any], last: str) -> list[Line]:
    """Every page, for a portfolio made ready by `child prepare`."""
    return [*_portfolio(ready, last), *_backlogs(ready)]


def _portfolio(ready: dict[str, Any], last: str) -> list[Line]:
    leader, word = ready["leader"], ready["word"]
    found = (raw.PRODUCTS, raw.PRODUCT_COUNT)
    everything, searched = {"q": "%"}, {"q": f"%{word}%"}
    search, product = f"/products/?q={word}", f"/products/{ready['product']}/"
    crowded, page = f"/products/{ready['crowded']}/", "/products/"
    return [
        Line("products list, first page", leader, page, page, None, found, everything),
        Line("products list, last page", leader, last, page, None, found, everything),
        Line("products list, fragment", leader, page, page, FRAGMENT, found, everything),
        Line("products list, search fragment", leader, search, search, FRAGMENT, found, searched),
        Line("product page", leader, product, product, None, raw.PRODUCT,
             {"slug": ready["product"]}),
        Line(CROWDED, leader, crowded, crowded, None, raw.PRODUCT, {"slug": ready["crowded"]}),
        Line("dashboard", leader, "/portfolio/", "/portfolio/", None, raw.DASHBOARD, None),
    ]  # fmt: skip


def _backlogs(ready: dict[str, Any]) -> list[Line]:
    small, large = ready["lists"]["list-500"], ready["lists"]["list-10000"]
    flowing = ready["lists"]["flow"]
    backlog, longer = (f"/clusters/{row['cluster']}/backlog/" for row in (small, large))
    find, slip = (f"{longer}?q={word}" for word in ("ledger", "legder"))
    flow, rest = (
        f"/clusters/{flowing['cluster']}/flow/",
        f"/api/v1/items/?cluster={large['cluster']}",
    )
    of_small, of_large = {"slug": small["cluster"]}, {"slug": large["cluster"]}
    searched = {**of_large, "q": "ledger", "part": "%ledger%"}
    return [
        Line("backlog of 500", small["session"], backlog, backlog, None, (raw_backlogs.LIST,),
             of_small),
        Line("backlog of 10,000, first screen", large["session"], longer, longer, None,
             (raw_backlogs.LIST,), of_large),
        Line("backlog of 10,000, fragment", large["session"], longer, longer, FRAGMENT,
             (raw_backlogs.LIST,), of_large),
        Line("search in 10,000", large["session"], find, find, FRAGMENT,
             (raw_backlogs.SEARCH, raw_backlogs.FOUND), searched),
        Line("search with a slip in 10,000", large["session"], slip, find, FRAGMENT,
             (raw_backlogs.SEARCH, raw_backlogs.FOUND), searched),
        Line("flow page, 100,000 events", flowing["session"], flow, "", None, raw_backlogs.FLOW,
             {"slug": flowing["cluster"]}),
        Line("REST list of 100 items", large["session"], rest, rest, None, (raw_backlogs.REST,),
             of_large),
    ]  # fmt: skip
