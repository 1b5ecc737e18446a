"""Forms of the front door's own pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from portfolio.imports.loading import load_profile, profile_choices
from portfolio.imports.profiles import Profile, ProfileError, parse_profile
from portfolio.kernel.tabular.values import Source

UPLOAD_BYTES = 10 * 1024 * 1024
UPLOAD_FILES = 500
PROFILE_BYTES = 100_000


class SeveralFiles(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploaded files as one list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Each file, checked like a single one."""
        files = list(data) if isinstance(data, (list, tuple)) else [data]
        files = files or [None]
        return [super(FilesField, self).clean(file, initial) for file in files]


class ImportForm(forms.Form):
    """Files and the profile to read them by: one that is kept here, or one that comes along."""

    uploads = FilesField(
        label="Files",
        help_text="CSV, XLSX, JSON, JSON Lines or YAML; together up to 10 MB.",
    )
    profile = forms.ChoiceField(
        required=False, help_text="It says which column becomes which of our fields."
    )
    own_profile = forms.FileField(
        label="Your own profile",
        required=False,
        help_text="A TOML file. It is kept here under its name and can be chosen next time.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", "Choose a profile"), *profile_choices()]
        self.fields["profile"] = forms.ChoiceField(
            choices=choices, required=False, help_text=self.fields["profile"].help_text
        )

    def clean_uploads(self) -> list[Source]:
        """The files as they came, refused by size and number."""
        files: list[UploadedFile] = self.cleaned_data["uploads"]
        size = sum(file.size or 0 for file in files)
        if size > UPLOAD_BYTES:
            raise ValidationError(
                f"Together {size:,} bytes, at most {UPLOAD_BYTES:,} are taken. Split the file, or "
                "import it on the command line.",
                code="too-large",
            )
        if len(files) > UPLOAD_FILES:
            raise ValidationError(
                f"{len(files)} files, at most {UPLOAD_FILES} are taken.", code="too-many"
            )
        return [Source(str(file.name)[-255:], file.read()) for file in files]

    def clean(self) -> dict[str, Any]:
        """Exactly one profile, and one that can be used."""
        data = super().clean() or self.cleaned_data
        own, name = data.get("own_profile"), data.get("profile")
        if bool(own) == bool(name):
            self.add_error("profile", "Choose a profile, or bring one along; not both.")
            return data
        try:
            data["parsed"] = _parsed(own) if own else load_profile(str(name))
        except ProfileError as error:
            self.add_error("own_profile" if own else "profile", str(error))
        return data


def _parsed(file: UploadedFile) -> Profile:
    if (file.size or 0) > PROFILE_BYTES:
        raise ProfileError(f"larger than {PROFILE_BYTES:,} bytes")
    try:
        return parse_profile(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ProfileError("not a text in UTF-8") from error
