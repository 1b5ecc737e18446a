"""`{% icon "search" %}`, `{% icon "x" "i-s" "remove" %}`: an icon of the sprite."""

from django import template

from portfolio.kernel import icons

register = template.Library()
register.simple_tag(icons.icon, name="icon")
