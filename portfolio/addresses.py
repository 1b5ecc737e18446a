"""Service addresses taken apart: a URL in, what a driver wants out."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

CONNECT_TIMEOUT_S = 3
LOCK_TIMEOUT_MS = 3_000
IDLE_IN_TRANSACTION_MS = 15_000
SILENT_PEER_MS = 10_000
ANSWER_GRACE_S = 1


def database(url: str, statement_timeout_s: int) -> dict[str, Any]:
    """Django's DATABASES entry for `postgresql://user:password@host:port/name?key=value`.

    Extra keys of the query go to libpq (`host` for a socket folder, `sslmode`, ...). Every
    wait has an end: connecting 3 s, a lock 3 s, a statement `statement_timeout_s` seconds
    (0: no end), an idle transaction 15 s, a silent server 10 s.
    """
    parts = urlsplit(url)
    extra = dict(parse_qsl(parts.query))
    timeouts = {
        "statement_timeout": statement_timeout_s * 1000,
        "lock_timeout": LOCK_TIMEOUT_MS if statement_timeout_s else 0,
        "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION_MS if statement_timeout_s else 0,
    }
    return {
        "ENGINE": "portfolio.database",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or "") or extra.pop("user", ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or extra.pop("host", ""),
        "PORT": str(parts.port or extra.pop("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": CONNECT_TIMEOUT_S,
            "tcp_user_timeout": SILENT_PEER_MS,
            "application_name": "almanac",
            "answer_within": statement_timeout_s + ANSWER_GRACE_S if statement_timeout_s else None,
            "options": " ".join(f"-c {name}={value}" for name, value in timeouts.items()),
            **extra,
        },
    }


def mail(url: str) -> dict[str, Any]:
    """Django's EMAIL_ settings for `smtp://user:password@host:port` (smtps: TLS from the start)."""
    parts = urlsplit(url)
    return {
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }
