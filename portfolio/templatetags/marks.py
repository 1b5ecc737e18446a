"""Status, stage, person, change: `{% status "at_risk" %}`, `{% stage product.stage %}`, …"""

from django import template

from portfolio.kernel import marks

register = template.Library()
register.simple_tag(marks.status_mark, name="status")
register.simple_tag(marks.glyph, name="glyph")
register.simple_tag(marks.stage_mark, name="stage")
register.simple_tag(marks.person_mark, name="person")
register.simple_tag(marks.avatar, name="avatar")
register.simple_tag(marks.delta_mark, name="delta")
register.simple_tag(marks.tag, name="tag")
register.filter("day", marks.day)
