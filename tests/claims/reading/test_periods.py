"""Periods in words: what is read, what is asked, what is refused, and that nothing takes longer than its length."""

import csv
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.claims.management.commands.read_periods import read_row
from apps.claims.reading.calendar.words import TABLES
from apps.claims.reading.outcomes import Refused
from apps.claims.reading.periods import AskedPeriod, ReadPeriod, read_period
from apps.config.folders import BASE_DIR
from tests.readings.periods import measure

SAID_ON = date(2019, 7, 24)
CASES = BASE_DIR.parent / "shared/data/readings/periods.csv"
FRAGMENTS = (
    *(
        "from",
        "to",
        "since",
        "between",
        "and",
        "last",
        "past",
        "by",
        "mid",
        "the",
        "week",
        "of",
        "so far",
        "July",
        "Q2",
    ),
    *("2018", "2019", "3", "31", "1st", "’99", "/", "-", "–", "."),
)
# Months from January on, weekdays from Monday on, and how a day of July 2019 is said.
NAMED = {
    "en": (
        "January February March April May June July August September October November December",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "{weekday} {day} July 2019",
    ),
    "fr": (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "{weekday} {day} juillet 2019",
    ),
    "es": (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "lunes martes miércoles jueves viernes sábado domingo",
        "{weekday} {day} de julio de 2019",
    ),
    "ru": (
        "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
        "понедельник вторник среда четверг пятница суббота воскресенье",
        "{weekday} {day} июля 2019",
    ),
    "ar": (
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
        "{weekday} {day} يوليو 2019",
    ),
}
READ = Path(__file__).with_name("periods.csv")


def read_cases() -> list[dict[str, str]]:
    with READ.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: f"{case['language']}: {case['text']}")
def test_a_period_is_read_as_a_person_means_it(case: dict[str, str]) -> None:
    read = read_period(case["text"], case["language"], SAID_ON)
    assert isinstance(read, ReadPeriod), read
    assert (str(read.start or ""), str(read.end or ""), read.is_cumulative) == (
        case["start"],
        case["end"],
        case["is_cumulative"] == "yes",
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("\u200f24 يوليو 2019", "ar"),
        ("24\u200f يوليو 2019", "ar"),
        ("\u206824 July 2019\u2069", "en"),
        ("24 Ju\u00adly 2019", "en"),
    ],
)
def test_marks_that_nobody_sees_change_no_period(text: str, language: str) -> None:
    read = read_period(text, language, SAID_ON)
    assert isinstance(read, ReadPeriod), read
    assert (read.start, read.end) == (SAID_ON, SAID_ON)


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("03/04/2019", "en", {("2019-04-03", "2019-04-03"), ("2019-03-04", "2019-03-04")}),
        ("2005-08", "en", {("2005-08-01", "2005-08-31"), ("2005-01-01", "2008-12-31")}),
        ("the past year", "en", {("2018-07-24", "2019-07-24"), ("2018-01-01", "2018-12-31")}),
        ("last June", "en", {("2019-06-01", "2019-06-30"), ("2018-06-01", "2018-06-30")}),
        ("Jul-19", "en", {("2019-07-01", "2019-07-31"), ("2019-07-19", "2019-07-19")}),
        ("18-Dec", "en", {("2018-12-01", "2018-12-31"), ("2018-12-18", "2018-12-18")}),
        ("au dernier trimestre", "fr", {("2019-04-24", "2019-07-24"), ("2019-04-01", "2019-06-30")}),
        ("la dernière année", "fr", {("2018-07-24", "2019-07-24"), ("2018-01-01", "2018-12-31")}),
        ("over the next year", "en", {("2019-07-25", "2020-07-24"), ("2020-01-01", "2020-12-31")}),
        ("in the coming month", "en", {("2019-07-25", "2019-08-24"), ("2019-08-01", "2019-08-31")}),
        ("in 2018 or 2019", "en", {("2018-01-01", "2018-12-31"), ("2019-01-01", "2019-12-31")}),
        ("July or August 2018", "en", {("2018-07-01", "2018-07-31"), ("2018-08-01", "2018-08-31")}),
        ("since 2017 or 2018", "en", {("2017-01-01", "None"), ("2018-01-01", "None")}),
        ("en 2017 ou 2018", "fr", {("2017-01-01", "2017-12-31"), ("2018-01-01", "2018-12-31")}),
        ("en 2017 o 2018", "es", {("2017-01-01", "2017-12-31"), ("2018-01-01", "2018-12-31")}),
        ("в 2017 или 2018 году", "ru", {("2017-01-01", "2017-12-31"), ("2018-01-01", "2018-12-31")}),
        ("في عام 2017 أو عام 2018", "ar", {("2017-01-01", "2017-12-31"), ("2018-01-01", "2018-12-31")}),
        ("за семь месяцев 2019 года", "ru", {("2019-01-01", "2019-07-31")}),
        ("the previous year", "en", {("2018-01-01", "2018-12-31")}),
        ("l’année suivante", "fr", {("2020-01-01", "2020-12-31")}),
        ("el mes anterior", "es", {("2019-06-01", "2019-06-30")}),
    ],
)
def test_what_can_be_meant_in_two_ways_is_asked_with_both(text: str, language: str, days: set[tuple[str, str]]) -> None:
    asked = read_period(text, language, SAID_ON)
    assert isinstance(asked, AskedPeriod)
    assert {(str(meaning.start), str(meaning.end)) for meaning in asked.meanings} == days


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("by 2020 or 2021", "en"),
        ("1 or 2 July", "en"),
        ("20 and 25 June", "en"),
        ("1, 2 or 3 July", "en"),
        ("2016 and 2018", "en"),
        ("2016, 2018 and 2019", "en"),
        ("June 2018 and June 2019", "en"),
        ("December and January", "en"),
        ("the same period of 2018", "en"),
        ("the corresponding period last year", "en"),
        ("a year earlier", "en"),
        ("the month before", "en"),
        ("31 December of the previous year", "en"),
        ("la même période de 2018", "fr"),
        ("el mismo período del año anterior", "es"),
        ("за аналогичный период прошлого года", "ru"),
        ("годом ранее", "ru"),
        ("خلال نفس الفترة من 2018", "ar"),
        ("العام نفسه", "ar"),
        ("عامي 2016 و2018", "ar"),
        ("the last 10 days of June", "en"),
        ("the first two weeks of 2018", "en"),
        ("les deux dernières semaines de juin", "fr"),
        ("los últimos diez días de junio", "es"),
        ("за последние 10 дней июня", "ru"),
    ],
)
def test_days_that_depend_on_what_is_said_elsewhere_or_are_not_all_meant_are_asked(text: str, language: str) -> None:
    asked = read_period(text, language, SAID_ON)
    assert isinstance(asked, AskedPeriod), asked
    assert asked.meanings == ()


def test_a_split_year_is_asked_with_both_calendar_years_among_the_answers() -> None:
    asked = read_period("2018/19", "en", SAID_ON)
    assert isinstance(asked, AskedPeriod)
    assert (date(2018, 1, 1), date(2019, 12, 31)) in {(meaning.start, meaning.end) for meaning in asked.meanings}
    assert (date(2018, 7, 1), date(2019, 6, 30)) in {(meaning.start, meaning.end) for meaning in asked.meanings}


