"""What an import can fill: the kinds, their fields, and how a row of each is told from another."""

from dataclasses import dataclass
from enum import StrEnum

from backlogs.values import ItemState, ItemType
from metrics.values.words import Cadence, Direction, Level, Summary
from products.values import Dimension, Kind, Rationale, Stage


class Type(StrEnum):
    """How a field's cell is cleaned."""

    LINE = "line"
    TEXT = "text"
    WORD = "word"
    WORDS = "words"
    DATE = "date"
    MOMENT = "moment"
    NUMBER = "number"
    WHOLE = "whole"
    EMAIL = "email"
    REFERENCE = "reference"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind. `refers` names the kind a reference points at."""

    type: Type = Type.LINE
    required: bool = False
    longest: int = 200
    words: tuple[str, ...] = ()
    refers: str = ""


@dataclass(frozen=True, slots=True)
class KindSpec:
    """A kind: its fields, whether a key of the source identifies it, else which fields do."""

    fields: dict[str, Field]
    keyed: bool = True
    identity: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()


NAME = Field(required=True)
SINCE = Field(Type.DATE, required=True)
UNTIL = Field(Type.DATE)
CLUSTER = Field(Type.REFERENCE, refers="cluster")
PRODUCT = Field(Type.REFERENCE, refers="product")
NUMBER = Field(Type.NUMBER)


def _word(words: type[StrEnum], required: bool = False) -> Field:
    return Field(Type.WORD, required, words=tuple(word.value for word in words))


KINDS: dict[str, KindSpec] = {
    "person": KindSpec({"name": NAME, "email": Field(Type.EMAIL, longest=254), "title": Field()}),
    "cluster": KindSpec(
        {
            "name": NAME,
            "summary": Field(Type.TEXT),
            "rationale_kinds": Field(Type.WORDS, words=tuple(r.value for r in Rationale)),
            "rationale": Field(Type.TEXT),
            "opened_on": Field(Type.DATE),
        }
    ),
    "product": KindSpec(
        {
            "name": NAME,
            "cluster": CLUSTER,
            "kind": _word(Kind),
            "summary": Field(Type.TEXT),
            "business_domain": Field(longest=120),
            "eligible_users": Field(Type.WHOLE),
            "daily_users": Field(Type.WHOLE),
            "introduced_on": Field(Type.DATE),
        }
    ),
    "candidate": KindSpec(
        {
            "name": NAME,
            "summary": Field(Type.TEXT),
            "owner_name": Field(Type.PERSON),
            "daily_users": Field(Type.WHOLE),
        }
    ),
    "ownership": KindSpec(
        {
            "cluster": CLUSTER,
            "product": PRODUCT,
            "person": Field(Type.PERSON, required=True, refers="person"),
            "since": SINCE,
            "until": UNTIL,
            "reason": Field(Type.TEXT),
        },
        keyed=False,
        identity=("cluster", "product", "since"),
        one_of=("cluster", "product"),
    ),
    "membership": KindSpec(
        {
            "cluster": CLUSTER,
            "product": PRODUCT,
            "person": Field(Type.PERSON, required=True, refers="person"),
            "role": Field(longest=120),
            "since": SINCE,
        },
        keyed=False,
        identity=("cluster", "product", "person"),
        one_of=("cluster", "product"),
    ),
    "stage": KindSpec(
        {
            "product": Field(Type.REFERENCE, required=True, refers="product"),
            "stage": _word(Stage, required=True),
            "since": SINCE,
            "reason": Field(Type.TEXT),
        },
        keyed=False,
        identity=("product", "since"),
    ),
    "metric": KindSpec(
        {
            "product": Field(Type.REFERENCE, required=True, refers="product"),
            "name": NAME,
            "definition": Field(longest=80),
            "description": Field(Type.TEXT),
            "level": _word(Level),
            "dimension": _word(Dimension),
            "unit": Field(longest=40),
            "direction": _word(Direction),
            "cadence": _word(Cadence),
            "summary": _word(Summary),
            "started_on": Field(Type.DATE),
        }
    ),
    "target": KindSpec(
        {
            "product": PRODUCT,
            "metric": Field(Type.REFERENCE, required=True, refers="metric"),
            "since": SINCE,
            "target": Field(Type.NUMBER, required=True),
            "warning": Field(Type.NUMBER, required=True),
            "floor": Field(Type.NUMBER, required=True),
            "weight": NUMBER,
            "reason": Field(Type.TEXT),
        },
        keyed=False,
        identity=("product", "metric", "since"),
    ),
    "measurement": KindSpec(
        {
            "product": PRODUCT,
            "metric": Field(Type.REFERENCE, required=True, refers="metric"),
            "on": Field(Type.DATE, required=True),
            "value": Field(Type.NUMBER, required=True),
            "numerator": NUMBER,
            "denominator": NUMBER,
            "unit": Field(longest=40),
            "note": Field(Type.TEXT),
            "reason": Field(Type.TEXT),
        },
        keyed=False,
        identity=("product", "metric", "on"),
    ),
    "ticket": KindSpec(
        {
            "product": Field(Type.REFERENCE, required=True, refers="product"),
            "number": Field(required=True, longest=100),
            "opened_at": Field(Type.MOMENT, required=True),
            "resolved_at": Field(Type.MOMENT),
            "priority": Field(longest=40),
        },
        keyed=False,
        identity=("number",),
    ),
    "check": KindSpec(
        {
            "product": Field(Type.REFERENCE, required=True, refers="product"),
            "service": Field(longest=120),
            "at": Field(Type.MOMENT, required=True),
            "state": Field(Type.WORD, required=True, words=("up", "down")),
        },
        keyed=False,
        identity=("product", "service", "at"),
    ),
    "usage": KindSpec(
        {
            "product": Field(Type.REFERENCE, required=True, refers="product"),
            "person": Field(required=True, longest=254),
            "on": Field(Type.DATE, required=True),
        },
        keyed=False,
        identity=("product", "person", "on"),
    ),
    "item": KindSpec(
        {
            "product": Field(Type.REFERENCE, required=True, refers="product"),
            "reference": Field(longest=30),
            "place": Field(Type.WHOLE),
            "title": Field(required=True, longest=300),
            "description": Field(Type.TEXT),
            "type": _word(ItemType),
            "dimension": _word(Dimension),
            "state": _word(ItemState),
            "effort": Field(Type.WHOLE),
            "assignee": Field(Type.PERSON),
            "created_on": Field(Type.DATE),
            "started_on": Field(Type.DATE),
            "closed_on": Field(Type.DATE),
            "reason": Field(Type.TEXT),
        }
    ),
}
"""In the order in which they are planned and written: nothing refers to a later kind."""
