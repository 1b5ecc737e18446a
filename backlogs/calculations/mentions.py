"""Finding what a typed word names, and saying what comes near where it names nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

MOST_NEAR = 3


@dataclass(frozen=True)
class Found:
    """The slug that is meant, or in words why none is."""

    slug: str = ""
    error: str = ""


def find_person(word: str, people: Mapping[str, str]) -> Found:
    """Whom `word` names of `people` (slug → name): a slug, a whole name, or a first name of one."""
    wanted = word.casefold()
    if wanted in people:
        return Found(wanted)
    named = [slug for slug, name in people.items() if name.casefold() == wanted]
    firsts = [slug for slug, name in people.items() if name.casefold().split()[0] == wanted]
    found = named or firsts
    if len(found) == 1:
        return Found(found[0])
    if found:
        ways = " or ".join(f"@{slug}" for slug in found[:MOST_NEAR])
        return Found(error=f"“{word}” are several people here; write {ways}.")
    known = {name.casefold().split()[0]: slug for slug, name in people.items()}
    near = _near(wanted, [*people, *known])
    nearby = list(dict.fromkeys(known.get(one, one) for one in near))
    missing = f"Nobody called “{word}” belongs to this cluster"
    return Found(error=f"{missing}{_meant([f'@{slug}' for slug in nearby])}")


def find_slug(word: str, known: Mapping[str, str], missing: str, sign: str = "") -> Found:
    """The slug `word` of `known` (slug → name); `missing` is what to say where there is none."""
    if word in known:
        return Found(word)
    near = _near(word.casefold(), list(known))
    return Found(error=f"{missing}{_meant([f'{sign}{slug}' for slug in near])}")


def _near(word: str, known: list[str]) -> list[str]:
    begins = [slug for slug in known if slug.startswith(word)]
    close = get_close_matches(word, known, n=MOST_NEAR, cutoff=0.6)
    return list(dict.fromkeys([*begins, *close]))[:MOST_NEAR]


def _meant(near: list[str]) -> str:
    return f". Did you mean {' or '.join(near)}?" if near else "."
