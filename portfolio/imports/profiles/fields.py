"""One field of a target: `{ from = "phase", map = { alpha = "introduction" } }`."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from portfolio.imports.cleaning.dates import ISO_ONLY, QUARTER, DateRule, needs_day
from portfolio.imports.cleaning.numbers import PLAIN, NumberRule
from portfolio.imports.profiles.checks import Fail, flag, one_of, only, texts
from portfolio.imports.profiles.values import Condition, FieldRule

FIELD_KEYS = {
    "from", "const", "template", "split", "part", "wrap", "empty", "map", "map_other", "default",
    "fingerprint", "shorten", "date", "day", "number", "nobody", "required",
    "optional",
}  # fmt: skip
NUMBER_KEYS = {"decimal", "percent", "currency", "units", "scale", "times"}
CONDITION_KEYS = {"from", "in", "not_in", "filled", "contains_any", "contains_none"}


class Inside(Fail):
    """Fails for a key inside a field's table."""

    def __init__(self, fail: Fail, under: str) -> None:
        super().__init__(fail.text, f"{fail.table}", fail.number)
        self.under = under

    def __call__(self, key: str, message: str) -> Any:  # type: ignore[override]
        super().__call__(f"{self.under}.{key}" if key else self.under, message)


def folded(words: tuple[str, ...]) -> frozenset[str]:
    """Words as they are compared: without case and outer blanks."""
    return frozenset(word.strip().casefold() for word in words)


def parse_field(rule: Any, key: str, fail: Fail, words: Mapping[str, Any]) -> FieldRule:
    """A field's rule; a plain text is short for `{ from = "…" }`."""
    if isinstance(rule, str):
        rule = {"from": rule}
    if not isinstance(rule, dict):
        fail(key, 'write { from = "column" } or { const = "value" }')
    inside = Inside(fail, key)
    only(rule, FIELD_KEYS, inside)
    sources = texts(rule, "from", inside)
    if not sources and "const" not in rule and "template" not in rule:
        fail(key, "says neither from, nor const, nor template")
    one_of(rule, "map_other", ["refuse", "keep", "empty"], inside)
    mapping = _mapping(rule, inside)
    part = rule.get("part", 0)
    if not isinstance(part, int):
        inside("part", "a whole number; 0 is the first part, -1 the last")
    return FieldRule(
        sources=sources,
        const=_optional(rule, "const"),
        template=str(rule.get("template", "")),
        split=str(rule.get("split", "")),
        part=part,
        wrap=str(rule.get("wrap", "")),
        empty=folded((*texts(rule, "empty", inside), *texts(words, "nothing", fail))),
        map=mapping,
        map_other=rule.get("map_other", "refuse"),
        default=_optional(rule, "default"),
        fingerprint=flag(rule, "fingerprint", inside),
        shorten=flag(rule, "shorten", inside),
        date=_date(rule, inside),
        number=_number(rule.get("number"), inside),
        nobody=folded((*texts(rule, "nobody", inside), *texts(words, "nobody", fail))),
        required=flag(rule, "required", inside),
        optional=flag(rule, "optional", inside),
    )


def parse_conditions(given: Any, fail: Fail) -> tuple[Condition, ...]:
    """The `when` list of a target."""
    given = [given] if isinstance(given, dict) else given
    if not isinstance(given, list):
        fail("when", "a list of conditions")
    result = []
    for table in given:
        if not isinstance(table, dict) or not isinstance(table.get("from"), str):
            fail("when", "each condition names a column with from")
        inside = Inside(fail, "when")
        only(table, CONDITION_KEYS, inside)
        filled = table.get("filled")
        if filled is not None and not isinstance(filled, bool):
            inside("filled", "true or false is needed")
        result.append(
            Condition(
                source=table["from"],
                is_in=folded(texts(table, "in", inside)) if "in" in table else None,
                not_in=folded(texts(table, "not_in", inside)),
                filled=filled,
                contains_any=tuple(folded(texts(table, "contains_any", inside))),
                contains_none=tuple(folded(texts(table, "contains_none", inside))),
            )
        )
    return tuple(result)


def _optional(rule: Mapping[str, Any], key: str) -> str | None:
    return str(rule[key]) if key in rule else None


def _mapping(rule: Mapping[str, Any], fail: Fail) -> dict[str, str] | None:
    mapping = rule.get("map")
    if mapping is None:
        return None
    if not isinstance(mapping, dict) or not all(
        isinstance(value, (str, int, float)) for value in mapping.values()
    ):
        fail("map", "a table of words and what they become")
    return {str(word).strip().casefold(): str(value) for word, value in mapping.items()}


def _date(rule: Mapping[str, Any], fail: Fail) -> DateRule:
    formats = texts(rule, "date", fail)
    one_of(rule, "day", ["first", "last"], fail)
    if not formats:
        return ISO_ONLY
    for pattern in formats:
        if "%" not in pattern and pattern != QUARTER:
            fail("date", f"“{pattern}” is not a date format such as %d.%m.%Y")
        if needs_day(pattern) and "day" not in rule:
            fail("date", f'“{pattern}” leaves the day open: say day = "first" or day = "last"')
    return DateRule(formats, str(rule.get("day", "")))


def _number(table: Any, fail: Fail) -> NumberRule:
    if table is None:
        return PLAIN
    if not isinstance(table, dict):
        fail("number", 'a table such as { decimal = "." }')
    inside = Inside(fail, "number") if not isinstance(fail, Inside) else fail
    only(table, NUMBER_KEYS, inside, "number" if isinstance(fail, Inside) else "")
    one_of(table, "decimal", [".", ","], inside)
    try:
        times = Decimal(str(table.get("times", 1)))
    except InvalidOperation:
        fail("number", "times must be a number")
    return NumberRule(
        decimal=table.get("decimal", ""),
        percent=flag(table, "percent", inside),
        currency=texts(table, "currency", inside),
        units=texts(table, "units", inside),
        scale=flag(table, "scale", inside),
        times=times,
    )
