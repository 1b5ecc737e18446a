"""A quarter's grid filled by keyboard and by paste, in the real browser, and without scripts."""

from datetime import date
from decimal import Decimal

import pytest

from metrics.models import HandIn, Measurement
from people.queries import organisation, today
from portfolio.kernel.quarters import Quarter
from tests.builders import make_metric, measure
from tests.harness.people import Cast, make_cast
from tests.looking import look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
D = Decimal
PASTE = """([selector, text]) => {
  const data = new DataTransfer();
  data.setData("text", text);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector(selector).dispatchEvent(event);
}"""


@pytest.fixture
def world() -> tuple[Cast, Quarter]:
    cast = make_cast()
    past = Quarter.of(today(), organisation().first_month).previous()
    availability = make_metric(cast.planner, "Availability")
    make_metric(cast.planner, "Tickets", (30, 40, 60), direction="lower", unit="", summary="sum")
    make_metric(cast.swaps, "Adoption", summary="ratio", target=None)
    measure(availability, past.previous().last_day, "99.3")
    return cast, past


def values() -> dict[tuple[str, date], Decimal]:
    rows = Measurement.objects.current().values_list("metric__name", "measured_on", "value")
    return {(name, on): value for name, on, value in rows}


def field(name: str, product: str, on: date) -> str:
    return f'[aria-label="{name}, {product}, {on:%B %Y}"]'


def test_a_quarter_by_keyboard_and_by_paste(world, browser_page, axe) -> None:  # type: ignore[no-untyped-def]
    cast, past = world
    second, third = past.start.replace(month=past.start.month + 1), past.last_day
    page = browser_page(cast.owner)
    page.goto(f"/metrics/grid/{past.slug}/")
    page.focus(field("Availability", "Crew planner", past.start))
    for typed in ("99.5", "35", "418 / 1,204"):
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
    page.wait_for_selector("#grid-progress >> text=3 of 9")
    page.focus(field("Tickets", "Crew planner", second))
    page.keyboard.press("ArrowUp")
    page.keyboard.type("994")
    page.keyboard.press("Escape")
    page.keyboard.type("994")
    page.keyboard.press("Tab")
    page.keyboard.type("99")
    page.wait_for_selector("text=Did you mean 99.4?")
    axe(page)
    page.click("text=Use 99.4")
    page.wait_for_selector("#grid-progress >> text=5 of 9")
    tickets = field("Tickets", "Crew planner", second)
    page.focus(tickets)
    page.evaluate(PASTE, [tickets, "40\t41,5\r\n3/4\t7/8\r\n"])
    page.wait_for_selector("#grid-progress >> text=9 of 9")
    ends = [on for name, on in sorted(values()) if name == "Tickets"]
    found = {name: [values()[name, on] for on in ends] for name in ("Tickets", "Adoption")}
    assert found == {"Tickets": [D(35), D(40), D("41.5")],
                     "Adoption": [D("34.717608"), D(75), D("87.5")]}  # fmt: skip
    assert [values()["Availability", on] for on in ends] == [D("99.5"), D("99.4"), D(99)]
    assert ends[-1] == third
    page.click("text=Hand in")
    page.wait_for_selector(".notices >> text=is handed in")
    assert HandIn.objects.get().handed_in_by == cast.owner
    look_at(page, f"/metrics/grid/{past.slug}/", axe)


def test_a_block_without_scripts(world, browser_page) -> None:  # type: ignore[no-untyped-def]
    cast, past = world
    page = browser_page(cast.member, java_script_enabled=False)
    page.goto(f"/metrics/grid/{past.slug}/")
    page.click("summary >> text=Paste a block")
    page.fill("#block-text", "98\t99,5\n12\t13")
    page.click("text=Lay over the grid")
    page.wait_for_selector("text=4 numbers laid over the grid")
    assert len(values()) == 1
    page.click("text=Save >> nth=-1")
    page.wait_for_selector(".notices >> text=4 numbers recorded")
    assert sorted(values().values()) == [D(12), D(13), D(98), D("99.3"), D("99.5")]
