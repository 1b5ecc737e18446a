"""Charts drawn on the server: pure functions, numbers in, inline SVG out.

What each is for and how to read it is shown on the style guide page.
"""

from portfolio.kernel.charts.bars import share, signal, stack
from portfolio.kernel.charts.bullets import Lines, bullet
from portfolio.kernel.charts.counts import pips, progress, slots, units
from portfolio.kernel.charts.density import Field, density
from portfolio.kernel.charts.graphs import Node, graph
from portfolio.kernel.charts.layers import layered
from portfolio.kernel.charts.lines import spark, trend
from portfolio.kernel.charts.maps import MapPoint, health_value_map
from portfolio.kernel.charts.svg import Number

__all__ = [
    "Field",
    "Lines",
    "MapPoint",
    "Node",
    "Number",
    "bullet",
    "density",
    "graph",
    "health_value_map",
    "layered",
    "pips",
    "progress",
    "share",
    "signal",
    "slots",
    "spark",
    "stack",
    "trend",
    "units",
]
