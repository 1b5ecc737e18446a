from django.urls import path

from products.views import (
    candidate,
    candidates,
    changes,
    clusters,
    confirmations,
    departures,
    dependencies,
    deputies,
    investment,
    overrides,
    products,
    retirement,
    surroundings,
    teams,
    weight,
)

app_name = "products"

PRODUCT = "products/<slug:slug>/"
CLUSTER = "clusters/<slug:slug>/"
CANDIDATE = "candidates/<int:pk>/"

urlpatterns = [
    path("products/new/", products.product_create, name="product-create"),
    path(f"{PRODUCT}profile/", products.product_edit, name="product-edit"),
    path(f"{PRODUCT}investment/", investment.investment, name="investment"),
    path(f"{PRODUCT}retirement/", retirement.retirement, name="retirement"),
    path(
        f"{PRODUCT}retirement/progress/", retirement.migration_progress, name="migration-progress"
    ),
    path(f"{PRODUCT}retirement/data/", retirement.loose_end_list, name="loose-end-list"),
    path(f"{PRODUCT}retirement/settlements/", retirement.settlement, name="settlement"),
    path(
        f"{PRODUCT}retirement/decommissioning/", retirement.decommissioning, name="decommissioning"
    ),
    path(f"{PRODUCT}changes/", changes.change_list, name="change-list"),
    path(f"{PRODUCT}changes/<int:pk>/completion/", changes.completion, name="completion"),
    path(f"{PRODUCT}override/", overrides.override_form, name="override-form"),
    path(f"{PRODUCT}owner-hours/", weight.owner_hours, name="owner-hours"),
    path(f"{PRODUCT}strategic-mark/", weight.strategic_mark, name="strategic-mark"),
    path(
        f"{PRODUCT}strategic-mark/removal/",
        weight.strategic_mark_removal,
        name="strategic-mark-removal",
    ),
    path(f"{PRODUCT}users/", surroundings.users, name="users"),
    path(f"{PRODUCT}users/<int:pk>/removal/", surroundings.users_removal, name="users-removal"),
    path(f"{PRODUCT}dependencies/", surroundings.dependencies, name="dependencies"),
    path(
        f"{PRODUCT}dependencies/<int:pk>/removal/",
        surroundings.dependency_removal,
        name="dependency-removal",
    ),
    path(f"{PRODUCT}impact/", dependencies.impact, name="impact"),
    path("dependencies/", dependencies.dependency_map, name="dependency-map"),
    path(f"{CLUSTER}dependencies/", dependencies.cluster_dependencies, name="cluster-dependencies"),
    path("clusters/new/", clusters.cluster_create, name="cluster-create"),
    path(f"{CLUSTER}profile/", clusters.cluster_edit, name="cluster-edit"),
    path(f"{CLUSTER}team/", teams.team, name="team"),
    path(f"{CLUSTER}team/<slug:person>/departure/", teams.departure, name="departure"),
    path(f"{CLUSTER}deputies/", deputies.deputies, name="deputies"),
    path(f"{CLUSTER}deputies/<int:pk>/removal/", deputies.deputy_removal, name="deputy-removal"),
    path("ownership/confirmations/<int:pk>/", confirmations.confirmation, name="confirmation"),
    path("people/<slug:slug>/deactivation/", departures.deactivation, name="deactivation"),
    path("candidates/", candidates.candidate_list, name="candidate-list"),
    path("candidates/judgements/", candidates.candidate_judgements, name="candidate-judgements"),
    path(CANDIDATE, candidate.candidate_detail, name="candidate-detail"),
    path(f"{CANDIDATE}judgement/", candidate.candidate_judgement, name="candidate-judgement"),
    path(f"{CANDIDATE}reopening/", candidate.candidate_reopening, name="candidate-reopening"),
    path(f"{CANDIDATE}matches/", candidate.candidate_match, name="candidate-match"),
]
