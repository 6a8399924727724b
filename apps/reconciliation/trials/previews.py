"""What a claim would find if it were published as it stands in a form. Nothing is written."""

import copy
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db.models import Max

from apps.claims.models import Claim
from apps.reconciliation import loading
from apps.reconciliation.core.comparing.verdicts import WORDS, Verdict
from apps.reconciliation.core.findings import Result
from apps.reconciliation.reach import find_related

MOST_READ = 3_000  # claims; a preview is waited for


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A finding as it would be: its verdict in words, what it was before (blank: it is new), and what it would say."""

    key: str
    verdict: str
    before: str
    left_shown: str
    right_shown: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The findings a claim would make or change, and those that would go; `is_too_many` if none were worked out."""

    foreseen: tuple[Foreseen, ...] = ()
    gone: tuple[Foreseen, ...] = ()
    compared_with: int = 0
    is_too_many: bool = False


def preview(claims: Sequence[Claim], *, without: Collection[Claim] = ()) -> Preview:
    """What these claims, saved or not, would make of the findings of their indicators; and if others were `without`."""
    touched = {claim.indicator_id for claim in (*claims, *without)}
    family = Claim.objects.current().filter(indicator__in=find_related(touched))
    replaced = {key for claim in claims for key in (claim.pk, claim.supersedes_id) if key}
    replaced |= {claim.pk for claim in without}
    stored = family.exclude(pk__in=replaced)
    if (size := stored.count()) > MOST_READ:
        return Preview(compared_with=size, is_too_many=True)
    before = {result.key: result for result in loading.load(family).decide()}
    kept = loading.load(stored)
    statements = (*kept.statements, *loading.to_statements(_numbered(claims)))
    after = {result.key: result for result in replace(kept, statements=statements).decide()}
    changed = [result for key, result in after.items() if key not in before or _says(before[key]) != _says(result)]
    return Preview(
        foreseen=tuple(_in_words(result, before.get(result.key)) for result in changed),
        gone=tuple(_in_words(result, None) for key, result in before.items() if key not in after),
        compared_with=size,
    )


def _numbered(claims: Sequence[Claim]) -> list[Claim]:
    """Copies with numbers that come after all others, for those that have none yet."""
    last = Claim.objects.aggregate(last=Max("pk"))["last"] or 0
    copies = []
    for place, claim in enumerate(claims, start=1):
        one = copy.copy(claim)
        one.pk = claim.pk or last + place
        one.infer_step()
        copies.append(one)
    return copies


def _says(result: Result) -> tuple[str, str]:
    return str(result.verdict), result.explanation


def _in_words(result: Result, before: Result | None) -> Foreseen:
    return Foreseen(
        key=result.key,
        verdict=WORDS[Verdict(result.verdict)],
        before=WORDS[Verdict(before.verdict)] if before is not None else "",
        left_shown=result.left_shown,
        right_shown=result.right_shown,
        explanation=result.explanation,
    )
