"""The start page and the list of topics: every topic with its two headlines, and what differs most."""

from dataclasses import dataclass

from django.db.models import Q

from apps.claims.models import Claim
from apps.compare.filters import public_findings, published_sources
from apps.compare.models import Topic
from apps.compare.presenters import FindingRow, build_finding_row
from apps.compare.reach import read_reaches
from apps.compare.topics import Headline, build_headline
from apps.reconciliation.core.verdicts import Verdict

MOST_DIFFERENCES = 6
APART = (Verdict.DIFFERS, Verdict.CONTRADICTS, Verdict.LOOKALIKE, Verdict.DOES_NOT_ADD_UP)


@dataclass(frozen=True, slots=True)
class Overview:
    """A topic in a card."""

    topic: Topic
    headline: Headline
    claims: int
    findings: int


@dataclass(frozen=True, slots=True)
class Count:
    """A number of the start page, and the name of the page that lists what it counts."""

    number: int
    noun: str
    view: str

    @property
    def words(self) -> str:
        return self.noun if self.number == 1 else f"{self.noun}s"


def build_overviews() -> tuple[Overview, ...]:
    """Every topic in its order, in six queries whatever their number."""
    topics = list(Topic.objects.all())
    reaches = read_reaches(topics)
    any_of = Q(pk__in=[])
    for reach in reaches.values():
        any_of |= reach.as_condition()
    claims = list(Claim.objects.current().filter(any_of).with_names().in_order())
    findings = [build_finding_row(f) for f in public_findings().standing().by_size().with_names()]
    overviews = []
    for topic in topics:
        reach = reaches[topic.pk]
        covered = [claim for claim in claims if reach.covers(claim)]
        keys = {claim.pk for claim in covered}
        touching = [finding for finding in findings if any(row.pk in keys for row in finding.rows)]
        headline = build_headline(covered, reach.leading, touching)
        overviews.append(Overview(topic, headline, len(covered), len(touching)))
    return tuple(overviews)


def count_everything() -> tuple[Count, ...]:
    """The four numbers of the start page."""
    claims = Claim.objects.current()
    return (
        Count(Topic.objects.count(), "topic", "topics"),
        Count(claims.count(), "claim", "claims"),
        Count(public_findings().standing().count(), "finding", "findings"),
        Count(published_sources().count(), "source", "sources"),
    )


def find_differences() -> tuple[FindingRow, ...]:
    """The findings that differ by the largest factors."""
    apart = public_findings().standing().filter(verdict__in=APART, factor__isnull=False).by_size().with_names()
    return tuple(build_finding_row(finding) for finding in apart[:MOST_DIFFERENCES])
