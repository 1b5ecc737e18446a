"""Finding items by what somebody types: whole words, beginnings, parts, slips of the keyboard."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, FloatField, Func, Q, TextField, Value
from django.db.models.lookups import Contains, GreaterThanOrEqual

from backlogs.models import Item
from backlogs.values import Reference

# Measured on titles, as the share of a word's letter triples: one letter missing or too many leaves
# 0.5 and more, unrelated words stay under 0.35. Two letters swapped leave as little as 0.2 of a
# short word, so each swap is tried as a word of its own.
NEAR = 0.45
LONGEST_SWAPPED = 20
WORD = re.compile(r"\w[\w’'/-]*")
SHORTEST_PART = 3  # an index of letter triples knows nothing shorter


class WordQuery(SearchQuery):
    """A word as it is being typed: what begins with it or has its stem (`item_query`)."""

    function = "item_query"

    def __init__(self, word: str) -> None:
        super().__init__(word, search_type="raw")
        self.function = "item_query"


def words_match(text: str, *, near: bool = False) -> Q:
    """Every word of `text` is found in the item, or the whole of it is the item's reference.

    `near` also takes words that are spelled nearly like one of the title.
    """
    found = Q()
    for word in text.split():
        word = word.strip(",.;:") or word
        found &= _word(word, near)
    reference = Reference.parse(text)
    if reference is None:
        return found
    named = Item.objects.filter(product__key=reference.key, number=reference.number)
    return found | Q(pk__in=named.values("pk"))


def _word(word: str, near: bool) -> Q:
    found = Q()
    if WORD.fullmatch(word):  # what holds other signs, as "C++", is looked for as it is
        found |= Q(search=WordQuery(word))
    if len(word) >= SHORTEST_PART or not found:
        found |= Q(Contains(_plain(F("title")), _plain(Value(word))))
    if near:
        closeness = Func(
            _plain(Value(word)),
            _plain(F("title")),
            function="word_similarity",
            output_field=FloatField(),
        )
        found |= Q(GreaterThanOrEqual(closeness, NEAR))
        for other in _swapped(word):
            found |= Q(search=WordQuery(other))
    return found


def _swapped(word: str) -> list[str]:
    """The word with each two neighbouring letters changing places."""
    if not WORD.fullmatch(word) or len(word) > LONGEST_SWAPPED:
        return []
    places = range(len(word) - 1)
    return [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in places]


def _plain(words: Any) -> Func:
    return Func(words, function="plain_text", output_field=TextField())
