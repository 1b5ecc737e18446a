"""What the frame of every page needs: the rail, the quarter switch, the person, the display.

One context processor gives `shell`, made only when a template asks for it, so a fragment that
shows no frame costs nothing.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from portfolio.access import TABLE
from portfolio.display import Choice, display_choices
from portfolio.kernel.links import as_of
from portfolio.kernel.marks import day
from portfolio.kernel.moments import Moment
from portfolio.kernel.quarters import Quarter

QUARTERS_SHOWN: Final = 4
HTMX: Final = json.dumps(
    {
        "includeIndicatorStyles": False,
        # New parts are wired up as they appear: a form sent in the 20 ms the default leaves them
        # unwired would go the way it goes without scripts.
        "defaultSettleDelay": 0,
        "selfRequestsOnly": True,
        "allowEval": False,
        "allowScriptTags": False,
        "historyCacheSize": 0,
        "timeout": 30000,
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            {"code": "(401|409|422)", "swap": True},
            {"code": "[45]..", "swap": False, "error": True},
        ],
    }
)


@dataclass(frozen=True)
class RailLink:
    """One entry of the rail: where it leads, and its keys."""

    label: str
    icon: str
    url: str
    is_current: bool
    keys: str = ""


@dataclass(frozen=True)
class QuarterLink:
    """One quarter of the switch, leading to this same page as of its end."""

    label: str
    url: str
    is_shown: bool
    is_open: bool


@dataclass(frozen=True)
class Frozen:
    """The banner of a page that looks back."""

    on: str
    quarter: str
    back: str


@dataclass(frozen=True)
class Shell:
    """Ready values for `base.html`."""

    home: str = "/"
    here: str = "/"
    rail: tuple[RailLink, ...] = ()
    foot: tuple[RailLink, ...] = ()
    quarters: tuple[QuarterLink, ...] = ()
    frozen: Frozen | None = None
    at: str = ""
    search: str = ""
    display: str = ""
    sign_out: str = ""
    person_name: str = ""
    told: str = ""
    unread: int = 0
    choices: tuple[Choice, ...] = ()
    htmx_config: str = field(default=HTMX, repr=False)
    theme: str = ""
    density: str = ""
    keys: str = ""


RAIL: Final = (
    ("My desk", "inbox", "portfolio:desk", "g d"),
    ("My work", "list-ordered", "backlogs:my-work", "g a"),
    ("Portfolio", "compass", "portfolio:dashboard", "g p"),
    ("Products", "boxes", "portfolio:product-list", "g s"),
    ("Clusters", "layers", "portfolio:cluster-list", "g c"),
    ("Owners", "users", "reviews:owner-list", "g o"),
    ("Design", "move-vertical", "portfolio:draft-list", ""),
    ("Warnings", "triangle-alert", "reviews:warning-list", "g w"),
    ("Reviews", "presentation", "reviews:review-list", "g r"),
    ("Metrics", "gauge", "metrics:due-list", ""),
    ("Goals", "target", "portfolio:goal-list", ""),
    ("Outcomes", "circle-check", "portfolio:outcomes", ""),
)
FOOT: Final = (
    ("Start here", "flag", "portfolio:start-here"),
    ("Group proposals", "git-merge", "reviews:group-list"),
    ("Candidates", "clipboard-list", "products:candidate-list"),
    ("People", "user-plus", "people:person-list"),
    ("Import", "file-up", "portfolio:import-list"),
    ("Connectors", "plug", "metrics:connector-list"),
    ("Policy", "scale", "portfolio:policy"),
    ("Style guide", "swatch-book", "portfolio:style-guide"),
    ("Password", "key-round", "people:password"),
)


def shell(request: HttpRequest) -> dict[str, object]:
    """The context processor."""
    return {"shell": SimpleLazyObject(lambda: build_shell(request))}


def build_shell(request: HttpRequest) -> Shell:
    """The frame of this request's page."""
    moment: Moment | None = getattr(request, "moment", None)
    choices = display_choices(request)
    person = getattr(request, "user", None)
    signed_in = person is not None and person.is_authenticated
    chosen = {choice.name: choice.value for choice in choices}
    return Shell(
        home=address("portfolio:desk") or "/",
        here=request.get_full_path(),
        rail=tuple(_rail(request, moment)) if signed_in else (),
        foot=tuple(_foot(request)) if signed_in else (),
        quarters=tuple(_quarters(request, moment)) if moment and signed_in else (),
        frozen=_frozen(request, moment) if moment and moment.is_past else None,
        at=moment.quarter.slug if moment and moment.is_past else "",
        search=address("portfolio:product-list") if signed_in else "",
        display=address("portfolio:theme"),
        sign_out=address("people:sign-out") if signed_in else "",
        person_name=str(person) if signed_in else "",
        told=address("people:notification-list") if signed_in else "",
        unread=getattr(person, "unread", 0),
        choices=choices,
        theme=chosen["theme"],
        density=chosen["density"],
        keys=chosen["keys"],
    )


def address(name: str) -> str:
    """The address of a page, or nothing while there is no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def may_open(request: HttpRequest, name: str) -> bool:
    """Whether this person may open the page; the rail offers nothing that would be refused."""
    rule = TABLE.get(name, {}).get("GET")
    return rule is not None and rule.admits(request.user)


def _rail(request: HttpRequest, moment: Moment | None) -> Iterable[RailLink]:
    for label, icon, name, keys in RAIL:
        url = address(name)
        if url and may_open(request, name):
            yield RailLink(label, icon, as_of(url, moment), _is_current(request, url), keys)


def _foot(request: HttpRequest) -> Iterable[RailLink]:
    for label, icon, name in FOOT:
        url = address(name)
        if url and may_open(request, name):
            yield RailLink(label, icon, url, _is_current(request, url))


def _is_current(request: HttpRequest, url: str) -> bool:
    return request.path == url or (url != "/" and request.path.startswith(url))


def _quarters(request: HttpRequest, moment: Moment) -> Iterable[QuarterLink]:
    """The latest quarters, the one shown put first when it is older than those."""
    current = Quarter.of(moment.today, moment.quarter.first_month)
    latest = list(current.trailing(QUARTERS_SHOWN))
    if moment.quarter not in latest:
        latest = [moment.quarter, *latest[1:]]
    for quarter in latest:
        is_open = quarter == current
        url = _at(request, None if is_open else quarter)
        yield QuarterLink(quarter.label, url, quarter == moment.quarter, is_open)


def _at(request: HttpRequest, quarter: Quarter | None) -> str:
    """This address with its query, as of another quarter."""
    params = request.GET.copy()
    params.pop("at", None)
    params.pop("page", None)
    if quarter is not None:
        params["at"] = quarter.slug
    return f"{request.path}?{params.urlencode()}" if params else request.path


def _frozen(request: HttpRequest, moment: Moment) -> Frozen:
    return Frozen(day(moment.on), moment.quarter.label, _at(request, None))
