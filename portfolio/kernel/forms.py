"""How forms are written out, and what every form of ours shares.

Label, hint, error, control, with a summary of errors on top; days; a version for what others may
edit too; a refused action as the form's own error.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils import timezone

from portfolio.kernel.errors import Refused


class FormRenderer(TemplatesSetting):
    """`{{ form }}` and `{{ field.as_field_group }}` through `templates/components/form/`."""

    form_template_name = "components/form/form.html"
    formset_template_name = "components/form/formset.html"
    field_template_name = "components/form/field.html"


EARLIEST: Final = date(1990, 1, 1)
"""Nothing this program is about happened before; an earlier day is a slip of the keyboard."""


class DayField(forms.DateField):
    """A day, picked or typed. Days to come are refused unless `future` says otherwise."""

    def __init__(self, *, future: bool = False, **options: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(**{"widget": widget, **options})
        self.future = future

    def clean(self, value: Any) -> date | None:
        """Refuses what cannot be meant."""
        day: date | None = super().clean(value)
        if day is None:
            return None
        if day < EARLIEST:
            raise ValidationError(f"Choose a day after {EARLIEST:%Y}.", code="too_early")
        latest = timezone.localdate()
        if not self.future and day > latest:
            raise ValidationError(f"{day:%-d %b %Y} has not come yet.", code="in_future")
        if day.year > latest.year + 50:
            raise ValidationError("That is more than 50 years away.", code="too_late")
        return day


class VersionedForm(forms.Form):
    """A form of something that others may edit too: it knows which version it was filled from."""

    version = forms.IntegerField(widget=forms.HiddenInput)


@dataclass(frozen=True)
class Clash:
    """Both versions of what two people edited, for `components/conflict.html`."""

    words: str
    theirs: str
    yours: str
    url: str


def carried_out(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Run `act` with the cleaned data of a valid form; a refusal becomes the form's own error."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        act(dict(form.cleaned_data))
    except Refused as refused:
        field = refused.field if refused.field in form.fields else None
        form.add_error(field, refused.message)
        return False
    return True


def status_of(form: forms.Form) -> int:
    """A form that comes back was refused: 422; one that is only opened: 200."""
    return 422 if form.is_bound else 200


def clash_of(
    form: VersionedForm, now: Mapping[str, Any], version: int, words: str, url: str
) -> Clash:
    """What differs between the form and the row as it stands; the form then holds its version.

    Saving once more overwrites knowingly.
    """
    names = [
        name
        for name in form.fields
        if name != "version"
        and name in now
        and _blank(form.cleaned_data.get(name)) != _blank(now[name])
    ]
    data: Any = form.data
    data = data.copy()
    data[form.add_prefix("version")] = str(version)
    form.data = data
    return Clash(
        words=words,
        theirs="\n".join(_line(form, name, now[name]) for name in names),
        yours="\n".join(_line(form, name, form.cleaned_data.get(name)) for name in names),
        url=url,
    )


def _blank(value: Any) -> Any:
    return None if value == "" else value


def _line(form: forms.Form, name: str, value: Any) -> str:
    field = form.fields[name]
    words = dict(getattr(field, "choices", None) or [])
    values = value if isinstance(value, list | tuple) else [value]
    shown = ", ".join(str(words.get(one, one)) for one in values if one not in (None, ""))
    return f"{field.label or name.replace('_', ' ').capitalize()}: {shown or '–'}"
