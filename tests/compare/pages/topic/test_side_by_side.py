"""The side-by-side table: the government first, what nobody said stays blank, what is shared comes first."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.claims.models import Claim
from apps.compare.pages.topic.query import By
from apps.compare.pages.topic.side_by_side import MOST_LINES, Matrix, build_matrix, choose_heading
from apps.compare.rows.breakdowns import ShownBreakdown
from apps.compare.rows.claims import Row, build_row
from apps.compare.rows.findings import build_finding_row
from apps.reconciliation import services
from apps.reconciliation.models import Finding
from tests.compare.factories import make_row, random_rows
from tests.factories import make_claim, make_un_speaker


def matrix_of(*rows: Row, by: By | None = None, is_whole: bool = False) -> Matrix:
    return build_matrix(rows, [], by=by, is_whole=is_whole)


def headings(matrix: Matrix) -> list[str]:
    return [band.heading for band in matrix.bands]


def test_the_government_stands_first_whoever_spoke_first() -> None:
    matrix = matrix_of(make_row(by="Watcher"), make_row(by="Fleischer"), make_row())
    assert [column.side for column in matrix.columns] == ["government", "un", "other"]
    assert [group.name for group in matrix.groups] == ["Government", "United Nations", "Other"]


def test_speakers_of_one_side_are_columns_of_their_own() -> None:
    matrix = matrix_of(make_row(), make_row(by="Mizintsev"))
    assert [column.slug for column in matrix.columns] == ["mekdad", "mizintsev"]
    assert [group.width for group in matrix.groups] == [2]


def test_what_a_speaker_did_not_say_is_an_empty_cell() -> None:
    matrix = matrix_of(make_row(place="Jordan"), make_row(place="Lebanon", by="Fleischer"))
    assert [[bool(cell.rows) for cell in line.cells] for line in matrix.lines] == [[True, False], [False, True]]


def test_what_a_speaker_says_is_not_known_is_no_empty_cell() -> None:
    (line,) = matrix_of(make_row("not known", qualifier="vague"), make_row(by="Fleischer")).lines
    latest = line.cells[0].latest
    assert latest is not None
    assert (latest.shown, latest.spoken, latest.is_unknown) == ("Unknown", "Unknown", True)


def test_several_claims_of_a_cell_show_the_latest_and_how_many_more() -> None:
    end = date(2019, 7, 1)
    first = make_row("1,001", said_on=date(2019, 7, 24), period_end=end)
    second = make_row("1,002", said_on=date(2019, 7, 25), period_end=end)
    (line,) = matrix_of(second, first).lines
    (cell,) = line.cells
    assert cell.latest == second
    assert cell.others == (first,)


def test_a_cell_shows_the_whole_and_its_parts_behind_it_whatever_was_said_last() -> None:
    whole = make_row("50,000", said_on=date(2019, 7, 24))
    part, of_part = make_row("25,000", said_on=date(2019, 7, 25)), make_row("30,000", said_on=date(2019, 7, 26))
    breakdowns = [
        ShownBreakdown(whole, (part,), "other", "other", True),
        ShownBreakdown(part, (of_part,), "other", "other", True),
    ]
    (line,) = build_matrix([of_part, part, whole], [], breakdowns=breakdowns).lines
    (cell,) = line.cells
    assert cell.rows == (whole, part, of_part)
    assert cell.parts == {part.pk, of_part.pk}


def test_of_two_figures_of_one_day_the_larger_is_shown_first() -> None:
    small, large = make_row("1,001"), make_row("9,001")
    for rows in ([small, large], [large, small]):
        (line,) = matrix_of(*rows).lines
        assert line.cells[0].rows == (large, small)


def test_what_both_sides_count_comes_first() -> None:
    small, answer = make_row("10", place="Jordan"), make_row("11", place="Jordan", by="Fleischer")
    lines = matrix_of(make_row("9,000,001", place="Lebanon"), small, answer).lines
    assert [len(line.rows) for line in lines] == [2, 1]


def test_a_figure_that_does_not_say_since_when_stands_beside_the_longest_period() -> None:
    since = make_row(by="Fleischer", period_start=date(2017, 1, 1), is_cumulative=True)
    (line,) = matrix_of(make_row(is_cumulative=True), since).lines
    assert [cell.notes[-1] for cell in line.cells] == ["since when is not stated", "since 1 Jan 2017"]


def test_where_periods_are_asked_for_each_stands_under_its_own() -> None:
    since = make_row(by="Fleischer", period_start=date(2017, 1, 1), is_cumulative=True)
    found = headings(matrix_of(make_row(is_cumulative=True), since, by=By.PERIOD))
    assert sorted(found) == ["since 1 Jan 2017", "to 24 Jul 2019"]


def test_rows_stand_under_what_the_reader_asked_for() -> None:
    year: dict[str, Any] = {"period_start": date(2018, 1, 1), "period_end": date(2018, 12, 31)}
    rows = [
        make_row("3,001", population="Refugees", place="Homs", origin="Jordan", **year),
        make_row("2,001", place="Aleppo"),
    ]
    assert headings(matrix_of(*rows, by=By.POPULATION)) == ["Returns: Refugees", "Returns"]
    assert headings(matrix_of(*rows, by=By.PERIOD)) == ["2018", "Period not stated"]
    assert headings(matrix_of(*rows, by=By.PLACE)) == ["Homs", "Aleppo"]
    assert headings(matrix_of(*rows, by=By.ORIGIN)) == ["From Jordan", "Place of origin not stated"]


def test_a_row_says_what_its_heading_leaves_open() -> None:
    row = make_row("3,001", population="Refugees", place="Homs", origin="Jordan", status="planned")
    said = {by: (line.title, line.details) for by in By for line in matrix_of(row, by=by).lines}
    assert said == {
        By.POPULATION: ("Homs, from Jordan", "period not stated · people · planned"),
        By.PERIOD: ("Returns: Refugees", "Homs, from Jordan · people · planned"),
        By.PLACE: ("Returns: Refugees", "from Jordan · period not stated · people · planned"),
        By.ORIGIN: ("Returns: Refugees", "Homs · period not stated · people · planned"),
    }


def test_left_to_the_topic_the_rows_stand_under_what_tells_them_apart() -> None:
    assert choose_heading([make_row(population="Refugees"), make_row()]) is By.POPULATION
    assert choose_heading([make_row(place="Homs"), make_row(place="Aleppo")]) is By.PLACE
    assert choose_heading([make_row(), make_row()]) is By.POPULATION


def test_a_long_table_is_folded_without_hiding_a_heading() -> None:
    rows = [make_row(f"{9_001 - n:,}", place="Homs", origin=f"P{n}") for n in range(15)]
    rows += [make_row("11", place="Aleppo"), make_row("12", place="Hama")]
    folded = matrix_of(*rows, by=By.PLACE)
    assert [(band.heading, len(band.lines), band.total) for band in folded.shown] == [
        ("Homs", 10, 15),
        ("Hama", 1, 1),
        ("Aleppo", 1, 1),
    ]
    assert folded.left_out == 5
    assert matrix_of(*rows, by=By.PLACE, is_whole=True).left_out == 0


def test_a_folded_table_shows_what_both_sides_count_in_whichever_band_it_stands() -> None:
    rows = [make_row(f"{9_001 - n:,}", place="Homs", origin=f"P{n}") for n in range(15)]
    rows += [make_row("9,999", place="Homs", by=by) for by in ("Mekdad", "Fleischer")]
    shared = [
        make_row(said, place="Hama", origin=said, by=by) for said in ("11", "12") for by in ("Mekdad", "Fleischer")
    ]
    homs, hama = matrix_of(*rows, *shared, by=By.PLACE).shown
    assert (len(homs.lines), len(hama.lines)) == (10, 2)


@given(st.lists(random_rows(), max_size=30), st.sampled_from(list(By)))
def test_every_claim_is_in_the_table_once_whatever_it_stands_under(rows: list[Row], by: By) -> None:
    matrix = matrix_of(*rows, by=by)
    assert sorted(row.pk for row in matrix.rows) == sorted(row.pk for row in rows)
    assert len(set(headings(matrix))) == len(matrix.bands)
    shown = sum(len(band.lines) for band in matrix.shown)
    assert shown + matrix.left_out == len(matrix.lines)
    assert shown <= MOST_LINES


def found(*claims: Claim) -> Matrix:
    services.reconcile(trigger="test")
    findings = [build_finding_row(finding) for finding in Finding.objects.with_decisions().by_size().with_names()]
    return build_matrix([build_row(claim) for claim in claims], findings)


@pytest.mark.django_db
def test_a_finding_stands_in_the_row_of_its_figures_and_says_what_it_is_against_elsewhere() -> None:
    year: dict[str, Any] = {"period_start": date(2019, 1, 1), "period_end": date(2019, 6, 30), "is_cumulative": False}
    half: dict[str, Any] = {"period_start": date(2019, 2, 1), "period_end": date(2019, 6, 30), "is_cumulative": False}
    narrow, broad = make_claim(**half), make_claim(figure_as_said="41,571", by=make_un_speaker(), **year)
    lines = found(narrow, broad).lines
    assert [mention.finding.verdict for line in lines for mention in line.mentions] == ["Cannot both hold"] * 2
    assert {mention.against for line in lines for mention in line.mentions} == {
        "Fleischer: 41,571 people",
        "Mekdad: 1,851,424 people",
    }


@pytest.mark.django_db
def test_a_finding_about_one_row_is_against_nothing_else() -> None:
    (line,) = found(make_claim(), make_claim(figure_as_said="1,951,424", by=make_un_speaker())).lines
    assert [mention.against for mention in line.mentions] == [""]
