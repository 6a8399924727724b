"""The side-by-side table: the government first, what nobody said stays blank, what is shared comes first."""

from datetime import date

import pytest

from apps.claims.models import Claim
from apps.compare.matrix import Matrix, build_matrix
from apps.compare.presenters import build_row
from tests.factories import make_claim, make_organisation, make_place, make_speaker, make_un_speaker

pytestmark = pytest.mark.django_db


def matrix_of(*claims: Claim) -> Matrix:
    return build_matrix([build_row(claim) for claim in claims], [])


def test_the_government_stands_first_whoever_spoke_first() -> None:
    other = make_speaker(slug="observer", organisation=make_organisation(slug="watch", side="other"))
    matrix = matrix_of(make_claim(by=other), make_claim(by=make_un_speaker()), make_claim())
    assert [column.side for column in matrix.columns] == ["government", "un", "other"]
    assert [group.name for group in matrix.groups] == ["Government", "United Nations", "Other"]


def test_speakers_of_one_side_are_columns_of_their_own() -> None:
    matrix = matrix_of(make_claim(), make_claim(by=make_speaker(slug="mizintsev")))
    assert [column.slug for column in matrix.columns] == ["mekdad", "mizintsev"]
    assert [group.width for group in matrix.groups] == [2]


def test_what_a_speaker_did_not_say_is_an_empty_cell() -> None:
    jordan, lebanon = make_place(code="JOR"), make_place(code="LBN")
    matrix = matrix_of(make_claim(place=jordan), make_claim(place=lebanon, by=make_un_speaker()))
    assert [[bool(cell.rows) for cell in line.cells] for line in matrix.lines] in (
        [[True, False], [False, True]],
        [[False, True], [True, False]],
    )


def test_several_claims_of_a_cell_show_the_latest_and_how_many_more() -> None:
    first, second = make_claim(figure_as_said="1,001"), make_claim(figure_as_said="1,002")
    (line,) = matrix_of(first, second).lines
    (cell,) = line.cells
    assert cell.latest is not None
    assert cell.latest.pk == second.pk
    assert [row.pk for row in cell.others] == [first.pk]


def test_what_both_sides_count_comes_first() -> None:
    small = make_claim(figure_as_said="10", place=make_place(code="JOR"))
    answer = make_claim(figure_as_said="11", place=make_place(code="JOR"), by=make_un_speaker())
    large = make_claim(figure_as_said="9,000,001", place=make_place(code="LBN"))
    lines = matrix_of(large, small, answer).lines
    assert [len(line.rows) for line in lines] == [2, 1]


def test_a_figure_that_does_not_say_since_when_stands_beside_the_longest_period() -> None:
    since = make_claim(by=make_un_speaker(), period_start=date(2017, 1, 1))
    (line,) = matrix_of(make_claim(), since).lines
    assert [cell.notes[-1] for cell in line.cells] == ["since when is not stated", "since 1 Jan 2017"]


def test_every_claim_is_in_the_table_once() -> None:
    claims = [make_claim(figure_as_said=f"{1_001 + n:,}", place=make_place(code=f"P{n % 4}")) for n in range(20)]
    assert sorted(row.pk for row in matrix_of(*claims).rows) == sorted(claim.pk for claim in claims)
