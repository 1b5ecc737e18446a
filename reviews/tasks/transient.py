"""What makes a task of this room try again by itself."""

from typing import Any

from django.db import InterfaceError, OperationalError

TRANSIENT: dict[str, Any] = {
    "autoretry_for": (OperationalError, InterfaceError),
    "max_retries": 3,
    "retry_backoff": 2,  # seconds, doubled each time, far below the visibility timeout
}
