"""What the claims come to beside the findings that stand: which are new, which change, which no longer follow.

Deciding is cheap and done for all of them; why the figures part is worked out later (`workings.py`). Writes nothing.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, fields
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import Q

from apps.claims.models import Claim
from apps.claims.numbers import LAST_PLACE
from apps.claims.querysets import ClaimQuerySet
from apps.claims.references import claim_number, claim_ref
from apps.reconciliation import loading
from apps.reconciliation.core.engine import is_touched
from apps.reconciliation.core.explaining.trace import Line
from apps.reconciliation.core.findings import Member, Result, Role, Working
from apps.reconciliation.models import Finding
from apps.reconciliation.models.finding import TOO_LARGE
from apps.reconciliation.querysets import FindingQuerySet
from apps.reconciliation.vicinity import Vicinity
from apps.sources.keys import among

TOLD = ("pk", "key", "rule", "members")
AT_A_TIME = 200  # findings
LINE = [field.name for field in fields(Line)]


class Outcome(NamedTuple):
    """What the rules make of the findings that stand: new and changed ones with their fields, and which are gone."""

    claims: int
    written: list[tuple[Finding, Result, dict[str, Any]]]
    gone: list[int]
    unchanged: int


def current(indicators: Collection[int] | None, places: Collection[int] | None = None) -> ClaimQuerySet:
    """The claims that findings can speak of, of these indicators or of all, and of these places or of all."""
    claims = Claim.objects.current()
    if places is not None:
        claims = claims.filter(place__in=places)
    return claims if indicators is None else claims.filter(indicator__in=indicators)


def decide(indicators: set[int] | None) -> Outcome:
    """What claims on these indicators, or all, come to now beside the findings that stand. Writes nothing."""
    material = loading.load(current(indicators))
    results = list(material.decide())
    return _set_beside(results, _standing(results, Finding.objects.among(indicators)), material)


def decide_by_parts(indicators: set[int], places: Collection[int] | None = None) -> Iterator[Outcome]:
    """The same in parts, in no order, so that not all findings are in memory at once; what is gone comes last.

    `places` are those whose figures meet no others of these indicators (`runs/division.py`); None for all.
    """
    material = loading.load(current(indicators, places))
    left = dict(Finding.objects.among(indicators, places).values_list("key", "pk"))
    results = material.decide_one_by_one()
    while some := list(islice(results, AT_A_TIME)):
        known = [left.pop(result.key) for result in some if result.key in left]
        beside = _standing(some, Finding.objects.filter(pk__in=among(known)))
        yield _set_beside(some, beside, material)._replace(claims=0)
    gone = Finding.objects.standing().filter(pk__in=among(left.values()))
    yield Outcome(len(material.statements), [], list(gone.values_list("pk", flat=True)), 0)


def _standing(results: Iterable[Result], findings: FindingQuerySet) -> Iterator[Finding]:
    """The findings, and those of the same keys as the results, wherever else their claims are by now.

    A check whose claims are others since has its key still, and its finding names the claims that it had.
    """
    known = {finding.key: finding for finding in findings}
    missing = {result.key for result in results} - known.keys()
    yield from known.values()
    yield from Finding.objects.filter(key__in=missing) if missing else ()


def decide_around(vicinity: Vicinity) -> Outcome:
    """The same, of the findings that a change of some claims may touch."""
    touched = vicinity.touched
    material = loading.load_with_bases(vicinity.read)
    organisations = {said.ref: said.organisation for said in material.statements}
    decided = material.decide(asked=touched)
    results = [one for one in decided if is_touched(one.rule, one.key, one.members, touched, organisations)]
    through = Finding.inputs.through.objects.filter(claim__in=among(touched.claims))
    keys = {result.key for result in results}
    about = Finding.objects.filter(Q(pk__in=through.values("finding")) | Q(key__in=keys))
    # Most are not touched: no more is read of them than that takes.
    near = [(pk, key, rule, _members(named)) for pk, key, rule, named in about.values_list(*TOLD)]
    members = {member.ref for *_, named in near for member in named}
    if unread := members - organisations.keys():
        organisations |= _organisations_of(unread)
    beside = {
        pk for pk, key, rule, members in near if key in keys or is_touched(rule, key, members, touched, organisations)
    }
    return _set_beside(results, Finding.objects.filter(pk__in=among(beside)), material, is_of_claims=True)


def _organisations_of(refs: Collection[str]) -> dict[str, str]:
    claims = Claim.objects.filter(pk__in=among(claim_number(ref) for ref in refs))
    named = claims.order_by().values_list("pk", "speaker__organisation__slug")
    return {claim_ref(pk): organisation for pk, organisation in named}


def _members(named: Iterable[dict[str, str]]) -> list[Member]:
    return [Member(member["ref"], Role(member["role"])) for member in named]


def _set_beside(
    results: Iterable[Result], findings: Iterable[Finding], material: loading.Material, *, is_of_claims: bool = False
) -> Outcome:
    """`is_of_claims` says that nothing changed but claims: a finding of the same inputs is then the same."""
    standing = {finding.key: finding for finding in findings}
    unchanged = 0
    written = []
    for result in results:
        finding = standing.pop(result.key, None)
        known = finding if finding is not None and finding.retired_at is None else None
        if is_of_claims and known is not None and known.inputs_digest == material.digest(result.inputs):
            unchanged += 1
            continue
        values = to_values(result, material=material)
        if known is not None and not find_differing(known, values):
            unchanged += 1
        else:
            written.append((finding or Finding(key=result.key), result, {**values, **NOT_WORKED_OUT}))
    gone = [finding.pk for finding in standing.values() if finding.retired_at is None]
    return Outcome(len(material.statements), written, gone, unchanged)


def to_values(result: Result, *, material: loading.Material) -> dict[str, Any]:
    """What was decided as the fields of a finding."""
    return {
        "rule": result.rule,
        "verdict": result.verdict,
        "strict_verdict": result.strict_verdict,
        "between": result.between,
        "left_id": claim_number(result.left),
        "right_id": claim_number(result.right) if result.right else None,
        "members": [{"ref": member.ref, "role": str(member.role)} for member in result.members],
        "left_shown": result.left_shown,
        "right_shown": result.right_shown,
        "difference": _stored(result.difference),
        "factor": _stored(result.factor),
        "gap_at_best": _stored(result.gap_at_best),
        "flips_at": _stored(result.flips_at),
        "trace": [{name: getattr(line, name) for name in LINE} for line in result.trace],
        "explanation": result.explanation,
        "policy": result.tolerance,
        "rules_version": material.rules_version,
        "inputs_digest": material.digest(result.inputs),
    }


def working_values(working: Working) -> dict[str, Any]:
    """What was worked out as the fields of a finding."""
    return {
        "reasons": _plain([asdict(reason) for reason in working.reasons]),
        "reason_codes": list(dict.fromkeys(str(reason.code) for reason in working.reasons)),
        "changes": [
            {"code": change.code, "replaced": change.replaced, "refs": list(change.refs), "words": change.words}
            for change in working.changes
        ],
        "gap_steps": None if working.gap_steps is None else _plain(asdict(working.gap_steps)),
    }


def find_differing(finding: Finding, values: dict[str, Any]) -> list[str]:
    """The fields in which the stored finding says something else."""
    return [name for name, value in values.items() if getattr(finding, name) != value]


def _stored(value: Decimal | None) -> Decimal | None:
    """A number as the database keeps it, so that comparing with what is stored is fair; None above."""
    return None if value is None or abs(value) >= TOO_LARGE else value.quantize(LAST_PLACE)


def _plain(value: Any) -> Any:
    """What JSON keeps of a value: numbers of the arithmetic are kept as their digits."""
    return json.loads(json.dumps(value, default=str))


NOT_WORKED_OUT = {**working_values(Working()), "worked_out_from": ""}
