"""The start page and the list of topics: every topic with its latest pair, what differs most, and what is new."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from operator import or_

from django.db.models import F, Prefetch, Q

from apps.claims.models import Claim
from apps.compare.lists.query import read_named
from apps.compare.models import Topic
from apps.compare.pages.topic.headline import Choice, Headline, Join, choose, show
from apps.compare.published import public_findings, published_sources
from apps.compare.remembered import remember
from apps.compare.rows.claims import Row, build_row
from apps.compare.rows.findings import FindingRow, build_finding_row
from apps.compare.rows.names import Names, ends_of, name_apart
from apps.compare.topic_scope import MOST_CLAIMS, Reach, count_claims, read_foremost, read_reaches
from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.querysets import FindingQuerySet
from apps.sources.keys import among
from apps.sources.models import Source

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
    """Every topic in its order; what it takes is done once until something changes."""
    return remember("overviews", "", lambda: tuple(_build_overviews()))


def _build_overviews() -> Iterator[Overview]:
    """In a number of queries that only grows with the topics that are not read whole.

    What a topic leads with is chosen among bare claims and findings; of what is shown alone all names are read.
    """
    topics = list(Topic.objects.all())
    reaches = read_reaches(topics)
    totals = count_claims(reaches)
    extents = {key: read_foremost(reach) for key, reach in reaches.items() if totals[key] > MOST_CLAIMS}
    foremost = {key: set(extent.claims.order_by().values_list("pk", flat=True)) for key, extent in extents.items()}
    claims = _read_bare([reach for key, reach in reaches.items() if key not in extents], foremost.values())
    of_claims = among(claim.pk for claim in claims)
    all_joins = _read_joins(public_findings().standing().filter(Q(left__in=of_claims) | Q(right__in=of_claims)))
    choices, findings = list[Choice](), list[int]()
    for topic in topics:
        key, reach = topic.pk, reaches[topic.pk]
        if key in extents:
            covered = [claim for claim in claims if claim.pk in foremost[key]]
            joins = _read_joins(extents[key].findings)
            findings.append(extents[key].count_findings())
        else:
            covered = [claim for claim in claims if reach.covers(claim)]
            keys = {claim.pk for claim in covered}
            joins = [join for join in all_joins if join.left in keys or join.right in keys]
            findings.append(len(joins))
        choices.append(choose(covered, reach.leading, joins))
    headlines = _show(choices, name_apart(claims))
    for topic, headline, number in zip(topics, headlines, findings, strict=True):
        yield Overview(topic, headline, totals[topic.pk], number)


def _read_bare(whole: Iterable[Reach], foremost: Iterable[Set[int]]) -> list[Claim]:
    """The claims of topics that are read whole and the foremost of others, with what a choice among them needs."""
    any_of = reduce(or_, (reach.as_condition() for reach in whole), Q(pk__in=among(chain.from_iterable(foremost))))
    claims = Claim.objects.current().filter(any_of).in_order()
    # A source and a speaker are of many claims, and need be made once.
    shared = Prefetch("source", Source.objects.defer("text")), "speaker__organisation"
    return list(claims.select_related("indicator", "unit").prefetch_related(*shared))


def _read_joins(findings: FindingQuerySet) -> list[Join]:
    """The findings, the largest first."""
    return [Join(*row) for row in findings.by_size().values_list("pk", "left", "right", "rule", F("is_set_aside"))]


def _show(choices: Sequence[Choice], names: Names) -> Iterator[Headline]:
    """What was chosen; without what is gone since, for whoever wrote meanwhile had no need to wait."""
    claims = Claim.objects.filter(pk__in={claim.pk for choice in choices for claim in choice.shown}).with_names()
    shown = list(claims)
    joining = public_findings().filter(pk__in={choice.joining for choice in choices if choice.joining})
    rows = {finding.pk: build_finding_row(finding, names) for finding in joining.with_names()}
    for choice in choices:
        yield show(choice, shown, rows.get(choice.joining) if choice.joining else None, names)


def find_news() -> News:
    """The latest claims and the latest findings."""
    return remember("news", "", _find_news)


def _find_news() -> News:
    claims = Claim.objects.current().order_by("-source__published_on", "-created_at", "-pk")
    findings = public_findings().standing().leading().order_by("-computed_at", "-pk")
    return News(
        claims=tuple(map(build_row, read_named(claims, Claim.objects.with_names(), 0, MOST_NEWS))),
        findings=tuple(map(build_finding_row, read_named(findings, public_findings().with_names(), 0, MOST_NEWS))),
    )


def count_everything() -> tuple[Count, ...]:
    """The four numbers of the start page."""
    return remember("numbers", "", _count_everything)


def _count_everything() -> tuple[Count, ...]:
    claims = Claim.objects.current()
    return (
        Count(Topic.objects.count(), "topic", "topics"),
        Count(claims.count(), "claim", "claims"),
        Count(public_findings().standing().count(), "finding", "findings"),
        Count(published_sources().count(), "source", "sources"),
    )


def count_set_aside() -> int:
    """How many findings an analyst set aside: they lead nowhere, and a filter of the list brings them back."""
    return remember("set aside", "", public_findings().standing().set_aside().count)


def find_differences() -> tuple[FindingRow, ...]:
    """The findings that differ by the largest factors, without those that an analyst set aside."""
    return remember("differences", "", _find_differences)


def _find_differences() -> tuple[FindingRow, ...]:
    apart = public_findings().standing().leading().filter(verdict__in=APART, factor__isnull=False)
    largest = read_named(apart.by_size(), public_findings().with_names(), 0, MOST_DIFFERENCES)
    names = name_apart(ends_of(largest))
    return tuple(build_finding_row(finding, names) for finding in largest)
