"""Two claims side by side because a reader asks: how their scopes relate, and what can be said of their figures."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.http import QueryDict

from apps.claims.hierarchy import Relation
from apps.claims.models import BreakdownPart, Claim
from apps.claims.references import claim_number, claim_ref, is_claim_ref
from apps.compare.charts import IntervalChart, build_interval_chart
from apps.compare.pages.comparable_claims import DIMENSION_WORDS
from apps.compare.published import public_findings
from apps.compare.query_problems import left_out, strangers
from apps.compare.rows.claims import Row, build_row
from apps.compare.rows.findings import FindingRow, Quantity, build_finding_row, tolerance_words, verdict_words
from apps.compare.rows.names import ends_of, name_apart
from apps.compare.rows.words import NOT_STATED
from apps.reconciliation import loading
from apps.reconciliation.core import RULES_VERSION, findings
from apps.reconciliation.core.comparing.scopes import APART
from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.explaining.trace import Line
from apps.reconciliation.core.on_request import Answer, compare_requested
from apps.reconciliation.models import Finding

MOST_OFFERED = 4  # claims of which every pair is offered
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """The references a query string names, and what of it makes no sense."""

    refs: tuple[str, ...]
    problems: tuple[str, ...]


def read_asked(params: QueryDict) -> Asked:
    """`claims=C-3,C-41`, or `claims` once for each; capitals and blanks do not matter."""
    problems = list(strangers(params, known={"claims"}))
    named = [word for value in params.getlist("claims") for word in re.split(r"[,;\s]+", value.upper()) if word]
    refs: dict[str, None] = {}
    for word in named[:MOST_NAMED]:
        if not is_claim_ref(word):
            problems.append(left_out("claims", word, expected="a claim's reference such as C-17"))
        elif word in refs:
            problems.append(f"claims: {word} is named twice; a figure is not compared with itself.")
        else:
            refs[word] = None
    if len(named) > MOST_NAMED:
        problems.append(f"claims: only the first {MOST_NAMED} of {len(named)} references were read.")
    return Asked(tuple(refs), tuple(problems))


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension of two scopes: what each figure says, and how they relate. `is_apart` keeps them from a verdict."""

    name: str
    left: str
    right: str
    relation: str
    is_same: bool
    is_apart: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Two claims side by side. `about` are stored findings on just these two, `using` others that use both.

    `corrections` name a claim that was corrected since, and the claim that corrects it.
    """

    sides: tuple[Quantity, Quantity]
    rows: tuple[Row, Row]
    verdict_code: Verdict
    verdict: str
    strict_verdict: str
    explanation: tuple[str, ...]
    dimensions: tuple[Dimension, ...]
    together: str
    trace: tuple[Line, ...]
    policy: str
    about: tuple[FindingRow, ...]
    using: tuple[FindingRow, ...]
    chart: IntervalChart | None
    corrections: tuple[tuple[str, str], ...]
    rules_version: str = RULES_VERSION

    @property
    def heading(self) -> str:
        """The stored finding's verdict where there is one: it may know of more figures than these two."""
        return self.about[0].verdict if self.about else self.verdict

    @property
    def agrees_by(self) -> str:
        """By what the two agree, where it is what these two alone give that stands in the heading."""
        agrees = self.verdict_code is Verdict.AGREES and not self.about
        return tolerance_words(self.trace) if agrees else ""

    @property
    def is_said_otherwise(self) -> bool:
        """Whether these two alone give another verdict than the stored finding."""
        return self.heading != self.verdict


@dataclass(frozen=True, slots=True)
class PairPage:
    """What was asked, in order to ask again, and the pairing where two published claims were named.

    `note` says what is still needed; `offers` are pairs to choose from where more than two claims were named.
    """

    problems: tuple[str, ...]
    given: tuple[str, ...]
    note: str = ""
    pairing: Pairing | None = None
    offers: tuple[tuple[Row, Row], ...] = ()

    @property
    def first(self) -> str:
        return self.given[0] if self.given else ""

    @property
    def second(self) -> str:
        return self.given[1] if len(self.given) > 1 else ""


