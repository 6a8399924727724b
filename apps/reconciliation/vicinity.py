"""What a change of a few claims can touch: the figures around them, and the findings that follow from these alone.

A figure that changes, from whatever it was to whatever it is, touches

    two figures set side by side, or parts put together     only where the broader one holds the changed one
    what is found about a place: a series, a lookalike, ...  only about its own place
    a part above its whole in one document                  only in its own document
    a declared sum, a share, a check                        only where it is named

So it is enough to read what lies within the figures that hold it, what is said of its place, its document and whatever
names it: among these such findings are what they are among all. Where two days need not be the same to count as the
same, everything is taken twice as wide. It does not hold of rates, which are shown over the largest base of a family.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet

from apps.claims import models as records
from apps.claims.hierarchy import Hierarchy
from apps.claims.querysets import LAST_DAY
from apps.claims.references import claim_number
from apps.reconciliation.core.comparing.scopes import BRIDGE_DAYS
from apps.reconciliation.core.findings import Member, Role, Rule
from apps.reconciliation.core.inputs.code_lists import PERCENT
from apps.reconciliation.core.rules.series import Kind
from apps.reconciliation.loading.code_lists import CodeLists, load_code_lists
from apps.reconciliation.models import CheckTerm
from apps.reconciliation.reach import find_alike

PAIRED = (Rule.RESTATED, Rule.DIRECT, Rule.BOUND, Rule.ASSEMBLED)
NEAR = timedelta(days=2 * BRIDGE_DAYS)  # an end may be bridged twice on the way to the broader figure of a finding
WIDE = 2 * NEAR
MOST_CHANGED = 20
MOST_VERSIONS = 100

SCOPE = ("indicator_id", "population_id", "place_id", "origin_id", "status")
FIELDS = (*SCOPE, "period_start", "source_id", "unit_id", "supersedes_id")

_Codes = tuple[str, str, str, str, str]  # indicator, population, place, origin, status


class _Figure(NamedTuple):
    """Where a figure lies. `start` is None where it is not stated, and where it may not matter."""

    claim: int
    codes: _Codes
    start: date | None
    end: date
    source: int
    is_rate: bool

    @property
    def place(self) -> str:
        return self.codes[2]


@dataclass(frozen=True, slots=True)
class Vicinity:
    """The claims to be `read`, and by which of them a finding is one that a change may touch.

    `family` is how many claims there are of their and all related indicators, `changed` the changed claims and those
    that depend on them, `holding` what holds them, `beside` what is said of their places, `documents` what is in their
    documents; `rates` are left alone. `scopes` are the numbers of the entries of all that they were and are, by the
    name of the field.
    """

    read: frozenset[int]
    family: int
    changed: frozenset[int]
    holding: frozenset[int]
    beside: frozenset[int]
    documents: frozenset[int]
    rates: frozenset[int]
    scopes: tuple[Mapping[str, Any], ...]

    @property
    def touched(self) -> frozenset[int]:
        """What of every finding that may be touched at least one claim is of."""
        return self.changed | self.holding | self.beside | self.documents

    def may_touch(self, rule: str, key: str, members: Iterable[Member]) -> bool:
        """Whether a finding of this rule about these claims may be another one."""
        refs = [member for member in members if member.role is not Role.BASE]
        named = {claim_number(member.ref) for member in refs}
        if named & self.rates:
            return False
        if named & self.changed:
            return True
        if rule in PAIRED:
            return bool(named & self.holding)
        if rule == Rule.SERIES and key.startswith(f"series:{Kind.INSIDE}:"):
            return bool(named & self.documents)
        if rule in (Rule.SUM, Rule.SHARE):
            return claim_number(refs[0].ref) in self.beside
        return rule != Rule.PLAN and bool(named & self.beside)


def survey(claims: Collection[int]) -> Vicinity | None:
    """What a change of these claims can touch; None where only their whole families tell."""
    if len(claims) > MOST_CHANGED:
        return None
    lists, told = load_code_lists(), _past(claims)
    replaced = {version["supersedes_id"] for version in told if version["supersedes_id"]} - set(claims)
    told += _past(replaced)
    saved = {*claims, *replaced}
    changed = _with_dependants(saved)
    told += _told(records.Claim.objects.filter(pk__in=changed - saved).order_by().annotate(claim=F("pk")))
    indicators = {version["indicator_id"] for version in told}
    if len(told) > MOST_VERSIONS or not indicators <= lists.codes[records.Indicator].keys():
        return None
    past = [_place(version, lists) for version in told]
    if any(figure.is_rate for figure in past):
        return None
    family = find_alike(indicators)
    figures = _current(records.Claim.objects.current().filter(indicator__in=family), lists)
    places, documents = {one.place for one in past}, {one.source for one in past}
    wide = [one for one in figures if _is_held_by(one, past, lists, WIDE)]
    beside = {one.claim for one in figures if one.place in places}
    within_documents = {one.claim for one in figures if one.source in documents}
    within = _Holding(wide, lists)
    read = {one.claim for one in figures if within.holds(one)} | beside | within_documents | changed
    return Vicinity(
        read=frozenset(read | _named_with(changed | beside)),
        family=len(figures),
        changed=frozenset(changed),
        holding=frozenset(one.claim for one in wide if _is_held_by(one, past, lists, NEAR)),
        beside=frozenset(beside),
        documents=frozenset(within_documents),
        rates=frozenset(one.claim for one in figures if one.is_rate),
        scopes=tuple({name: version[name] for name in SCOPE} for version in told),
    )


def _past(claims: Collection[int]) -> list[dict[str, Any]]:
    """Whatever these claims were and are, as the history has it."""
    events: QuerySet[Any] = records.Claim.pgh_event_model.objects.filter(pgh_obj__in=claims)  # type: ignore[attr-defined]
    return _told(events.annotate(claim=F("pgh_obj_id")))


def _current(claims: QuerySet[records.Claim], lists: CodeLists) -> list[_Figure]:
    return [_place(row, lists) for row in _told(claims.order_by().annotate(claim=F("pk")))]


def _told(rows: QuerySet[Any]) -> list[dict[str, Any]]:
    names = ("claim", *FIELDS, "last_day_told")
    told = rows.annotate(last_day_told=LAST_DAY).values_list(*names)
    return [dict(zip(names, row, strict=True)) for row in told.iterator(chunk_size=2_000)]


def _place(told: Mapping[str, Any], lists: CodeLists) -> _Figure:
    indicator = lists.codes[records.Indicator][told["indicator_id"]]
    facts, places = lists.lists.facts[indicator], lists.codes[records.Place]
    population = lists.codes[records.Population].get(told["population_id"], "") or facts.population
    unit = lists.codes[records.Unit].get(told["unit_id"], "")
    is_share = facts.kind in ("share", "rate")
    return _Figure(
        told["claim"],
        (indicator, population, places.get(told["place_id"], ""), places.get(told["origin_id"], ""), told["status"]),
        None if is_share or facts.kind == "stock" else told["period_start"],
        told["last_day_told"],
        told["source_id"],
        bool(lists.lists.facts_of_unit(unit).rate_of) or (unit == PERCENT and is_share),
    )


def _with_dependants(claims: Collection[int]) -> set[int]:
    """These claims, the parts of their breakdowns, the shares of them, and so on."""
    known, frontier = set(claims), set(claims)
    while frontier:
        parts = records.BreakdownPart.objects.filter(breakdown__whole__in=frontier).values_list("claim", flat=True)
        shares = records.Claim.objects.filter(Q(numerator__in=frontier) | Q(denominator__in=frontier))
        frontier = {*parts, *shares.order_by().values_list("pk", flat=True)} - known
        known |= frontier
    return known


def _named_with(claims: Collection[int]) -> set[int]:
    """The claims of every breakdown of these or with one of these among its parts, and of every check with one."""
    parts = records.BreakdownPart.objects
    breakdowns = {
        *records.Breakdown.objects.filter(whole__in=claims).values_list("pk", flat=True),
        *parts.filter(claim__in=claims).values_list("breakdown", flat=True),
    }
    checks = CheckTerm.objects.filter(claim__in=claims).values("check_written")
    return {
        *parts.filter(breakdown__in=breakdowns).values_list("claim", flat=True),
        *records.Breakdown.objects.filter(pk__in=breakdowns).values_list("whole", flat=True),
        *CheckTerm.objects.filter(check_written__in=checks).values_list("claim", flat=True),
    }


def _lie_within(codes: _Codes, other: _Codes, lists: CodeLists) -> bool:
    """Whether what these codes say lies within the others; a blank one is unrestricted."""
    *coded, status = codes
    *others, other_status = other
    trees = lists.lists.indicators, lists.lists.populations, lists.lists.places, lists.lists.places
    return status == other_status and all(map(_lies_within, coded, others, trees))


def _lies_within(code: str, other: str, tree: Hierarchy) -> bool:
    return code == other or not other or (code != "" and other in tree.broader_than(code))


def _is_held_by(broader: _Figure, figures: Iterable[_Figure], lists: CodeLists, slack: timedelta) -> bool:
    """Whether it may hold any of these figures."""
    return any(
        broader.end >= one.end - slack
        and (one.start is None or broader.start is None or broader.start <= one.start)
        and _lie_within(one.codes, broader.codes, lists)
        for one in figures
    )


class _Holding:
    """Figures by their codes, to be asked what may lie within any of them."""

    def __init__(self, figures: Sequence[_Figure], lists: CodeLists) -> None:
        self._lists = lists
        self._days: dict[_Codes, tuple[date, date]] = {}
        for one in figures:
            start, end = one.start or date.min, one.end
            first, last = self._days.get(one.codes, (start, end))
            self._days[one.codes] = min(start, first), max(end, last)
        self._known: dict[_Codes, list[tuple[date, date]]] = {}

    def holds(self, one: _Figure) -> bool:
        if one.codes not in self._known:
            broader = (days for codes, days in self._days.items() if _lie_within(one.codes, codes, self._lists))
            self._known[one.codes] = list(broader)
        start = one.start or date.max
        return any(first <= start and one.end <= last + WIDE for first, last in self._known[one.codes])
