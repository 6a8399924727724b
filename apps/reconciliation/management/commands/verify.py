"""`manage.py verify`: whether every stored finding is what the claims give, and every orphan what the texts give."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.claims.models import Orphan
from apps.reconciliation.models import Finding
from apps.reconciliation.trials.verifying import verify


class Command(BaseCommand):
    help = (
        "Works out every finding anew from the stored claims, and looks for every quote in the stored texts; names "
        "what is stored otherwise."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        misjudged = Orphan.objects.find_doubts()
        for claim in misjudged:
            self.stdout.write(f"{claim.ref} is noted otherwise than its quote stands in its text.")
        doubts = verify()
        for doubt in doubts:
            self.stdout.write(f"{doubt.finding} {doubt.why}.")
        wrong = [
            f"{len(misjudged)} quotes are noted otherwise than they stand" if misjudged else "",
            f"{len(doubts)} findings are not what the claims give" if doubts else "",
        ]
        if any(wrong):
            raise CommandError(f"{' and '.join(filter(None, wrong))}: run `manage.py reconcile`.")
        self.stdout.write(f"All {Finding.objects.standing().count()} findings are what the claims give.")
