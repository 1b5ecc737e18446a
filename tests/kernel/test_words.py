"""Closed sets of words, and lists in a sentence."""

import json
from datetime import date

import pytest

from portfolio.kernel.words import Word, counted, joined, parted, spelled, spoken


class Colour(Word):
    DEEP_RED = "deep_red", "Deep red"
    BLUE = "blue", "Blue"


def test_a_word_is_its_value_and_knows_its_label() -> None:
    assert Colour("deep_red") is Colour.DEEP_RED
    assert ["deep_red"].index(Colour.DEEP_RED) == 0
    assert str(Colour.DEEP_RED) == f"{Colour.DEEP_RED}" == "deep_red"
    assert json.dumps(Colour.BLUE) == '"blue"'
    assert Colour.DEEP_RED.label == "Deep red"
    assert Colour.choices() == [("deep_red", "Deep red"), ("blue", "Blue")]
    with pytest.raises(ValueError, match="green"):
        Colour("green")


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_in_a_sentence(parts: list[str], sentence: str) -> None:
    assert joined(parts) == sentence


def test_a_number_and_its_noun() -> None:
    assert [counted(count, "product") for count in (0, 1, 2)] == [
        "0 products",
        "1 product",
        "2 products",
    ]
    assert counted(3, "person", "people") == "3 people"


def test_dates_and_counts_in_a_sentence() -> None:
    assert spoken(date(2026, 3, 3)) == "3 March 2026"
    assert spoken(date(2026, 12, 31)) == "31 December 2026"
    assert [spelled(number) for number in (0, 1, 10, 11, -1)] == ["no", "one", "ten", "11", "-1"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ada Wolf is over the rule: 2 active products of 1 allowed.", ("is over the rule", "2 active products of 1 allowed.")),
        ("Ada Wolf left. Nobody took over.", ("left", "Nobody took over.")),
        ("Ada Wolf left.", ("left", "")),
    ],
)  # fmt: skip
def test_a_sentence_is_cut_at_its_first_pause(sentence: str, expected: tuple[str, str]) -> None:
    assert parted(sentence, "Ada Wolf") == expected
