"""What a new text of a source would do: which figures it keeps, changes, leaves out and brings, and what would flip."""

import copy
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from apps.claims.anchors import find_anchors, is_orphan
from apps.claims.models import Claim, State
from apps.claims.proposals.proposals import Proposal, propose
from apps.reconciliation.models import Finding
from apps.reconciliation.previews import Foreseen, Preview, preview
from apps.sources.models import Source
from apps.workbench.lists import load_code_lists
from apps.workbench.standing import claim_span
from apps.workbench.versions import Place, figure_span, match, not_before


@dataclass(frozen=True, slots=True)
class Changed:
    """A claim whose quote went, and the figure that stands among the same words of the new text."""

    claim: Claim
    now: Proposal

    @property
    def is_same_figure(self) -> bool:
        """Whether only the words around it are others."""
        said = (self.now.qualifier.value, self.now.value, self.now.value_high)
        return said == (self.claim.qualifier, self.claim.value, self.claim.value_high)

    @property
    def as_now(self) -> Claim:
        """The claim as the new text says it, not saved."""
        claim = copy.copy(self.claim)
        claim.quote, claim.figure_as_said = self.now.quote, self.now.figure_as_said
        claim.qualifier = self.now.qualifier.value
        claim.value, claim.value_high = self.now.value, self.now.value_high
        claim.step = claim.interval_low = claim.interval_high = None
        return claim


@dataclass(frozen=True, slots=True)
class NewText:
    """A text that is not saved yet, by what becomes of the claims of its source, each in the order of the document.

    `kept` stand in both texts, `lost` in the earlier one only, `back` in the new one only. Of the lost ones some are
    `changed`, the others `gone`; `new` are figures that no claim has and that the earlier text did not have; `findings`
    use lost claims; `foreseen` is what would be found if what changed took its place and what is gone were withdrawn.
    """

    text: str
    kept: tuple[Claim, ...]
    lost: tuple[Claim, ...]
    back: tuple[Claim, ...]
    changed: tuple[Changed, ...]
    new: tuple[Proposal, ...]
    findings: tuple[Finding, ...]
    foreseen: Preview

    @property
    def gone(self) -> tuple[Claim, ...]:
        changed = {each.claim.pk for each in self.changed}
        return tuple(claim for claim in self.lost if claim.pk not in changed)

    @property
    def flips(self) -> tuple[Foreseen, ...]:
        """The findings that would have another verdict."""
        return tuple(one for one in self.foreseen.foreseen if one.before and one.before != one.verdict)

    @property
    def is_asked_about(self) -> bool:
        """Whether somebody is to look before it is saved."""
        has_claims = bool(self.kept or self.lost or self.back)
        return bool(self.lost or self.back or (self.new and has_claims))

    @property
    def digest(self) -> str:
        """By this what was shown is tied to what is saved: the text, and what it would do."""
        touched = (",".join(str(claim.pk) for claim in claims) for claims in (self.kept, self.lost, self.back))
        return hashlib.sha256("\n".join((*touched, self.text)).encode()).hexdigest()


def read_new_text(source: Source, text: str) -> NewText:
    """Looks for every quote of the source, as it is stored, in the new text, and for what stands in its place."""
    stands, stood = {}, {}
    claims = list(Claim.objects.filter(source=source).with_names().order_by("position", "pk"))
    for claim in claims:
        stood[claim.pk], stands[claim.pk] = (not is_orphan(each, claim.quote) for each in (source.text, text))

    def those(*, before: bool, now: bool) -> tuple[Claim, ...]:
        return tuple(claim for claim in claims if (stood[claim.pk], stands[claim.pk]) == (before, now))

    lost = those(before=True, now=False)
    changed, new = _compare(source, text, claims, lost) if claims else ((), ())
    return NewText(
        text=text,
        kept=those(before=True, now=True),
        lost=lost,
        back=those(before=False, now=True),
        changed=changed,
        new=new,
        findings=_findings_of(lost),
        foreseen=_foresee(lost, changed),
    )


def _compare(
    source: Source, text: str, claims: Sequence[Claim], lost: Iterable[Claim]
) -> tuple[tuple[Changed, ...], tuple[Proposal, ...]]:
    """The lost claims whose words have another figure, and the figures that no claim and no earlier text has."""
    lists = load_code_lists()
    before, now = (
        list(propose(each, lists, language=source.language, said_on=source.published_on))
        for each in (source.text, text)
    )
    taken = _places(text, claims)
    spans = {number: figure_span(proposal) for number, proposal in enumerate(now)}
    free = [
        Place(number, start, end)
        for number, (start, end) in spans.items()
        if not any(place.start < end and start < place.end for place in taken)
    ]
    by_key = {claim.pk: claim for claim in lost}
    gone = [place for place in _places(source.text, claims) if place.number in by_key]
    matched = match(source.text, gone, text, free)
    changed = tuple(Changed(by_key[key], now[number]) for key, number in sorted(matched.items(), key=lambda m: m[1]))
    left = {place.number for place in free} - set(matched.values())
    unsaid = {id(proposal) for proposal in not_before(before, now)}
    return changed, tuple(p for number, p in enumerate(now) if number in left and id(p) in unsaid)


def _places(text: str, claims: Sequence[Claim]) -> list[Place]:
    """Where the figures of claims stand in a text."""
    by_key = {claim.pk: claim for claim in claims}
    anchors = find_anchors(text, [(claim.pk, claim.quote) for claim in claims]).anchors
    return [Place(each.number, *claim_span(by_key[each.number], each.start, each.end)) for each in anchors]


def _foresee(lost: Sequence[Claim], changed: Sequence[Changed]) -> Preview:
    published = [each.as_now for each in changed if each.claim.state == State.PUBLISHED]
    kept = {claim.pk for claim in published}
    gone = [claim for claim in lost if claim.state == State.PUBLISHED and claim.pk not in kept]
    return preview(published, without=gone) if published or gone else Preview()


def _findings_of(claims: Iterable[Claim]) -> tuple[Finding, ...]:
    keys = [claim.pk for claim in claims]
    return tuple(Finding.objects.standing().filter(inputs__in=keys).distinct().order_by("pk"))
