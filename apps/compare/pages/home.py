"""The start page and the list of topics: every topic with its latest pair, what differs most, and what is new."""

from dataclasses import dataclass

from django.db.models import Q

from apps.claims.models import Claim
from apps.compare.models import Topic
from apps.compare.pages.topic.headline import Headline, build_headline
from apps.compare.published import public_findings, published_sources
from apps.compare.rows.claims import Row, build_row
from apps.compare.rows.findings import FindingRow, build_finding_row
from apps.compare.rows.names import ends_of, name_apart
from apps.compare.topic_scope import read_reaches
from apps.reconciliation.core.comparing.verdicts import Verdict

MOST_DIFFERENCES = 6
MOST_NEWS = 5
APART = (Verdict.DIFFERS, Verdict.CONTRADICTS, Verdict.LOOKALIKE, Verdict.DOES_NOT_ADD_UP)


@dataclass(frozen=True, slots=True)
class Overview:
    """A topic in a card: the two figures it leads with, and how much there is to it."""

    topic: Topic
    headline: Headline
    claims: int
    findings: int


@dataclass(frozen=True, slots=True)
class News:
    """What came last: figures by the day they were said, then findings by the day they were worked out."""

    claims: tuple[Row, ...]
    findings: tuple[FindingRow, ...]


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
    found = list(public_findings().standing().by_size().with_names())
    names = name_apart([*claims, *ends_of(found)])
    findings = [build_finding_row(finding, names) for finding in found]
    overviews = []
    for topic in topics:
        reach = reaches[topic.pk]
        covered = [claim for claim in claims if reach.covers(claim)]
        keys = {claim.pk for claim in covered}
        touching = [finding for finding in findings if any(row.pk in keys for row in finding.rows)]
        headline = build_headline(covered, reach.leading, touching, names)
        overviews.append(Overview(topic, headline, len(covered), len(touching)))
    return tuple(overviews)


def find_news() -> News:
    """The latest claims and the latest findings, in two queries."""
    claims = Claim.objects.current().with_names()
    latest = claims.order_by("-source__published_on", "-created_at", "-pk")[:MOST_NEWS]
    findings = public_findings().standing().leading().with_names().order_by("-computed_at", "-pk")[:MOST_NEWS]
    return News(
        claims=tuple(build_row(claim) for claim in latest),
        findings=tuple(build_finding_row(finding) for finding in findings),
    )


def count_everything() -> tuple[Count, ...]:
    """The four numbers of the start page."""
    claims = Claim.objects.current()
    return (
        Count(Topic.objects.count(), "topic", "topics"),
        Count(claims.count(), "claim", "claims"),
        Count(public_findings().standing().count(), "finding", "findings"),
        Count(published_sources().count(), "source", "sources"),
    )


def count_set_aside() -> int:
    """How many findings an analyst set aside: they lead nowhere, and a filter of the list brings them back."""
    return public_findings().standing().set_aside().count()


def find_differences() -> tuple[FindingRow, ...]:
    """The findings that differ by the largest factors, without those that an analyst set aside."""
    apart = public_findings().standing().leading().filter(verdict__in=APART, factor__isnull=False)
    largest = list(apart.by_size().with_names()[:MOST_DIFFERENCES])
    names = name_apart(ends_of(largest))
    return tuple(build_finding_row(finding, names) for finding in largest)
