"""Addresses of the review room."""

from django.urls import URLPattern, path

from reviews import converters  # noqa: F401  (registers <quarter:…>)
from reviews.views import (
    agenda,
    calendar,
    groupings,
    groups,
    handovers,
    meetings,
    outcomes,
    owners,
    ownership,
    packet_notes,
    packets,
    review,
    runs,
    splits,
    stages,
    warnings,
)

app_name = "reviews"

urlpatterns: list[URLPattern] = [
    path("reviews/", review.review_list, name="review-list"),
    path("reviews/calendar/", calendar.review_calendar, name="review-calendar"),
    path("reviews/calendar/feeds/", calendar.feed_list, name="feed-list"),
    path(
        "reviews/calendar/feeds/<int:pk>/revocation/",
        calendar.feed_revocation,
        name="feed-revocation",
    ),
    path("calendar/<str:token>.ics", calendar.calendar_feed, name="calendar-feed"),
    path("reviews/meetings/new/", meetings.meeting_create, name="meeting-create"),
    path("reviews/meetings/<int:pk>/", meetings.meeting_detail, name="meeting-detail"),
    path("reviews/meetings/<int:pk>/profile/", meetings.meeting_edit, name="meeting-edit"),
    path(
        "reviews/meetings/<int:pk>/cancellation/",
        meetings.meeting_cancellation,
        name="meeting-cancellation",
    ),
    path("reviews/meetings/<int:pk>/closure/", meetings.meeting_closure, name="meeting-closure"),
    path("reviews/meetings/<int:pk>/topics/", agenda.topic_create, name="topic-create"),
    path(
        "reviews/meetings/<int:pk>/topics/<int:topic>/position/",
        agenda.topic_position,
        name="topic-position",
    ),
    path(
        "reviews/meetings/<int:pk>/topics/<int:topic>/minutes/",
        agenda.topic_minutes,
        name="topic-minutes",
    ),
    path(
        "reviews/meetings/<int:pk>/topics/<int:topic>/removal/",
        agenda.topic_removal,
        name="topic-removal",
    ),
    path("reviews/meetings/<int:pk>/attendees/", agenda.attendee_create, name="attendee-create"),
    path(
        "reviews/meetings/<int:pk>/attendees/<slug:slug>/removal/",
        agenda.attendee_removal,
        name="attendee-removal",
    ),
    path("clusters/<slug:slug>/schedule/", calendar.schedule_form, name="schedule-form"),
    path("reviews/runs/", runs.run_request, name="run-request"),
    path("reviews/runs/<int:pk>/", runs.run_detail, name="run-detail"),
    path("reviews/runs/<int:pk>/cancellation/", runs.run_cancellation, name="run-cancellation"),
    path("reviews/runs/<int:pk>/retry/", runs.run_retry, name="run-retry"),
    path("reviews/<quarter:quarter>/", packets.packet_list, name="packet-list"),
    path("reviews/<quarter:quarter>/<slug:slug>/", packets.packet_detail, name="packet-detail"),
    path("reviews/<quarter:quarter>/<slug:slug>.json", packets.packet_file, name="packet-file"),
    path(
        "reviews/<quarter:quarter>/<slug:slug>/comparison/",
        packets.packet_comparison,
        name="packet-comparison",
    ),
    path(
        "reviews/<quarter:quarter>/<slug:slug>/preparation/",
        packet_notes.packet_preparation,
        name="packet-preparation",
    ),
    path(
        "reviews/<quarter:quarter>/<slug:slug>/freezing/",
        packet_notes.packet_freezing,
        name="packet-freezing",
    ),
    path("owners/", owners.owner_list, name="owner-list"),
    path("owners/<slug:slug>/", owners.owner_detail, name="owner-detail"),
    path("owners/<slug:slug>/outcomes/", outcomes.owner_outcomes, name="owner-outcomes"),
    path("products/<slug:slug>/stage/", stages.stage_form, name="stage-form"),
    path(
        "products/<slug:slug>/stage/withdrawal/", stages.stage_withdrawal, name="stage-withdrawal"
    ),
    path("ownership/orphans/", ownership.orphan_list, name="orphan-list"),
    path("ownership/handovers/<int:pk>/", handovers.handover_detail, name="handover-detail"),
    path(
        "ownership/handovers/<int:pk>/acceptance/",
        handovers.handover_acceptance,
        name="handover-acceptance",
    ),
    path(
        "ownership/handovers/<int:pk>/refusal/", handovers.handover_refusal, name="handover-refusal"
    ),
    path(
        "ownership/handovers/<int:pk>/withdrawal/",
        handovers.handover_withdrawal,
        name="handover-withdrawal",
    ),
    path(
        "ownership/handovers/<int:pk>/points/<slug:point>/",
        handovers.handover_point,
        name="handover-point",
    ),
    path("clusters/<slug:slug>/ownership/", ownership.ownership_form, name="ownership-form"),
    path("clusters/<slug:slug>/signals/", splits.split_signals, name="split-signals"),
    path(
        "clusters/<slug:slug>/signals/<slug:product>/<slug:signal>/dismissal/",
        splits.split_dismissal,
        name="split-dismissal",
    ),
    path("clusters/<slug:slug>/split/", splits.split_form, name="split-form"),
    path("clusters/<slug:slug>/grouping/", groupings.grouping_form, name="grouping-form"),
    path("groups/", groups.group_list, name="group-list"),
    path("groups/<slug:key>/acceptance/", groups.group_acceptance, name="group-acceptance"),
    path("groups/<slug:key>/decline/", groups.group_decline, name="group-decline"),
    path("splits/<int:pk>/", splits.split_detail, name="split-detail"),
    path("splits/<int:pk>/reversal/", splits.split_reversal, name="split-reversal"),
    path("warnings/", warnings.warning_list, name="warning-list"),
    path("warnings/<int:pk>/", warnings.warning_detail, name="warning-detail"),
    path(
        "warnings/<int:pk>/acknowledgement/",
        warnings.warning_acknowledgement,
        name="warning-acknowledgement",
    ),
    path("warnings/<int:pk>/snooze/", warnings.warning_snooze, name="warning-snooze"),
    path("warnings/<int:pk>/reopening/", warnings.warning_reopening, name="warning-reopening"),
]
