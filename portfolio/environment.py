"""The environment, read once, typed, and refused in one clear line when it makes no sense.

`read()` gives an `Environment`; no other module looks at `os.environ` for a setting of ours.
Every name is explained in `.env.example`.
"""

import hashlib
import os
import re
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

ROOT = Path(__file__).resolve().parent.parent

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
SHORTEST_SECRET = 32
YES = ("1", "true", "yes", "on")
NO = ("0", "false", "no", "off", "")


class WrongSetting(Exception):
    """A setting that cannot be meant; the message is one line: the name and what it may be."""


@dataclass(frozen=True)
class Environment:
    """What the outside says about this installation."""

    data: Path
    debug: bool
    secret_key: str | None
    url: str
    extra_hosts: tuple[str, ...]
    port: int
    database_url: str | None
    statement_timeout: int
    redis_url: str | None
    redis_prefix: str
    time_zone: str
    body_limit: int
    proxies: int
    web_workers: int
    web_threads: int
    job_workers: int
    log_level: str
    email_url: str | None
    email_from: str

    @property
    def host(self) -> str:
        """The host name people type."""
        return urlsplit(self.url).hostname or ""

    @property
    def is_https(self) -> bool:
        """Whether people come over TLS: cookies and headers are then stricter."""
        return self.url.startswith("https://")


@dataclass(frozen=True)
class Reader:
    """Typed look-ups in a mapping of strings; each raises `WrongSetting` with its own line."""

    source: Mapping[str, str]

    def text(self, name: str, default: str = "") -> str:
        value = self.source.get(name, "").strip()
        if any(ord(character) < 32 for character in value):
            raise WrongSetting(f"{name} holds a line break or another control character.")
        return value or default

    def optional(self, name: str) -> str | None:
        return self.text(name) or None

    def flag(self, name: str, default: bool) -> bool:
        value = self.text(name, "yes" if default else "no").lower()
        if value not in YES + NO:
            raise WrongSetting(f"{name} is '{value}'; it may be yes or no.")
        return value in YES

    def number(self, name: str, default: int, least: int, most: int) -> int:
        value = self.text(name, str(default))
        if not re.fullmatch(r"-?[0-9]{1,18}", value) or not least <= int(value) <= most:
            raise WrongSetting(f"{name} is '{value}'; it may be a whole number {least} to {most}.")
        return int(value)

    def choice(self, name: str, default: str, choices: tuple[str, ...]) -> str:
        value = self.text(name, default).upper()
        if value not in choices:
            raise WrongSetting(f"{name} is '{value}'; it may be {', '.join(choices)}.")
        return value

    def address(self, name: str, schemes: tuple[str, ...]) -> str | None:
        """An address with one of the schemes. Its password is never part of a message."""
        value = self.optional(name)
        if value is None:
            return None
        try:
            parts = urlsplit(value)
            _ = parts.port
        except ValueError:
            raise WrongSetting(f"{name} is not an address.") from None
        if parts.scheme not in schemes or not _leads_somewhere(parts):
            wanted = ", ".join(f"{scheme}://…" for scheme in schemes)
            raise WrongSetting(f"{name} is not an address of the form {wanted}.")
        return value


def _leads_somewhere(parts: SplitResult) -> bool:
    return bool(parts.hostname or parts.path.strip("/"))


def default_data_folder(source: Mapping[str, str], root: Path = ROOT) -> Path:
    """Outside the checkout, and another one for every checkout, so that two never collide."""
    checkout = hashlib.sha256(str(root).encode()).hexdigest()[:8]
    if os.getuid() == 0:  # PostgreSQL then runs as nobody, who cannot enter root's home
        return Path("/var/lib/almanac") / checkout
    base = source.get("XDG_DATA_HOME") or os.path.join(Path.home(), ".local", "share")
    return Path(base) / "almanac" / checkout


