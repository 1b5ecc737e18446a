"""What a list or the dashboard is set to, kept under a name."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from people.models import Person
from portfolio.kernel.words import Word


class Listed(Word):
    """The pages of the whole portfolio whose views are kept."""

    DASHBOARD = "dashboard", "Portfolio"
    PRODUCTS = "products", "Products"
    CLUSTERS = "clusters", "Clusters"


class KeptView(models.Model):
    """A link with a name: `query` is what stands behind the question mark of the page's address.

    Without `person` it is shared with everybody who reads the page, and kept by leadership. It
    never names a quarter: a view is looked at now, or as of whatever quarter one is in.
    """

    listed = models.CharField(max_length=10, choices=Listed.choices())
    person = models.ForeignKey(
        Person, null=True, on_delete=models.CASCADE, related_name="kept_views"
    )
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"), "listed", "person", name="kept_view_name_unique",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=~Q(name=""), name="kept_view_has_name"),
            models.CheckConstraint(condition=~Q(query=""), name="kept_view_has_query"),
            models.CheckConstraint(
                condition=Q(listed__in=["dashboard", "products", "clusters"]),
                name="kept_view_page_known",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
