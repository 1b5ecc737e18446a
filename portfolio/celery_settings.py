"""Celery's settings. The broker is a hint, PostgreSQL holds the truth about what is due.

A task is acknowledged after its end and given back when its process dies; so a message lives
in the broker's `unacked` set for up to `visibility_timeout`, and the time limits lie below it:
otherwise a healthy long task would run twice.
"""

from django.conf import settings

broker_url = settings.REDIS_URL
result_backend = None
task_ignore_result = True

imports = ("portfolio.solving_tasks",)  # found by no autodiscovery: workers only

task_acks_late = True
task_reject_on_worker_lost = True
worker_prefetch_multiplier = 1
task_soft_time_limit = 40  # seconds
task_time_limit = 50
broker_transport_options = {
    "visibility_timeout": 60,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_timeout": 2,
    "socket_connect_timeout": 2,
    "global_keyprefix": settings.REDIS_PREFIX,
    "max_retries": 0,
}
redis_socket_timeout = 2
redis_socket_connect_timeout = 2
broker_connection_timeout = 2
broker_connection_retry_on_startup = True
broker_pool_limit = 10
task_publish_retry = False

task_serializer = "json"
result_serializer = "json"
accept_content = ["json"]

timezone = settings.TIME_ZONE
task_default_queue = "almanac"
worker_hijack_root_logger = False
worker_send_task_events = False
beat_schedule_filename = str(settings.DATA / "beat-schedule")
worker_cancel_long_running_tasks_on_connection_loss = False
