"""The Celery app with its protections off, to show what they are there for."""

from portfolio.celery import app

app.conf.task_acks_late = False
app.conf.task_reject_on_worker_lost = False
