"""The health check of a container: `python -m portfolio.services.probe web|jobs`.

Exit code 0: fine. `web` asks `/readyz` of this container; `jobs` asks the broker when beat and
a worker last worked together.
"""

import os
import sys
from http.client import HTTPConnection

import redis

from portfolio import environment

LATE_AFTER_S = 60


def web() -> bool:
    """Whether this container's web server can serve pages."""
    port = int(os.environ.get("WEB_BIND", "0.0.0.0:8000").rpartition(":")[2])
    connection = HTTPConnection("127.0.0.1", port, timeout=4)
    connection.request("GET", "/readyz")
    return connection.getresponse().status == 200


def jobs() -> bool:
    """Whether the background work has a pulse."""
    env = environment.read()
    client = redis.Redis.from_url(env.redis_url or "", socket_timeout=2, socket_connect_timeout=2)
    found = client.get(f"{env.redis_prefix}heartbeat")
    now = client.time()
    return found is not None and now[0] - float(found) < LATE_AFTER_S


if __name__ == "__main__":
    sys.exit(not {"web": web, "jobs": jobs}[sys.argv[1]]())