def build_pair_page(asked: Asked) -> PairPage:
    """The pairing of the two claims named, or what must be asked instead."""
    keys = [claim_number(ref) for ref in asked.refs]
    named = {claim.ref: claim for claim in Claim.objects.published().filter(pk__in=keys).with_names()}
    unknown = (f"claims: {ref} is not the reference of a published claim." for ref in asked.refs if ref not in named)
    problems = (*asked.problems, *unknown)
    given = tuple(ref for ref in asked.refs if ref in named)
    claims = [named[ref] for ref in given]
    if len(claims) == 2:
        return PairPage(problems, given, pairing=build_pairing(claims[0], claims[1]))
    if len(claims) > 2:
        names = name_apart(claims[:MOST_OFFERED])
        rows = [build_row(claim, names) for claim in claims[:MOST_OFFERED]]
        note = f"{len(claims)} claims are named; two are compared at a time."
        return PairPage(problems, given, note, offers=tuple(combinations(rows, 2)))
    return PairPage(problems, given, f"{given[0]} is named; name the claim to compare it with." if given else "")


def build_pairing(one: Claim, other: Claim) -> Pairing:
    lists, policy = loading.load_lists(), loading.load_policy()
    claims = {claim.ref: claim for claim in (one, other)}
    first, second = loading.load_statements([one, other], lists)
    answer = compare_requested(first, second, lists, policy)
    left, right = claims[answer.left.ref], claims[answer.right.ref]
    names = name_apart([left, right])
    rows = (build_row(left, names), build_row(right, names))
    dimensions = tuple(_dimensions(left, right, rows, answer))
    about, using = _findings(left, right)
    trace = answer.result.trace if answer.result else ()
    # As the trace says them: to agree is to fit where one figure need only not be above the other.
    concluded = {line.key: line.value for line in trace}
    return Pairing(
        sides=(
            Quantity(lists.quantity(answer.left), rows[0]),
            Quantity(lists.quantity(answer.right), rows[1]),
        ),
        rows=rows,
        verdict_code=answer.verdict,
        verdict=concluded.get("verdict", verdict_words(answer.verdict)),
        strict_verdict=concluded.get("strict", ""),
        explanation=tuple(_explain(answer, dimensions)),
        dimensions=dimensions,
        together=_together(rows, answer.scopes.together),
        trace=trace,
        policy=answer.result.tolerance if answer.result else "",
        about=about,
        using=using,
        chart=_chart(rows, answer),
        corrections=_corrections(left, right),
    )


def _dimensions(left: Claim, right: Claim, rows: Sequence[Row], answer: Answer) -> Iterable[Dimension]:
    said = {
        "indicator": [row.indicator for row in rows],
        "population": [_population(left), _population(right)],
        "place": [row.place or "anywhere (not stated)" for row in rows],
        "origin": [row.origin or "from anywhere (not stated)" for row in rows],
        "period": [_period(left, rows[0]), _period(right, rows[1])],
        "status": [row.status for row in rows],
        "unit": [row.unit for row in rows],
        "part": [_part(left), _part(right)],
        "date_basis": [claim.date_basis or NOT_STATED for claim in (left, right)],
        "denominator": [claim_ref(claim.denominator_id) if claim.denominator_id else "" for claim in (left, right)],
    }
    for name, relation in answer.scopes.dimensions.items():
        is_bridged = name == "period" and answer.scopes.is_bridged
        words = _relation(rows, relation) + (": days this near to each other count as the same" if is_bridged else "")
        if name == "place" and relation is Relation.OVERLAPPING and left.place_id == right.place_id:
            words = "its borders were others in the days of the one than in those of the other"
        first, second = said[name]
        is_same = relation is Relation.SAME
        yield Dimension(DIMENSION_WORDS[name], first, second, words, is_same, relation in APART)


