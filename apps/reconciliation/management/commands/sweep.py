"""`manage.py sweep`: works off what was marked and left, until it is stopped."""

import logging
import os
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from apps.reconciliation import services

logger = logging.getLogger(__name__)
PAUSE = 1.0  # seconds between two looks
AFTER_FAILURE = 60.0  # what failed once fails again until something is changed


class Command(BaseCommand):
    help = "Reconciles what was marked and left, as it comes; ends with the process that started it."

    def handle(self, *args: Any, **options: Any) -> None:
        threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
        while True:
            time.sleep(PAUSE if _sweep() else AFTER_FAILURE)


def _sweep() -> bool:
    """Whether it went well."""
    close_old_connections()
    try:
        services.sweep()
    except Exception:  # whatever it is, the marks stay, and the next sweep tries again
        logger.exception("Reconciling failed; every finding is as it was.")
        return False
    return True


def _end_with(parent: int) -> None:
    """Ends at once when the parent is gone, however it went: the transaction is undone, and the marks stay."""
    while os.getppid() == parent:
        time.sleep(PAUSE)
    os._exit(0)