@pytest.mark.parametrize(
    "text",
    [
        "mid-July",
        "late last year",
        "the end of 2018",
        "by 2018",
        "from 1 February to March 2019",
        "summer 2018",
        "over the past few months",
        "fiscal year 2018/19",
        "the 2018-2019 academic year",
        "the first week of July",
        "Monday 24 July 2019",
        "31 June 2019",
        "from 10 July 2019 to 9 July 2019",
        "so far in 2031",
        "since early June",
        "from early June to the present",
        "after the start of 2019",
        "after early 2018",
        "30 to 2 July",
        "from 28 to 3 July",
        "4 July to 2",
        "week 31",
        "from week 40 to week 3",
        "29 February",
        "in the coming months",
        "last months",
        "the 12 months to June",
        "the year ending 31 December",
        "the year ending 31 June 2019",
        "at year-end",
        "in the past 6 hours",
        "in the next 24 hours",
        "the first half of July",
        "the second half of the month",
        "the last day of June 2018",
    ],
)
def test_what_has_no_days_of_its_own_is_asked(text: str) -> None:
    assert isinstance(read_period(text, "en", SAID_ON), AskedPeriod)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("dans les prochains mois", "fr"),
        ("les mois à venir", "fr"),
        ("au cours des derniers mois", "fr"),
        ("depuis début 2019", "fr"),
        ("en los próximos meses", "es"),
        ("los meses pasados", "es"),
        ("в ближайшие месяцы", "ru"),
        ("последние недели", "ru"),
        ("خلال الأشهر المقبلة", "ar"),
        ("منذ أوائل حزيران", "ar"),
        ("la première quinzaine de juillet", "fr"),
        ("la première moitié de juillet", "fr"),
        ("la segunda quincena de julio de 2018", "es"),
        ("в первой половине июля", "ru"),
        ("في النصف الأول من تموز", "ar"),
    ],
)
def test_what_has_no_days_of_its_own_is_asked_in_every_language(text: str, language: str) -> None:
    assert isinstance(read_period(text, language, SAID_ON), AskedPeriod)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "17,000",
        "2 million",
        "2018 people",
        "year 247",
        "now and then",
        "nineteen oh ten",
        "1-aug/2019",
        "week 0",
        "July 2018 to 19",
        "x" * 500,
    ],
)
def test_what_is_no_period_is_refused_with_what_was_expected(text: str) -> None:
    refused = read_period(text, "en", SAID_ON)
    assert isinstance(refused, Refused)
    assert "expected a period such as" in refused.reason


@pytest.mark.parametrize("language", NAMED)
def test_every_month_and_weekday_is_known_by_its_name(language: str) -> None:
    months, weekdays, day = NAMED[language]
    for number, name in enumerate(months.split(), 1):
        read = read_period(f"{name} 2018", language, SAID_ON)
        assert isinstance(read, ReadPeriod), name
        assert (read.start or SAID_ON).timetuple()[:3] == (2018, number, 1)
    for at, name in enumerate(weekdays.split()):
        for of in (at, (at + 1) % 7):
            date_said = day.format(weekday=name.replace("_", " "), day=22 + of)  # Monday is 22 July 2019
            is_right = isinstance(read_period(date_said, language, SAID_ON), ReadPeriod)
            assert is_right == (of == at), date_said


def test_a_school_year_is_asked_wherever_its_words_stand() -> None:
    for text, language in (
        ("the 2018/19 school year", "en"),
        ("school year 2018/19", "en"),
        ("année scolaire 2018/19", "fr"),
    ):
        asked = read_period(text, language, SAID_ON)
        assert isinstance(asked, AskedPeriod), text
        assert (date(2018, 9, 1), date(2019, 8, 31)) in {(meaning.start, meaning.end) for meaning in asked.meanings}


def test_a_fiscal_year_of_one_year_may_begin_or_end_in_it_or_be_the_calendars() -> None:
    asked = read_period("FY2018", "en", SAID_ON)
    assert isinstance(asked, AskedPeriod)
    ends = {(meaning.start, meaning.end) for meaning in asked.meanings}
    assert {
        (date(2018, 7, 1), date(2019, 6, 30)),
        (date(2017, 10, 1), date(2018, 9, 30)),
        (date(2018, 1, 1), date(2018, 12, 31)),
    } <= ends


