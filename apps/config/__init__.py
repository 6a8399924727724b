"""The project package. The Celery app is imported here, or a process that never does would look for a broker."""

from apps.config.celery import app as celery_app

__all__ = ["celery_app"]
