"""What happens by itself, and when. One readable table; times in the installation's zone."""

from typing import Any

SCHEDULE: dict[str, dict[str, Any]] = {
    "heartbeat": {
        "task": "portfolio.tasks.beat_heartbeat",
        "schedule": 5.0,
        "options": {"expires": 30},
    },
}
