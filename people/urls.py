from django.urls import path

from people.views import passwords, persons, sessions

app_name = "people"

urlpatterns = [
    path("sign-in/", sessions.sign_in, name="sign-in"),
    path("sign-out/", sessions.sign_out, name="sign-out"),
    path("password/", passwords.password, name="password"),
    path("people/", persons.person_list, name="person-list"),
    path("people/new/", persons.person_create, name="person-create"),
    path("people/<slug:slug>/", persons.person_edit, name="person-edit"),
    path("people/<slug:slug>/deactivation/", persons.deactivation, name="deactivation"),
    path("people/<slug:slug>/reactivation/", persons.reactivation, name="reactivation"),
]
