"""The pulse of the background work, kept in the broker with an end of its own."""

import time

import redis
from django.conf import settings

KEPT_S = 24 * 3600
LATE_AFTER_S = 60


def client() -> "redis.Redis":
    """A client whose every wait ends after two seconds."""
    url = settings.REDIS_URL.replace("redis+socket://", "unix://")
    return redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2)


def beat() -> None:
    """Notes that beat, broker and worker have just worked together."""
    client().set(key(), str(time.time()), ex=KEPT_S)


def seconds_since_beat() -> float | None:
    """How long ago that was; None: never. Raises `redis.RedisError` without a broker."""
    found = client().get(key())
    return None if found is None else max(0.0, time.time() - float(found))


def waiting_jobs() -> int:
    """Messages nobody has taken yet."""
    return int(client().llen(f"{settings.REDIS_PREFIX}almanac"))


def key() -> str:
    """Where the broker keeps the last heartbeat."""
    return f"{settings.REDIS_PREFIX}heartbeat"
