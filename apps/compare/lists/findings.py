"""The list of findings: its filters, facets, orders and columns."""

from typing import Any, ClassVar

import django_filters as filters
from django.db.models import F, Q
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.claims.models import Claim, Indicator
from apps.claims.references import claim_number, typed_finding_number, typed_number
from apps.compare.lists import query
from apps.compare.lists.choices import (
    INDICATORS,
    ORGANISATIONS,
    PLACES,
    POPULATIONS,
    SIDES,
    SPEAKERS,
    TOPICS,
    Words,
    at_or_below,
    ends_of,
    indicators_above,
    of_speakers,
)
from apps.compare.lists.columns import ListColumn, Order
from apps.compare.lists.facets import Aspect
from apps.compare.lists.fields import RefFilter, WordsFilter
from apps.compare.lists.query import Listing
from apps.compare.lists.search import find_claims
from apps.compare.lists.table import DAY, LEAD, NUMBER, PageTable
from apps.compare.models import Topic
from apps.compare.published import public_findings
from apps.compare.rows.findings import FindingRow, Quantity
from apps.compare.rows.html import party, quantity_link, verdict_link
from apps.compare.rows.words import day_words
from apps.compare.topic_scope import claims_of
from apps.reconciliation.core import findings
from apps.reconciliation.core.catalogue import RULE_WORDS
from apps.reconciliation.core.comparing import verdicts
from apps.reconciliation.core.explaining import reasons
from apps.reconciliation.models import REVIEW_WORDS, Finding
from apps.reconciliation.querysets import FindingQuerySet

VERDICTS = Words.of(verdicts.WORDS, without=verdicts.Verdict.NOT_COMPARABLE)
REASONS = Words.of(reasons.WORDS)
RULES = Words.of(RULE_WORDS)
BETWEEN = Words.of(findings.BETWEEN_WORDS)
REVIEWS = Words.of(REVIEW_WORDS)
DUES = Words.of({"orphan": "a quote is not in its text"})

# Where a claim at either end of a finding has what the finding is filtered by.
FINDING_ENDS = {
    "side": "speaker__organisation__side",
    "organisation": "speaker__organisation",
    "speaker": "speaker",
    "population": "population",
    "place": "place",
}


class FindingFilter(filters.FilterSet):  # type: ignore[misc]  # untyped
    """The filters of the list of findings. A finding is about one claim or two: either may be meant."""

    q = WordsFilter(label="Words", method="search")
    verdict = VERDICTS.filter("Verdict")
    reason = REASONS.filter("Reason", method="giving")
    rule = RULES.filter("Rule")
    between = BETWEEN.filter("Between")
    review = REVIEWS.filter("Decision")
    due = DUES.filter("To be reviewed")
    side = SIDES.filter("Side", method="about")
    organisation = ORGANISATIONS.filter("Organisation", method="about")
    speaker = SPEAKERS.filter("Speaker", method="about")
    indicator = INDICATORS.filter("What is measured", method="measuring")
    population = POPULATIONS.filter("Who is counted", method="about")
    place = PLACES.filter("Place", method="about")
    topic = TOPICS.filter("Topic", method="within_topic")
    claim = RefFilter(label="Claim", method="using")

    class Meta:
        model = Finding
        fields: list[str] = []

    def search(self, findings: FindingQuerySet, _name: str, words: str) -> FindingQuerySet:
        """The finding of this reference or number, and findings about a claim that is found by these words."""
        number = typed_finding_number(words)
        if number is not None:
            return findings.filter(pk=number)
        claims = find_claims(Claim.objects.published(), words).values("pk")
        return findings.filter(Q(left__in=claims) | Q(right__in=claims) | Q(pk=typed_number(words)))

    def giving(self, findings: FindingQuerySet, _name: str, code: str) -> FindingQuerySet:
        return findings.giving(code)

    def about(self, findings: FindingQuerySet, name: str, value: Any) -> FindingQuerySet:
        field = FINDING_ENDS[name]
        return findings.filter(Q((f"left__{field}", value)) | Q((f"right__{field}", value)))

    def measuring(self, findings: FindingQuerySet, _name: str, indicator: Indicator) -> FindingQuerySet:
        meant = at_or_below(indicator)
        return findings.filter(Q(left__indicator__in=meant) | Q(right__indicator__in=meant))

    def within_topic(self, findings: FindingQuerySet, _name: str, topic: Topic) -> FindingQuerySet:
        return findings.touching(claims_of(topic, Claim.objects.current()))

    def using(self, findings: FindingQuerySet, _name: str, ref: str) -> FindingQuerySet:
        return findings.touching(Claim.objects.filter(pk=claim_number(ref)))


