"""Finding profiles: those written here first, then those that are shipped."""

from __future__ import annotations

from pathlib import Path

from portfolio.imports.profiles import Profile, ProfileError, parse_profile
from portfolio.models import ImportProfile

SHIPPED = Path(__file__).resolve().parent.parent / "import_profiles"


def shipped_files() -> dict[str, Path]:
    """The shipped profiles by name; those for trial runs come last."""
    files = [*sorted(SHIPPED.glob("*.toml")), *sorted((SHIPPED / "trial").glob("*.toml"))]
    return {path.stem: path for path in files}


def load_profile(name: str) -> Profile:
    """The profile of a name. Raises ProfileError when there is none or it cannot be used."""
    kept = ImportProfile.objects.filter(name=name).first()
    if kept is not None:
        return parse_profile(kept.text)
    path = shipped_files().get(name)
    if path is None:
        known = ", ".join([*shipped_files(), *_kept_names()])
        raise ProfileError(f"there is no profile “{name}”; there are {known}")
    return parse_profile(path.read_text(encoding="utf-8"))


def profile_choices() -> list[tuple[str, str]]:
    """Name and title of every profile that can be chosen: kept ones, shipped ones, trials."""
    files = shipped_files().items()
    shipped = {name: parse_profile(path.read_text("utf-8")).title for name, path in files}
    kept = dict(ImportProfile.objects.order_by("title").values_list("name", "title"))
    return list((kept | {name: kept.get(name, title) for name, title in shipped.items()}).items())


def _kept_names() -> list[str]:
    return list(ImportProfile.objects.values_list("name", flat=True))
