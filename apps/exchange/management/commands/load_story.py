"""`manage.py load_story`: the code lists and the story of the fixtures, into a database that holds no claims."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from apps.claims.models import Claim
from apps.exchange.imports import import_claims

CODE_LISTS = ["codes/units", "codes/populations", "codes/places", "codes/indicators", "topics"]


class Command(BaseCommand):
    help = "Loads the code lists, the topics and the July 2019 story, unless there are claims already."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if Claim.objects.exists():
            self.stdout.write("There are claims already: nothing was loaded.")
            return
        call_command("loaddata", *CODE_LISTS, verbosity=0)
        for story in sorted((settings.BASE_DIR / "fixtures" / "stories").iterdir()):
            call_command("loaddata", story / "documents.yaml", verbosity=0)
            done = import_claims((story / "claims.csv").read_bytes())
            self.stdout.write(f"{story.name}: {done.added} claims.")
