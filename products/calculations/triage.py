"""What the answers to the guiding questions suggest about a candidate."""

from __future__ import annotations

from collections.abc import Mapping

from products.values.triage import Answer, Judgement, Question


def suggested(answers: Mapping[str, str]) -> tuple[Judgement | None, str]:
    """What the answers speak for, and why; None while they speak for no one thing (DOMAIN 1).

    Only yes and no count: being unsure, or not having answered, suggests nothing.
    """
    said = {question: answers.get(question.value) for question in Question}
    users, improvement, accountable, alone = (
        None if word not in (Answer.YES, Answer.NO) else word == Answer.YES
        for word in said.values()
    )
    if users and alone is False:
        return Judgement.PART, "People depend on it, but only as part of something else."
    if users and improvement and accountable and alone:
        return Judgement.PRODUCT, "People depend on it, it goes on, and somebody answers for it."
    if users and improvement is False and accountable is False:
        return Judgement.PROJECT, "It serves a need once; nobody would answer for it for years."
    if users is False and accountable:
        return Judgement.INFRASTRUCTURE, "No users of its own, but somebody keeps it running."
    if users is False and accountable is False:
        return Judgement.RETIRE, "Nobody depends on it and nobody would answer for it."
    return None, "The answers so far don’t speak for one thing."
