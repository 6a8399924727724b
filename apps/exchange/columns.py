"""The columns of the files, each said once: header, HXL hashtag, how a record fills it, what import does with it.

One list serves every sort of file, in writing and reading. A column writes the plain text of a cell; what a sort of
file makes of it (a number, a text no spreadsheet runs) is said in `files`. A column of a claim says beside it by which
expression the database writes the same text, where it can (`streams`). `role` is what a column is to the import:

    identity    the claim's reference, C-17
    text        words kept as they are
    code        one of a few words, or blank
    number      a plain number
    date        a day, 2019-07-24
    flag        yes or no
    record      the slug, name or code of another record, which must exist
    records     the slugs of several, parted by blanks
    link        the reference of another claim
    part        the whole this claim is a part of, and how
    check       says again what a record holds: on import blank, or the same
    computed    a number worked out from the rest; ignored on import
    noted       words worked out from the rest; ignored on import
    version     a digest of all that import writes, by which an import sees what was changed since the export
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic, Literal, Protocol, TypeVar

from django.db.models import Case, F, Func, OuterRef, Subquery, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Collate, NullIf

from apps.claims.figures import Figure
from apps.claims.intervals import Interval
from apps.claims.models import BreakdownPart, Claim, ClaimCounter, QuoteState, quote_state_in_sql
from apps.claims.numbers import plain
from apps.claims.references import claim_ref
from apps.exchange.cells import write_date, write_flag, write_number
from apps.reconciliation.models import Finding
from apps.sources.models import Organisation, Source

Role = Literal[
    "identity",
    "text",
    "code",
    "number",
    "date",
    "flag",
    "record",
    "records",
    "link",
    "part",
    "check",
    "computed",
    "noted",
    "version",
]
WRITTEN = ("text", "code", "number", "date", "flag", "record", "records", "link", "part")  # the roles import writes


Record = TypeVar("Record", contravariant=True)


class Written(Protocol):
    """What a file needs to know of a column."""

    @property
    def header(self) -> str: ...

    @property
    def hxl(self) -> str: ...

    @property
    def is_number(self) -> bool: ...

    @property
    def has_words(self) -> bool: ...

    @property
    def write(self) -> Callable[[Any], str]: ...


@dataclass(frozen=True, slots=True)
class Column:
    """One column of claims.csv. `field` is the claim's field that the import fills, blank where it fills none.

    `expression` gives the text that `write` gives, or NULL where that is blank; None where only Python can work it out.
    """

    header: str
    hxl: str
    role: Role
    write: Callable[[Claim], str]
    expression: Combinable | None
    field: str = ""
    is_required: bool = False

    @property
    def is_number(self) -> bool:
        return self.role in ("number", "computed")

    @property
    def has_words(self) -> bool:
        """Whether its cells may hold words that somebody typed."""
        return self.role in ("text", "code", "record", "records", "part", "check")


@dataclass(frozen=True, slots=True)
class Plain(Generic[Record]):
    """A column of a file that is only written."""

    header: str
    write: Callable[[Record], str]
    is_number: bool = False
    hxl: str = ""

    @property
    def has_words(self) -> bool:
        return not self.is_number


Cell = tuple[Callable[[Claim], str], Combinable | None]


def _path(field: str) -> F:
    return F(field.replace(".", "__"))


def _said(template: str, *expressions: Combinable) -> Func:
    return Func(*expressions, template=template, output_field=TextField())


def _unless_blank(field: str) -> Combinable:
    return NullIf(_path(field), Value(""))


def _text(field: str) -> Cell:
    read = attrgetter(field)
    return lambda claim: str(read(claim)), _unless_blank(field)


def _of(record: str, attribute: str) -> Cell:
    """An attribute of a record the claim may not have."""
    read_record, read_attribute = attrgetter(record), attrgetter(attribute)

    def write(claim: Claim) -> str:
        entry = read_record(claim)
        return "" if entry is None else str(read_attribute(entry))

    return write, _unless_blank(f"{record}.{attribute}")


def _number(field: str) -> Cell:
    read = attrgetter(field)
    return lambda claim: write_number(read(claim)), _said("trim_scale(%(expressions)s)", _path(field))


def _date(field: str) -> Cell:
    read = attrgetter(field)
    return lambda claim: write_date(read(claim)), _said("to_char(%(expressions)s, 'YYYY-MM-DD')", _path(field))


def _flag(field: str) -> Combinable:
    return Case(*(When(**{field: flag}, then=Value(write_flag(flag=flag))) for flag in (True, False)))


def _ref(field: str) -> Combinable:
    return _said(f"'{claim_ref(0)[:-1]}' || %(expressions)s", _path(field))


def _link(field: str) -> Cell:
    def write(claim: Claim) -> str:
        number = getattr(claim, f"{field}_id")
        return "" if number is None else claim_ref(number)

    return write, _ref(f"{field}_id")


def slugs_of(organisations: Iterable[Organisation]) -> str:
    """Several organisations in one cell."""
    return " ".join(sorted(organisation.slug for organisation in organisations))


def _counters() -> Cell:
    slug = Collate(F("organisation__slug"), "C")  # in the order of Python
    counters = ClaimCounter.objects.filter(claim=OuterRef("pk")).order_by().values("claim")
    joined = counters.annotate(said=_said("string_agg(%(expressions)s, ' ' ORDER BY %(expressions)s)", slug))
    return (lambda claim: slugs_of(claim.counted_by.all())), Subquery(joined.values("said"))


def _part(read: Callable[[BreakdownPart], str], expression: Combinable) -> Cell:
    def write(claim: Claim) -> str:
        membership = getattr(claim, "membership", None)
        return "" if membership is None else read(membership)

    return write, expression


def _figure(claim: Claim) -> Figure:
    """The figure of a claim that is only written, read once for all columns."""
    kept: Figure | None = claim.__dict__.get("_figure_written")
    if kept is None:
        kept = claim.__dict__["_figure_written"] = claim.figure
    return kept


def _end(reading: Literal["ordinary", "strict"], end: Literal["low", "high"]) -> Callable[[Claim], str]:
    def write(claim: Claim) -> str:
        interval: Interval | None = getattr(_figure(claim), reading)
        bound = None if interval is None else getattr(interval, end)
        return "" if bound is None else plain(bound)

    return write


def _in_text() -> Cell:
    """Whether the quote stands in the stored text; blank where none is stored."""

    def write(claim: Claim) -> str:
        state = claim.quote_state
        return "" if state is QuoteState.NO_TEXT else write_flag(flag=state is QuoteState.FOUND)

    # The state is looked up once.
    said = ((QuoteState.FOUND, True), (QuoteState.ORPHAN, False))
    cases = " ".join(f"WHEN '{state.value}' THEN '{write_flag(flag=flag)}'" for state, flag in said)
    return write, _said(f"CASE %(expressions)s {cases} END", quote_state_in_sql())


def version_of(claim: Claim) -> str:
    """A digest of the cells that import writes. Blank cells are left out, so that a new column changes no version."""
    cells = ((column.header, column.write(claim)) for column in WRITTEN_COLUMNS)
    said = "\x1f".join(f"{header}={cell}" for header, cell in cells if cell)
    # Behind a letter, since a spreadsheet takes 12e4 for a number.
    return f"v{hashlib.sha256(said.encode()).hexdigest()[:12]}"


_IN = "membership__breakdown__"
CLAIM_COLUMNS: tuple[Column, ...] = (
    Column("ref", "#meta+id", "identity", attrgetter("ref"), _ref("pk")),
    Column("side", "#meta+side", "check", *_text("speaker.organisation.side")),
    Column("organisation", "#org+name", "check", *_text("speaker.organisation.name")),
    Column("speaker", "#contact+name", "record", *_text("speaker.name"), "speaker", is_required=True),
    Column(
        "position",
        "#meta+position",
        "number",
        lambda claim: str(claim.position),
        F("position"),
        "position",
        is_required=True,
    ),
    Column("source", "#meta+source", "record", *_text("source.slug"), "source", is_required=True),
    Column("published_on", "#date+published", "check", *_date("source.published_on")),
    Column("url", "#meta+url", "check", *_text("source.url")),
    Column("indicator", "#indicator+code", "record", *_text("indicator.code"), "indicator", is_required=True),
    Column("population", "#population+code", "record", *_of("population", "code"), "population"),
    Column("place", "#loc+name", "record", *_of("place", "name"), "place"),
    Column("place_code", "#loc+code", "record", *_of("place", "code"), "place"),
    Column("origin", "#loc+name+origin", "record", *_of("origin", "name"), "origin"),
    Column("origin_code", "#loc+code+origin", "record", *_of("origin", "code"), "origin"),
    Column("period_start", "#date+start", "date", *_date("period_start"), "period_start"),
    Column("period_end", "#date+end", "date", *_date("period_end"), "period_end"),
    Column("period_as_said", "#date+said", "text", *_text("period_as_said"), "period_as_said"),
    Column(
        "is_cumulative",
        "#meta+cumulative",
        "flag",
        lambda c: write_flag(flag=c.is_cumulative),
        _flag("is_cumulative"),
        "is_cumulative",
    ),
    Column("date_basis", "#meta+date+basis", "code", *_text("date_basis"), "date_basis"),
    Column("status", "#status", "code", *_text("status"), "status", is_required=True),
    Column("qualifier", "#value+qualifier", "code", *_text("qualifier"), "qualifier", is_required=True),
    Column("figure_as_said", "#value+said", "text", *_text("figure_as_said"), "figure_as_said", is_required=True),
    Column("value", "#value", "number", *_number("value"), "value"),
    Column("value_high", "#value+max", "number", *_number("value_high"), "value_high"),
    Column("interval_low", "#value+min+stated", "number", *_number("interval_low"), "interval_low"),
    Column("interval_high", "#value+max+stated", "number", *_number("interval_high"), "interval_high"),
    Column("interval_is", "#meta+interval", "text", *_text("interval_is"), "interval_is"),
    Column("step", "#value+step", "number", *_number("step"), "step"),
    Column("unit", "#value+unit", "record", *_text("unit.code"), "unit", is_required=True),
    Column("people_each", "#value+people+each", "number", *_number("people_each"), "people_each"),
    Column("counted_by", "#org+code+counted", "records", *_counters(), "counted_by"),
    Column("known_bias", "#meta+bias", "code", *_text("known_bias"), "known_bias"),
    Column("bias_as_said", "#meta+bias+said", "text", *_text("bias_as_said"), "bias_as_said"),
    Column("quote", "#description+quote", "text", *_text("quote"), "quote", is_required=True),
    Column("locator", "#meta+locator", "text", *_text("locator"), "locator"),
    Column(
        "part_of",
        "#meta+whole",
        "part",
        *_part(lambda part: claim_ref(part.breakdown.whole_id), _ref(f"{_IN}whole_id")),
    ),
    Column(
        "part_dimension",
        "#meta+whole+dimension",
        "part",
        *_part(lambda part: part.breakdown.dimension, _unless_blank(f"{_IN}dimension")),
    ),
    Column(
        "part_breakdown",
        "#meta+whole+name",
        "part",
        *_part(lambda part: part.breakdown.name, _unless_blank(f"{_IN}name")),
    ),
    Column(
        "part_complete",
        "#meta+whole+complete",
        "part",
        *_part(lambda part: write_flag(flag=part.breakdown.is_complete), _flag(f"{_IN}is_complete")),
    ),
    Column("numerator", "#meta+numerator", "link", *_link("numerator"), "numerator"),
    Column("denominator", "#meta+denominator", "link", *_link("denominator"), "denominator"),
    Column("supersedes", "#meta+supersedes", "link", *_link("supersedes"), "supersedes"),
    Column("state", "#status+record", "code", *_text("state"), "state"),
    Column("low", "#value+min", "computed", _end("ordinary", "low"), None),
    Column("high", "#value+max+read", "computed", _end("ordinary", "high"), None),
    Column("strict_low", "#value+min+strict", "computed", _end("strict", "low"), None),
    Column("strict_high", "#value+max+strict", "computed", _end("strict", "high"), None),
    Column("quote_in_text", "#meta+quote+in+text", "noted", *_in_text()),
    Column("version", "#meta+version", "version", version_of, None),
)
WRITTEN_COLUMNS = tuple(column for column in CLAIM_COLUMNS if column.role in WRITTEN)


def _claims(finding: Finding) -> str:
    numbers = sorted(claim.pk for claim in finding.inputs.all())
    return " ".join(claim_ref(number) for number in numbers)


def _finding_number(field: str) -> Plain[Finding]:
    read = attrgetter(field)
    return Plain(field, lambda finding: write_number(read(finding)), is_number=True)


# Where the latest review stands, as `with_review` reads it.
_REVIEWED_AS, _REVIEW = attrgetter("reviewed_as"), attrgetter("review")
_REVIEWED_AT = attrgetter("reviewed_at")
# As `with_decisions` reads them.
_OPEN_REASONS, _EXPLAINED, _DUE = attrgetter("open_reasons"), attrgetter("explained"), attrgetter("due")


def _stale(finding: Finding) -> str:
    return write_flag(flag=_REVIEW(finding) == "stale") if _REVIEWED_AS(finding) else ""


def _reviewed_at(finding: Finding) -> str:
    at = _REVIEWED_AT(finding)
    return at.isoformat(timespec="seconds") if at else ""


def _members(finding: Finding) -> str:
    """What each claim is to the finding, in the order in which the rule names them."""
    return " ".join(f"{member['role']}={member['ref']}" for member in finding.members)


FINDING_COLUMNS: tuple[Plain[Finding], ...] = (
    Plain("ref", attrgetter("ref")),
    Plain("key", attrgetter("key")),
    Plain("rule", attrgetter("rule")),
    Plain("verdict", attrgetter("verdict")),
    Plain("strict_verdict", attrgetter("strict_verdict")),
    Plain("between", attrgetter("between")),
    Plain("claims", _claims),
    Plain("members", _members),
    Plain("left", attrgetter("left_shown")),
    Plain("right", attrgetter("right_shown")),
    _finding_number("difference"),
    _finding_number("factor"),
    _finding_number("gap_at_best"),
    _finding_number("flips_at"),
    Plain("reasons", lambda finding: " ".join(_OPEN_REASONS(finding))),
    Plain("explanation", attrgetter("explanation")),
    Plain("explained", lambda finding: write_number(_EXPLAINED(finding) or None), is_number=True),
    Plain("review", lambda finding: _REVIEWED_AS(finding) or ""),
    Plain("reviewed_at", _reviewed_at),
    Plain("stale", _stale),
    Plain("due", lambda finding: _DUE(finding) or ""),
    Plain("rules_version", attrgetter("rules_version")),
    Plain("policy", attrgetter("policy")),
    Plain("computed_at", lambda finding: finding.computed_at.isoformat(timespec="seconds")),
)

SOURCE_COLUMNS: tuple[Plain[Source], ...] = (
    Plain("slug", attrgetter("slug")),
    Plain("title", attrgetter("title")),
    Plain("publisher", attrgetter("publisher.name")),
    Plain("side", attrgetter("publisher.side")),
    Plain("published_on", lambda source: write_date(source.published_on)),
    Plain("cut_off_on", lambda source: write_date(source.cut_off_on)),
    Plain("language", attrgetter("language")),
    Plain("url", attrgetter("url")),
    Plain("archived_url", attrgetter("archived_url")),
    Plain("accessed_on", lambda source: write_date(source.accessed_on)),
    Plain("later_version_of", lambda source: getattr(source, "earlier") or ""),  # noqa: B009 - an annotation
    # The checksum of the text the quotes were found in; blank where only the quotes are kept.
    Plain("text_sha256", attrgetter("text_sha256")),
    Plain("claims", lambda source: str(getattr(source, "published")), is_number=True),  # noqa: B009 - an annotation
)
