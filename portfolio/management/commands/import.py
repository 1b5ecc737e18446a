"""`manage.py import FILE… --profile P [--apply] [--undo BATCH] [--json] [--by EMAIL]`."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from people.models import Person
from portfolio.imports.batches import apply_files, undo_batch
from portfolio.imports.loading import load_profile
from portfolio.imports.planning import make_plan
from portfolio.imports.profiles import Profile, ProfileError, parse_profile
from portfolio.imports.report import as_json, as_text
from portfolio.kernel.errors import DomainError
from portfolio.kernel.tabular.reading import refuse_size
from portfolio.kernel.tabular.values import Limits, Source, TabularError
from portfolio.models import ImportBatch

USAGE = 2


class Command(BaseCommand):
    """Plans an import; writes with --apply only."""

    help = (
        "Reads files by a profile and says what would be created, changed and refused. Writes with "
        "--apply, in one transaction. Exit code 0: all well; 1: rows were refused, or nothing "
        "could be done; 2: the call itself was wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files and switches."""
        parser.add_argument("files", nargs="*", metavar="FILE")
        parser.add_argument("--profile", help="a profile's name, or the path of a .toml file")
        parser.add_argument("--apply", action="store_true", help="write what the plan says")
        parser.add_argument(
            "--all-or-nothing", action="store_true", help="write nothing if a row is refused"
        )
        parser.add_argument("--undo", type=int, metavar="BATCH", help="take a batch back")
        parser.add_argument("--json", action="store_true", help="answer in JSON")
        parser.add_argument("--by", metavar="EMAIL", help="the person who imports")

    def handle(self, *args: Any, **options: Any) -> None:
        """Undo, or plan and perhaps apply."""
        by = _person(options["by"])
        try:
            if options["undo"] is not None:
                self._undo(by, options)
            else:
                self._import(by, options)
        except DomainError as error:
            raise CommandError(error.message, returncode=1) from error

    def _import(self, by: Person | None, options: dict[str, Any]) -> None:
        if not options["files"] or not options["profile"]:
            raise CommandError("Name at least one file and --profile.", returncode=USAGE)
        profile = _profile(options["profile"])
        sources = _sources(options["files"])
        batch = None
        if options["apply"]:
            strict = options["all_or_nothing"]
            batch, plan = apply_files(by, profile, sources, all_or_nothing=strict)
        else:
            plan = make_plan(profile, sources)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(plan, batch), indent=2, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(as_text(plan, batch)))
        if plan.refusals:
            sys.exit(1)

    def _undo(self, by: Person | None, options: dict[str, Any]) -> None:
        batch = ImportBatch.objects.filter(pk=options["undo"]).first()
        if batch is None:
            raise CommandError(f"There is no batch {options['undo']}.", returncode=USAGE)
        batch = undo_batch(by, batch)
        answer = {"batch": batch.pk, "state": batch.state}
        text = f"Batch {batch.pk} is undone."
        self.stdout.write(json.dumps(answer) if options["json"] else text)


def _person(email: str | None) -> Person | None:
    if email is None:
        return None
    person = Person.objects.active().filter(email__iexact=email).first()
    if person is None:
        raise CommandError(f"Nobody here has the address {email}.", returncode=USAGE)
    if not person.is_admin:
        raise CommandError(f"{person.name} may not import: this is for admins.", returncode=1)
    return person


def _profile(name: str) -> Profile:
    try:
        if name.endswith(".toml"):
            return parse_profile(Path(name).read_text(encoding="utf-8"))
        return load_profile(name)
    except (ProfileError, OSError, UnicodeDecodeError) as error:
        raise CommandError(f"Profile {name}: {error}", returncode=USAGE) from error


def _sources(names: list[str]) -> list[Source]:
    """The files, refused by size before a byte is read; folders and devices are no files."""
    limits = Limits()
    sources = []
    for name in names:
        path = Path(name)
        if not path.is_file():
            raise CommandError(f"{name} is not a file.", returncode=USAGE)
        try:
            refuse_size(path.name, path.stat().st_size, limits)
            sources.append(Source(path.name, path.read_bytes()))
        except (TabularError, OSError) as error:
            raise CommandError(str(error), returncode=USAGE) from error
    return sources
