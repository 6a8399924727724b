"""Who gets what from every address: what `tests/access.csv` holds, one row an address and method, one column a role.

What stands in a cell: `yes` (200), `on` (sent on to another page), `sign in` (sent to the sign-in page), `no`
(403), `none` (404: it is not there for them), `not so` (405: not by this method) or another status. Every address is
asked with an empty query and, by POST, with an empty form.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.signals import request_finished
from django.db import close_old_connections
from django.db.models import Model
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLResolver, get_resolver

from apps.claims.references import CLAIM_PATTERN, FINDING_PATTERN, claim_number
from apps.people.roles import ROLES

TABLE = Path(__file__).with_name("access.csv")
COLUMNS = ("anonymous", "staff", *(role.name for role in ROLES), "superuser")
METHODS = ("GET", "POST")
WORDS = {200: "yes", 403: "no", 404: "none", 405: "not so"}


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every address of the site as it is written down."""
    for entry in (resolver or get_resolver()).url_patterns:
        written = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, written)
        else:
            yield written


def example_of(written: str, examples: dict[str, str]) -> str:
    """An address of that kind that leads somewhere in the data of the test."""
    model = _model_of(written)
    record = model._default_manager.order_by("pk").first() if model else None
    known = examples | {"object_id": str(record.pk) if record else str(claim_number(examples["C-"]))}
    filled = written.replace("^", "").replace("$", "").replace("\\Z", "").replace("\\.", ".")
    for expression, example in ((CLAIM_PATTERN, "C-"), (FINDING_PATTERN, "F-")):
        filled = filled.replace(f"({expression})", known[example])
    filled = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda match: known[match[1]], filled)
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: known[match[1]], filled)


def _model_of(written: str) -> type[Model] | None:
    """The model that an address of the admin speaks of, as its first words say; None of another address."""
    first, *names = written.split("/")[:3]
    models = {(model._meta.app_label, str(model._meta.model_name)): model for model in apps.get_models()}
    return models.get((names[0], names[1])) if first == "admin" and len(names) == 2 else None


def users() -> dict[str, User | None]:
    """Somebody of each column; `staff` may enter the admin and has no permission."""
    made: dict[str, User | None] = {"anonymous": None, "staff": User.objects.create_user("staff", is_staff=True)}
    for role in ROLES:
        user = User.objects.create_user(role.name, is_staff=True)
        user.groups.add(Group.objects.get(name=role.name))
        made[role.name] = user
    made["superuser"] = User.objects.create_superuser("superuser")
    return made


def answer_in_words(response: HttpResponseBase) -> str:
    if response.status_code in (301, 302):
        return "sign in" if "/login/" in response["Location"] else "on"
    return WORDS.get(response.status_code, str(response.status_code))


def ask_all(examples: dict[str, str], places: dict[str, str], *, is_whole: bool) -> list[dict[str, str]]:
    """The rows of the table, from the site as it is; `places` are the slugs of a topic and a source."""
    examples = examples | {"content_type_id": str(ContentType.objects.get(model="claim").pk)}
    clients = {}
    people = users()
    examples["id"] = str(User.objects.get(username="superuser").pk)
    for name, user in people.items():
        clients[name] = Client(raise_request_exception=False)
        if user is not None:
            clients[name].force_login(user)
    return list(_ask(clients, examples, places, is_whole=is_whole))


def _ask(
    clients: dict[str, Client], examples: dict[str, str], places: dict[str, str], *, is_whole: bool
) -> Iterator[dict[str, str]]:
    """A row an address and method; where not the whole is asked for, two roles take turns and the others are blank."""
    turn = 0
    for written in addresses():
        slug = places["source" if "source" in written else "topic"]
        address = example_of(written, examples | {"slug": slug})
        for method in METHODS:
            row = {"address": f"/{written}", "method": method, **dict.fromkeys(COLUMNS, "")}
            asked = list(COLUMNS)
            if "logout" in written:  # it would end what the next address needs
                asked = ["anonymous"]
            elif not is_whole:
                asked = ["anonymous", "staff", COLUMNS[2 + turn % 6], COLUMNS[2 + (turn + 3) % 6]]
                turn += 1
            for name in asked:
                response = clients[name].generic(method, address)
                row[name] = answer_in_words(response)
                _close(response)
            yield row


def _close(response: HttpResponseBase) -> None:
    """Lets go of a file that is sent, without ending the transaction that the test is in."""
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)


def read_table() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_table(rows: list[dict[str, str]]) -> None:
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["address", "method", *COLUMNS], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
