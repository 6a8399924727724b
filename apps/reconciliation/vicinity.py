"""What a change of a few claims can touch: the figures around them, and the findings that follow from these alone.

A figure that changes, from whatever it was to whatever it is, touches

    two figures set side by side, or parts put together     only where the broader one holds the changed one
    a series, a sum of periods, a start left unsaid         only where the codes are its own
    what looks alike, or differs in how it is counted       only where the codes of one of the two are its own
    a part above its whole in one document                  only where the whole holds it, in its own document
    a declared sum, a share, a check                        only where it is named

and, but for shares and checks, only findings about a figure of its own organisation. So it is enough to read what is
said of its place under its codes or all but one or two of them, whatever names it, and of what lies within the figures
that hold it what its organisation says, what holds any of that and what lies within it: among these such findings are
what they are among all. Of one changed figure it is looked at first whom it meets, as it was and as it is
(`core/comparing/meeting.py`): what it says against everybody else is left as it is, and nothing of it is read. Where
two days need not be the same to count as the same, everything is taken twice as wide. It does not hold of rates, which
are shown over the largest base of a family.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet

from apps.claims import models as records
from apps.claims.hierarchy import Hierarchy
from apps.claims.querysets import LAST_DAY
from apps.claims.reading.outcomes import PERCENT
from apps.reconciliation import loading
from apps.reconciliation.core.comparing.asked import Touched
from apps.reconciliation.core.comparing.meeting import find_met
from apps.reconciliation.core.comparing.scopes import BRIDGE_DAYS
from apps.reconciliation.loading.bases import with_dependants
from apps.reconciliation.loading.code_lists import CodeLists, load_code_lists
from apps.reconciliation.models import CheckTerm
from apps.reconciliation.reach import find_alike
from apps.sources.keys import among

NEAR = timedelta(days=2 * BRIDGE_DAYS)  # an end may be bridged twice on the way to the broader figure of a finding
WIDE = 2 * NEAR
MOST_CHANGED = 20
MOST_VERSIONS = 100
MOST_INSIDE = 5_000  # figures within a changed one that are looked at to see whom it meets

SCOPE = ("indicator_id", "population_id", "place_id", "origin_id", "status")
TOLD = ("claim", "source_id", "speaker__organisation__slug", "period_start", "last_day_told", *SCOPE)

_Codes = tuple[str, str, str, str, str]  # indicator, population, place, origin, status
_Version = dict[str, Any]


class _Figure(NamedTuple):
    """Where a figure lies. `start` is None where it is not stated, and where it may not matter."""

    claim: int
    codes: _Codes
    start: date | None
    end: date
    source: int
    organisation: str

    @property
    def place(self) -> str:
        return self.codes[2]


@dataclass(frozen=True, slots=True)
class Vicinity:
    """The claims to be `read`, and what a change `touched`.

    `family` are their and all related indicators, `scopes` the numbers of the entries of all that the changed claims
    were and are, by the name of the field.
    """

    read: frozenset[int]
    family: frozenset[int]
    touched: Touched
    scopes: tuple[Mapping[str, Any], ...]


def survey(claims: Collection[int], *, at_least: int = 0) -> Vicinity | None:
    """What a change of these claims can touch; None where only their whole families tell.

    Nor where these hold fewer than `at_least` claims, which are read whole as fast.
    """
    if len(claims) > MOST_CHANGED:
        return None
    told = _past(claims)
    replaced = {version["supersedes_id"] for version in told if version["supersedes_id"]} - set(claims)
    told += _past(replaced)
    saved = {*claims, *replaced}
    changed = with_dependants(saved)
    told += _told(_every_claim(changed - saved))
    around = _Around(told)
    is_told_by_few = len(told) <= MOST_VERSIONS and around.is_known and not around.has_rates
    if not is_told_by_few or not has_many(around.family, at_least):
        return None
    near = around.read_near()
    met = _find_met(*claims, near=near, around=around) if len(claims) == 1 and changed == set(claims) else None
    by = None if met is None else met | around.organisations
    wide = [one for one in near if around.holds_any(one, WIDE) and (by is None or one.organisation in by)]
    alike = {one.claim for one in near if around.is_alike(one)}
    beside = {one.claim for one in near if around.is_beside(one)}
    holding = [one for one in wide if around.holds_any(one, NEAR)]
    wholes = list(filter(around.is_of_own_document, holding))
    parts = around.keep_within(wholes, filter(around.is_of_own_document, near))
    # Who meets nobody is set against nothing that lies within.
    within = wide if met == frozenset() else around.read_within(wide, by)
    read = {one.claim for one in (*within, *parts)} | beside | changed
    return Vicinity(
        read=frozenset(read | _named_with(changed | alike)),
        family=frozenset(around.family),
        touched=Touched(
            organisations=frozenset(around.organisations),
            changed=frozenset(changed),
            holding=frozenset(one.claim for one in holding),
            targets=frozenset(one.claim for one in wide),
            alike=frozenset(alike),
            beside=frozenset(beside),
            wholes=frozenset(one.claim for one in wholes),
            rates=frozenset(around.read_rates()),
            met=met,
        ),
        scopes=tuple(map(dict, {tuple((name, version[name]) for name in SCOPE) for version in told})),
    )


def has_many(family: Collection[int], least: int) -> bool:
    """Whether as many current claims are on these indicators."""
    return records.Claim.objects.current().filter(indicator__in=family).order_by()[:least].count() == least


def _find_met(claim: int, *, near: Sequence[_Figure], around: "_Around") -> frozenset[str] | None:
    """Whom a changed claim meets; None where that is not looked for, since very much lies within it."""
    inside = around.read_inside()
    if len(inside) > MOST_INSIDE:
        return None
    holding = (one for one in near if around.holds_any(one, NEAR) and one.organisation not in around.organisations)
    looked_at = [*inside, *holding, *filter(around.may_be_put_with, near)]
    lists = around.lists
    statements, breakdowns = loading.read_with_bases({claim, *(one.claim for one in looked_at)}, lists)
    others = [said for said in statements if said.number != claim]
    if len(others) == len(statements):
        return None  # it is not there any more, nor what it was a part of
    return find_met(loading.read_versions(claim, lists), others, breakdowns, lists.lists)


def _past(claims: Collection[int]) -> list[_Version]:
    """Whatever these claims were and are, as the history has it."""
    events: QuerySet[Any] = records.Claim.pgh_event_model.objects.filter(pgh_obj__in=claims)  # type: ignore[attr-defined]
    return _told(events.annotate(claim=F("pgh_obj_id")))


def _every_claim(claims: Collection[int]) -> QuerySet[records.Claim]:
    return records.Claim.objects.filter(pk__in=claims).order_by().annotate(claim=F("pk"))


def _told(rows: QuerySet[Any]) -> list[_Version]:
    named = ("supersedes_id", "unit_id", *TOLD)
    told = rows.annotate(last_day_told=LAST_DAY).values_list(*named)
    return [dict(zip(named, row, strict=True)) for row in told]


class _Around:
    """The figures of the families of some claims, told by all that these were and are."""

    def __init__(self, told: Sequence[_Version]) -> None:
        self.lists = lists = load_code_lists()
        self._lying: dict[tuple[Any, ...], tuple[_Codes, bool]] = {}
        indicators = {version["indicator_id"] for version in told}
        self.is_known = indicators <= lists.codes[records.Indicator].keys()
        self.family = find_alike(indicators)
        self._past = [self._place(*(version[name] for name in TOLD)) for version in told] if self.is_known else []
        units = {version["unit_id"] for version in told}
        self.has_rates = any(self._is_rate(unit, indicator) for unit in units for indicator in indicators)
        self.places = {one.place for one in self._past}
        self._codes = {one.codes for one in self._past}
        self._all_but_people = {(what, place, status) for what, _, place, _, status in self._codes}
        self._all_but_what = {(people, place, origin, status) for _, people, place, origin, status in self._codes}
        self.sources = {one.source for one in self._past}
        self.organisations = {one.organisation for one in self._past}
        self._above: dict[_Codes, list[_Figure]] = {}

    def read_near(self) -> list[_Figure]:
        """What is said of their places and those that hold these, and what else is said in their documents."""
        above = {code for place in self.places if place for code in self.lists.lists.places.broader_than(place)}
        is_above = Q(place__isnull=True) | Q(place__code__in=above | self.places)
        return self._read(is_above | Q(source__in=self.sources))

    def holds_any(self, broader: _Figure, slack: timedelta) -> bool:
        """Whether a figure may hold any of what these claims were and are."""
        if broader.codes not in self._above:
            self._above[broader.codes] = [
                one for one in self._past if _lie_within(one.codes, broader.codes, self.lists)
            ]
        return any(
            broader.end >= one.end - slack
            and (one.start is None or broader.start is None or broader.start <= one.start)
            for one in self._above[broader.codes]
        )

    def is_of_own_document(self, one: _Figure) -> bool:
        """Whether a figure is of an organisation and a document of these claims."""
        return one.source in self.sources and one.organisation in self.organisations

    def keep_within(self, holding: Iterable[_Figure], some: Iterable[_Figure]) -> list[_Figure]:
        """Of some figures those that may lie within any of these."""
        span = _Span(holding, self.lists)
        return [one for one in some if span.holds(one)]

    def is_alike(self, one: _Figure) -> bool:
        """Whether a figure has all codes of one of these claims."""
        return one.codes in self._codes

    def is_beside(self, one: _Figure) -> bool:
        """Whether it may look like a figure of these codes, or be the same but for how it is counted."""
        indicator, *others, status = one.codes
        _, place, _ = others
        return (indicator, place, status) in self._all_but_people or (*others, status) in self._all_but_what

    def may_be_put_with(self, one: _Figure) -> bool:
        """Whether a figure is of a document of these claims, and of the scope or the period of one of them."""
        return any(
            one.source == past.source
            and one.codes[0] == past.codes[0]
            and ((one.start, one.end) == (past.start, past.end) or one.codes == past.codes)
            for past in self._past
        )

    def read_inside(self) -> list[_Figure]:
        """What others say that may lie within what these claims were and are."""
        below = self._read_below(self._past, None)
        return self.keep_within(self._past, (one for one in below if one.organisation not in self.organisations))

    def read_within(self, holding: Sequence[_Figure], by: frozenset[str] | None) -> list[_Figure]:
        """What lies within these figures and can bear on what their organisations are set against.

        That is what these organisations say, what holds any of that, and what lies within what they say; said by some
        organisations, or by whomever.
        """
        if not holding:
            return []
        own = [one for one in holding if one.organisation in self.organisations]
        inside = self.keep_within(holding, self._read_below(holding, by))
        of_own = _Span(own, self.lists)
        said = _Span([one for one in inside if one.organisation in self.organisations], self.lists)
        return [
            one for one in inside if one.organisation in self.organisations or of_own.holds(one) or said.is_held_by(one)
        ]

    def read_rates(self) -> list[int]:
        """The figures of the families that are rates."""
        claims = records.Claim.objects.current().filter(indicator__in=self.family).order_by()
        of_unit = [unit for unit in self.lists.codes[records.Unit] if self._is_of_rates(unit)]
        of_kind = [indicator for indicator in self.family if self._is_of_shares(indicator)]
        rates = Q(unit__in=of_unit) | Q(unit__code=PERCENT, indicator__in=of_kind)
        return list(claims.filter(rates).values_list("pk", flat=True))

    def _read_below(self, holding: Sequence[_Figure], by: frozenset[str] | None) -> list[_Figure]:
        """What some organisations, or all, say of the places of these figures and those within them."""
        places = {one.place for one in holding}
        below = {code for place in places if place for code in self.lists.lists.places.narrower_than(place)}
        is_below = Q() if "" in places else Q(place__code__in=below | places)
        return self._read(is_below if by is None else is_below & Q(speaker__organisation__slug__in=by))

    def _read(self, some: Q) -> list[_Figure]:
        claims = records.Claim.objects.current().filter(some, indicator__in=self.family).order_by()
        told = claims.annotate(claim=F("pk"), last_day_told=LAST_DAY).values_list(*TOLD)
        return [self._place(*row) for row in told.iterator(chunk_size=2_000)]

    def _place(self, *told: Any) -> _Figure:
        claim, source, organisation, start, end, *numbers = told
        key = tuple(numbers)
        if key not in self._lying:
            self._lying[key] = self._lie(*key)
        codes, is_timeless = self._lying[key]
        return _Figure(claim, codes, None if is_timeless else start, end, source, organisation)

    def _lie(self, indicator: int, population: int, place: int, origin: int, status: str) -> tuple[_Codes, bool]:
        codes, facts = self.lists.codes, self.lists.lists.facts
        counted, places = facts[codes[records.Indicator][indicator]], codes[records.Place]
        people = codes[records.Population].get(population, "") or counted.population
        lying = counted.code, people, places.get(place, ""), places.get(origin, ""), status
        return lying, counted.kind in ("share", "rate", "stock")

    def _is_rate(self, unit: int, indicator: int) -> bool:
        is_percent = self.lists.codes[records.Unit].get(unit) == PERCENT
        return self._is_of_rates(unit) or (is_percent and self._is_of_shares(indicator))

    def _is_of_rates(self, unit: int) -> bool:
        return bool(self.lists.lists.facts_of_unit(self.lists.codes[records.Unit].get(unit, "")).rate_of)

    def _is_of_shares(self, indicator: int) -> bool:
        return self.lists.lists.facts[self.lists.codes[records.Indicator][indicator]].kind in ("share", "rate")


def _named_with(claims: Collection[int]) -> set[int]:
    """The claims of every breakdown of these or with one of these among its parts, and of every check with one."""
    parts, terms = records.BreakdownPart.objects.order_by(), CheckTerm.objects.order_by()
    wholes = records.Breakdown.objects.filter(whole__in=among(claims)).order_by().values_list("pk")
    breakdowns = [pk for (pk,) in wholes.union(parts.filter(claim__in=among(claims)).values_list("breakdown"))]
    divided = parts.filter(breakdown__in=among(breakdowns)).values_list("claim", "breakdown__whole")
    checks = terms.filter(claim__in=among(claims)).values("check_written")
    return {
        *(key for pair in divided for key in pair),
        *terms.filter(check_written__in=checks).values_list("claim", flat=True),
    }


def _lie_within(codes: _Codes, other: _Codes, lists: CodeLists) -> bool:
    """Whether what these codes say lies within the others; a blank one is unrestricted."""
    *coded, status = codes
    *others, other_status = other
    trees = lists.lists.indicators, lists.lists.populations, lists.lists.places, lists.lists.places
    return status == other_status and all(map(_lies_within, coded, others, trees))


def _lies_within(code: str, other: str, tree: Hierarchy) -> bool:
    return code == other or not other or (code != "" and other in tree.broader_than(code))


class _Span:
    """Figures by their codes and what days they span, to be asked what may hold any of them, or lie within any."""

    def __init__(self, figures: Iterable[_Figure], lists: CodeLists) -> None:
        self._lists = lists
        self._days: dict[_Codes, list[date]] = {}
        for one in figures:
            # The first and the last start, the first and the last end; what has no start is without bounds.
            days = [one.start or date.min, one.start or date.max, one.end, one.end]
            known = self._days.setdefault(one.codes, days)
            known[:] = min(known[0], days[0]), max(known[1], days[1]), min(known[2], days[2]), max(known[3], days[3])
        self._holding: dict[_Codes, list[list[date]]] = {}
        self._held: dict[_Codes, list[list[date]]] = {}

    def holds(self, one: _Figure) -> bool:
        """Whether it may lie within any of these."""
        if one.codes not in self._holding:
            broader = (days for codes, days in self._days.items() if _lie_within(one.codes, codes, self._lists))
            self._holding[one.codes] = list(broader)
        start = one.start or date.max
        return any(first <= start and one.end <= last + WIDE for first, _, _, last in self._holding[one.codes])

    def is_held_by(self, one: _Figure) -> bool:
        """Whether it may hold any of these."""
        if one.codes not in self._held:
            narrower = (days for codes, days in self._days.items() if _lie_within(codes, one.codes, self._lists))
            self._held[one.codes] = list(narrower)
        start = one.start or date.min
        return any(start <= latest and one.end + WIDE >= first for _, latest, first, _ in self._held[one.codes])
