"""Pages round the backlog that have no look of their own: accessible, and nothing hangs out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from backlogs.actions import Hypothesis, add_item_with_outcome, set_score
from backlogs.actions.comments import add_comment
from backlogs.actions.links import add_link
from backlogs.actions.saved_views import save_view
from backlogs.actions.waits import add_wait
from backlogs.calculations.scoring import Rice
from tests.backlogs.builders import make_items
from tests.builders import make_token
from tests.harness.people import make_cast
from tests.looking import WAYS, look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OWNERS = (
    "/my-work/",
    "/my-work/?open=CP-1",
    "/clusters/rostering/backlog/scores/",
    "/clusters/rostering/backlog/views/",
    "/clusters/rostering/backlog/acts/",
    "/items/CP-1/",
    "/items/CP-1/outcome/",
    "/items/CP-1/score/",
    "/items/CP-1/trail/",
    "/items/CP-1/comments/",
    "/items/CP-1/links/",
    "/items/CP-1/waits/",
    "/items/CP-1/fields/assignee/",
    "/api-guide/",
)
MEMBERS = ("/notifications/?shown=all",)
ADMINS = ("/tokens/", "/tokens/new/")


@pytest.fixture
def cast():
    """An item that has all an item can have, two scores that disagree, and a token."""
    cast = make_cast()
    hope = Hypothesis(statement="Nobody waits for a leave.")
    item = add_item_with_outcome(
        cast.owner, cast.planner, hope, title="Leave arrives late", effort=3
    )
    others = make_items(cast.swaps, ["Night swaps", "Swap by message"], effort=1)
    add_comment(cast.owner, item, "Is **this** still wanted, @mo?")
    add_link(cast.owner, item, "Plan", "https://plan.example/of-the-leave")
    add_wait(cast.owner, item, others["Night swaps"])
    for one, reach in ((item, 900), (others["Night swaps"], 100), (others["Swap by message"], 500)):
        set_score(cast.owner, one, Rice(reach, Decimal(1), 100))
    save_view(cast.owner, cast.rostering, "Broken things", "type=fix")
    make_token(cast.owner)
    return cast


@pytest.mark.parametrize("way", WAYS)
def test_pages_are_accessible_and_fit(browser_page, axe, cast, way):
    for who, paths in ((cast.owner, OWNERS), (cast.member, MEMBERS), (cast.admin, ADMINS)):
        page = browser_page(who)
        for path in paths:
            look_at(page, path, axe, [way])
