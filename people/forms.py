"""Forms about people and sessions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from people.models import Person
from people.values import Scope
from portfolio.kernel.forms import DayField, VersionedForm

USUAL_DAYS = 90
PASSWORD_HINT = "At least 8 characters; not a common word, not all digits, not your own name."


def password_field(label: str, autocomplete: str, **options: Any) -> forms.CharField:
    """A password is taken as it was typed, spaces included."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, widget=widget, max_length=128, **options)


class SignInForm(forms.Form):
    """E-mail address and password."""

    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = password_field("Password", "current-password")


class PasswordForm(forms.Form):
    """A new password, typed twice, after the old one."""

    old = password_field("Your password now", "current-password")
    new = password_field("New password", "new-password", help_text=PASSWORD_HINT)
    again = password_field("New password once more", "new-password")

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person

    def clean_old(self) -> str:
        """Somebody at an unattended screen does not get to change it."""
        old: str = self.cleaned_data["old"]
        if not self.person.check_password(old):
            raise ValidationError("This is not your password.", code="wrong_password")
        return old

    def clean_new(self) -> str:
        """The rules of the settings."""
        new: str = self.cleaned_data["new"]
        validate_password(new, self.person)
        return new

    def clean(self) -> dict[str, Any]:
        """Both new ones must be the same."""
        data = super().clean() or {}
        if "new" in data and data.get("again") not in (None, data["new"]):
            self.add_error("again", "This differs from the new password above.")
        return data


class PersonForm(VersionedForm):
    """A person with their roles, for admins."""

    name = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        required=False,
        help_text="What they sign in with. Without one they can own products and not sign in.",
    )
    title = forms.CharField(label="Job title", max_length=200, required=False)
    manager = forms.ModelChoiceField(
        queryset=Person.objects.none(), required=False, empty_label="Nobody"
    )
    is_leadership = forms.BooleanField(
        label="Leadership: assigns owners, shapes clusters, sets the policy", required=False
    )
    is_facilitator = forms.BooleanField(label="Facilitator: runs reviews", required=False)
    is_admin = forms.BooleanField(label="Admin: keeps people, roles and imports", required=False)
    password = password_field(
        "First password",
        "new-password",
        required=False,
        help_text=f"They change it after signing in. {PASSWORD_HINT}",
    )

    def __init__(self, *args: Any, person: Person | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person
        active = Person.objects.active()
        manager = self.fields["manager"]
        assert isinstance(manager, forms.ModelChoiceField)
        manager.queryset = active.exclude(pk=person.pk) if person else active
        if person is None:
            del self.fields["version"]
        else:
            self.fields["password"].label = "New password"
            self.fields["password"].help_text = f"Leave empty to keep theirs. {PASSWORD_HINT}"

    def clean_password(self) -> str:
        """The rules of the settings, when there is one."""
        password: str = self.cleaned_data["password"]
        if password:
            validate_password(password, self.person)
        return password


class TokenForm(forms.Form):
    """A new access token: whose, what for, what it may do and until when."""

    person = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        empty_label="Choose a person",
        help_text="The program acts as this person and may do what they may do, no more.",
    )
    name = forms.CharField(
        label="What it is for", max_length=100, help_text="Such as: nightly ticket figures."
    )
    scope = forms.ChoiceField(
        label="It may", choices=Scope.choices(), initial=Scope.READ.value, widget=forms.RadioSelect
    )
    last_day = DayField(
        label="Works until", future=True, help_text="The last day it works, at most a year ahead."
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        person = self.fields["person"]
        assert isinstance(person, forms.ModelChoiceField)
        person.queryset = Person.objects.active()
        self.fields["last_day"].initial = timezone.localdate() + timedelta(days=USUAL_DAYS)


class DeactivationForm(forms.Form):
    """When the person left."""

    on = DayField(label="Gone since", help_text="The first day on which they were no longer here.")
