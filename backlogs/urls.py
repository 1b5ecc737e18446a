"""Addresses of lists and items. An item is named as people name it: /items/CR-198/."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter

from backlogs import api
from backlogs.values import Reference
from backlogs.views import (
    acts,
    comments,
    exports,
    flow,
    items,
    lists,
    moves,
    outcome_reviews,
    outcomes,
    quick,
    roadmap_entries,
    roadmap_links,
    roadmaps,
    scores,
    several,
    states,
    ties,
    trail,
    worked,
)
from backlogs.views import saved_views as views
from backlogs.views.my_work import my_work
from backlogs.views.one_field import item_field
from backlogs.views.selection import item_selection


class ReferenceConverter:
    """`CR-198` in an address."""

    regex = "[A-Z][A-Z0-9]{1,11}-[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> Reference:
        """The reference; the expression above lets nothing else through."""
        found = Reference.parse(value)
        if found is None:
            raise ValueError(value)
        return found

    def to_url(self, value: Reference) -> str:
        """The way it is written."""
        return str(value)


register_converter(ReferenceConverter, "reference")

app_name = "backlogs"

urlpatterns: list[URLPattern] = [
    path("clusters/<slug:slug>/backlog/", lists.cluster_backlog, name="cluster-backlog"),
    path("products/<slug:slug>/backlog/", lists.product_backlog, name="product-backlog"),
    path("clusters/<slug:slug>/backlog/export/", exports.cluster_export, name="cluster-export"),
    path("products/<slug:slug>/backlog/export/", exports.product_export, name="product-export"),
    path("clusters/<slug:slug>/backlog/scores/", scores.cluster_scores, name="cluster-scores"),
    path("products/<slug:slug>/backlog/scores/", scores.product_scores, name="product-scores"),
    path("clusters/<slug:slug>/roadmap/", roadmaps.cluster_roadmap, name="cluster-roadmap"),
    path("products/<slug:slug>/roadmap/", roadmaps.product_roadmap, name="product-roadmap"),
    path(
        "clusters/<slug:slug>/roadmap/entries/new/",
        roadmap_entries.roadmap_entry_create,
        name="roadmap-entry-create",
    ),
    path("roadmap/<int:pk>/place/", roadmap_entries.roadmap_place, name="roadmap-place"),
    path("roadmap/<int:pk>/words/", roadmap_entries.roadmap_words, name="roadmap-words"),
    path("roadmap/<int:pk>/removal/", roadmap_entries.roadmap_removal, name="roadmap-removal"),
    path(
        "clusters/<slug:slug>/roadmap/links/",
        roadmap_links.cluster_roadmap_links,
        name="cluster-roadmap-links",
    ),
    path(
        "products/<slug:slug>/roadmap/links/",
        roadmap_links.product_roadmap_links,
        name="product-roadmap-links",
    ),
    path(
        "roadmap/links/<int:pk>/revocation/",
        roadmap_links.roadmap_link_revocation,
        name="roadmap-link-revocation",
    ),
    path("clusters/<slug:slug>/flow/", flow.cluster_flow, name="cluster-flow"),
    path("products/<slug:slug>/flow/", flow.product_flow, name="product-flow"),
    path("clusters/<slug:slug>/backlog/items/", quick.item_quick, name="item-quick"),
    path("clusters/<slug:slug>/backlog/items/new/", items.item_create, name="item-create"),
    path("clusters/<slug:slug>/backlog/items/several/", several.item_several, name="item-several"),
    path("clusters/<slug:slug>/backlog/selection/", item_selection, name="item-selection"),
    path("clusters/<slug:slug>/backlog/acts/", acts.act_list, name="act-list"),
    path("clusters/<slug:slug>/backlog/views/", views.saved_view_list, name="saved-view-list"),
    path("my-work/", my_work, name="my-work"),
    path("saved-views/<int:pk>/", views.saved_view_edit, name="saved-view-edit"),
    path("saved-views/<int:pk>/removal/", views.saved_view_removal, name="saved-view-removal"),
    path(
        "saved-views/<int:pk>/preference/",
        views.saved_view_preference,
        name="saved-view-preference",
    ),
    path("acts/<int:pk>/reversal/", acts.act_reversal, name="act-reversal"),
    path("items/<reference:reference>/", items.item_detail, name="item-detail"),
    path("items/<reference:reference>/fields/", items.item_fields, name="item-fields"),
    path("items/<reference:reference>/outcome/", outcomes.item_outcome, name="item-outcome"),
    path(
        "items/<reference:reference>/outcome/removal/",
        outcomes.item_outcome_removal,
        name="item-outcome-removal",
    ),
    path(
        "items/<reference:reference>/outcome-reviews/<int:days>/",
        outcome_reviews.item_outcome_review,
        name="item-outcome-review",
    ),
    path("clusters/<slug:slug>/outcomes/", worked.cluster_outcomes, name="cluster-outcomes"),
    path("products/<slug:slug>/outcomes/", worked.product_outcomes, name="product-outcomes"),
    path("items/<reference:reference>/score/", scores.item_score, name="item-score"),
    path("items/<reference:reference>/fields/<slug:name>/", item_field, name="item-field"),
    path("items/<reference:reference>/state/", states.item_state, name="item-state"),
    path("items/<reference:reference>/trail/", trail.item_trail, name="item-trail"),
    path("items/<reference:reference>/comments/", comments.item_comments, name="item-comments"),
    path(
        "items/<reference:reference>/comments/<int:pk>/",
        comments.item_comment,
        name="item-comment",
    ),
    path(
        "items/<reference:reference>/comments/<int:pk>/removal/",
        comments.item_comment_removal,
        name="item-comment-removal",
    ),
    path("items/<reference:reference>/links/", ties.item_links, name="item-links"),
    path(
        "items/<reference:reference>/links/<int:pk>/removal/",
        ties.item_link_removal,
        name="item-link-removal",
    ),
    path("items/<reference:reference>/waits/", ties.item_waits, name="item-waits"),
    path(
        "items/<reference:reference>/waits/<int:pk>/removal/",
        ties.item_wait_removal,
        name="item-wait-removal",
    ),
    path("items/<reference:reference>/position/", moves.item_position, name="item-position"),
    path("api/v1/items/", api.api_item_list, name="api-item-list"),
    path("api/v1/items/<reference:reference>/", api.api_item_detail, name="api-item-detail"),
    path("api/v1/events/", api.api_event_list, name="api-event-list"),
    path("api/v1/moves/", api.api_move_list, name="api-move-list"),
]
