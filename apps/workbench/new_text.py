"""What a new text of a source would do to its claims: which quotes it leaves out, and which stand in it again."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from apps.claims.anchors import is_orphan
from apps.claims.models import Claim
from apps.reconciliation.models import Finding
from apps.sources.models import Source


@dataclass(frozen=True, slots=True)
class NewText:
    """A text that is not saved yet, by what becomes of the claims of its source, each in the order of the document.

    `kept` stand in both texts, `lost` in the earlier one only, `back` in the new one only; `findings` use lost ones.
    """

    text: str
    kept: tuple[Claim, ...]
    lost: tuple[Claim, ...]
    back: tuple[Claim, ...]
    findings: tuple[Finding, ...]

    @property
    def is_asked_about(self) -> bool:
        """Whether somebody is to look before it is saved."""
        return bool(self.lost or self.back)

    @property
    def digest(self) -> str:
        """By this what was shown is tied to what is saved: the text, and what it would do."""
        touched = (",".join(str(claim.pk) for claim in claims) for claims in (self.kept, self.lost, self.back))
        return hashlib.sha256("\n".join((*touched, self.text)).encode()).hexdigest()


def read_new_text(source: Source, text: str) -> NewText:
    """Looks for every quote of the source, as it is stored, in the new text."""
    stands, stood = {}, {}
    claims = list(Claim.objects.filter(source=source).with_names().order_by("position", "pk"))
    for claim in claims:
        stood[claim.pk], stands[claim.pk] = (not is_orphan(each, claim.quote) for each in (source.text, text))

    def those(*, before: bool, now: bool) -> tuple[Claim, ...]:
        return tuple(claim for claim in claims if (stood[claim.pk], stands[claim.pk]) == (before, now))

    lost = those(before=True, now=False)
    return NewText(text, those(before=True, now=True), lost, those(before=False, now=True), _findings_of(lost))


def _findings_of(claims: Iterable[Claim]) -> tuple[Finding, ...]:
    keys = [claim.pk for claim in claims]
    return tuple(Finding.objects.standing().filter(inputs__in=keys).distinct().order_by("pk"))
