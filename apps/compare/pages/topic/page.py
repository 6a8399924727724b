"""The topic page: what it is put together from."""

from collections.abc import Sequence
from dataclasses import dataclass

from apps.claims.models import Claim
from apps.claims.references import finding_ref
from apps.compare.charts import find_series
from apps.compare.code_lists import read_units_within
from apps.compare.file_offers import Download, offered
from apps.compare.models import Topic
from apps.compare.pages.topic.caveats import Caveat, find_caveats
from apps.compare.pages.topic.charts import Drawing, Link, Material, draw, settle
from apps.compare.pages.topic.counting import Counting, build_counting
from apps.compare.pages.topic.headline import Headline, build_headline
from apps.compare.pages.topic.open_questions import Question, find_questions
from apps.compare.pages.topic.query import BY_WORDS, By, Choices
from apps.compare.pages.topic.side_by_side import Matrix, build_matrix
from apps.compare.remembered import remember
from apps.compare.rows.breakdowns import read_breakdowns
from apps.compare.rows.claims import build_row
from apps.compare.rows.findings import FindingRow, build_finding_row
from apps.compare.rows.names import Names, ends_of, name_apart
from apps.compare.topic_scope import Extent, Reach, read_foremost, read_reaches, read_whole

MOST_FINDINGS = 8


@dataclass(frozen=True, slots=True)
class TopicPage:
    """Everything a topic's page shows. `choices` are those that make sense on this topic.

    `total` is how many claims the topic has, of which the page shows some where these are too many.
    """

    topic: Topic
    choices: Choices
    headline: Headline
    matrix: Matrix
    drawings: tuple[Drawing, ...]
    counting: Counting
    caveats: tuple[Caveat, ...]
    questions: tuple[Question, ...]
    findings: tuple[FindingRow, ...]
    total: int

    @property
    def first_findings(self) -> tuple[FindingRow, ...]:
        return self.findings[:MOST_FINDINGS]

    @property
    def is_cut(self) -> bool:
        """Whether the page is made of some of the topic's claims."""
        return self.total > len(self.matrix.rows)

    @property
    def set_aside(self) -> int:
        """How many of the findings an analyst set aside."""
        return sum(finding.is_set_aside for finding in self.findings)

    @property
    def downloads(self) -> tuple[Download, ...]:
        return tuple(offered().of_topic(self.topic.slug))

    @property
    def by_links(self) -> tuple[Link, ...]:
        """Under what the rows may stand."""
        return tuple(
            Link(f"{self.choices.href(by=by)}#side-by-side", BY_WORDS[by], is_here=by is self.matrix.by) for by in By
        )

    @property
    def all_rows_href(self) -> str:
        return f"{self.choices.href(rows='all')}#side-by-side"

    @property
    def caption(self) -> str:
        """The table in words."""
        speakers, figures, lines = len(self.matrix.columns), len(self.matrix.rows), len(self.matrix.lines)
        shown = f"; {lines - self.matrix.left_out} of {lines} lines shown" if self.matrix.left_out else ""
        return (
            f"{figures} figure{'s' * (figures != 1)} by {speakers} speaker{'s' * (speakers != 1)}{shown}. "
            "What several speakers count comes first. – is not reported; Unknown is said not to be known."
        )


def build_topic_page(topic: Topic, choices: Choices) -> TopicPage:
    """The page of a topic as it stands; what it takes is done once until something changes."""
    return remember("topic", (topic.pk, choices), lambda: _build(topic, choices))


def _build(topic: Topic, choices: Choices) -> TopicPage:
    reach = read_reaches([topic])[topic.pk]
    extent = read_whole(reach)
    claims = list(extent.claims.with_names().in_order())
    touching = list(extent.findings.by_size().with_names())
    names = name_apart([*claims, *ends_of(touching)])
    built = (build_finding_row(finding, names) for finding in touching)
    # The largest first, what an analyst set aside last: it leads nowhere on the page.
    findings = tuple(sorted(built, key=lambda finding: finding.is_set_aside))
    leading = tuple(finding for finding in findings if not finding.is_set_aside)
    rows = [build_row(claim, names) for claim in claims]
    breakdowns, series = read_breakdowns(extent.claims, rows), find_series(rows)
    choices = settle(choices, breakdowns, series)
    headline = _build_headline(reach, extent, claims, findings, names)
    matrix = build_matrix(rows, findings, breakdowns=breakdowns, by=choices.by, is_whole=choices.has_all_rows)
    material = Material(matrix, headline, breakdowns, series, leading)
    return TopicPage(
        topic=topic,
        choices=choices,
        headline=headline,
        matrix=matrix,
        drawings=tuple(draw(topic, material, choices)),
        counting=build_counting(rows, leading),
        caveats=find_caveats(rows, read_units_within()),
        questions=find_questions(leading, breakdowns),
        findings=findings,
        total=extent.total,
    )


def _build_headline(
    reach: Reach, extent: Extent, claims: Sequence[Claim], findings: Sequence[FindingRow], names: Names
) -> Headline:
    """What the topic leads with; of one that is not shown whole, chosen among what the start page reads of it too."""
    if extent.is_cut:
        foremost = read_foremost(reach)
        keys = set(foremost.claims.values_list("pk", flat=True))
        joined = {finding_ref(key) for key in foremost.findings.values_list("pk", flat=True)}
        claims = [claim for claim in claims if claim.pk in keys]
        findings = [finding for finding in findings if finding.ref in joined]
    return build_headline(claims, reach.leading, findings, names)
