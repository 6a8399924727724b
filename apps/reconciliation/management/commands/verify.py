"""`manage.py verify`: whether every stored finding is what the stored claims give."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.reconciliation import services
from apps.reconciliation.models import Finding


class Command(BaseCommand):
    help = "Works out every finding anew from the stored claims, and names those that are stored otherwise."

    def handle(self, *args: Any, **options: Any) -> None:
        doubts = services.verify()
        for doubt in doubts:
            self.stdout.write(f"{doubt.finding} {doubt.why}.")
        if doubts:
            raise CommandError(f"{len(doubts)} findings are not what the claims give: run `manage.py reconcile`.")
        self.stdout.write(f"All {Finding.objects.standing().count()} findings are what the claims give.")
