"""`manage.py reconcile`: works out anew every finding, and which quotes are not in their texts."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from django.core.management.base import BaseCommand, CommandError

from apps.claims.models import Orphan
from apps.reconciliation import services
from apps.reconciliation.runs.batches import Progress


class Command(BaseCommand):
    help = (
        "Looks for every quote in its text, and reconciles every published claim: findings are added, changed in place "
        "or retired."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        Orphan.objects.work_out_anew()
        try:
            with _bar() as told:
                run = services.reconcile(trigger="command", told=told)
        except KeyboardInterrupt:
            raise CommandError("Stopped: every finding is as it was.", returncode=130) from None
        if run.failure:
            raise CommandError(f"{run.failure}\nEvery finding is as it was.")
        self.stdout.write(
            f"{run.claims} claims: {run.added} findings added, {run.changed} changed, "
            f"{run.retired} retired, {run.unchanged} unchanged."
        )


@contextmanager
def _bar() -> Iterator[Callable[[Progress], None] | None]:
    """A bar in a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=100, label="Comparing", file=sys.stderr) as bar:
        yield lambda progress: bar.update(progress.percent - bar.pos)
