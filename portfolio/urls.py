"""Every address of the program, room by room."""

from django.urls import URLPattern, URLResolver, include, path

from portfolio.views import (
    api,
    care,
    clusters,
    dashboard,
    desk,
    draft_application,
    draft_moves,
    draft_suggestions,
    drafts,
    goals,
    health,
    imports,
    kept_views,
    outcomes,
    policy,
    products,
    scores,
    shared,
    start_here,
    style_guide,
    theme,
)

design = [
    path("design/", drafts.draft_list, name="draft-list"),
    path("design/new/", drafts.draft_create, name="draft-create"),
    path("design/comparison/", drafts.draft_comparison, name="draft-comparison"),
    path("design/<int:pk>/", drafts.draft_detail, name="draft-detail"),
    path("design/<int:pk>/edit/", drafts.draft_edit, name="draft-edit"),
    path("design/<int:pk>/dismissal/", drafts.draft_dismissal, name="draft-dismissal"),
    path("design/<int:pk>/comments/", drafts.draft_comment, name="draft-comment"),
    path("design/<int:pk>/moves/", draft_moves.draft_move, name="draft-move"),
    path(
        "design/<int:pk>/moves/<int:move>/removal/",
        draft_moves.draft_move_removal,
        name="draft-move-removal",
    ),
    path("design/<int:pk>/step-back/", draft_moves.draft_step_back, name="draft-step-back"),
    path("design/<int:pk>/locks/", draft_moves.draft_lock, name="draft-lock"),
    path(
        "design/<int:pk>/locks/<int:lock>/removal/",
        draft_moves.draft_lock_removal,
        name="draft-lock-removal",
    ),
    path(
        "design/<int:pk>/suggestion/",
        draft_suggestions.draft_suggestion,
        name="draft-suggestion",
    ),
    path(
        "design/<int:pk>/suggestion/<int:suggestion>/adoption/",
        draft_suggestions.draft_suggestion_adoption,
        name="draft-suggestion-adoption",
    ),
    path("design/<int:pk>/rationale/", draft_moves.draft_rationale, name="draft-rationale"),
    path(
        "design/<int:pk>/application/",
        draft_application.draft_application,
        name="draft-application",
    ),
]

pages = (
    [
        path("", desk.desk, name="desk"),
        path("portfolio/", dashboard.dashboard, name="dashboard"),
        path("portfolio/charts/<slug:name>/", dashboard.dashboard_chart, name="dashboard-chart"),
        path("portfolio/tables/<slug:name>/", dashboard.dashboard_table, name="dashboard-table"),
        path("portfolio/scores/<slug:kind>/", scores.portfolio_score, name="portfolio-score"),
        path("clusters/", clusters.cluster_list, name="cluster-list"),
        path("clusters/<slug:slug>/", clusters.cluster_detail, name="cluster-detail"),
        path(
            "clusters/<slug:slug>/scores/<slug:kind>/", scores.cluster_score, name="cluster-score"
        ),
        path("clusters/<slug:slug>/care/", care.care, name="care"),
        path("candidates/<int:pk>/care/", care.candidate_care, name="candidate-care"),
        path("products/", products.product_list, name="product-list"),
        path("products/<slug:slug>/", products.product_detail, name="product-detail"),
        path(
            "products/<slug:slug>/scores/<slug:kind>/", scores.product_score, name="product-score"
        ),
        path("goals/", goals.goal_list, name="goal-list"),
        path("goals/<slug:slug>/", goals.goal_detail, name="goal-detail"),
        path("objectives/<int:pk>/", goals.objective_detail, name="objective-detail"),
        path("outcomes/", outcomes.outcomes, name="outcomes"),
        path("start/", start_here.start_here, name="start-here"),
        *design,
        path("imports/", imports.import_list, name="import-list"),
        path("imports/new/", imports.import_form, name="import-form"),
        path("imports/<int:pk>/", imports.import_detail, name="import-detail"),
        path("imports/<int:pk>/plan/", imports.import_plan, name="import-plan"),
        path(
            "imports/<int:pk>/application/", imports.import_application, name="import-application"
        ),
        path("imports/<int:pk>/reversal/", imports.import_reversal, name="import-reversal"),
        path("imports/<int:pk>/dismissal/", imports.import_dismissal, name="import-dismissal"),
        path("imports/<int:pk>/refused.csv", imports.import_refused, name="import-refused"),
        path("import-profiles/<slug:name>/", imports.import_profile, name="import-profile"),
        path("views/<int:pk>/removal/", kept_views.kept_view_removal, name="kept-view-removal"),
        path("views/<slug:listed>/", kept_views.kept_view_list, name="kept-view-list"),
        path("policy/", policy.policy, name="policy"),
        path("shared/<str:token>/", shared.shared, name="shared"),
        path("style-guide/", style_guide.style_guide, name="style-guide"),
        path("api-guide/", api.api_guide, name="api-guide"),
        path("api/v1/schema/", api.api_schema, name="api-schema"),
        path("theme/", theme.theme, name="theme"),
    ],
    "portfolio",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("people.urls")),
    path("", include("products.urls")),
    path("", include("metrics.urls")),
    path("", include("backlogs.urls")),
    path("", include("reviews.urls")),
    path("", include(pages)),
]

handler400 = "portfolio.views.errors.bad_request"
handler403 = "portfolio.views.errors.permission_denied"
handler404 = "portfolio.views.errors.page_not_found"
handler500 = "portfolio.views.errors.server_error"
