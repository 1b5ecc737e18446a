"""Charts of `portfolio.kernel.charts` as tags: `{% spark row.trend target=row.target %}`, …"""

from django import template

from portfolio.kernel import charts

register = template.Library()
for draw in (
    charts.spark,
    charts.trend,
    charts.bullet,
    charts.stack,
    charts.share,
    charts.signal,
    charts.slots,
    charts.units,
    charts.pips,
    charts.progress,
    charts.health_value_map,
    charts.density,
):
    register.simple_tag(draw)
