"""The topic page: what it is put together from."""

from dataclasses import dataclass

from apps.claims.models import Claim
from apps.compare.charts import find_series
from apps.compare.code_lists import read_units_within
from apps.compare.file_offers import FileLink, offered
from apps.compare.models import Topic
from apps.compare.pages.topic.caveats import Caveat, find_caveats
from apps.compare.pages.topic.charts import Drawing, Link, Material, draw, settle
from apps.compare.pages.topic.counting import Counting, build_counting
from apps.compare.pages.topic.headline import Headline, build_headline
from apps.compare.pages.topic.open_questions import Question, find_questions
from apps.compare.pages.topic.query import BY_WORDS, By, Choices
from apps.compare.pages.topic.side_by_side import Matrix, build_matrix
from apps.compare.published import public_findings
from apps.compare.rows.breakdowns import read_breakdowns
from apps.compare.rows.claims import build_row
from apps.compare.rows.findings import FindingRow, build_finding_row
from apps.compare.rows.names import ends_of, name_apart
from apps.compare.topic_scope import read_reaches

MOST_FINDINGS = 8


@dataclass(frozen=True, slots=True)
class TopicPage:
    """Everything a topic's page shows. `choices` are those that make sense on this topic."""

    topic: Topic
    choices: Choices
    headline: Headline
    matrix: Matrix
    drawings: tuple[Drawing, ...]
    counting: Counting
    caveats: tuple[Caveat, ...]
    questions: tuple[Question, ...]
    findings: tuple[FindingRow, ...]

    @property
    def first_findings(self) -> tuple[FindingRow, ...]:
        return self.findings[:MOST_FINDINGS]

    @property
    def set_aside(self) -> int:
        """How many of the findings an analyst set aside."""
        return sum(finding.is_set_aside for finding in self.findings)

    @property
    def downloads(self) -> tuple[FileLink, ...]:
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
    reach = read_reaches([topic])[topic.pk]
    within = Claim.objects.current().filter(reach.as_condition())
    claims = list(within.with_names().in_order())
    touching = list(public_findings().standing().touching(within).by_size().with_names())
    names = name_apart([*claims, *ends_of(touching)])
    built = (build_finding_row(finding, names) for finding in touching)
    # The largest first, what an analyst set aside last: it leads nowhere on the page.
    findings = tuple(sorted(built, key=lambda finding: finding.is_set_aside))
    leading = tuple(finding for finding in findings if not finding.is_set_aside)
    rows = [build_row(claim, names) for claim in claims]
    breakdowns, series = read_breakdowns(within, rows), find_series(rows)
    choices = settle(choices, breakdowns, series)
    headline = build_headline(claims, reach.leading, findings, names)
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
    )
