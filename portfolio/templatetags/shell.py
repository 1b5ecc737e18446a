"""The frame of a page: its style sheets and scripts, breadcrumbs, addresses with a new query."""

from functools import lru_cache

from django import template
from django.http import QueryDict
from django.template import Context, RequestContext
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from portfolio.kernel.links import in_quarter

register = template.Library()

SHEETS = (
    "reset",
    "tokens",
    "base",
    "shell",
    "grid",
    "sections",
    "buttons",
    "status",
    "figures",
    "tables",
    "queue",
    "filters",
    "forms",
    "messages",
    "measuring",
    "charts",
    "dashboard",
    "product",
    "backlog",
    "talk",
    "flow",
    "outcomes",
    "roadmap",
    "calendar",
    "design",
    "cluster",
    "goals",
    "triage",
    "care",
    "owner",
    "packet",
    "import",
    "lifecycle",
    "style-guide",
    "api-guide",
    "utilities",
    "print",
)
"""In the order of their layers; `reset` declares that order."""

MODULES = ("live", "requests", "keys", "display", "forms")


@register.simple_tag
@lru_cache(maxsize=1)
def stylesheets() -> SafeString:
    """A `<link>` for each sheet; they load side by side."""
    links = ((static(f"css/{name}.css"),) for name in SHEETS)
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', links)


@register.simple_tag
@lru_cache(maxsize=1)
def scripts() -> SafeString:
    """A `<script>` for each module every page has; they talk through events, not imports."""
    modules = ((static(f"js/{name}.js"),) for name in MODULES)
    return format_html_join("\n", '<script type="module" src="{}"></script>', modules)


@register.simple_tag
@lru_cache(maxsize=1)
def reorder_scripts() -> SafeString:
    """What a page with an order needs besides: SortableJS and our module."""
    return format_html(
        '<script src="{}" defer></script>\n<script type="module" src="{}"></script>',
        static("vendor/sortablejs/Sortable.min.js"),
        static("js/reorder.js"),
    )


@register.simple_tag
@lru_cache(maxsize=1)
def design_scripts() -> SafeString:
    """What the design table needs besides: SortableJS and our module."""
    return format_html(
        '<script src="{}" defer></script>\n<script type="module" src="{}"></script>',
        static("vendor/sortablejs/Sortable.min.js"),
        static("js/design.js"),
    )


@register.simple_tag(takes_context=True)
def crumb(context: Context, label: str, url: str = "") -> SafeString:
    """One breadcrumb, in the quarter shown; without an address it is the page itself."""
    if not url:
        return format_html('<li><span aria-current="page">{}</span></li>', label)
    there = in_quarter(url, context["shell"].at)
    return format_html('<li><a href="{}">{}</a></li>', there, label)


@register.simple_tag(takes_context=True)
def query(context: RequestContext, **changes: object) -> str:
    """This page's query with some parts set, or dropped when empty: `{% query page=2 sort="" %}`.

    Changing anything but the page goes back to the first page.
    """
    params: QueryDict = context["request"].GET.copy()
    if "page" not in changes:
        params.pop("page", None)
    for name, value in changes.items():
        if value is None or value == "":
            params.pop(name, None)
        else:
            params[name] = str(value)
    return f"?{params.urlencode()}" if params else "?"
