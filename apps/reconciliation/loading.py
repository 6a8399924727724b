"""From records to the core's plain values: the only place where the two meet."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from apps.claims import models as records
from apps.claims.directions import isolated
from apps.claims.hierarchy import Entry, Hierarchy
from apps.claims.references import claim_ref
from apps.reconciliation.core import RULES_VERSION
from apps.reconciliation.core.comparing.scopes import prepare
from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.findings import Result
from apps.reconciliation.core.inputs.claims import Breakdown, Check, Counter, Statement
from apps.reconciliation.core.inputs.code_lists import IndicatorFacts, Lists, UnitFacts
from apps.reconciliation.core.inputs.tolerances import Policy, Tolerance
from apps.reconciliation.models import CheckTerm, TolerancePolicy

# What of a claim stands in other tables.
NAMES = ("speaker__organisation", "source", "indicator", "population", "place", "origin", "unit")
WITH_WHOLE = tuple(f"breakdown__whole__{name}" for name in NAMES)


@dataclass(frozen=True)
class Material:
    """Everything a reconciliation is computed from."""

    statements: tuple[Statement, ...]
    breakdowns: tuple[Breakdown, ...]
    checks: tuple[Check, ...]
    lists: Lists
    policy: Policy
    rules_version: str

    def decide(self, policy: Policy | None = None) -> list[Result]:
        """What the rules find, under another policy if one is given."""
        return reconcile(self.statements, self.breakdowns, self.lists, policy or self.policy, self.checks)

    def digest(self, refs: Iterable[str]) -> str:
        """The SHA-256 of what a finding about these claims was computed from."""
        wanted = set(refs)
        said = sorted(self._said[ref] for ref in wanted if ref in self._said)
        divided = sorted(each for ref in wanted for each in self._divided.get(ref, ()))
        checks = [_written(check) for check in self.checks if wanted.issuperset(check.terms.values())]
        lists = ([text for _, text in said], [text for _, text in divided], checks)
        basis = [json.dumps(self.rules_version), _written(self.policy), *(f"[{', '.join(texts)}]" for texts in lists)]
        return hashlib.sha256(f"[{', '.join(basis)}]".encode()).hexdigest()

    @cached_property
    def _said(self) -> "_Written":
        return _Written(self.statements)

    @cached_property
    def _divided(self) -> dict[str, list[tuple[int, str]]]:
        """The breakdowns of each whole as they are digested, with their place among all."""
        divided: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for place, breakdown in enumerate(self.breakdowns):
            divided[breakdown.whole].append((place, _written(breakdown)))
        return divided


class _Written(dict[str, tuple[int, str]]):
    """Statements as they are digested, with their place among all, each written when it is first asked for."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._places = {statement.ref: place for place, statement in enumerate(statements)}
        self._statements = statements

    def __contains__(self, ref: object) -> bool:
        return ref in self._places

    def __missing__(self, ref: str) -> tuple[int, str]:
        place = self._places[ref]
        self[ref] = place, _written(self._statements[place])
        return self[ref]


def _written(value: Any) -> str:
    """A plain value in one way only."""
    return json.dumps(asdict(value), default=str, sort_keys=True)


def load(claims: QuerySet[records.Claim]) -> Material:
    """What the database holds on these claims, in a fixed number of queries."""
    statements = tuple(to_statement(claim) for claim in claims.select_related(*NAMES).prefetch_related("counted_by"))
    parts: dict[int, list[int]] = defaultdict(list)
    divided = records.BreakdownPart.objects.filter(breakdown__whole__in=claims.order_by().values("pk"))
    for breakdown, claim in divided.order_by("claim").values_list("breakdown", "claim"):
        parts[breakdown].append(claim)
    breakdowns = tuple(
        Breakdown(
            claim_ref(record.whole_id),
            record.along,
            tuple(claim_ref(pk) for pk in parts[record.pk]),
            record.is_complete,
        )
        for record in records.Breakdown.objects.filter(pk__in=parts).order_by("whole", "dimension", "name")
    )
    return Material(statements, breakdowns, load_checks(), load_lists(), load_policy(), RULES_VERSION)


def load_with_bases(keys: Collection[int]) -> Material:
    """These claims, with what they are parts of and shares of, and what those are; one query or two a step up."""
    current = records.Claim.objects.current()
    known, climbing = set(keys), set(keys)
    while climbing:
        wholes = records.BreakdownPart.objects.filter(claim__in=climbing).values_list("breakdown__whole", flat=True)
        terms = current.filter(pk__in=climbing).values_list("numerator", "denominator")
        climbing = {*wholes, *(key for pair in terms for key in pair if key)} - known
        known |= climbing
    return load(current.filter(pk__in=known))