def read(source: Mapping[str, str] | None = None) -> Environment:
    """The environment as one value. Raises `WrongSetting`."""
    source = os.environ if source is None else source
    reader = Reader(source)
    port = reader.number("PORT", 8000, 1, 65535)
    return Environment(
        data=_data(reader),
        debug=reader.flag("DEBUG", False),
        secret_key=_secret_key(reader),
        url=_url(reader, port),
        extra_hosts=_hosts(reader),
        port=port,
        database_url=_database(reader),
        statement_timeout=_statement_timeout(reader),
        redis_url=reader.address("REDIS_URL", ("redis", "rediss", "redis+socket")),
        redis_prefix=reader.text("REDIS_PREFIX", "almanac:"),
        time_zone=_time_zone(reader),
        body_limit=reader.number("BODY_LIMIT_MB", 25, 1, 1024) * 1024 * 1024,
        proxies=reader.number("TRUSTED_PROXIES", 0, 0, 5),
        web_workers=reader.number("WEB_WORKERS", 2, 1, 64),
        web_threads=reader.number("WEB_THREADS", 4, 1, 64),
        job_workers=reader.number("JOB_WORKERS", 2, 1, 64),
        log_level=reader.choice("LOG_LEVEL", "INFO", LOG_LEVELS),
        email_url=reader.address("EMAIL_URL", ("smtp", "smtps")),
        email_from=_email_from(reader),
    )


def _data(reader: Reader) -> Path:
    value = reader.optional("ALMANAC_DATA")
    if value is None:
        return default_data_folder(reader.source)
    folder = Path(value)
    if not folder.is_absolute():
        raise WrongSetting(f"ALMANAC_DATA is '{value}'; it must be a full path, as /srv/almanac.")
    if folder.exists() and not folder.is_dir():
        raise WrongSetting(f"ALMANAC_DATA is '{value}', which is a file; it must be a folder.")
    return folder


def _secret_key(reader: Reader) -> str | None:
    value = reader.optional("SECRET_KEY")
    if value is not None and (len(value) < SHORTEST_SECRET or len(set(value)) < 8):
        raise WrongSetting(
            f"SECRET_KEY is too weak; it needs {SHORTEST_SECRET} random characters or more."
        )
    return value


def _url(reader: Reader, port: int) -> str:
    value = reader.address("ALMANAC_URL", ("http", "https")) or f"http://127.0.0.1:{port}"
    parts = urlsplit(value)
    if not parts.hostname or parts.path.strip("/") or parts.query or parts.username:
        raise WrongSetting("ALMANAC_URL may be only scheme and host, as https://almanac.example.")
    return value.rstrip("/")


def _hosts(reader: Reader) -> tuple[str, ...]:
    hosts = tuple(part.strip() for part in reader.text("ALLOWED_HOSTS").split(",") if part.strip())
    for host in hosts:
        if not re.fullmatch(r"\.?[A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\]", host):
            raise WrongSetting(f"ALLOWED_HOSTS holds '{host}'; it may list host names, no '*'.")
    return hosts


def _database(reader: Reader) -> str | None:
    value = reader.address("DATABASE_URL", ("postgres", "postgresql"))
    if value is not None and not urlsplit(value).path.strip("/"):
        raise WrongSetting("DATABASE_URL names no database; it must end in /name.")
    return value


def _statement_timeout(reader: Reader) -> int:
    """Seconds; a command (`manage.py` sets the mark) may take its time."""
    seconds = reader.number("DATABASE_STATEMENT_TIMEOUT", 10, 0, 86_400)
    return 0 if reader.flag("ALMANAC_COMMAND", False) else seconds


def _time_zone(reader: Reader) -> str:
    value = reader.text("TIME_ZONE", "UTC")
    try:
        zoneinfo.ZoneInfo(value)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        raise WrongSetting(f"TIME_ZONE is '{value}'; it may be a name as Europe/Berlin.") from None
    return value


def _email_from(reader: Reader) -> str:
    value = reader.text("EMAIL_FROM", "almanac@localhost")
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", value):
        raise WrongSetting(f"EMAIL_FROM is '{value}'; it may be one address as a@b.example.")
    return value
