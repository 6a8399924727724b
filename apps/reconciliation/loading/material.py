"""Everything that a reconciliation is computed from."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet

from apps.claims import models as records
from apps.claims.models.breakdown import along_of
from apps.claims.references import claim_number, claim_ref
from apps.reconciliation.core import RULES_VERSION
from apps.reconciliation.core.comparing.asked import ALL, Asked
from apps.reconciliation.core.comparing.scopes import prepare
from apps.reconciliation.core.engine import arrange, find_all, reconcile
from apps.reconciliation.core.findings import Result
from apps.reconciliation.core.inputs.claims import Breakdown, Check, Statement
from apps.reconciliation.core.inputs.code_lists import Lists
from apps.reconciliation.core.inputs.tolerances import Policy
from apps.reconciliation.loading.bases import with_bases
from apps.reconciliation.loading.code_lists import CodeLists, load_code_lists
from apps.reconciliation.loading.policies import load_checks, load_policy
from apps.reconciliation.loading.statements import read_statements, to_statements
from apps.sources.keys import among

MOST_KEPT = 5_000  # statements as they are digested, 1 KB each


@dataclass(frozen=True)
class Material:
    """Everything a reconciliation is computed from."""

    statements: tuple[Statement, ...]
    breakdowns: tuple[Breakdown, ...]
    checks: tuple[Check, ...]
    lists: Lists
    policy: Policy
    rules_version: str

    def decide(self, policy: Policy | None = None, *, asked: Asked = ALL) -> list[Result]:
        """What the rules find, under another policy if one is given; what is asked for of it, and maybe more."""
        return reconcile(self.statements, self.breakdowns, self.lists, policy or self.policy, self.checks, asked=asked)

    def decide_one_by_one(self) -> Iterator[Result]:
        """What the rules find, in no order."""
        arranged = arrange(self.statements, self.breakdowns, self.lists)
        return find_all(arranged, self.breakdowns, self.lists, self.policy, self.checks)

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
    """Statements as they are digested, with their place among all, each written when it is asked for."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._places = {statement.ref: place for place, statement in enumerate(statements)}
        self._statements = statements

    def __contains__(self, ref: object) -> bool:
        return ref in self._places

    def __missing__(self, ref: str) -> tuple[int, str]:
        if len(self) == MOST_KEPT:
            self.clear()
        place = self._places[ref]
        self[ref] = place, _written(self._statements[place])
        return self[ref]


def _written(value: Any) -> str:
    """A plain value in one way only."""
    return json.dumps(_plain(value), default=_plain, sort_keys=True)


def _plain(value: Any) -> Any:
    """As `asdict` and `str` give it, one layer at a time: copying all of them took most of the time."""
    return {field.name: getattr(value, field.name) for field in fields(value)} if is_dataclass(value) else str(value)


def load(claims: QuerySet[records.Claim]) -> Material:
    """What the database holds on these claims, in a fixed number of queries."""
    lists, keys = load_code_lists(), claims.order_by().values("pk")
    return _to_material(tuple(read_statements(claims, keys, lists)), _read_breakdowns(keys), lists)


def load_with_bases(keys: Collection[int]) -> Material:
    """These claims, with what they are parts of and shares of, and what those are."""
    lists = load_code_lists()
    return _to_material(*read_with_bases(keys, lists), lists)


def read_with_bases(keys: Collection[int], lists: CodeLists) -> tuple[tuple[Statement, ...], tuple[Breakdown, ...]]:
    """The same, without what the analysts decided: the statements, and how they are divided."""
    known = with_bases(keys)
    current = records.Claim.objects.current().filter(pk__in=among(known))
    statements = tuple(read_statements(current, among(known), lists))
    return statements, _read_breakdowns(among(said.number for said in statements))


def _read_breakdowns(wholes: Any) -> tuple[Breakdown, ...]:
    """How what these keys or this query name is divided, each with its parts."""
    named = [f"breakdown__{name}" for name in ("whole_id", "dimension", "name", "is_complete")]
    parts = records.BreakdownPart.objects.filter(breakdown__whole__in=wholes).values_list(*named, "claim_id")
    return tuple(
        Breakdown(claim_ref(whole), along_of(name), tuple(claim_ref(row[-1]) for row in rows), is_complete, dimension)
        for (whole, dimension, name, is_complete), rows in groupby(
            parts.order_by(*named, "claim_id"), key=itemgetter(slice(len(named)))
        )
    )


def _to_material(statements: tuple[Statement, ...], breakdowns: tuple[Breakdown, ...], lists: CodeLists) -> Material:
    return Material(statements, breakdowns, load_checks(), lists.lists, load_policy(), RULES_VERSION)


def load_statements(claims: Sequence[records.Claim], lists: Lists) -> list[Statement]:
    """Some claims as the rules know them, each with what it is a part of; one query a step up."""
    terms = {key for claim in claims for key in (claim.numerator_id, claim.denominator_id) if key}
    return _with_wholes(to_statements(claims), {claim.pk for claim in claims}, terms, lists)


def read_few(keys: Collection[int], lists: Lists) -> list[Statement]:
    """The same of claims that are current, by their keys and without making records of them; in no order."""
    current, code_lists = records.Claim.objects.current().filter(pk__in=among(keys)), load_code_lists()
    said = list(read_statements(current, among(keys), code_lists))
    terms = {claim_number(ref) for one in said for ref in (one.numerator, one.denominator) if ref}
    return _with_wholes(said, set(keys), terms, lists)


def _with_wholes(said: Sequence[Statement], known: set[int], terms: set[int], lists: Lists) -> list[Statement]:
    """These statements, whose claims are known and refer to these terms, with what they are parts and shares of."""
    breakdowns: list[Breakdown] = []
    current, climbing, above = records.Claim.objects.current(), known, set[int]()
    while climbing:
        steps = records.BreakdownPart.objects.filter(claim__in=among(climbing), breakdown__whole__in=current)
        wholes = set[int]()
        for step in steps.select_related("breakdown"):
            whole = step.breakdown.whole_id
            breakdowns.append(Breakdown(claim_ref(whole), step.breakdown.along, (claim_ref(step.claim_id),), False))
            wholes.add(whole)
        climbing = wholes - known - above
        above |= climbing
    above |= terms - known
    known_above = current.filter(pk__in=among(above))
    wholes_and_terms = read_statements(known_above, among(above), load_code_lists()) if above else ()
    return prepare([*said, *wholes_and_terms], breakdowns, lists)[: len(said)]
