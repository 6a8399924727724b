"""`manage.py load_story`: the code lists and a story of the fixtures, unless its documents are there already."""

from pathlib import Path
from typing import Any

import pghistory
from django.conf import settings
from django.core.management import CommandParser, call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from apps.claims.models import Unit
from apps.exchange.imports import import_claims
from apps.exchange.reading.faults import Refused
from apps.exchange.rows.questions import Answers
from apps.sources.models import Source

STORIES = settings.BASE_DIR / "fixtures" / "stories"
FIRST = "joint-session-2019-07-24"
# What a story says twice, or otherwise than its numbers, is how it was said.
CHECKED = Answers(confirms=True, reason="The story is as it was said.")
SHOWN = 3  # lines of what stands against a story
CODE_LISTS = ["codes/units", "codes/populations", "codes/places", "codes/indicators"]


class Command(BaseCommand):
    help = "Loads the code lists and a story of the fixtures: the July 2019 session, unless another one is named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("story", nargs="?", default=FIRST, help="A folder of fixtures/stories.")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        name = options["story"]
        known = sorted(path.name for path in STORIES.iterdir())
        if name not in known:
            raise CommandError(f"There is no story “{name}”; there are {', '.join(known)}.")
        if Source.objects.filter(slug__startswith=name).exists():
            self.stdout.write(f"{name} is there already: nothing was loaded.")
            return
        with pghistory.context(command="load_story", story=name):
            if not Unit.objects.exists():
                call_command("loaddata", *CODE_LISTS, verbosity=0)
            try:
                done = self._load(STORIES / name)
            except Refused as refused:
                # A story keeps its references, since what is said of its findings names them.
                first = "\n".join(str(refused).splitlines()[:SHOWN])
                why = "its claims do not fit what is here; a database of its own takes it"
                raise CommandError(f"{name} was not loaded; nothing was written: {why}.\n{first}") from refused
        self.stdout.write(f"{name}: {done} claims.")

    def _load(self, story: Path) -> int:
        """Its code lists, documents and topics, then its claims, then what is said over them."""
        before = [story / f"{name}.yaml" for name in ("codes", "documents", "topics")]
        call_command("loaddata", *(path for path in before if path.exists()), verbosity=0)
        done = import_claims((story / "claims.csv").read_bytes(), answers=CHECKED)
        if (story / "checks.yaml").exists():
            call_command("loaddata", story / "checks.yaml", verbosity=0)
        return done.added
