"""Why the figures of a finding part: worked out when somebody first reads it, or by a worker afterwards, and kept.

Deciding (`deciding.py`) says what a finding is. Its reasons, the changes that would make the figures agree and the gap
steps take a search among the figures around it, and are kept with the digest of the inputs they were worked out from.
They are the same whenever they are worked out, until a figure changes that the search can meet: whoever reconciles that
change forgets them (`forget`), and they are worked out again.
"""

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Q

from apps.claims.models import Claim
from apps.claims.querysets import LAST_DAY, ClaimQuerySet
from apps.reconciliation import loading
from apps.reconciliation.core.comparing.scopes import BRIDGE_DAYS
from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.engine import Surroundings
from apps.reconciliation.core.findings import Result, Rule
from apps.reconciliation.deciding import current, find_differing, to_values, working_values
from apps.reconciliation.loading import Material
from apps.reconciliation.models import Finding, Run
from apps.reconciliation.querysets import FindingQuerySet
from apps.reconciliation.reach import find_alike, find_related
from apps.reconciliation.runs.batches import take_turn, take_turn_if_free
from apps.reconciliation.runs.division import divide_by_families
from apps.reconciliation.vicinity import SCOPE

SEARCHING = (Rule.RESTATED, Rule.DIRECT, Rule.BOUND, Rule.ASSEMBLED, Rule.UNDECIDED, Rule.LOOKALIKE, Rule.SHARE)
FEW = 10  # findings that are worked out one by one, each among the figures that it can meet
AT_A_TIME = 200  # findings that are kept in one go
MOST_READ = 3_000  # claims that are read while somebody waits for a page

_Values = dict[str, Any]
_tried: dict[tuple[object, object], set[int]] = {}


def work_out(finding: Finding) -> None:
    """Has a finding say why its figures part, for somebody who reads it now; kept unless others reconcile meanwhile.

    One whose claims changed since it was decided is left as it is: it is about to be decided again.
    """
    if finding.worked_out_from or finding.retired_at:
        return
    with transaction.atomic():
        is_ours = take_turn_if_free()
        values = _among_few(finding)
        if values is None:
            return
        if is_ours:
            _keep([(finding, values)])
    _set(finding, values)


def work_out_waiting(seconds: float) -> None:
    """Works out what waits, family by family, for about so long. What its claims no longer give goes on waiting."""
    until, tried = time.monotonic() + seconds, _tried_since_last_run()
    by_indicator: dict[int, list[int]] = defaultdict(list)
    for key, indicator in Finding.objects.to_be_worked_out().values_list("pk", "left__indicator"):
        if key not in tried:
            by_indicator[indicator].append(key)
    for size, related in divide_by_families(by_indicator) if by_indicator else ():
        keys = [key for indicator in related for key in by_indicator.get(indicator, ())]
        if size > MOST_READ and len(keys) <= FEW:
            for finding in Finding.objects.filter(pk__in=keys):
                work_out(finding)
        else:
            _work_out_family(keys, related, until=until)
        if time.monotonic() > until:
            return
        tried.update(Finding.objects.to_be_worked_out().filter(pk__in=keys).values_list("pk", flat=True))


def _tried_since_last_run() -> set[int]:
    """The findings that this process looked at since something was decided: what is left of them need not be again."""
    as_of = connection.settings_dict["NAME"], _last_run()
    if as_of not in _tried:
        _tried.clear()
    return _tried.setdefault(as_of, set())


def forget(findings: FindingQuerySet) -> None:
    """Has those of these findings worked out again that a search was made for."""
    searched = findings.standing().filter(rule__in=SEARCHING).exclude(verdict=Verdict.AGREES)
    searched.exclude(worked_out_from="").update(worked_out_from="")


def meeting(scopes: Iterable[Mapping[str, Any]]) -> Q:
    """The findings of which a search can meet a figure of one of these scopes, and a few more.

    `_near` from the other side: all codes but one are those of one of the two figures.
    """
    return reduce(or_, map(_meets, scopes))


def _meets(scope: Mapping[str, Any]) -> Q:
    but_one = (
        _all_but_one([_is_code_of(end, name, code) for name, code in scope.items()]) for end in ("left", "right")
    )
    # A share that does not add up looks at what else is said of its denominator.
    denominator = {f"left__denominator__{name}": scope[name] for name in ("indicator_id", "status")}
    return reduce(or_, but_one, Q(rule=Rule.SHARE, **denominator))


def _all_but_one(matches: Sequence[Q]) -> Q:
    return reduce(or_, (reduce(and_, (*matches[:left], *matches[left + 1 :])) for left in range(len(matches))))


def _is_code_of(end: str, name: str, code: Any) -> Q:
    is_it = Q(**{f"{end}__{name}": code})
    if name != "population_id":
        return is_it
    # Who is not named may be anybody that an indicator counts.
    return Q(pk__isnull=False) if code is None else is_it | Q(**{f"{end}__population": None})


