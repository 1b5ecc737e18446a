"""The two worksheets that lead to a metric (DOMAIN 7), question by question."""

from typing import Final

ACCOUNTABILITY: Final = {
    "answerable_for": "What are we answerable for?",
    "answerable_to": "To whom?",
    "failure_noticed": "How would they notice that we fail?",
    "failure_figure": "Which figure would show it first?",
}
WINNING: Final = {
    "game": "What game are we playing?",
    "winning": "What does winning look like?",
    "must_be_true": "What must be true for that?",
    "first_mover": "Which figure moves first?",
}
WORKSHEETS: Final = (("Accountability", ACCOUNTABILITY), ("Winning", WINNING))
QUESTIONS: Final = {**ACCOUNTABILITY, **WINNING}
