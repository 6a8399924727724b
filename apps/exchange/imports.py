"""Importing claims: all rows or none, every fault named by row and column, every doubt asked before it is written.

A reference that exists updates that claim, an unknown `C-<n>` creates that very one, a blank one makes a new claim,
and any other is a label that only the rows of the same file know. Documents, speakers and code lists must exist.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import IntegrityError, connection, transaction

from apps.claims.models import Claim
from apps.claims.references import claim_ref
from apps.exchange.cells import settled
from apps.exchange.reading.faults import Fault, Refused, Row
from apps.exchange.reading.table import read_table
from apps.exchange.rows.breakdowns import tell_apart
from apps.exchange.rows.constraints import check_constraints, find_refusal
from apps.exchange.rows.drafting import Drafting
from apps.exchange.rows.drafts import Draft, number_of
from apps.exchange.rows.links import (
    check_corrections,
    check_labels,
    check_numbers,
    keep_numbers,
    link,
    number_new,
    wholes_of,
)
from apps.exchange.rows.names import Names
from apps.exchange.rows.questions import Answers, Asked, find_questions, keep_confirmations
from apps.exchange.rows.saving import Imported, save

NO_ANSWERS = Answers()
TURN = 7_240_726  # any number that no other advisory lock of this database uses


@contextmanager
def _uncollected() -> Iterator[None]:
    """Looks for no garbage in circles meanwhile: rows make none, and each look goes through all that is there."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@transaction.atomic
@_uncollected()
def import_claims(data: bytes, *, separator: str = "", answers: Answers = NO_ANSWERS) -> Imported:
    """Writes the claims of a file and marks them to be reconciled.

    Raises Refused for faults and Asked for questions that the answers leave open; then nothing was written.
    """
    return import_rows(read_table(data, separator=separator), answers=answers)


@transaction.atomic
@_uncollected()
def import_rows(rows: Sequence[Row], *, answers: Answers = NO_ANSWERS) -> Imported:
    """Writes rows under the columns of claims.csv, as `import_claims` does."""
    _take_turn()
    drafts = _drafted(rows)
    questions = find_questions(drafts)
    unsettled = [question for question in questions if not answers.settle(question)]
    if unsettled:
        if faults := check_constraints(drafts):  # no answer would help
            raise Refused(faults)
        raise Asked(unsettled)
    try:
        with transaction.atomic():
            keep_numbers(drafts)
            done = save(drafts)
            keep_confirmations(drafts, questions, answers)
            connection.check_constraints()  # what waits for the commit is asked here, where its row is still known
            return done
    except IntegrityError as error:
        # The table stops at the first row that it refuses; only then is it asked of all rows which rules they break.
        faults = check_constraints(drafts) or find_refusal(error, drafts)
        raise Refused(faults or [Fault(0, "", "rows", _rule(error))]) from error


def _take_turn() -> None:
    """One import at a time: what a row may be depends on what the others wrote."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def _drafted(rows: Sequence[Row]) -> list[Draft]:
    numbers = [number for row in rows if (number := number_of(settled(row.cells.get("ref", ""))))]
    stored = Claim.objects.filter(pk__in=numbers).with_links().select_for_update(of=("self",))
    drafting = Drafting(names=Names(), known={claim.pk: claim for claim in stored})
    drafted = [drafting.draft(row) for row in rows]
    drafts = [made for made, _ in drafted]
    faults = [fault for _, faulty in drafted for fault in faulty] + check_labels(drafts) + check_numbers(drafts)
    if faults:
        raise Refused(faults)
    number_new(drafts)
    faults = link(drafts) + check_corrections(drafts) + _check_positions(drafts)
    if faults:
        raise Refused(faults + check_constraints(drafts))
    tell_apart(drafts, wholes_of(drafts))
    return drafts


def _rule(error: IntegrityError) -> str:
    """What the database says of a rule that it alone can check, as a sentence."""
    words = str(error).partition("\n")[0].strip().rstrip(".")
    return f"{words[:1].upper()}{words[1:]}."


def _check_positions(drafts: Sequence[Draft]) -> list[Fault]:
    """One claim at a position of a source, over the file and the database together."""
    moved = {made.claim.pk for made in drafts}
    stored = Claim.objects.filter(source__in={made.claim.source_id for made in drafts})
    places = stored.order_by().values_list("pk", "source", "position")
    taken = {(source, position): claim_ref(pk) for pk, source, position in places if pk not in moved}
    faults = []
    for made in drafts:
        place = (made.claim.source_id, made.claim.position)
        if place in taken:
            expected = f"a position of its own: {taken[place]} has this one"
            faults.append(Fault(made.row.number, "position", str(made.claim.position), expected))
        taken.setdefault(place, f"row {made.row.number}")
    return faults
