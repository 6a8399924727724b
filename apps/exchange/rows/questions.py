"""What is asked before rows are written: edits newer than the file, and warnings to be confirmed with a reason."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Literal

from django.contrib.auth import get_user_model
from django.utils import timezone

from apps.claims.entry.beside import InBreakdown
from apps.claims.entry.neighbours import Entry, load_known
from apps.claims.entry.warnings import find_warnings
from apps.claims.models import Breakdown, BreakdownPart, Claim, ClaimCounter, Confirmation
from apps.claims.references import claim_number
from apps.exchange.cells import settled
from apps.exchange.columns import version_of
from apps.exchange.reading.faults import MOST_FAULTS, Fault, Refused
from apps.exchange.rows.breakdowns import find_several_times
from apps.exchange.rows.changes import changes, is_changed
from apps.exchange.rows.drafts import COLUMN_OF, Draft, part_of
from apps.exchange.rows.links import wholes_of
from apps.sources.copying import add_rows
from apps.sources.records.past import Written, last_written

SEVERAL = "several_times_the_whole"


@dataclass(frozen=True, slots=True)
class Question:
    """Something about a row that only a person can say, and the claim it is about; `code` is that of a warning."""

    kind: Literal["warning", "newer"]
    row: int
    column: str
    sentence: str
    ref: str = ""
    code: str = ""

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column else ""
        return f"row {self.row}{column}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Answers:
    """What whoever imports says beforehand: warnings are confirmed for a reason, and newer edits given up.

    `overwrites` says it for all rows, `overwritten` for the claims of these references.
    """

    reason: str = "Confirmed when the file was imported."
    confirms: bool = False
    overwrites: bool = False
    overwritten: frozenset[str] = frozenset()

    def settle(self, question: Question) -> bool:
        """Whether a question is answered."""
        if question.kind == "warning":
            return self.confirms
        return self.overwrites or question.ref in self.overwritten


class Asked(Refused):
    """The file was not imported, because questions are open; nothing was written."""

    def __init__(self, questions: Sequence[Question]) -> None:
        super().__init__([])
        self.questions = tuple(questions)

    def __str__(self) -> str:
        shown = [str(question) for question in self.questions[:MOST_FAULTS]]
        more = len(self.questions) - MOST_FAULTS
        return "\n".join([*shown, *([f"… and {more:,} more."] if more > 0 else [])])


def find_questions(drafts: Sequence[Draft]) -> list[Question]:
    """Everything to be asked about the rows that would change something, by row. Raises Refused for what cannot be."""
    written = [made for made in drafts if made.was is None or is_changed(made)]
    questions = [*_newer(written), *_warnings(written), *_several_times(written)]
    return sorted(questions, key=lambda question: question.row)


def _newer(drafts: Iterable[Draft]) -> Iterator[Question]:
    older = [
        (made, made.was, version)
        for made in drafts
        if made.was and (version := settled(made.row.cells.get("version", ""))) != version_of(made.was)
    ]
    last = _last_changes([was for _, was, version in older if version])
    for made, was, version in older:
        if version:
            what = f"was changed after this file was exported ({last[was.pk]})"
        else:
            what = "would be changed; the file has no version, so that newer edits cannot be told"
        differences = "; ".join(map(str, changes(made)))
        yield Question("newer", made.row.number, "", f"{was.ref} {what}: {differences}.", was.ref)


def _last_changes(claims: Sequence[Claim]) -> dict[int, str]:
    """When each claim, who counted it or its breakdown was last changed, in which way and by whom, in five queries."""
    numbers = [claim.pk for claim in claims]
    breakdowns = {claim.pk: part.breakdown_id for claim in claims if (part := part_of(claim))}
    own = [
        last_written(Claim, numbers),
        last_written(ClaimCounter, numbers, by="claim_id"),
        last_written(BreakdownPart, numbers, by="claim_id"),
    ]
    shared = last_written(Breakdown, set(breakdowns.values()))
    last_by_row = {}
    for number in numbers:
        written = [each.get(number) for each in own] + [shared.get(breakdowns.get(number, 0))]
        last_by_row[number] = max((each for each in written if each), key=attrgetter("at"), default=None)
    users = get_user_model()._default_manager.in_bulk({last.by for last in last_by_row.values() if last and last.by})
    return {number: _in_words(last, users) for number, last in last_by_row.items()}


def _in_words(last: Written | None, users: Mapping[int, Any]) -> str:
    if last is None:
        return "its history is not there"
    who = users.get(last.by) if last.by else None
    return f"last on {last.at:%Y-%m-%d at %H:%M} UTC, {last.way}{f', by {who.get_username()}' if who else ''}"


def _warnings(drafts: Sequence[Draft]) -> Iterator[Question]:
    """What the list of warnings says of the rows, but for what was confirmed before in the same words.

    Raises Refused for what cannot be.
    """
    wholes = wholes_of(drafts)
    entries = [_entry(made, wholes) for made in drafts]
    known = load_known(entries)
    confirmed = _confirmed(drafts)
    faults = []
    for made, entry in zip(drafts, entries, strict=True):
        for warning in find_warnings(entry, known):
            column = COLUMN_OF.get(warning.fields[0], warning.fields[0])
            if warning.is_refused:
                cell = made.row.cells.get(column, "")
                faults.append(Fault(made.row.number, made.row.name(column), cell, warning.sentence))
            elif (made.claim.pk, warning.sentence) not in confirmed:
                where = made.row.number, made.row.name(column)
                yield Question("warning", *where, warning.sentence, made.claim.ref, warning.code)
    if faults:
        raise Refused(faults)


def _several_times(drafts: Sequence[Draft]) -> Iterator[Question]:
    for made, sentence in find_several_times(drafts, wholes_of(drafts)):
        where = made.row.number, "part_breakdown", sentence, made.claim.ref
        yield Question("warning", *where, code=SEVERAL)


def _entry(made: Draft, wholes: Mapping[str, Claim]) -> Entry:
    """A row as whoever wrote the file knows it: no new claim has a reference yet."""
    part = made.membership
    label = made.claim.ref if made.was else f"row {made.row.number}"
    if part is None:
        return Entry(made.claim, label)
    breakdown = InBreakdown(part.whole, part.name, part.dimension)
    return Entry(made.claim, label, wholes.get(part.whole), breakdown, whole_label=settled(made.row.cells["part_of"]))


def _stored_entry(made: Draft, wholes: Mapping[str, Claim]) -> Entry:
    """A row as it is known once it is saved."""
    return replace(_entry(made, wholes), label=made.claim.ref, whole_label="")


def keep_confirmations(drafts: Sequence[Draft], questions: Sequence[Question], answers: Answers) -> None:
    """Keeps with each claim what was confirmed of it, and why, in the words in which it is asked about from now on.

    New rows have references by now, and of two that say the same each does as the other.
    """
    codes = {question.code for question in questions if question.kind == "warning"}
    if not codes:
        return
    asked, wholes = {question.ref for question in questions if question.code}, wholes_of(drafts)
    settled_now = [made for made in drafts if made.was is None or made.claim.ref in asked]
    entries = [_stored_entry(made, wholes) for made in settled_now]
    known = load_known(entries, are_stored=True)
    said = {
        (entry.claim.pk, warning.code, warning.sentence)
        for entry in entries
        for warning in find_warnings(entry, known)
        if warning.code in codes
    }
    of_parts = (question for question in questions if question.code == SEVERAL)
    said |= {(claim_number(question.ref), SEVERAL, question.sentence) for question in of_parts}
    before, now = _confirmed(drafts), timezone.now()
    rows = [(*each, answers.reason, now) for each in sorted(said) if (each[0], each[2]) not in before]
    add_rows(Confirmation, ("claim_id", "code", "sentence", "reason", "at"), rows)


def _confirmed(drafts: Iterable[Draft]) -> set[tuple[int, str]]:
    """What was confirmed of the claims before: their numbers, and the sentences."""
    stored = Confirmation.objects.filter(claim__in=[made.claim.pk for made in drafts if made.was])
    return set(stored.values_list("claim", "sentence"))