def test_a_thirteenth_month_is_none_of_the_answers() -> None:
    asked = read_period("2012-13", "en", SAID_ON)
    assert isinstance(asked, AskedPeriod)
    assert {str(meaning.end) for meaning in asked.meanings} == {
        *("2013-03-31", "2013-06-30", "2013-08-31", "2013-09-30", "2013-12-31"),
    }


def test_without_the_day_it_was_said_a_whole_date_is_read_and_the_rest_asked() -> None:
    whole = read_period("from 4 to 22 January 1995", "en", None)
    assert isinstance(whole, ReadPeriod)
    assert whole.end == date(1995, 1, 22)
    for text in ("since 10 June", "last week", "so far", "July"):
        assert isinstance(read_period(text, "en", None), AskedPeriod), text


def test_of_what_is_ahead_the_next_year_is_meant() -> None:
    read = read_period("by the end of June", "en", date(2024, 3, 14), is_ahead=True)
    assert isinstance(read, ReadPeriod)
    assert read.end == date(2024, 6, 30)
    begun = read_period("by the end of June", "en", date(2024, 3, 14))
    assert isinstance(begun, ReadPeriod)
    assert begun.end == date(2023, 6, 30)


def test_a_year_that_ends_on_a_day_may_be_one_ahead() -> None:
    assert isinstance(read_period("the year ending 31 March", "en", SAID_ON, is_ahead=True), AskedPeriod)
    read = read_period("the year ending 31 March 2020", "en", SAID_ON, is_ahead=True)
    assert isinstance(read, ReadPeriod)
    assert (read.start, read.end) == (date(2019, 4, 1), date(2020, 3, 31))


def test_a_numbered_week_ahead_is_the_next_and_29_february_that_of_a_leap_year_beside() -> None:
    week = read_period("week 5", "en", SAID_ON, is_ahead=True)
    leap = read_period("29 February", "en", date(2021, 1, 10))
    assert isinstance(week, ReadPeriod)
    assert isinstance(leap, ReadPeriod)
    assert (week.start, leap.start) == (date(2020, 1, 27), date(2020, 2, 29))
    assert isinstance(read_period("29 February", "en", date(2021, 7, 24)), AskedPeriod)


def test_an_end_that_is_only_the_day_it_was_said_is_told_apart() -> None:
    so_far, dated = read_period("so far in 2019", "en", SAID_ON), read_period("1 to 24 July 2019", "en", SAID_ON)
    assert isinstance(so_far, ReadPeriod)
    assert isinstance(dated, ReadPeriod)
    assert so_far.end == dated.end == SAID_ON
    assert so_far.ends_when_said
    assert not dated.ends_when_said


def test_no_public_case_is_read_otherwise_than_it_is_meant() -> None:
    if not CASES.exists():
        pytest.skip("the public cases are not here; tests/claims/reading/periods.csv holds cases of our own")
    with CASES.open(encoding="utf-8", newline="") as lines:
        counts = measure(csv.DictReader(lines))
    assert not sum(count["wrong"] for count in counts.values())
    assert counts["en"]["right"] >= 0.55 * counts["en"].total()  # a tenth of all are weekends and spans ahead


@given(
    st.lists(
        st.sampled_from(FRAGMENTS),
        max_size=12,
    ),
    st.sampled_from(sorted(TABLES)),
    st.none() | st.dates(),
)
def test_no_words_make_the_reader_fail(words: list[str], language: str, said_on: date | None) -> None:
    read = read_period(" ".join(words), language, said_on)
    if isinstance(read, ReadPeriod) and read.start is not None and read.end is not None:
        assert read.start <= read.end


@given(st.text(max_size=130), st.sampled_from([*sorted(TABLES), "xx"]))
def test_no_text_makes_the_reader_fail(text: str, language: str) -> None:
    read_period(text, language, SAID_ON)


