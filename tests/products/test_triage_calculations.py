"""What the four answers suggest."""

from __future__ import annotations

import pytest

from products.calculations.triage import suggested
from products.values.triage import Question, TriagePolicy

WORDS = {"y": "yes", "n": "no", "?": "unsure", "-": ""}


@pytest.mark.parametrize(
    ("answers", "judgement"),
    [
        # users, improvement, accountable, alone
        ("yyyy", "product"),
        ("y?yy", None),
        ("yyy?", None),
        ("yyyn", "part"),
        ("ynnn", "part"),
        ("ynny", "project"),
        ("yyny", None),
        ("nyyy", "infrastructure"),
        ("n-y-", "infrastructure"),
        ("nnnn", "retire"),
        ("n-n-", "retire"),
        ("n???", None),
        ("?yyy", None),
        ("----", None),
    ],
)
def test_the_answers_suggest(answers: str, judgement: str | None) -> None:
    said = {question.value: WORDS[word] for question, word in zip(Question, answers, strict=True)}
    assert suggested(said)[0] == judgement


@pytest.mark.parametrize("likeness", ["0.29", "1.01", "-1"])
def test_a_likeness_the_index_cannot_find_is_refused(likeness: str) -> None:
    with pytest.raises(ValueError, match=r"triage\.likeness"):
        TriagePolicy.from_thresholds({"triage.likeness": likeness})