def find_doubtful(finding: Finding, result: Result) -> list[str]:
    """The fields in which what was worked out and kept says something else; none where it is yet to be."""
    return find_differing(finding, working_values(result.working)) if finding.worked_out_from else []


def _work_out_family(keys: Sequence[int], related: Collection[int], *, until: float) -> None:
    """Works out findings of one family, which is read once and again after each reconciliation."""
    left = list(keys)
    while left and time.monotonic() < until:
        as_of = _last_run()
        worker = _Worker(loading.load(current(related)))
        while left and time.monotonic() < until:
            some = Finding.objects.to_be_worked_out().filter(pk__in=left[:AT_A_TIME])
            values = [(finding, worked) for finding in some if (worked := worker.find(finding)) is not None]
            with transaction.atomic():
                take_turn()
                if _last_run() != as_of:
                    break
                _keep(values)
            left = left[AT_A_TIME:]


def _last_run() -> Any:
    return Run.objects.aggregate(last=Max("finished_at"))["last"]


class _Worker:
    """Works out findings among figures that were read once."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._surroundings = Surroundings(
            material.statements, material.breakdowns, material.lists, material.policy, material.checks
        )
        self._decided: dict[str, Result] | None = None

    def find(self, finding: Finding, *, is_whole: bool = True) -> _Values | None:
        """The fields of its working; None where these figures do not give the finding as it stands.

        Where its own figures alone do not, all are decided, if they are the whole family.
        """
        refs = [member["ref"] for member in finding.members]
        result = self._surroundings.find(finding.key, refs)
        if is_whole and not (result and self._is_as_it_stands(finding, result)):
            if self._decided is None:
                self._decided = {each.key: each for each in self._material.decide()}
            result = self._decided.get(finding.key)
        if result is None or not self._is_as_it_stands(finding, result):
            return None
        return working_values(result.working)

    def _is_as_it_stands(self, finding: Finding, result: Result) -> bool:
        return not find_differing(finding, to_values(result, material=self._material))


def _among_few(finding: Finding) -> _Values | None:
    """The working of one finding, among the figures that it can meet or else all of its family, if it is not large."""
    inputs = list(finding.inputs.select_related("indicator", "source"))
    keys = {claim.pk for claim in inputs}
    if finding.rule == Rule.SHARE:
        keys |= set(_beside([claim for claim in inputs if claim.pk == finding.left.denominator_id]))
    elif finding.rule in SEARCHING and finding.verdict != Verdict.AGREES:
        ends = [claim for claim in inputs if claim.pk in (finding.left_id, finding.right_id)]
        keys |= set(_near(finding, ends).values_list("pk", flat=True))
    values = _Worker(loading.load_with_bases(keys)).find(finding, is_whole=False)
    if values is None:
        family = current(find_related({claim.indicator_id for claim in inputs}))
        if family.count() <= MOST_READ:
            values = _Worker(loading.load(family)).find(finding)
    return values


def _near(finding: Finding, ends: Sequence[Claim]) -> ClaimQuerySet:
    """The claims that the search for what would make a finding's figures agree can meet, and a few more.

    They have all codes but one in common with one of the two. What has not all of them in common ends about then; but
    for what several figures stand against together, whose last day is not that of either.
    """
    near = current(find_alike({claim.indicator_id for claim in ends})).alias(runs_to=LAST_DAY)
    are_of_any_day = finding.rule == Rule.LOOKALIKE
    return near.filter(reduce(or_, (_is_like(claim, is_of_any_day=are_of_any_day) for claim in ends)))


def _is_like(claim: Claim, *, is_of_any_day: bool) -> Q:
    matches = [_has_code(name, _code(claim, name)) for name in SCOPE]
    bridged = timedelta(days=BRIDGE_DAYS)
    about_then = Q(runs_to__range=(claim.last_day - bridged, claim.last_day + bridged))
    but_one = _all_but_one(matches)
    return but_one if is_of_any_day else but_one & (about_then | reduce(and_, matches))


def _beside(claims: Sequence[Claim]) -> Iterator[int]:
    """The claims that have all codes of one of these."""
    for claim in claims:
        matches = (_has_code(name, _code(claim, name)) for name in SCOPE)
        yield from current({claim.indicator_id}).filter(*matches).values_list("pk", flat=True)


def _code(claim: Claim, name: str) -> Any:
    return getattr(claim, name) or (claim.indicator.population_id if name == "population_id" else None)


def _has_code(name: str, code: Any) -> Q:
    if name == "population_id":
        return Q(population=code) | Q(population=None, indicator__population=code)
    return Q(**{name: code})


def _set(finding: Finding, values: _Values) -> None:
    for name, value in values.items():
        setattr(finding, name, value)
    finding.worked_out_from = finding.inputs_digest


def _keep(worked: Iterable[tuple[Finding, _Values]]) -> None:
    """Keeps what was worked out, unless the finding was decided otherwise since it was read."""
    for finding, values in worked:
        as_read = Finding.objects.to_be_worked_out().filter(pk=finding.pk, inputs_digest=finding.inputs_digest)
        as_read.update(**values, worked_out_from=finding.inputs_digest)