def _population(claim: Claim) -> str:
    if claim.population:
        return claim.population.name
    own = claim.indicator.population
    return f"{own.name} (implied by the measure)" if own else NOT_STATED


def _part(claim: Claim) -> str:
    """What a claim is a part of; a whole, and what is no part of anything, counts all that its codes say."""
    steps = BreakdownPart.objects.filter(claim=claim, breakdown__whole__in=Claim.objects.current())
    step = steps.select_related("breakdown").first()
    return f"a part of {claim_ref(step.breakdown.whole_id)} {step.breakdown.name}" if step else "all of it"


def _period(claim: Claim, row: Row) -> str:
    return f"{row.period}, cumulative" if claim.is_cumulative else row.period


def _relation(rows: Sequence[Row], relation: Relation) -> str:
    left, right = (row.ref for row in rows)
    return {
        Relation.SAME: "the same",
        Relation.NARROWER: f"{left} lies within {right}",
        Relation.BROADER: f"{right} lies within {left}",
        Relation.OVERLAPPING: "neither holds the other",
        Relation.DISJOINT: "nothing in common",
        Relation.UNKNOWN: "cannot be told: not wholly stated",
    }[relation]


def _together(rows: Sequence[Row], relation: Relation) -> str:
    left, right = (row.ref for row in rows)
    return {
        Relation.SAME: "both count the same thing",
        Relation.NARROWER: f"{left} counts a part of what {right} counts",
        Relation.BROADER: f"{right} counts a part of what {left} counts",
        Relation.OVERLAPPING: "neither counts a part of the other",
        Relation.DISJOINT: "they count things that have nothing in common",
        Relation.UNKNOWN: "it cannot be told whether they count the same thing",
    }[relation]


def _explain(answer: Answer, dimensions: Iterable[Dimension]) -> Iterable[str]:
    """What there is to say of the verdict, a sentence each."""
    if answer.result:
        yield answer.result.explanation
        return
    for dimension in dimensions:
        if dimension.is_apart:
            yield f"{dimension.name}: {dimension.left} against {dimension.right}: {dimension.relation}."
    for why in answer.why:
        yield f"{why}."


def _findings(left: Claim, right: Claim) -> tuple[tuple[FindingRow, ...], tuple[FindingRow, ...]]:
    """Standing findings on just these two, and others that use both."""
    both = list(public_findings().standing().filter(inputs=left).filter(inputs=right).by_size().with_names())
    names = name_apart([left, right, *ends_of(both)])
    rows = [(_is_about(finding, left, right), build_finding_row(finding, names)) for finding in both]
    return tuple(row for is_about, row in rows if is_about), tuple(row for is_about, row in rows if not is_about)


def _is_about(finding: Finding, left: Claim, right: Claim) -> bool:
    """Figures put together are about their sum, although the largest stands for it."""
    is_pair = {finding.left_id, finding.right_id} == {left.pk, right.pk}
    return is_pair and finding.rule != findings.Rule.ASSEMBLED.value


def _corrections(*claims: Claim) -> tuple[tuple[str, str], ...]:
    corrections = Claim.objects.published().filter(supersedes__in=claims).select_related("supersedes").order_by("pk")
    return tuple((correction.supersedes.ref, correction.ref) for correction in corrections if correction.supersedes)


def _chart(rows: Sequence[Row], answer: Answer) -> IntervalChart | None:
    """Both intervals on one axis, where both say a number and the units have anything in common."""
    is_converted = answer.left.conversion or answer.right.conversion
    if answer.scopes.dimensions["unit"] in APART or is_converted:
        return None
    title = "; ".join(f"{row.short_name}: {row.spoken_amount}" for row in rows)
    if answer.scopes.together in APART:
        title = f"Of different things, on one axis. {title}"
    chart = build_interval_chart(rows, title=title, is_whole=True)
    return chart if chart and len(chart.rows) == len(rows) else None
