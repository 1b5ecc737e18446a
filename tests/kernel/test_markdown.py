"""Markdown: what it makes, whom it names, and that nothing in it ever runs."""

from __future__ import annotations

import time
from html.parser import HTMLParser

import pytest

from portfolio.kernel.markdown import ELEMENTS, in_words, is_web_address, mentions, rendered

SHOWN = {
    "Two *words* and **more**": "<p>Two <em>words</em> and <strong>more</strong></p>",
    "a\nb": "<p>a<br>\nb</p>",
    "# Why": '<p class="md-head"><strong>Why</strong></p>',
    "a < b & c": "<p>a &lt; b &amp; c</p>",
    "[x](https://a.example/?b=1)": (
        '<p><a href="https://a.example/?b=1" rel="nofollow noopener noreferrer">x</a></p>'
    ),
    "See https://a.example/b, please": (
        '<p>See <a href="https://a.example/b" rel="nofollow noopener noreferrer">'
        "https://a.example/b</a>, please</p>"
    ),
    "![plan](https://a.example/p.png)": (
        '<p>!<a href="https://a.example/p.png" rel="nofollow noopener noreferrer">plan</a></p>'
    ),
    "Ask @Mo-Member.": '<p>Ask <span class="mention">@Mo-Member</span>.</p>',
    "- a\n- b": "<ul>\n<li>a</li>\n<li>b</li>\n</ul>",
    "": "",
}


@pytest.mark.parametrize("text", SHOWN)
def test_it_is_shown_like_this(text: str) -> None:
    assert rendered(text) == SHOWN[text]


def test_a_table_has_no_style_of_its_own() -> None:
    made = rendered("|a|b|\n|:-:|-:|\n|1|2|")
    assert "<td>1</td>" in made
    assert "style" not in made


def test_words_alone() -> None:
    assert in_words("# Why\n\n- *a* & <b>\n- `c`") == "Why a & <b> c"


NAMED = {
    "@mo-member and @Olga, again @olga": ("mo-member", "olga"),
    "mail mo@example.org, path a/@b, `@code`, [@link](https://a.example)": (),
    "https://a.example/@mo": (),
    "    @indented": (),
    "(@mo) **@olga**": ("mo", "olga"),
    "@@mo @ mo": (),
}


@pytest.mark.parametrize("text", NAMED)
def test_who_is_named(text: str) -> None:
    assert mentions(text) == NAMED[text]


SCRIPTS = ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)",
    "javascript&colon;alert(1)", "&#106;avascript:alert(1)", "&#x6A;avascript:alert(1)",
    "vbscript:msgbox(1)", "data:text/html,<script>alert(1)</script>", "file:///etc/passwd",
    "data:image/svg+xml;base64,PHN2Zz4=", " javascript:alert(1)", "\tjavascript:alert(1)",
    "//evil.example", "/\\evil.example", "https://good.example@evil.example", "blob:x",
    "javascript://%0aalert(1)", "about:blank", "ftp://a.example",
]  # fmt: skip
TAGS = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>", "<iframe src=javascript:alert(1)>",
    "<body onload=alert(1)>", "<a href=javascript:alert(1)>x</a>", "<style>*{}</style>",
    "<p style=color:red>x</p>", "<math><mi xlink:href=javascript:alert(1)>", "<form action=//e>",
    "<input onfocus=alert(1) autofocus>", "<details open ontoggle=alert(1)>", "<base href=//e>",
    "<object data=javascript:alert(1)>", "<embed src=//e>", "<meta http-equiv=refresh>",
    "<link rel=stylesheet href=//e>", "<video><source onerror=alert(1)>", "<!--<img src=x-->",
    "<scr<script>ipt>alert(1)</script>", "<img src='x' onerror='alert(1)'", "<svg/onload=alert(1)>",
]  # fmt: skip
ATTACKS = [
    *[f"[x]({one})" for one in SCRIPTS],
    *[f"<{one}>" for one in SCRIPTS[:6]],
    *TAGS,
    *['[x](https://a.example "onmouseover=alert(1)")', "`<script>`", "```<img onerror=x>\nx\n```",
      '[x](https://a.example"onclick="alert(1))', "![x](javascript:alert(1))",
      '![x" onerror="alert(1)](https://a.example)', "@mo\"onclick=alert(1)",
      "[x]: javascript:alert(1)\n\n[x]", "|<script>|\n|-|\n|<img onerror=x>|",
      "# <script>alert(1)</script>", "> <script>alert(1)</script>", "\\<script>alert(1)\\</script>",
      "https://a.example/\"onclick=alert(1)", "[<script>](https://a.example)"],
]  # fmt: skip


class Elements(HTMLParser):
    """Every element and attribute as a browser would see them."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Only what is on the list."""
        fine = {"href", "rel", "class", "start", "title"}
        if tag not in ELEMENTS or {name for name, _ in attrs} - fine:
            self.wrong.append(f"{tag} {attrs}")
        href = dict(attrs).get("href")
        if href and not href.startswith(("https://", "http://", "mailto:")):
            self.wrong.append(href)
        if href and "@" in href.partition("?")[0] and not href.startswith("mailto:"):
            self.wrong.append(href)


@pytest.mark.parametrize("text", ATTACKS)
def test_nothing_in_it_runs(text: str) -> None:
    seen = Elements()
    seen.feed(rendered(text))
    assert seen.wrong == []


def test_there_are_sixty_attacks() -> None:
    assert len(set(ATTACKS)) >= 60


N = 20_000
SLOW = ["[" * N, "![a](" * 4000, "> " * 10_000, "|a" * 500 + "\n" + "|-" * 500 + "\n" + "|\n" * 8000,
    "a **" * 5000, "`a``" * 5000, "[a]" * 6000 + "\n\n[a]: " + "b" * 1000, "_a_*b*" * 3300,
    "@" * N, "https://" * 2500, "\n" * N, "  - a\n" * 3000]  # fmt: skip


@pytest.mark.parametrize("text", SLOW, ids=range(len(SLOW)))
def test_text_built_to_be_slow_is_not(text: str) -> None:
    began = time.process_time()
    made = rendered(text)
    assert time.process_time() - began < 1
    assert len(made) < 200_000


ADDRESSES = {
    "https://plan.example/a?b=c#d": True,
    "HTTP://plan.example": True,
    "http://localhost:8000/": True,
    "https://münchen.example/ä": True,
    "javascript:alert(1)": False,
    "data:text/html,x": False,
    "file:///etc/passwd": False,
    "https://bank.example@evil.example/": False,
    "https://": False,
    "//evil.example": False,
    "https:/\\evil.example": False,
    "https://a.example\\@evil.example": False,
    "https://a b.example": False,
    "https://[::1": False,
    "https://a.example:99999": False,
    "": False,
}


@pytest.mark.parametrize("url", ADDRESSES)
def test_web_addresses(url: str) -> None:
    assert is_web_address(url) is ADDRESSES[url]