@pytest.mark.parametrize("piece", ["1 ", "from ", "2018-", "(((", "ا\u0651", "а́", "١٢/", "\u202e\0"])
def test_a_megabyte_is_refused_at_once(piece: str) -> None:
    begun = time.perf_counter()
    read_period(piece * (1_000_000 // len(piece)), "en", SAID_ON)
    assert time.perf_counter() - begun < 0.2


def test_a_row_of_a_file_says_what_was_read_or_why_not() -> None:
    rows = [("Q2 2018", ""), ("03/04/2019", "2019-07-24"), ("soon", "2019-07-24"), ("July", "24 July")]
    cells = ({"language": "en", "text": text, "said_on": said_on} for text, said_on in rows)
    read, asked, refused, undated = map(read_row, cells)
    assert (read["start"], read["end"], read["is_cumulative"]) == ("2018-04-01", "2018-06-30", False)
    assert "asked" in asked
    assert asked["start"] is None
    assert "refused" in refused
    assert "expected a day such as 2019-07-24" in str(undated["refused"])


@pytest.mark.parametrize(
    ("language", "words", "days"),
    [
        ("en", "nineteen ninety-nine", ("1999-01-01", "1999-12-31")),
        ("en", "in twenty eighteen", ("2018-01-01", "2018-12-31")),
        ("en", "nineteen oh five", ("1905-01-01", "1905-12-31")),
        ("en", "the third quarter of two thousand and eighteen", ("2018-07-01", "2018-09-30")),
        ("en", "from twenty fifteen to twenty eighteen", ("2015-01-01", "2018-12-31")),
        ("en", "the nineteen eighties", ("1980-01-01", "1989-12-31")),
        ("en", "the two thousand and tens", ("2010-01-01", "2019-12-31")),
        ("en", "the noughties", ("2000-01-01", "2009-12-31")),
        ("fr", "en deux mille dix-huit", ("2018-01-01", "2018-12-31")),
        ("es", "en dos mil dieciocho", ("2018-01-01", "2018-12-31")),
        ("ru", "две тысячи восемнадцать", ("2018-01-01", "2018-12-31")),
        ("ar", "عام ألفين وثمانية عشر", ("2018-01-01", "2018-12-31")),
        ("en", "the week before last", ("2019-07-08", "2019-07-14")),
        ("en", "last week from Monday to Wednesday", ("2019-07-15", "2019-07-17")),
        ("en", "this week between Mon and Wed", ("2019-07-22", "2019-07-24")),
        ("en", "three days from 4 March 2019", ("2019-03-04", "2019-03-06")),
        ("en", "two months, starting 1 May", ("2019-05-01", "2019-06-30")),
    ],
)
def test_years_in_words_and_days_counted_from_one_are_read(language: str, words: str, days: tuple[str, str]) -> None:
    read = read_period(words, language, date(2019, 7, 24))
    assert isinstance(read, ReadPeriod), read
    assert (str(read.start), str(read.end), read.words) == (*days, words)


@pytest.mark.parametrize(
    "words",
    [
        "twenty one", "two thousand people", "twenty days", "twenty-four hours", "the nineteen hundreds",
        "last week from Wednesday to Monday", "2 weeks from 20 December", "nineteen", "two thousand and ten percent",
    ],
)  # fmt: skip
def test_a_number_in_words_is_no_year_where_it_counts_or_may_be_another(words: str) -> None:
    assert not isinstance(read_period(words, "en", date(2019, 7, 24)), ReadPeriod)


def test_after_next_month_is_not_the_month_after_next() -> None:
    read = read_period("after next month", "en", date(2019, 7, 24))
    assert isinstance(read, ReadPeriod)
    assert (read.start, read.end) == (date(2019, 9, 1), None)


@pytest.mark.parametrize(
    ("words", "start"),
    [("منذ بداية العام", date(2019, 1, 1)), ("с 10 июня", date(2019, 6, 10)), ("July 2019", date(2019, 7, 1))],
)
def test_words_in_another_script_than_their_source_are_read_in_their_own_language(words: str, start: date) -> None:
    read = read_period(words, "en", date(2019, 7, 24))
    assert isinstance(read, ReadPeriod)
    assert read.start == start
