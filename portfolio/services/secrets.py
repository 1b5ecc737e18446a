"""The secret key of an installation that was given none."""

import os
import secrets
from pathlib import Path


def secret_key(data: Path) -> str:
    """The key kept in the data folder; made at the first call, readable by its owner only.

    Two processes asking at once get the same key: the file appears whole, by a hard link.
    """
    kept = data / "secret-key"
    try:
        return kept.read_text()
    except FileNotFoundError:
        pass
    data.mkdir(mode=0o755, parents=True, exist_ok=True)
    draft = data / f"secret-key.{os.getpid()}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(64))
    try:
        os.link(draft, kept)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return kept.read_text()