def load_statements(claims: Sequence[records.Claim], lists: Lists) -> list[Statement]:
    """Some claims as the core knows them, each with what it is a part of; one query a step up."""
    known = {claim.pk: claim for claim in claims}
    breakdowns: list[Breakdown] = []
    current, climbing = records.Claim.objects.current(), set(known)
    while climbing:
        above: dict[int, records.Claim] = {}
        steps = records.BreakdownPart.objects.filter(claim__in=climbing, breakdown__whole__in=current)
        for step in steps.select_related("breakdown", *WITH_WHOLE):
            whole = step.breakdown.whole
            breakdowns.append(Breakdown(whole.ref, step.breakdown.along, (claim_ref(step.claim_id),), False))
            if whole.pk not in known:
                above[whole.pk] = whole
        known |= above
        climbing = set(above)
    terms = {key for claim in claims for key in (claim.numerator_id, claim.denominator_id) if key} - known.keys()
    known |= {claim.pk: claim for claim in current.filter(pk__in=terms).select_related(*NAMES)}
    prepared = prepare([to_statement(claim) for claim in known.values()], breakdowns, lists)
    return prepared[: len(claims)]


def load_checks() -> tuple[Check, ...]:
    """The active checks, in one query."""
    terms: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    active = CheckTerm.objects.filter(check_written__is_active=True).select_related("check_written")
    for term in active.order_by("check_written__slug", "pk"):
        check = term.check_written
        terms[check.slug, check.title, check.formula][term.name] = claim_ref(term.claim_id)
    return tuple(Check(*check, named) for check, named in terms.items())


def to_statement(claim: records.Claim) -> Statement:
    """A claim as the core knows it; what goes into its sentences cannot turn the words around it."""
    return Statement(
        ref=claim.ref,
        organisation=claim.speaker.organisation.slug,
        speaker_name=isolated(claim.speaker.name),
        side=claim.speaker.organisation.side,
        source=claim.source.slug,
        said_on=claim.source.published_on,
        cut_off_on=claim.source.cut_off_on,
        figure=claim.figure,
        unit=claim.unit.code,
        indicator=claim.indicator.code,
        population=claim.population.code if claim.population else "",
        place=claim.place.code if claim.place else "",
        origin=claim.origin.code if claim.origin else "",
        period=claim.period,
        numerator=claim_ref(claim.numerator_id) if claim.numerator_id else "",
        denominator=claim_ref(claim.denominator_id) if claim.denominator_id else "",
        bias_as_said=isolated(claim.bias_as_said),
        date_basis=claim.date_basis,
        counted_by=tuple(sorted(Counter(one.slug, isolated(one.name)) for one in claim.counted_by.all())),
        quote=isolated(claim.quote),
        people_each=claim.people_each,
    )


def load_lists() -> Lists:
    """The code lists, in a fixed number of queries."""
    facts = {
        indicator.code: IndicatorFacts(
            indicator.code,
            isolated(indicator.name),
            indicator.kind,  # type: ignore[arg-type]
            indicator.is_additive,
            indicator.population.code if indicator.population else "",
            happens_once=indicator.happens_once,
            taken_for=tuple(sorted(other.code for other in indicator.taken_for.all())),
        )
        for indicator in records.Indicator.objects.select_related("population").prefetch_related("taken_for")
    }
    places = records.Place.objects.values_list("code", "valid_from", "valid_to")
    return Lists(
        units=load_hierarchy(records.Unit),
        indicators=load_hierarchy(records.Indicator),
        populations=load_hierarchy(records.Population),
        places=load_hierarchy(records.Place),
        facts=facts,
        unit_facts={unit.code: _unit_facts(unit) for unit in _units()},
        borders={code: (first, last) for code, first, last in places if first or last},
    )


def _units() -> QuerySet[records.Unit]:
    return records.Unit.objects.select_related("rate_of", "rate_per", "smaller")


def _unit_facts(unit: records.Unit) -> UnitFacts:
    return UnitFacts(
        is_counted_once=unit.is_counted_once,
        rate_of=unit.rate_of.code if unit.rate_of else "",
        rate_per=unit.rate_per.code if unit.rate_per else "",
        rate_amount=unit.rate_amount or Decimal(1),
        smaller=unit.smaller.code if unit.smaller else "",
        fewest=unit.fewest or Decimal(1),
        most=unit.most or Decimal(1),
    )


def load_hierarchy(model: type[records.CodeEntry]) -> Hierarchy:
    """One code list as a hierarchy, less the links that would close a circle."""
    entries: Any = model._default_manager
    above = entries.links().above
    listed = entries.values_list("pk", "code", "name", "division", "complete_division").order_by("code")
    codes = {pk: code for pk, code, *_ in listed}
    return Hierarchy.of(
        Entry(code, isolated(name), tuple(sorted(codes[broader] for broader in above.get(pk, ()))), division, complete)
        for pk, code, name, division, complete in listed
    )


def load_policy() -> Policy:
    """The tolerances in force."""
    return build_policy(TolerancePolicy.objects.select_related("indicator"))


def build_policy(policies: Iterable[TolerancePolicy]) -> Policy:
    """Policies, saved or not, as the rules know them; one percent where there is none for all other indicators."""
    listed = list(policies)
    own = {policy.indicator.code: _tolerance(policy) for policy in listed if policy.indicator}
    general = next((_tolerance(policy) for policy in listed if policy.indicator is None), Tolerance())
    return Policy(general, own)


def _tolerance(policy: TolerancePolicy) -> Tolerance:
    return Tolerance(policy.name, policy.relative, policy.absolute, policy.most_times, policy.most_growth)
