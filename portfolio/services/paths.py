"""Where things lie in the data folder, and the addresses of the servers living in it."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path
from urllib.parse import quote

# A Unix socket's whole path may have 107 bytes; the longest name in it is PostgreSQL's.
LONGEST_SOCKET_FOLDER = 107 - len("/postgres/.s.PGSQL.5432.lock") - 4


class ClosedFolder(Exception):
    """The folder for sockets belongs to somebody else; the message is one line."""


def socket_folder(data: Path) -> Path:
    """The folder for our Unix sockets: in the data folder, or a short one where that is too long.

    Only the path is computed here; `make_socket_folder` creates it.
    """
    inside = data / "run"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
        return inside
    short = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"almanac-{os.getuid()}-{short}"


def make_socket_folder(data: Path) -> Path:
    """Creates it. Raises `ClosedFolder` where somebody else put a folder or link in its place."""
    folder = socket_folder(data)
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise ClosedFolder(f"{folder} belongs to somebody else; remove it or change ALMANAC_DATA.")
    folder.chmod(0o711)
    return folder


def postgres_socket(data: Path) -> Path:
    """The folder of PostgreSQL's socket."""
    return socket_folder(data) / "postgres"


def valkey_socket(data: Path) -> Path:
    """Valkey's socket."""
    return socket_folder(data) / "valkey" / "valkey.sock"


def database_url(data: Path, name: str = "almanac") -> str:
    """The address of the embedded database."""
    return f"postgresql:///{name}?host={quote(str(postgres_socket(data)), safe='/')}&user=almanac"


def redis_url(data: Path) -> str:
    """The address of the embedded Valkey."""
    return f"redis+socket://{quote(str(valkey_socket(data)), safe='/')}"
