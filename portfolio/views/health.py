"""Two addresses for machines: does the process live, and can it do its work."""

import redis
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portfolio.services import heartbeat


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 as long as this process answers; it looks at nothing else."""
    return JsonResponse({"state": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 while pages can be served, 503 without the database.

    A broker or worker that is away makes the state `degraded`, still 200: pages work, and
    what is due is kept in the database until the background work is back.
    """
    database = _database()
    broker, jobs = _background()
    state = "ok" if database == broker == jobs == "ok" else "degraded"
    if database != "ok":
        state = "down"
    answer = {"state": state, "database": database, "broker": broker, "jobs": jobs}
    return JsonResponse(answer, status=503 if state == "down" else 200)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        connection.close()
        return "away"
    return "ok"


def _background() -> tuple[str, str]:
    """The state of the broker, and of beat and worker behind it."""
    try:
        since = heartbeat.seconds_since_beat()
        if since is not None and since < heartbeat.LATE_AFTER_S:
            return "ok", "ok"
        return "ok", "no worker" if heartbeat.waiting_jobs() else "no beat"
    except redis.RedisError:
        return "away", "unknown"