ASPECTS = (
    Aspect("verdict", F("verdict"), VERDICTS.names),
    Aspect("reason", F("open_reasons"), REASONS.names),
    Aspect("rule", F("rule"), RULES.names),
    Aspect("between", F("between"), BETWEEN.names),
    Aspect("review", F("review"), REVIEWS.names),
    Aspect("due", F("due"), DUES.names),
    Aspect(
        "side",
        ends_of("speaker_id"),
        SIDES.names,
        under=of_speakers("organisation__side"),
        rank=list(SIDES.words).index,
    ),
    Aspect("organisation", ends_of("speaker_id"), ORGANISATIONS.names, under=of_speakers("organisation")),
    Aspect("speaker", ends_of("speaker_id"), SPEAKERS.names),
    Aspect("indicator", ends_of("indicator_id"), INDICATORS.names, under=indicators_above),
    Aspect("population", ends_of("population_id"), POPULATIONS.names),
    Aspect("place", ends_of("place_id"), PLACES.names),
)


class FindingTable(PageTable):
    """One finding a row."""

    verdict = ListColumn("Verdict", sort=Order("verdict", "verdict", ("verdict", "-factor", "pk")), attrs=LEAD)
    subject = ListColumn(
        "What is counted",
        sort=Order("subject", "what is counted", ("left__indicator__name", "left__population__name", "-factor", "pk")),
        is_usual=True,
    )
    left = ListColumn("One figure", sort=Order("left", "one figure", ("left__value", "pk")), is_usual=True)
    right = ListColumn(
        "The other", sort=Order("right", "the other figure", ("right__value", "pk")), is_usual=True, empty_values=()
    )
    factor = ListColumn(
        "Factor",
        sort=Order("factor", "factor", ("factor", "pk"), goes_down_first=True, after=("is_set_aside",)),
        is_usual=True,
        attrs=NUMBER,
        default="–",
    )
    difference = ListColumn(
        "Difference",
        sort=Order("difference", "difference", ("distance", "pk"), goes_down_first=True),
        is_usual=True,
        attrs=NUMBER,
        default="–",
    )
    between = ListColumn("Between", sort=Order("between", "between whom", ("between", "-factor", "pk")), is_usual=True)
    rule = ListColumn("Rule", sort=Order("rule", "rule", ("rule", "-factor", "pk")))
    reasons = ListColumn(
        "Reasons", sort=Order("reasons", "reasons", ("reason_codes", "-factor", "pk")), default="none given"
    )
    gap_at_best = ListColumn(
        "Gap at best",
        sort=Order("gap", "gap at best", ("gap_at_best", "pk"), goes_down_first=True),
        attrs=NUMBER,
        default="–",
    )
    flips_at = ListColumn(
        "Flips at a tolerance of",
        sort=Order("flips", "tolerance at which it flips", ("flips_at", "pk"), goes_down_first=True),
        attrs=NUMBER,
        default="–",
    )
    strict_verdict = ListColumn(
        "On the strict readings",
        sort=Order("strict", "strict verdict", ("strict_verdict", "-factor", "pk"), goes_down_first=True),
        default="the same",
    )
    explanation = ListColumn("In a sentence", sort=Order("explanation", "explanation", ("explanation", "pk")))
    policy = ListColumn("Tolerance policy", sort=Order("policy", "tolerance policy", ("policy", "-factor", "pk")))
    computed_at = ListColumn(
        "Computed on",
        sort=Order("computed", "time of calculation", ("computed_at", "pk"), goes_down_first=True),
        attrs=DAY,
    )

    row_header: ClassVar[str] = "verdict"
    default_sort: ClassVar[str] = "-factor"
    more_orders: ClassVar[tuple[Order, ...]] = (Order("ref", "reference", ("pk",)),)

    def render_verdict(self, record: FindingRow) -> SafeString:
        return verdict_link(record)

    def render_left(self, record: FindingRow) -> SafeString:
        return _side(record.sides[0])

    def render_right(self, record: FindingRow) -> SafeString:
        return _side(record.sides[1])

    def render_reasons(self, record: FindingRow) -> str:
        none = "none given" if record.is_worked_out else "not worked out yet"
        return ", ".join(why.words for why in record.reasons) or none

    def render_computed_at(self, record: FindingRow) -> str:
        return day_words(record.computed_at)


def _side(side: Quantity) -> SafeString:
    """A finding's quantity as it was compared, after the mark of the side and the name of who says it."""
    shown = quantity_link(side)
    if side.row is None:
        return shown
    named = party(side.row.side, side.row.short_name)
    return format_html('{}<br><span class="figure figure-long">{}</span>', named, shown)


def filter_findings(params: QueryDict) -> Listing[FindingQuerySet]:
    """The standing findings that the query string asks for, all of whose claims are published."""
    rows = public_findings().standing().with_distance().with_names()
    return query.read(params, filter_class=FindingFilter, rows=rows, offer=FindingTable.offer())
