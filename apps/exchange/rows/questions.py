"""What is asked before rows are written: edits newer than the file, and warnings to be confirmed with a reason."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.contrib.admin.models import LogEntry

from apps.claims.figures import Qualifier
from apps.claims.models import Claim
from apps.claims.reading.disagreements import Entered, compare_words
from apps.claims.references import claim_ref
from apps.exchange.cells import settled
from apps.exchange.columns import version_of
from apps.exchange.reading.faults import MOST_FAULTS, Refused
from apps.exchange.rows.changes import changes, is_changed
from apps.exchange.rows.drafts import COLUMN_OF, Draft


@dataclass(frozen=True, slots=True)
class Question:
    """Something about a row that only a person can say. `ref` is the claim of a newer edit, blank for a warning."""

    kind: Literal["warning", "newer"]
    row: int
    column: str
    sentence: str
    ref: str = ""

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column else ""
        return f"row {self.row}{column}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Answers:
    """What whoever imports says beforehand: warnings are confirmed for a reason, and newer edits given up.

    `overwrites` says it for all rows, `overwritten` for the claims of these references.
    """

    reason: str = ""
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
    """Everything to be asked about the rows that would change something, by row."""
    written = [made for made in drafts if made.was is None or is_changed(made)]
    found = [*_newer(written), *_about_words(written), *_duplicates(written)]
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


def _about_words(drafts: Iterable[Draft]) -> Iterator[Question]:
    """The words of each figure against its numbers."""
    for made in drafts:
        claim = made.claim
        entered = Entered(claim.figure_as_said, Qualifier(claim.qualifier), claim.value, claim.value_high, claim.step)
        for disagreement in compare_words(entered, claim.traits, claim.language):
            column = COLUMN_OF.get(disagreement.field, disagreement.field)
            yield Question("warning", made.row.number, column, disagreement.sentence)


def _duplicates(drafts: Sequence[Draft]) -> Iterator[Question]:
    """The same source, speaker, scope and figure twice. Parts are told apart by their breakdown and left out."""
    moved = [made.claim.pk for made in drafts]
    sources = {made.claim.source_id for made in drafts}
    stored = Claim.objects.filter(source__in=sources, membership=None).exclude(pk__in=moved).exclude(state="withdrawn")
    seen = {tuple(values): claim_ref(pk) for pk, *values in stored.values_list("pk", *_SAME)}
    for made in drafts:
        if made.membership or made.claim.state == "withdrawn":
            continue
        same = tuple(getattr(made.claim, name) for name in _SAME)
        if same in seen:
            sentence = f"This says the same of the same as {seen[same]}: source, speaker, scope and figure."
            yield Question("warning", made.row.number, "", sentence)
        seen.setdefault(same, f"row {made.row.number}")


_SAME = (
    "source_id",
    "speaker_id",
    "indicator_id",
    "population_id",
    "place_id",
    "origin_id",
    "period_start",
    "period_end",
    "is_cumulative",
    "date_basis",
    "status",
    "qualifier",
    "value",
    "value_high",
    "unit_id",
)
