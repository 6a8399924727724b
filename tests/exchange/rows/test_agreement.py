"""The import and the form agree: on what may be stored, and on the words for what may not."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.forms import model_to_dict
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from apps.claims.entry.forms import ClaimForm
from apps.claims.entry.neighbours import Entry, load_known
from apps.claims.entry.warnings import find_warnings
from apps.claims.figures import Qualifier
from apps.claims.models import Claim
from apps.claims.numbers import plain
from apps.exchange.columns import WRITTEN_COLUMNS
from apps.exchange.imports import import_rows
from apps.exchange.reading.faults import Fault, Refused, Row
from apps.exchange.rows.drafting import Drafting
from apps.exchange.rows.names import Names
from apps.exchange.rows.questions import Answers
from apps.sources.refusals import words_of
from tests.factories import (
    make_claim,
    make_indicator,
    make_place,
    make_source,
    make_speaker,
    make_un_speaker,
    make_unit,
)

GOOD: dict[str, Any] = {
    "position": 7,
    "quote": "5 people returned",
    "figure_as_said": "5",
    "qualifier": "exactly",
    "value": Decimal(5),
    "status": "done",
    "state": "draft",
}
NUMBERS = [None, *map(Decimal, ("-1", "0", "1", "5", "9", "0.1234567", "1e14", "1234567890123456"))]
DAYS = [None, date(1700, 1, 1), date(2018, 12, 31), date(2019, 1, 1), date(2019, 12, 31)]
# What each field may hold, good and broken; records by the names that `Claims` has for them.
VALUES: dict[str, list[Any]] = {
    "position": [1, 2, 8],
    "quote": ["5 people returned", "some people returned", "x" * 301],
    "figure_as_said": ["5", "1.2 million", "5 %", "5 (1 to 9)", "hundreds", "x" * 81],
    "qualifier": ["exactly", "about", "between", "vague", "roughly"],
    "value": NUMBERS,
    "value_high": NUMBERS,
    "step": NUMBERS,
    "people_each": NUMBERS,
    "interval_low": NUMBERS,
    "interval_high": NUMBERS,
    "interval_is": ["", "95 %", "x" * 81],
    "period_start": DAYS,
    "period_end": DAYS,
    "period_as_said": ["", "in 2019", "x" * 121],
    "is_cumulative": [True],
    "date_basis": ["", "event", "other"],
    "status": ["planned", "hoped"],
    "known_bias": ["undercount", "wrong"],
    "bias_as_said": ["not all were seen"],
    "locator": ["p. 1", "x" * 201],
    "state": ["published", "withdrawn", "lost"],
    "indicator": ["returns", "net change"],
    "place": ["SYR"],
    "origin": ["SYR"],
    "numerator": ["same speaker", "other speaker"],
    "denominator": ["same speaker", "other speaker"],
    "supersedes": ["same speaker", "other speaker", "later"],
}
CHANGES = st.lists(
    st.sampled_from(sorted(VALUES)).flatmap(lambda name: st.tuples(st.just(name), st.sampled_from(VALUES[name]))),
    max_size=4,
).map(dict)
_NUMBER = st.sampled_from(["5", "5.0000000", "1,2"])
_NAME = st.sampled_from(["", "Syr", "SYR", "Mekdad", "un"])
# Cells of which rows fill the same ones, in words that mean something else in another column or language.
CELLS = st.fixed_dictionaries(
    {"source": st.sampled_from(["session", "russian"])},
    optional={
        **dict.fromkeys(("position", "value", "step"), _NUMBER),
        **dict.fromkeys(("place", "place_code", "speaker", "counted_by"), _NAME),
    },
)


class Undone(Exception):
    """Takes back what was written."""


@contextmanager
def undone() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
            raise Undone
    except Undone:
        pass


def as_row(claim: Claim) -> Row:
    """The row that an export would write of a claim, whatever it holds."""
    cells = {column.header: column.write(claim) for column in WRITTEN_COLUMNS if column.role not in ("part", "records")}
    return Row(2, cells)


def import_alone(row: Row) -> list[Fault]:
    """What the import says of a file of one row; nothing of it stays."""
    with undone():
        try:
            import_rows([row], answers=Answers(confirms=True))
        except Refused as refused:
            return list(refused.faults)
    return []


def judge(claim: Claim) -> set[str]:
    """What whoever enters a claim by its form is told: by its fields and rules, the list of warnings, the database."""
    words = set()
    try:
        claim.full_clean()
    except ValidationError as error:
        words |= set(error.messages)
    if claim.qualifier in list(Qualifier):
        entry = Entry(claim, "this")
        words |= {warning.sentence for warning in find_warnings(entry, load_known([entry])) if warning.is_refused}
    return words or refused_by_database(claim)


def refused_by_database(claim: Claim) -> set[str]:
    with undone():
        try:
            claim.save()
            connection.check_constraints()
        except IntegrityError as error:
            return {words_of(error) or str(error)}
    return set()


def is_taken_by_form(claim: Claim) -> bool:
    """Whether the form, filled in with what a claim holds and its warnings confirmed, saves it."""
    held = model_to_dict(claim) | {"confirms": True, "reason": "as printed"}
    typed = {name: plain(value) if isinstance(value, Decimal) else value for name, value in held.items()}
    form = ClaimForm({name: value for name, value in typed.items() if value is not None})
    return form.is_valid() and not refused_by_database(form.instance)


def is_whole(claim: Claim) -> bool:
    """Whether nothing is left blank that the form would read from the words."""
    has_days = claim.period_start is not None or claim.period_end is not None
    return (claim.value is not None or claim.qualifier == "vague") and (has_days or not claim.period_as_said)


def is_sentence(words: str) -> bool:
    """Whether a fault is a rule in its own words; others say what was expected of a cell."""
    return words[:1].isupper() and words.endswith(".")


def values_of(claim: Claim) -> dict[str, str]:
    return {field.attname: str(getattr(claim, field.attname)) for field in Claim._meta.concrete_fields}


class Claims:
    """Claims that rows describe, and the records that they name."""

    def __init__(self) -> None:
        make_source(slug="russian", language="ru")
        later = make_source(slug="later", published_on=date(2019, 8, 1))
        claims = {
            "same speaker": make_claim(figure_as_said="30"),
            "other speaker": make_claim(figure_as_said="40", by=make_un_speaker()),
            "later": make_claim(figure_as_said="50", source=later),
        }
        self.base = {"source": make_source(), "speaker": make_speaker(), "indicator": make_indicator()} | GOOD
        self.records: dict[str, dict[str, Any]] = {
            "indicator": {"returns": make_indicator(), "net change": make_indicator(code="net", is_net_change=True)},
            "place": {"SYR": make_place()},
            "origin": {"SYR": make_place()},
            "numerator": claims,
            "denominator": claims,
            "supersedes": claims,
        }

    def make(self, changes: dict[str, Any]) -> Claim:
        named = {name: self.records.get(name, {}).get(value, value) for name, value in changes.items()}
        return Claim(**self.base | named, unit=make_unit())


class Agreement(TestCase):
    """Hypothesis with a transaction an example."""

    @settings(max_examples=75)
    @given(changes=CHANGES)
    def test_a_row_is_refused_where_the_form_refuses_its_claim_and_in_the_same_words(
        self, changes: dict[str, Any]
    ) -> None:
        claims = Claims()
        found, expected = import_alone(as_row(claims.make(changes))), judge(claims.make(changes))
        assert bool(found) == bool(expected), (found, expected)
        assert is_taken_by_form(claims.make(changes)) is not bool(found) or not is_whole(claims.make(changes))
        assert {fault.expected for fault in found if is_sentence(fault.expected)} <= expected

    @settings(max_examples=200)
    @given(rows=st.lists(CELLS, min_size=2, max_size=6))
    def test_what_a_row_says_does_not_hang_on_the_rows_above_it(self, rows: list[dict[str, str]]) -> None:
        base, names = as_row(Claims().make({})).cells, Names()
        together = Drafting(names=names, known={})
        for cells in rows:
            row = Row(2, base | cells)
            made, faults = together.draft(row)
            alone, faults_alone = Drafting(names=names, known={}).draft(row)
            assert faults == faults_alone
            assert values_of(made.claim) == values_of(alone.claim)
            assert made.counted_by == alone.counted_by
