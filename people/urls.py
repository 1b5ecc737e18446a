from django.urls import path

from people import api
from people.views import notifications, passwords, persons, sessions, tokens

app_name = "people"

urlpatterns = [
    path("sign-in/", sessions.sign_in, name="sign-in"),
    path("sign-out/", sessions.sign_out, name="sign-out"),
    path("password/", passwords.password, name="password"),
    path("notifications/", notifications.notification_list, name="notification-list"),
    path(
        "notifications/reading/",
        notifications.notification_clearance,
        name="notification-clearance",
    ),
    path(
        "notifications/<int:pk>/reading/",
        notifications.notification_reading,
        name="notification-reading",
    ),
    path("notifications/mail/", notifications.mail_choice, name="mail-choice"),
    path("people/", persons.person_list, name="person-list"),
    path("people/new/", persons.person_create, name="person-create"),
    path("people/<slug:slug>/", persons.person_edit, name="person-edit"),
    path("people/<slug:slug>/reactivation/", persons.reactivation, name="reactivation"),
    path("tokens/", tokens.token_list, name="token-list"),
    path("tokens/new/", tokens.token_create, name="token-create"),
    path("tokens/<int:pk>/revocation/", tokens.token_revocation, name="token-revocation"),
    path("api/v1/me/", api.api_me, name="api-me"),
]
