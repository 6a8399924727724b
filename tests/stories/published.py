"""Figures as people publish them, a few lines a case, brought in as a file and reconciled in the database.

A case is a place of its own, its claims one a line, and what is to be found of them:

    un     [4,519,021]   deaths from=2025-01-01..2025-06-26 to-date
    gov.fr [environ 900] returns women on=2025-06-30 part_of=1 by=sex

The first word is who says it, in which language; the figure stands in brackets; then comes what is counted, and what
else the columns of claims.csv say. Numbers are read by the import.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from apps.claims.models import Claim, Indicator
from apps.claims.references import claim_ref
from apps.exchange.columns import CLAIM_COLUMNS
from apps.exchange.imports import import_claims
from apps.exchange.rows.questions import Answers
from apps.reconciliation import services
from apps.reconciliation.models import Finding
from tests.factories import (
    make_indicator,
    make_organisation,
    make_place,
    make_population,
    make_source,
    make_speaker,
    make_unit,
)

SIDES = {"gov": "government", "un": "un", "un2": "un", "ngo": "other"}
LANGUAGES = ("en", "fr", "es", "ru", "ar")
SAID_ON = date(2025, 9, 30)
QUALIFIERS = {
    "more than": "more_than", "plus de": "more_than", "más de": "more_than", "более": "more_than", "over": "more_than",
    "at least": "at_least", "about": "about", "environ": "about", "около": "about", "nearly": "just_under",
    "almost": "just_under", "up to": "at_most", "just over": "just_over", "casi": "just_under", "почти": "just_under",
    "presque": "just_under",
}  # fmt: skip
VAGUE = ("dozens", "hundreds", "thousands", "scores", "centaines", "decenas", "сотни")


@dataclass(frozen=True)
class Case:
    """The words of a case, and every finding of it: rule, verdict, the lines it speaks of, and its reasons."""

    name: str
    said: str
    found: str = ""
    borders_until: date | None = None

    @property
    def place(self) -> str:
        return re.sub(r"[^A-Z0-9]", "", self.name.upper())[:50]


def make_code_lists() -> None:
    """What is counted in the cases, beside what the tests' own records bring."""
    people = make_unit(code="people", is_counted=True, is_whole=True, is_counted_once=True)
    make_unit(code="families", name="families", is_whole=True, is_counted_once=True)
    percent = make_unit(code="percent", name="percent")
    make_unit(code="times", name="times")
    for amount in (1_000, 10_000, 100_000):
        make_unit(
            code=f"per_{amount}", name=f"per {amount:,} people", rate_of=people, rate_per=people, rate_amount=amount
        )
    everyone = make_population(code="everyone")
    for code in ("women", "men", "children", "refugees", "idps"):
        make_population(code=code, broader=everyone)
    make_indicator(code="deaths", happens_once=True, population=everyone)
    excess = make_indicator(code="excess_deaths", happens_once=True, population=everyone)
    excess.taken_for.add(Indicator.objects.get(code="deaths"))
    make_indicator(code="returns", population=everyone)
    make_indicator(code="assisted", population=everyone)
    make_indicator(code="net", is_net_change=True, population=everyone)
    make_indicator(code="displaced", kind="stock", population=everyone)
    make_indicator(code="residents", kind="stock", population=everyone)
    make_indicator(code="share", kind="share", is_additive=False, unit=percent, population=everyone)
    make_indicator(code="rate", kind="rate", is_additive=False, unit=percent, population=everyone)


def make_documents() -> None:
    for side, of in SIDES.items():
        organisation = make_organisation(slug=side, side=of)
        speaker = make_speaker(slug=side, name=side, organisation=organisation)
        assert speaker
        for language in LANGUAGES:
            for again in ("", "-later"):
                make_source(
                    slug=f"{side}-{language}{again}", publisher=organisation, published_on=SAID_ON, language=language
                )


def rows_of(case: Case, first: int) -> Iterable[dict[str, str]]:
    lines = [line.strip() for line in case.said.strip().splitlines()]
    for number, line in enumerate(lines, 1):
        match = re.fullmatch(r"(\w+)(?:\.(\w+))?(\+?)\s+\[(.+?)\]\s+(\w+)\s*(.*)", line)
        assert match, line
        who, language, later, figure, indicator, rest = match.groups()
        language = language or "en"
        words = next((each for each in QUALIFIERS if figure.startswith(f"{each} ")), "")
        value = figure.removeprefix(words).strip()
        if language == "es":  # in a cell a point is that of a decimal, whatever the language
            value = value.replace(".", "")
        is_vague = any(word in figure for word in VAGUE)
        unit = Indicator.objects.get(code=indicator).unit.code
        row = {
            "ref": f"{case.place}-{number}",
            "speaker": who,
            "source": f"{who}-{language}" + ("-later" if later else ""),
            "position": str(first + number),
            "indicator": indicator,
            "place_code": case.place,
            "status": "done",
            "qualifier": "vague" if is_vague else QUALIFIERS.get(words, "exactly"),
            "figure_as_said": figure,
            "value": "" if is_vague else value,
            "unit": unit,
            "quote": figure,
            "state": "published",
            "is_cumulative": "no",
        }
        for word in rest.split():
            row |= _cells(word, case)
        yield row


def _cells(word: str, case: Case) -> dict[str, str]:
    name, is_said, text = word.partition("=")
    text = text.replace("_", " ") if name in ("quote", "interval_is") else text
    if not is_said:
        return {"to-date": {"is_cumulative": "yes"}}.get(name) or {"population": name}
    if name in ("part_of", "numerator", "denominator", "supersedes"):
        return {name: f"{case.place}-{text}"}
    if name == "by":
        return {"part_breakdown": f"by {text.replace('_', ' ')}", "part_complete": "yes"}
    if name == "on":
        return {"period_end": text}
    if name == "day":
        return {"period_start": text, "period_end": text}
    if name == "from":
        start, _, end = text.partition("..")
        return {"period_start": start, "period_end": end}
    return {name: text}


def bring_in(cases: Sequence[Case]) -> dict[str, list[str]]:
    """What is found of each case, after its file was imported and the database reconciled."""
    make_code_lists()
    make_documents()
    for case in cases:
        make_place(code=case.place, valid_to=case.borders_until)
    headers = [column.header for column in CLAIM_COLUMNS]
    for number, case in enumerate(cases):
        rows = list(rows_of(case, number * 100))
        out = io.StringIO()
        writer = csv.DictWriter(out, fieldnames=[header for header in headers if any(header in row for row in rows)])
        writer.writeheader()
        writer.writerows(rows)
        import_claims(out.getvalue().encode(), answers=Answers(confirms=True))
    services.reconcile(trigger="test")
    places = dict(Claim.objects.values_list("pk", "place__code"))
    lines = {claim_ref(pk): position % 100 for pk, position in Claim.objects.values_list("pk", "position")}
    found: dict[str, list[str]] = defaultdict(list)
    for finding in Finding.objects.standing().prefetch_related("inputs"):
        numbers = sorted(lines[claim.ref] for claim in finding.inputs.all())
        about = f"{finding.rule} {finding.verdict} {' '.join(map(str, numbers))}"
        found[places[finding.left_id]].append(f"{about}: {' '.join(finding.reason_codes)}")
    return found
