"""What is asked before rows are written: edits newer than the file, and warnings to be confirmed with a reason."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.contrib.admin.models import LogEntry

from apps.claims.models import Claim, Confirmation
from apps.claims.references import claim_number
from apps.claims.warnings import Entry, find_warnings, load_known
from apps.exchange.cells import settled
from apps.exchange.columns import version_of
from apps.exchange.reading.faults import MOST_FAULTS, Fault, Refused
from apps.exchange.rows.changes import changes, is_changed
from apps.exchange.rows.drafts import COLUMN_OF, Draft
from apps.exchange.rows.links import wholes_of


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
    found = [*_newer(written), *_warnings(written)]
    return sorted(found, key=lambda question: question.row)


def _newer(drafts: Iterable[Draft]) -> Iterator[Question]:
    for made in drafts:
        if made.was is None:
            continue
        version = settled(made.row.cells.get("version", ""))
        if version == version_of(made.was):
            continue
        if version:
            what = f"was changed after this file was exported ({_last_change(made.was)})"
        else:
            what = "would be changed; the file has no version, so that newer edits cannot be told"
        differences = "; ".join(map(str, changes(made)))
        sentence = f"{made.was.ref} {what}: {differences}."
        yield Question("newer", made.row.number, "", sentence, made.was.ref)


def _last_change(claim: Claim) -> str:
    entries = LogEntry.objects.filter(content_type__app_label="claims", content_type__model="claim", object_id=claim.pk)
    last = entries.select_related("user").order_by("-action_time").first()
    by = f" by {last.user.get_username()}" if last else ""
    return f"last on {claim.updated_at:%Y-%m-%d at %H:%M} UTC{by}"


def _warnings(drafts: Sequence[Draft]) -> Iterator[Question]:
    """What the list of warnings says of the rows, but for what was confirmed before in the same words.

    Raises Refused for what cannot be.
    """
    wholes = wholes_of(drafts)
    entries = [_entry(made, wholes) for made in drafts]
    known = load_known(entries)
    stored = Confirmation.objects.filter(claim__in=[made.claim.pk for made in drafts])
    confirmed = set(stored.values_list("claim", "sentence"))
    faults = []
    for made, entry in zip(drafts, entries, strict=True):
        for warning in find_warnings(entry, known):
            column = COLUMN_OF.get(warning.fields[0], warning.fields[0])
            if warning.is_refused:
                found = made.row.cells.get(column, "")
                faults.append(Fault(made.row.number, column, found, warning.sentence))
            elif (made.claim.pk, warning.sentence) not in confirmed:
                yield Question("warning", made.row.number, column, warning.sentence, made.claim.ref, warning.code)
    if faults:
        raise Refused(faults)


def _entry(made: Draft, wholes: Mapping[str, Claim]) -> Entry:
    whole = wholes.get(made.membership.whole) if made.membership else None
    label = made.claim.ref if made.was else f"row {made.row.number}"
    return Entry(made.claim, label, whole=whole, is_part=made.membership is not None)


def keep_confirmations(questions: Sequence[Question], answers: Answers) -> None:
    """Keeps with each claim what was confirmed of it, and why."""
    Confirmation.objects.bulk_create(
        Confirmation(
            claim_id=claim_number(question.ref), code=question.code, sentence=question.sentence, reason=answers.reason
        )
        for question in questions
        if question.kind == "warning"
    )
