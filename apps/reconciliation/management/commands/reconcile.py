"""`manage.py reconcile`: works out every finding anew."""

from typing import Any

from django.core.management.base import BaseCommand

from apps.reconciliation import services


class Command(BaseCommand):
    help = "Reconciles every published claim: findings are added, changed in place or retired."

    def handle(self, *args: Any, **options: Any) -> None:
        run = services.reconcile(trigger="command")
        self.stdout.write(
            f"{run.claims} claims: {run.added} findings added, {run.changed} changed, "
            f"{run.retired} retired, {run.unchanged} unchanged."
        )
