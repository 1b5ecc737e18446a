from django.urls import path

from metrics import api
from metrics.views import (
    calendars,
    connectors,
    definitions,
    deviations,
    due,
    feeds,
    goals,
    grids,
    key_results,
    measurements,
    metrics,
    objectives,
    targets,
    worksheets,
)

app_name = "metrics"

OBJECTIVE = "objectives/<int:pk>/"
RESULT = f"{OBJECTIVE}key-results/<int:result>/"
METRIC = "products/<slug:product>/metrics/<slug:metric>/"

urlpatterns = [
    path("metrics/", due.due_list, name="due-list"),
    path("metrics/grid/<slug:quarter>/", grids.quarter_grid, name="quarter-grid"),
    path("metrics/grid/<slug:quarter>/block/", grids.grid_block, name="grid-block"),
    path("clusters/<slug:slug>/hand-ins/<slug:quarter>/", grids.hand_in, name="hand-in"),
    path(
        "products/<slug:slug>/measurements/new/",
        measurements.measurement_grid,
        name="measurement-grid",
    ),
    path("products/<slug:product>/metrics/new/", metrics.metric_create, name="metric-create"),
    path(METRIC, metrics.metric_detail, name="metric-detail"),
    path(f"{METRIC}definition/", metrics.metric_edit, name="metric-edit"),
    path(f"{METRIC}target/", targets.target_create, name="target-create"),
    path(f"{METRIC}deviation/", deviations.deviation_create, name="deviation-create"),
    path(f"{METRIC}deviation/closure/", deviations.deviation_closure, name="deviation-closure"),
    path(f"{METRIC}worksheet/", worksheets.worksheet, name="worksheet"),
    path(f"{METRIC}retirement/", metrics.retirement, name="retirement"),
    path(f"{METRIC}measurements/new/", measurements.measurement_create, name="measurement-create"),
    path(f"{METRIC}feed/", feeds.feed, name="feed"),
    path(f"{METRIC}feed/removal/", feeds.feed_removal, name="feed-removal"),
    path(f"{METRIC}events/", feeds.event_list, name="event-list"),
    path(f"{METRIC}connector/", connectors.connector, name="connector"),
    path(f"{METRIC}connector/runs/", connectors.connector_run, name="connector-run"),
    path(f"{METRIC}connector/pause/", connectors.connector_pause, name="connector-pause"),
    path(f"{METRIC}connector/removal/", connectors.connector_removal, name="connector-removal"),
    path("connectors/", connectors.connector_list, name="connector-list"),
    path("connectors/addresses/", connectors.connector_address_list, name="connector-address-list"),
    path(
        "connectors/addresses/<int:pk>/removal/",
        connectors.connector_address_removal,
        name="connector-address-removal",
    ),
    path("metrics/library/", definitions.definition_list, name="definition-list"),
    path("metrics/library/new/", definitions.definition_create, name="definition-create"),
    path("metrics/library/<slug:slug>/", definitions.definition_edit, name="definition-edit"),
    path(
        "metrics/library/<slug:slug>/retirement/",
        definitions.definition_retirement,
        name="definition-retirement",
    ),
    path(
        "metrics/library/<slug:slug>/return/",
        definitions.definition_return,
        name="definition-return",
    ),
    path("working-hours/", calendars.calendar_list, name="calendar-list"),
    path("working-hours/new/", calendars.calendar_create, name="calendar-create"),
    path("working-hours/<int:pk>/", calendars.calendar_edit, name="calendar-edit"),
    path("goals/new/", goals.goal_create, name="goal-create"),
    path("goals/<slug:slug>/profile/", goals.goal_edit, name="goal-edit"),
    path("goals/<slug:slug>/closure/", goals.goal_closure, name="goal-closure"),
    path("products/<slug:slug>/purpose/", goals.purpose, name="purpose"),
    path(
        "objectives/new/", objectives.portfolio_objective_create, name="portfolio-objective-create"
    ),
    path(
        "clusters/<slug:slug>/objectives/new/",
        objectives.cluster_objective_create,
        name="cluster-objective-create",
    ),
    path(
        "products/<slug:slug>/objectives/new/",
        objectives.product_objective_create,
        name="product-objective-create",
    ),
    path(f"{OBJECTIVE}profile/", objectives.objective_edit, name="objective-edit"),
    path(f"{OBJECTIVE}withdrawal/", objectives.objective_withdrawal, name="objective-withdrawal"),
    path(f"{OBJECTIVE}carry-over/", objectives.carry_over, name="carry-over"),
    path(f"{OBJECTIVE}key-results/new/", key_results.key_result_create, name="key-result-create"),
    path(f"{RESULT}profile/", key_results.key_result_edit, name="key-result-edit"),
    path(f"{RESULT}withdrawal/", key_results.key_result_withdrawal, name="key-result-withdrawal"),
    path(f"{RESULT}check-in/", key_results.check_in, name="check-in"),
    path("api/v1/measurements/", api.api_measurement_list, name="api-measurement-list"),
]
