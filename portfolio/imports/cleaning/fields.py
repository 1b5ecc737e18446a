"""One field of one record: the profile's steps in their order, then the field's own type."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from portfolio.imports.cleaning.dates import clean_date
from portfolio.imports.cleaning.errors import Unclear
from portfolio.imports.cleaning.moments import clean_moment
from portfolio.imports.cleaning.numbers import clean_number
from portfolio.imports.kinds import Field, Type
from portfolio.imports.profiles.values import Condition, FieldRule
from portfolio.kernel.tabular import paths
from portfolio.kernel.tabular.values import Record

EMAIL = re.compile(r"^[^@\s<>,;:\"()\[\]\\]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")
BLANKS = re.compile(r"\s+")
PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
LARGEST_WHOLE = 2_000_000_000
FINGERPRINT = 32

Parents = Mapping[str, Any] | None


class Nobody(Exception):
    """The cell says in so many words that there is nobody."""


def find(record: Record, parent: Parents, source: str) -> Any:
    """What stands at a column or path; `@parent.x`, `@file`, `@stem` and `@line` are known too."""
    if source.startswith("@"):
        if source.startswith("@parent."):
            return paths.lookup(parent or record.root, source.removeprefix("@parent."))
        name = PurePath(record.origin.file)
        special = {"@file": name.name, "@stem": name.stem, "@line": str(record.origin.number)}
        if source in special:
            return special[source]
    data = record.data
    if source in data:
        return data[source]
    if "*" in source:
        return ", ".join(plain_text(value) for _, _, value in paths.each(data, source))
    return paths.lookup(data, source)


def holds(condition: Condition, record: Record, parent: Parents) -> bool:
    """Whether the record passes the test."""
    text = plain_text(find(record, parent, condition.source)).casefold()
    if condition.filled is not None and bool(text) != condition.filled:
        return False
    if condition.is_in is not None and text not in condition.is_in:
        return False
    if text in condition.not_in or any(part in text for part in condition.contains_none):
        return False
    return not condition.contains_any or any(part in text for part in condition.contains_any)


def clean_field(rule: FieldRule, field: Field, record: Record, parent: Parents) -> Any:
    """The value, or None where the record has none. Raises Unclear, and Nobody."""
    raw = _raw(rule, record, parent)
    text = plain_text(raw)
    if rule.split and text:
        text = raw = _part(text, rule)
    if text.casefold() in rule.empty:
        text = raw = ""
    if rule.map is not None:
        text = raw = _mapped(text, rule)
    if not text and rule.default is not None:
        text = raw = rule.default
    if rule.wrap and text:
        text = raw = rule.wrap.replace("{value}", text)
    if text and text.casefold() in rule.nobody:
        if rule.required or field.required:
            raise Nobody
        return None
    if not text:
        if rule.required or field.required:
            raise Unclear("is empty, and the field is needed")
        return None
    return _typed(raw, text, rule, field)


def plain_text(value: Any) -> str:
    """A value as one trimmed text; an object or a list is no text."""
    if isinstance(value, str):
        return value.strip()
    if value is None or isinstance(value, (dict, list)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _raw(rule: FieldRule, record: Record, parent: Parents) -> Any:
    if rule.const is not None:
        return rule.const
    if rule.template:
        parts = {name: plain_text(find(record, parent, name)) for name in _names(rule.template)}
        if not all(parts.values()):
            return None
        return PLACEHOLDER.sub(lambda match: parts[match.group(1)], rule.template)
    return find(record, parent, source_of(rule, record, parent))


def source_of(rule: FieldRule, record: Record, parent: Parents) -> str:
    """The column or path the value is taken from: the first filled one, else the first."""
    texts = [plain_text(find(record, parent, source)).casefold() for source in rule.sources]
    for source, text in zip(rule.sources, texts, strict=True):
        if text and text not in rule.empty and text not in rule.nobody:
            return source
    filled = (source for source, text in zip(rule.sources, texts, strict=True) if text)
    return next(filled, rule.column)


def _names(template: str) -> list[str]:
    return PLACEHOLDER.findall(template)


def _part(text: str, rule: FieldRule) -> str:
    parts = text.split(rule.split)
    if -len(parts) <= rule.part < len(parts):
        return parts[rule.part].strip()
    raise Unclear(f"has no part {rule.part} when split at “{rule.split}”")


def _mapped(text: str, rule: FieldRule) -> str:
    """The word the map has for the text; of a list (`labels[*].name`) the first it knows."""
    mapping = rule.map or {}
    if "*" in rule.column and text.casefold() not in mapping:
        words = [word.strip() for word in text.split(",")]
        text = next((word for word in words if word.casefold() in mapping), text)
    found = mapping.get(text.casefold())
    if found is not None:
        return found
    if not text or rule.map_other == "keep":
        return text
    if rule.map_other == "empty":
        return ""
    known = ", ".join(f"“{word}”" for word in list(mapping)[:12])
    raise Unclear(f"is not among the words the profile maps: {known}")


def _typed(raw: Any, text: str, rule: FieldRule, field: Field) -> Any:
    kind = field.type
    if kind is Type.DATE:
        return clean_date(raw, rule.date)
    if kind is Type.MOMENT:
        return clean_moment(raw, rule.date)
    if kind is Type.NUMBER:
        return clean_number(raw, rule.number)
    if kind is Type.WHOLE:
        return _whole(raw, rule)
    if kind is Type.WORD:
        return _word(text.casefold().replace(" ", "_"), field)
    if kind is Type.WORDS:
        return sorted({_word(part.strip().casefold(), field) for part in text.split(",")})
    if kind is Type.TEXT:
        return text.replace("\r\n", "\n").replace("\r", "\n")
    line = BLANKS.sub(" ", text)
    if rule.fingerprint:
        return hashlib.sha256(line.casefold().encode()).hexdigest()[:FINGERPRINT]
    if kind is Type.EMAIL:
        return _email(line)
    return _short(line, rule, field)


def _short(line: str, rule: FieldRule, field: Field) -> str:
    if len(line) <= field.longest:
        return line
    if not rule.shorten:
        raise Unclear(
            f"has {len(line):,} characters, at most {field.longest} fit. Shorten it, or say "
            "shorten = true in the profile"
        )
    return line[: field.longest - 1].rstrip() + "…"


def _whole(raw: Any, rule: FieldRule) -> int:
    number = clean_number(raw, rule.number)
    if number != number.to_integral_value():
        raise Unclear("is not a whole number")
    if not 0 <= number <= LARGEST_WHOLE:
        raise Unclear("is not between 0 and 2,000,000,000")
    return int(number)


def _word(word: str, field: Field) -> str:
    if word not in field.words:
        raise Unclear(f"is not one of {', '.join(field.words)}. Map it in the profile")
    return word


def _email(text: str) -> str:
    if not EMAIL.match(text) or len(text) > 254:
        raise Unclear("is not an e-mail address")
    return text
