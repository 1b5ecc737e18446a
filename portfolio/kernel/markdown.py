"""What people write as markdown, made safe to show: the only place where text becomes markup.

Two fences, one behind the other: the parser knows no HTML and no address but http, https and
mailto; what it makes is then cleaned to the short list of elements below. Pictures from elsewhere
would be fetched from elsewhere, so `![plan](https://…)` is a link. A heading is a bold line, since
headings belong to the page. Text built to be slow loses the rule it is slow in, never its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import Final
from urllib.parse import urlsplit

import nh3
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

SCHEMES: Final = {"http", "https", "mailto"}
ELEMENTS: Final = {
    *("p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "a", "span"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES: Final = {"a": {"href"}, "ol": {"start"}, "span": {"class"}, "p": {"class"}}
LONGEST: Final = 40_000
MOST_BRACKETS: Final = 600  # finding where each one closes is quadratic: 20,000 took 2.7 s
MOST_CELLS: Final = 6_000  # widest line × lines; a short text can spell a table of 65,000 cells
DEEPEST: Final = 20

MENTION: Final = re.compile(r"(?<![\w@./-])@([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)")
ADDRESS: Final = re.compile(r"https?://[^\s<>\"'`|\\]*[^\s<>\"'`|\\.,;:!?)\]}*_]", re.IGNORECASE)
WORDS: Final = re.compile(f"{ADDRESS.pattern}|{MENTION.pattern}", re.IGNORECASE)


def rendered(text: str) -> SafeString:
    """The markup of `text`, safe to write into a page."""
    if len(text) > LONGEST:
        return mark_safe(linebreaks(text, autoescape=True))
    return _rendered(text)


@lru_cache(maxsize=512)
def _rendered(text: str) -> SafeString:
    cleaned = nh3.clean(
        _parser_for(text).render(text),
        tags=ELEMENTS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener noreferrer",
    )
    return mark_safe(cleaned.strip())


def in_words(text: str) -> str:
    """The words of `text` alone, on one line, for where there is no room for markup."""
    return " ".join(unescape(nh3.clean(rendered(text).replace("<", " <"), tags=set())).split())


def mentions(text: str) -> tuple[str, ...]:
    """The slugs named with @ in `text`, once each; what stands in code or in a link is none."""
    found: dict[str, None] = {}
    for block in _parser_for(text).parse(text[:LONGEST]):
        for token in block.children or ():
            if token.meta.get("mention"):
                found[token.meta["mention"]] = None
    return tuple(found)


def is_web_address(url: str) -> bool:
    """Whether `url` is http or https with a host, and hides no other host behind a name and @."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    if parts.scheme.lower() not in ("http", "https") or not host or port == 0:
        return False
    return "@" not in parts.netloc and not re.search(r"[\s\\<>\"`\x00-\x1f]", url)


def _is_allowed(url: str) -> bool:
    return url.lower().startswith("mailto:") or is_web_address(url)


def _plain_words(state: StateCore) -> None:
    """Bare addresses become links and mentions stand out, in running text only."""
    for block in state.tokens:
        if block.type != "inline" or not block.children:
            continue
        depth, children = 0, []
        for token in block.children:
            depth += token.nesting if token.type in ("link_open", "link_close") else 0
            children += [token] if depth or token.type != "text" else list(_split(token))
        block.children = children


def _split(token: Token) -> Iterator[Token]:
    text, start = token.content, 0
    for found in WORDS.finditer(text):
        yield _text(text[start : found.start()], token)
        start = found.end()
        slug = found[1]
        if slug:
            yield Token("mention", "span", 0, content=found[0], meta={"mention": slug.lower()})
        elif _is_allowed(found[0]):
            yield Token("link_open", "a", 1, attrs={"href": found[0]})
            yield _text(found[0], token)
            yield Token("link_close", "a", -1)
        else:
            yield _text(found[0], token)
    yield _text(text[start:], token)


def _text(content: str, like: Token) -> Token:
    return Token("text", "", 0, content=content, level=like.level)


def _parser(*without: str) -> MarkdownIt:
    made = MarkdownIt("js-default", {"html": False, "breaks": True, "maxNesting": DEEPEST})
    # References would let a short text repeat a long address a thousand times.
    made.disable(["reference", "image", "html_block", "html_inline", *without])
    made.validateLink = _is_allowed  # type: ignore[method-assign]
    made.core.ruler.push("plain_words", _plain_words)
    made.add_render_rule("mention", lambda self, tokens, at, *_: _mention(tokens[at].content))
    made.add_render_rule("heading_open", lambda *_: '<p class="md-head"><strong>')
    made.add_render_rule("heading_close", lambda *_: "</strong></p>\n")
    return made


def _mention(content: str) -> str:
    return f'<span class="mention">{content}</span>'  # letters, digits, @ and - alone


_USUAL, _NO_LINKS, _NO_TABLES = _parser(), _parser("link"), _parser("table")
_NEITHER = _parser("link", "table")


def _parser_for(text: str) -> MarkdownIt:
    """The parser without the rules this text would be slow in."""
    rows = text.split("\n")
    is_wide = max(row.count("|") for row in rows) * len(rows) > MOST_CELLS
    if text.count("[") > MOST_BRACKETS:
        return _NEITHER if is_wide else _NO_LINKS
    return _NO_TABLES if is_wide else _USUAL
