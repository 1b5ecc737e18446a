"""gunicorn: threads, because most of a request's time is waiting for the database."""

import os
import signal
from typing import Any

from portfolio.services.processes import die_with_parent

bind = os.environ.get("WEB_BIND", "0.0.0.0:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS") or 2)
threads = int(os.environ.get("WEB_THREADS") or 4)
timeout = 30
graceful_timeout = 8
keepalive = 5
limit_request_line = 8190
forwarded_allow_ips = "*" if int(os.environ.get("TRUSTED_PROXIES") or 0) else "127.0.0.1"
proc_name = "almanac-web"
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
control_socket_disable = True


def post_fork(arbiter: Any, worker: Any) -> None:
    """A request worker never outlives the master, however that ends."""
    die_with_parent(signal.SIGTERM)
