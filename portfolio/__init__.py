"""The roof (addresses, whole-portfolio pages, commands) and the foundation (kernel, services)."""

from portfolio.celery import app as celery_app

__all__ = ["celery_app"]
