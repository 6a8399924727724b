"""What a new text would do, of a source or of its later version that is a source of its own.

That is: which figures it keeps, changes, leaves out and brings, and which verdicts would flip.
"""

import copy
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from apps.claims.anchors import find_anchors, is_orphan
from apps.claims.models import Claim
from apps.claims.proposals.proposals import Proposal, propose
from apps.reconciliation.models import Finding
from apps.reconciliation.trials.previews import Foreseen, Preview, preview
from apps.sources.models import Source
from apps.workbench.lists import load_code_lists
from apps.workbench.standing import claim_span
from apps.workbench.versions import Place, figure_span, match, not_before


@dataclass(frozen=True, slots=True)
class Changed:
    """A claim whose quote went, and the figure that stands among the same words of the new text, that of `source`."""

    claim: Claim
    now: Proposal
    source: Source

    @property
    def is_same_figure(self) -> bool:
        """Whether only the words around it are others."""
        said = (self.now.qualifier.value, self.now.value, self.now.value_high)
        return said == (self.claim.qualifier, self.claim.value, self.claim.value_high)

    @property
    def as_now(self) -> Claim:
        """The claim as the new text says it, not saved."""
        claim = copy.copy(self.claim)
        claim.source = self.source
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


@dataclass(frozen=True, slots=True)
class LaterVersion:
    """A source beside its later version; `entered` are claims of that by where the proposal of their figure begins."""

    earlier: Source
    later: Source
    new: NewText
    entered: Mapping[int, Claim]

    @property
    def changed(self) -> list[tuple[Changed, Claim | None]]:
        return [(each, self.entered.get(each.now.start)) for each in self.new.changed]

    @property
    def brought(self) -> list[tuple[Proposal, Claim | None]]:
        """The figures that the earlier version does not have."""
        return [(proposal, self.entered.get(proposal.start)) for proposal in self.new.new]


def read_later_version(earlier: Source, later: Source) -> LaterVersion:
    """What the later version does with the figures of the earlier one, and which of its own are entered."""
    new = read_new_text(earlier, later.text, of=later)
    places = _places(later.text, claims := list(Claim.objects.filter(source=later).with_names().order_by("position")))
    by_key = {claim.pk: claim for claim in claims}
    entered = {}
    for proposal in (*(each.now for each in new.changed), *new.new):
        first, last = figure_span(proposal)
        at = next((place.number for place in places if place.start < last and first < place.end), None)
        if at is not None:
            entered[proposal.start] = by_key[at]
    return LaterVersion(earlier, later, new, entered)


def read_new_text(source: Source, text: str, *, of: Source | None = None) -> NewText:
    """Looks for every quote of the source, as it is stored, in the new text, and for what stands in its place.

    `of` is the source that the new text is of, where that is another one.
    """
    stands, stood = {}, {}
    claims = list(Claim.objects.filter(source=source).with_names().order_by("position", "pk"))
    for claim in claims:
        stood[claim.pk], stands[claim.pk] = (not is_orphan(each, claim.quote) for each in (source.text, text))

    def those(*, before: bool, now: bool) -> tuple[Claim, ...]:
        return tuple(claim for claim in claims if (stood[claim.pk], stands[claim.pk]) == (before, now))

    lost = those(before=True, now=False)
    changed, new = _compare(source, text, of or source, claims, lost) if claims else ((), ())
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
    source: Source, text: str, of: Source, claims: Sequence[Claim], lost: Iterable[Claim]
) -> tuple[tuple[Changed, ...], tuple[Proposal, ...]]:
    """The lost claims whose words have another figure, and the figures that no claim and no earlier text has."""
    lists = load_code_lists()
    before, now = (
        list(propose(each, lists, language=where.language, said_on=where.published_on))
        for each, where in ((source.text, source), (text, of))
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
    in_order = sorted(matched.items(), key=lambda pair: pair[1])
    changed = tuple(Changed(by_key[key], now[number], of) for key, number in in_order)
    left = {place.number for place in free} - set(matched.values())
    unsaid = {id(proposal) for proposal in not_before(before, now)}
    return changed, tuple(p for number, p in enumerate(now) if number in left and id(p) in unsaid)


def _places(text: str, claims: Sequence[Claim]) -> list[Place]:
    """Where the figures of claims stand in a text."""
    by_key = {claim.pk: claim for claim in claims}
    anchors = find_anchors(text, [(claim.pk, claim.quote) for claim in claims]).anchors
    return [Place(each.number, *claim_span(by_key[each.number], each.start, each.end)) for each in anchors]


def _foresee(lost: Sequence[Claim], changed: Sequence[Changed]) -> Preview:
    """Of the claims that findings are made of: published ones, unless corrected since."""
    current = set(Claim.objects.current().filter(pk__in=[claim.pk for claim in lost]).values_list("pk", flat=True))
    now = [each.as_now for each in changed if each.claim.pk in current]
    gone = [claim for claim in lost if claim.pk in current - {claim.pk for claim in now}]
    return preview(now, without=gone) if now or gone else Preview()


def _findings_of(claims: Iterable[Claim]) -> tuple[Finding, ...]:
    keys = [claim.pk for claim in claims]
    return tuple(Finding.objects.standing().filter(inputs__in=keys).distinct().order_by("pk"))
