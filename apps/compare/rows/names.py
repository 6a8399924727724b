"""What speakers and organisations are called on one page: short, and no two alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from apps.claims.directions import isolated
from apps.claims.models import Claim
from apps.reconciliation.models import Finding
from apps.sources.models import Organisation, Speaker
from apps.sources.names import Named, shorten


@dataclass(frozen=True, slots=True)
class Names:
    """Short names by slug; who is not among them is named as if alone on the page."""

    speakers: Mapping[str, str] = field(default_factory=dict)
    organisations: Mapping[str, str] = field(default_factory=dict)

    def speaker(self, speaker: Speaker) -> str:
        """Ready for a sentence."""
        return isolated(self.speakers.get(speaker.slug) or shorten([_speaker(speaker)])[speaker.slug])

    def organisation(self, organisation: Organisation) -> str:
        """Ready for a sentence."""
        return isolated(self.organisations.get(organisation.slug) or organisation.short_name)


def name_apart(claims: Iterable[Claim], organisations: Iterable[Organisation] = ()) -> Names:
    """Short names of everybody who speaks in these claims (read `with_names`), and of further organisations."""
    speakers = {claim.speaker.slug: claim.speaker for claim in claims}
    behind = {speaker.organisation.slug: speaker.organisation for speaker in speakers.values()}
    behind |= {organisation.slug: organisation for organisation in organisations}
    return Names(shorten(map(_speaker, speakers.values())), shorten(map(_organisation, behind.values())))


def ends_of(findings: Iterable[Finding]) -> list[Claim]:
    """The claims at the ends of these findings."""
    return [claim for finding in findings for claim in (finding.left, finding.right) if claim]


def _speaker(speaker: Speaker) -> Named:
    organisation = speaker.organisation
    called = (organisation.name, organisation.acronym, *organisation.aliases)
    return Named(speaker.slug, speaker.name, speaker.role, organisation.acronym, organisation.name, called)


def _organisation(organisation: Organisation) -> Named:
    name = organisation.name
    return Named(organisation.slug, name, organisation.country, organisation.acronym, name, (name,))
