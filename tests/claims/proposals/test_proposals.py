"""Claims proposed from texts: what is found, who says it, what is none, and how well known texts are read."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.claims.figures import Status
from apps.claims.management.commands.propose_claims import lines
from apps.claims.proposals.codes import Code, CodeLists, read_lists
from apps.claims.proposals.proposals import Proposal, propose
from apps.claims.proposals.times import find_date, find_times
from apps.claims.reading.disagreements import Entered, compare_words
from apps.claims.reading.outcomes import Qualifier, UnitTraits
from apps.config.folders import BASE_DIR
from tests.readings.proposals import (
    HOSTILE,
    SECONDS,
    STORY,
    TEXTS,
    TRANSCRIPT,
    language_of,
    measure,
    read_claims,
    seconds_of,
)

SAID_ON = date(2019, 7, 24)
P = "percent"
PIECES = (
    *(
        "more than ",
        "5",
        "1,234",
        " people",
        "(",
        ")",
        ". ",
        "\n",
        "a third of ",
        "Mr. Ali: ",
        "since ",
        "July ",
        "2019 ",
    ),
    *("-", "«", "٣", "%", "of the ", "$", "within "),
)
CODES = sorted(BASE_DIR.glob("fixtures/codes/*.yaml"))


@pytest.fixture(scope="module")
def lists() -> CodeLists:
    return read_lists([*CODES, STORY / "documents.yaml"])


def of(text: str, lists: CodeLists, language: str = "en") -> list[Proposal]:
    return list(propose(text, lists, language=language, said_on=SAID_ON))


@pytest.mark.parametrize("file", sorted(TEXTS.glob("*.txt")), ids=lambda file: file.stem)
def test_a_text_whose_claims_are_known_is_read_as_well_as_is_asked(file, lists: CodeLists) -> None:  # type: ignore[no-untyped-def]
    text, language = file.read_text(encoding="utf-8"), language_of(file)
    said_on = find_date(file.stem, text, language)
    result = measure(text, read_claims(file.with_suffix(".csv")), lists, said_on=said_on, language=language)
    assert result.is_enough, f"{result.told()}\n" + "\n".join(result.misses)


def test_the_transcript_of_the_joint_session_is_read_as_well_as_is_asked(lists: CodeLists) -> None:
    if not TRANSCRIPT.exists():
        pytest.skip("the transcript is not here; tests/readings/texts/ holds texts of our own")
    text = TRANSCRIPT.read_text(encoding="utf-8")
    result = measure(text, read_claims(STORY / "claims.csv"), lists, said_on=SAID_ON, language="en")
    assert result.is_enough, f"{result.told()}\n" + "\n".join(result.misses)


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 2254 was adopted.",
        "The head of state issued decree number 10.",
        "See pages 4 and 5 and annex 3.",
        "See pages 4 to 6.",
        "The 61st fair was opened on 12 July 2019.",
        "The camp lies in the 55-kilometre zone.",
        "Since 2011 the country has suffered.",
        "We agree to: 1) conduct an assessment; 2) facilitate transport.",
        "For questions call 0800 555 010.",
        "Call +229 21 33 21 78 or tel. 021 33 45 67 or write to desk14@example.org.",
        "The briefing is at 14:30 in room 6.",
        "COVID-19 and H1N1 were mentioned in document VL/2023/17.",
        "One of the women spoke for the first time in the past three months.",
        "These two countries met the other three.",
        "Children under five are at risk.",
        "Children under 2 or 3 are at risk.",
        "The three-year plan was renewed after ten years.",
        "2.1 Vaccination",
        "North 12,400 15,300 18,200",
        "Ten days ago the council met (n=345).",
        "He is one of the most important friends.",
        "A family of five lives here.",
        "For a household of 5 to 7 people.",
        "The meeting is at 10 h 30.",
        "They live in the suburbs.4",
        "The under-five mortality rate fell.",
    ],
)
def test_what_is_no_figure_is_not_proposed(text: str, lists: CodeLists) -> None:
    assert [proposal.quote for proposal in of(text, lists)] == []


@pytest.mark.parametrize(
    ("text", "quote", "figure", "qualifier", "value", "unit"),
    [
        ("In all, more than 1,234 people fled.", "more than 1,234 people", "1,234", "more_than", "1234", "people"),
        ("A third of a camp’s staff left", "A third of a camp’s staff", "A third", "exactly", "33.333333", P),
        ("It takes 24-48 hours.", "24-48 hours", "24-48", "between", "24", "hours"),
        ("Some 250 children a day are seen.", "Some 250 children a day", "250", "about", "250", "people per day"),
        ("They ask for US $26 million.", "US $26 million", "26 million", "exactly", "26000000", "usd"),
        ("They are to leave within a month.", "within a month", "a month", "at_most", "1", "months"),
        ("Hundreds of cases were seen.", "Hundreds of cases", "Hundreds", "vague", None, "cases"),
        ("Three in ten households thirst.", "Three in ten households", "Three in ten", "exactly", "30", P),
        ("over 105,505 Syrians were treated", "over 105,505 Syrians", "105,505", "more_than", "105505", "people"),
        ("41,200 school bags came.", "41,200 school bags", "41,200", "exactly", "41200", "bags"),
        ("Between 10 and 20 people fled.", "Between 10 and 20 people", "Between 10 and 20", "between", "10", "people"),
        ("10 to 20 people fled.", "10 to 20 people", "10 to 20", "between", "10", "people"),
        ("Sixty thousand refugees fled.", "Sixty thousand refugees", "Sixty thousand", "exactly", "60000", "people"),
        ("700,000 school-age children fled.", "700,000 school-age children", "700,000", "exactly", "700000", "people"),
        ("Some 300 K people fled.", "Some 300 K people", "300 K", "about", "300000", "people"),
        ("They need up to 300 €.", "up to 300 €", "300 €", "at_most", "300", "eur"),
        ("Between $10 and $20 was paid.", "Between $10 and $20", "Between $10 and $20", "between", "10", "usd"),
        ("Half or more of the people fled.", "Half or more of the people", "Half", "at_least", "50", P),
    ],
)  # fmt: skip
def test_a_figure_is_proposed_with_its_qualifier_and_what_it_counts(
    text: str, quote: str, figure: str, qualifier: str, value: str | None, unit: str, lists: CodeLists
) -> None:
    (proposal,) = of(text, lists)
    assert (proposal.quote, proposal.figure_as_said, proposal.qualifier.value) == (quote, figure, qualifier)
    assert proposal.value == (None if value is None else Decimal(value))
    assert proposal.unit == unit


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        ("en", "Two and a half million people returned.", ["2500000"]),
        ("en", "One and a half million people, a quarter of a million of them children.", ["1500000", "250000"]),
        ("en", "Nearly 1½ million people returned, 1 1/2 million to Homs.", ["1500000", "1500000"]),
        ("en", "The 5-million people of the city, 45 per cent to 50 per cent of all.", ["5000000", "45–50"]),
        ("en", "Five to six thousand people returned.", ["5000–6000"]),
        ("en", "Some 300 or 400 people returned.", ["300–400"]),
        ("en", "20 or 30,000 people returned.", ["20000–30000"]),
        ("en", "Two hundred and three people returned.", ["203"]),
        ("en", "Two hundred and three hundred people returned.", ["200", "300"]),
        ("en", "100 and 200 people returned, 300 to Homs.", ["100", "200", "300"]),
        ("en", "5m people need 5 m of cable.", ["5000000", "5"]),
        ("en", "Half of one per cent of people returned.", ["0.5"]),
        ("en", "The number rose from 300 to 400.", ["300", "400"]),
        ("en", "The number of people fell by 300 to 1,200.", ["300", "1200"]),
        ("en", "Prices rose 12 per cent to 340.", ["12", "340"]),
        ("en", "Prices rose by 10 to 15 per cent.", ["10–15"]),
        ("en", "Cases doubled from 1,000 to 2,000.", ["1000", "2000"]),
        ("en", "Prices rose 5.4 percentage points to 12.3 per cent.", ["5.4", "12.3"]),
        ("en", "The rate rose to between 45 per cent and 50 per cent.", ["45–50"]),
        ("en", "300 people are in Phase 3 or above.", ["300"]),
        ("es", "Entre un 40 y un 50 % de la población.", ["40–50"]),
        ("ru", "От 300 до 400 тыс. человек бежали.", ["300000–400000"]),
        ("en", "The camp takes from 300 to 400 people.", ["300–400"]),
        ("en", "One person in three returned.", ["33.333333"]),
        ("en", "Three people in 10 villages returned.", ["3", "10"]),
        ("en", "1.200 people returned.", ["1200"]),
        ("en", "1,500 children (6–59 months) were seen.", ["1500"]),
        ("en", "On 3/4/19 300 people returned.", ["300"]),
        ("fr", "Un million et demi de personnes sont revenues.", ["1500000"]),
        ("fr", "Vingt et une personnes sont revenues.", ["21"]),
        ("fr", "Entre deux et trois mille personnes sont revenues.", ["2000–3000"]),
        ("fr", "Trois cents et quatre cents personnes.", ["300", "400"]),
        ("fr", "Le nombre de morts est passé de 300 à 400.", ["300", "400"]),
        ("fr", "Un enfant sur cinq est revenu.", ["20"]),
        ("es", "Más de dos millones y medio de personas regresaron.", ["2500000"]),
        ("es", "Medio millón de personas regresaron.", ["500000"]),
        ("es", "Treinta y una personas regresaron.", ["31"]),
        ("es", "El número pasó de 300 a 400.", ["300", "400"]),
        ("ru", "Два с половиной миллиона человек вернулись.", ["2500000"]),
        ("ru", "Вернулись 1 млн 200 тыс. человек и 1 тыс. 200 семей.", ["1200000", "1200"]),
        ("ru", "От двух до трёх тысяч человек вернулись.", ["2000–3000"]),
        ("ru", "Число беженцев выросло с 300 до 400 человек.", ["300", "400"]),
        ("ar", "عاد مليون ونصف المليون شخص.", ["1500000"]),
        ("ar", "عاد أكثر من مليونين ونصف المليون شخص.", ["2500000"]),
        ("ar", "عاد مليون و200 ألف شخص.", ["1200000"]),
        ("ar", "خمسة وعشرون ألف شخص عادوا.", ["25000"]),
        ("ar", "ارتفع عدد القتلى من 300 إلى 400 قتيل.", ["300", "400"]),
    ],
)  # fmt: skip
def test_a_figure_is_the_longest_run_of_words_that_is_one_number(
    language: str, text: str, figures: list[str], lists: CodeLists
) -> None:
    ends = [(one.value, one.value_high) for one in of(text, lists, language)]
    assert ends == [
        (Decimal(low), Decimal(high) if high else None) for low, _, high in (f.partition("–") for f in figures)
    ]


@pytest.mark.parametrize(
    ("language", "text", "qualifier"),
    [
        ("ru", "Число беженцев выросло до 400 человек.", "exactly"),
        ("ru", "В лагере живут до 400 человек.", "at_most"),
        ("es", "El número subió hasta 400 personas.", "exactly"),
        ("en", "The camp hosts 68,000+ people.", "at_least"),
        ("en", "Cases increased, with up to 400 people infected.", "at_most"),
    ],
)
def test_a_bound_is_told_from_what_a_number_changed_to(
    language: str, text: str, qualifier: str, lists: CodeLists
) -> None:
    (proposal,) = of(text, lists, language)
    assert proposal.qualifier.value == qualifier


@pytest.mark.parametrize(
    ("language", "text", "unit", "quote"),
    [
        ("en", "The rate is 12 per 100,000 population.", "people_per_100000", "12 per 100,000 population"),
        ("en", "There were 45 deaths per 1,000 live births.", "people_per_1000", "45 deaths per 1,000"),
        ("en", "There were 12 deaths in 10,000 people.", "people_per_10000", "12 deaths in 10,000 people"),
        ("es", "Hubo 39 muertes por cada 1.000 nacidos.", "people_per_1000", "39 muertes por cada 1.000 nacidos"),
        ("fr", "L'incidence est de 12 pour 100 000 habitants.", "people_per_100000", "12 pour 100 000 habitants"),
        ("es", "Es de 12 por cada 100.000 habitantes.", "people_per_100000", "12 por cada 100.000 habitantes"),
        ("ru", "Она составила 12 на 100 тысяч населения.", "people_per_100000", "12 на 100 тысяч населения"),
        ("ar", "معدل الإصابة 12 لكل 100 ألف نسمة.", "people_per_100000", "12 لكل 100 ألف نسمة"),
    ],
)
def test_so_many_of_so_many_are_one_figure(language: str, text: str, unit: str, quote: str, lists: CodeLists) -> None:
    (proposal,) = of(text, lists, language)
    assert (proposal.unit, proposal.quote) == (unit, quote)


def test_deaths_in_so_many_attacks_are_two_figures(lists: CodeLists) -> None:
    assert [proposal.unit for proposal in of("300 deaths in 1,000 attacks.", lists)] == ["people", "cases"]


@pytest.mark.parametrize(
    ("language", "text", "unit", "figure"),
    [
        ("en", "Several hundred families returned.", "families", "Several hundred"),
        ("fr", "Plusieurs centaines de personnes sont revenues.", "people", "Plusieurs centaines"),
        ("es", "Varios miles de personas regresaron.", "people", "Varios miles"),
        ("ru", "Десятки тысяч человек вернулись.", "people", "Десятки тысяч"),
    ],
)
def test_a_vague_quantity_is_whole_and_of_what_it_counts(
    language: str, text: str, unit: str, figure: str, lists: CodeLists
) -> None:
    (proposal,) = of(text, lists, language)
    assert (proposal.value, proposal.unit, proposal.figure_as_said) == (None, unit, figure)


@pytest.mark.parametrize("file", sorted(TEXTS.glob("*.txt")), ids=lambda file: file.stem)
def test_no_proposal_stands_beside_its_own_words(file, lists: CodeLists) -> None:  # type: ignore[no-untyped-def]
    """Or whoever accepts it as it is would be asked about it."""
    text, language = file.read_text(encoding="utf-8"), language_of(file)
    for one in propose(text, lists, language=language, said_on=find_date(file.stem, text, language)):
        entered = Entered(one.figure_as_said, one.qualifier, one.value, one.value_high)
        assert compare_words(entered, UnitTraits(one.unit, is_percent=one.unit == P), language) == [], one.quote


def test_the_verb_before_a_figure_says_which_indicator_of_two_it_is(lists: CodeLists) -> None:
    codes = [Code(verb, f"Schools {verb}", units=("facilities",)) for verb in ("damaged", "destroyed", "visited")]
    both = of("The floods damaged 412 schools and destroyed 37.", replace(lists, indicators=tuple(codes)))
    assert [proposal.indicator[0].code for proposal in both] == ["damaged", "destroyed"]
    both = of("The floods destroyed 37 schools and damaged 412.", replace(lists, indicators=tuple(codes)))
    assert [proposal.indicator[0].code for proposal in both] == ["destroyed", "damaged"]


def test_a_list_with_one_lead_inherits_its_status_place_and_period(lists: CodeLists) -> None:
    text = "In Homs, since 10 June, work is under way to repair 2,549 homes, 221 schools and 191 bakeries."
    proposals = of(text, lists)
    assert [proposal.unit for proposal in proposals] == ["homes", "facilities", "facilities"]
    assert {proposal.status for proposal in proposals} == {Status.UNDER_WAY}
    assert {proposal.period_start for proposal in proposals} == {date(2019, 6, 10)}
    assert {proposal.place[0].code for proposal in proposals} == {"SY04"}
    assert [proposal.indicator[0].code for proposal in proposals] == [
        "homes_restored",
        "schools_restored",
        "bakeries_restored",
    ]


@pytest.mark.parametrize(
    ("text", "language", "starts"),
    [
        ("In 2017 5,200 people returned, and in the first half of 2018 another 1,150.", "en", ["2017", "2018"]),
        ("In 2017, 5,200 people returned and, in 2018, some 1,150.", "en", ["2017", "2018"]),
        ("5,200 people returned in 2017, and in 2018 another 1,150.", "en", ["2017", "2018"]),
        (
            "In 2017 5,200 people returned, 300 of them children, and in 2018 another 1,150.",
            "en",
            ["2017", "2017", "2018"],
        ),
        ("In 2017 5,200 people returned and another 1,150 in 2018.", "en", ["2017", "2018"]),
        ("En 2017, 5 200 personnes sont rentrées, et en 2018 encore 1 150.", "fr", ["2017", "2018"]),
        ("En 2017 regresaron 5.200 personas, y en 2018 otras 1.150.", "es", ["2017", "2018"]),
        ("Se estima que en 2017 regresaron 5.200 personas, más que en 2016.", "es", ["2017"]),
        ("On estime qu’en 2017 5 200 personnes sont rentrées, plus qu’en 2016.", "fr", ["2017"]),
        ("В 2017 году вернулись 5 200 человек, больше, чем в 2016 году.", "ru", ["2017"]),
        ("В 2017 году вернулись 5 200 человек, и в 2018 году ещё 1 150.", "ru", ["2017", "2018"]),
    ],
)
def test_each_figure_has_the_period_of_its_own_clause(
    text: str, language: str, starts: list[str], lists: CodeLists
) -> None:
    found = of(text, lists, language)
    assert [str(proposal.period_start.year) for proposal in found if proposal.period_start] == starts


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("In the past 24 hours, 45 people returned.", date(2019, 7, 23), date(2019, 7, 24)),
        ("In the year ending 31 March 2019, 5,200 people returned.", date(2018, 4, 1), date(2019, 3, 31)),
        ("By year-end 2018, 5,200 people had returned.", None, date(2018, 12, 31)),
        ("In the first six months of the year 5,200 people returned.", date(2019, 1, 1), date(2019, 6, 30)),
        ("In January, February and March 2018 5,200 people returned.", date(2018, 1, 1), date(2018, 3, 31)),
        ("In the first half of May, 5,200 people returned.", None, None),
        ("In June, 5,200 people returned, more than in May 2018.", date(2019, 6, 1), date(2019, 6, 30)),
        ("5,200 people returned, more than in May 2018.", None, None),
        ("За последние сутки вернулись 45 человек.", date(2019, 7, 23), date(2019, 7, 24)),
        ("تسجيل 12 وفاة خلال الساعات الـ 24 الماضية.", date(2019, 7, 23), date(2019, 7, 24)),
        ("5,200 people have fled since the start of the conflict in 2011.", date(2011, 1, 1), None),
        ("As of 18:00 on 20 July, 5,200 people had returned.", None, date(2019, 7, 20)),
        ("In 2016, 2017 and 2018 5,200 people returned.", date(2016, 1, 1), date(2018, 12, 31)),
        ("On 20 and 21 June 5,200 people returned.", date(2019, 6, 20), date(2019, 6, 21)),
        ("5,200 people returned in 2017 or 2018.", None, None),
        ("5,200 people returned in July or August 2018.", None, None),
        ("5,200 people returned in 2016 and 2018.", None, None),
        ("Over the last two weeks of June 5,200 people returned.", None, None),
        ("За семь месяцев 2019 года вернулись 5 200 человек.", None, None),
        ("On 23/24 July 5,200 people returned.", date(2019, 7, 23), date(2019, 7, 24)),
        ("Up to and including 30 June 5,200 people returned.", None, date(2019, 6, 30)),
        ("5,200 people returned in the same period of 2018.", None, None),
        ("Over the next year 5,200 people are expected.", None, None),
        ("В 2017 или 2018 году вернулись 5 200 человек.", None, None),
        ("عاد 5200 شخص في عامي 2017 و2018.", date(2017, 1, 1), date(2018, 12, 31)),
    ],
)
def test_the_words_of_a_period_are_no_figure_beside_it(
    text: str, start: date | None, end: date | None, lists: CodeLists
) -> None:
    (proposal,) = of(text, lists)
    assert (proposal.period_start, proposal.period_end) == (start, end)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("In 2017 5,200 people returned, up from 3,000 the previous year.", "en"),
        ("In 2017 5,200 people returned; a year earlier it was 3,000.", "en"),
        ("En 2017, 5 200 personnes sont rentrées, contre 3 000 l’année précédente.", "fr"),
        ("En 2017 regresaron 5.200 personas, frente a 3.000 el año anterior.", "es"),
        ("В 2017 году вернулись 5 200 человек против 3 000 в предыдущем году.", "ru"),
        ("عاد 5200 شخص في 2017 مقارنة بـ3000 في العام السابق.", "ar"),
    ],
)
def test_a_year_told_from_another_is_not_the_one_before_the_day_it_was_said(
    text: str, language: str, lists: CodeLists
) -> None:
    first, second = of(text, lists, language)
    assert first.period_start == date(2017, 1, 1)
    assert (second.period_start, second.period_end) == (None, None)


def test_two_thirds_are_a_share_though_they_are_said_again_in_brackets(lists: CodeLists) -> None:
    found = of("More than two thirds (67 per cent) of all refugees came from there.", lists)
    assert [(proposal.qualifier.value, proposal.unit) for proposal in found] == [("more_than", P), ("exactly", P)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In 2014 the camps grew. A decade ago there were 300 camps."),
        ("fr", "En 2014, 60 personnes ont fui. Il y a dix ans, 300 personnes avaient fui."),
        ("es", "Hace diez años, 300 personas huyeron."),
        ("ru", "Десять лет назад бежали 300 человек."),
        ("ar", "قبل عشر سنوات فر 300 شخص."),
        ("ar", "خلال الأشهر الستة الأولى من عام 2014م عاد 300 شخص."),
    ],
)
def test_so_long_ago_is_asked_about(language: str, text: str, lists: CodeLists) -> None:
    proposal = of(text, lists, language)[-1]
    assert (proposal.period_start, proposal.period_end) == (None, None)
    assert "give the days" in proposal.why["period"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Une hausse de 25 % par rapport à 2018."),
        ("es", "Un aumento del 25 % respecto a 2018."),
        ("ru", "Рост на 25 % по сравнению с 2018 годом."),
        ("ar", "زيادة بنسبة 25 في المئة مقارنة بعام 2018."),
    ],
)
def test_what_a_figure_is_compared_with_is_no_period_of_it(language: str, text: str, lists: CodeLists) -> None:
    (proposal,) = of(text, lists, language)
    assert (proposal.period_start, proposal.period_end) == (None, None)


def test_a_month_that_is_shortened_ends_no_sentence(lists: CodeLists) -> None:
    (proposal,) = of("Some 300 people fled from Oct. 2 to October 22.", lists)
    assert (str(proposal.period_start), str(proposal.period_end)) == ("2018-10-02", "2018-10-22")
    assert [found.quote for found in of("They left in Oct. Then 300 people came.", lists)] == ["300 people"]


def test_later_in_a_month_is_not_all_of_it(lists: CodeLists) -> None:
    (proposal,) = of("Some 300 people will flee later this month.", lists)
    assert (str(proposal.period_start), str(proposal.period_end)) == ("2019-07-24", "2019-07-31")


def test_a_figure_in_brackets_is_of_the_period_that_it_is_compared_with(lists: CodeLists) -> None:
    found = of(
        "In 2017 there were 17.1 million people, fewer than in 2010 (21.4 million). There were 300 camps.", lists
    )
    assert [str(proposal.period_start)[:4] for proposal in found] == ["2017", "2010", "2017"]
    assert found[1].why["period"] == "“in 2010”"


def test_what_a_percentage_is_told_of_is_no_period_of_it(lists: CodeLists) -> None:
    (fall,) = of("From 1 to 7 July there was a fall of 12% on the week before.", lists)
    assert (fall.period_start, fall.period_end) == (date(2019, 7, 1), date(2019, 7, 7))
    (rise,) = of("In 2018 there was a rise of 12 per cent from 2016.", lists)
    assert (rise.period_start, rise.period_end) == (date(2018, 1, 1), date(2018, 12, 31))


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "Over 2000 people returned.", 2000),
        ("en", "Shelter for 2015 Syrian families was built.", 2015),
        ("en", "Only 2018 people returned.", 2018),
        ("en", "Up to 2000 people may return.", 2000),
        ("fr", "Une aide à 2000 familles.", 2000),
        ("fr", "Jusqu’à 2000 personnes.", 2000),
        ("es", "Llegaron solo 2000 personas.", 2000),
        ("ru", "Всего 2000 человек.", 2000),
        ("ru", "До 2000 человек.", 2000),
        ("ar", "وصلت مساعدات لـ2000 أسرة.", 2000),
        ("ar", "وصلت مساعدات إلى 2000 أسرة.", 2000),
    ],
)
def test_a_number_that_counts_is_no_year(language: str, text: str, value: int, lists: CodeLists) -> None:
    (proposal,) = of(text, lists, language)
    assert proposal.value == value
    assert (proposal.period_start, proposal.period_end, proposal.period_as_said) == (None, None, "")


@pytest.mark.parametrize(
    ("language", "text", "start"),
    [
        ("en", "In 2018 refugees returned to 300 villages.", "2018-01-01"),
        ("en", "The budget for 2018 in villages reached 300 families.", "2018-01-01"),
        ("ar", "في 2018 عاد 300 شخص", "2018-01-01"),
    ],
)
def test_a_year_before_what_is_counted_stays_a_year(language: str, text: str, start: str, lists: CodeLists) -> None:
    (proposal,) = of(text, lists, language)
    assert proposal.value == 300
    assert str(proposal.period_start) == start


@pytest.mark.parametrize(
    ("language", "text", "unit", "quote"),
    [
        ("en", "Each family received 2 kg per person.", "kg per person", "2 kg per person"),
        ("en", "Rations of 2,100 kcal per person per day.", "kcal per person", "2,100 kcal per person"),
        ("en", "It costs $300 per family.", "usd per family", "$300 per family"),
        ("en", "There were 5 people per household.", "people per household", "5 people per household"),
        ("fr", "Il faut 15 litres par personne et par jour.", "litres per personne", "15 litres par personne"),
        ("en", "Some 250 children/day were vaccinated.", "people per day", "Some 250 children/day"),
        ("fr", "On vaccine 250 enfants par mois.", "people per month", "250 enfants par mois"),
        ("es", "Recibieron 2 kg por persona.", "kg per persona", "2 kg por persona"),
        ("ru", "Выдали 2 кг на человека.", "kg", "2 кг"),
        ("en", "Some 100–150 per week, all of them people.", "people per week", "Some 100–150 per week"),
        ("es", "Se atiende a 300 personas al día.", "people per day", "300 personas al día"),
        ("es", "Se atendió a 300 personas al día siguiente.", "people", "300 personas"),
        ("ru", "Принимают 15-20 человек в день.", "people per day", "15-20 человек в день"),
        ("ru", "Пришли 300 человек в день выборов.", "people", "300 человек"),
        ("ar", "يعود 300 شخص في اليوم.", "people per day", "300 شخص في اليوم"),
        ("ar", "عاد 300 شخص في اليوم التالي.", "people", "300 شخص"),
        ("en", "Every minute in 2018, 25 people fled.", "people per minute", "25 people"),
        ("en", "The daily Syria Times said 300 people died.", "people", "300 people"),
        ("fr", "En 2014, chaque jour, 42.500 personnes ont fui.", "people per day", "42.500 personnes"),
        ("ru", "Ежедневно возвращаются 30 тысяч человек.", "people per day", "30 тысяч человек"),
    ],
)
def test_so_much_for_each_is_not_so_many_of_them(
    language: str, text: str, unit: str, quote: str, lists: CodeLists
) -> None:
    (proposal,) = of(text, lists, language)
    assert (proposal.unit, proposal.quote) == (unit, quote)


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("en", "The number rose from 1.2 to 1.5 million people.", [1_200_000, 1_500_000]),
        ("en", "The number fell from three to two thousand people.", [3_000, 2_000]),
        ("en", "Funding rose from $1.2 to $1.5 billion.", [1_200_000_000, 1_500_000_000]),
        ("en", "The share rose from 12 to 15 per cent.", [12, 15]),
        ("en", "Deaths rose from 300 to 1,200.", [300, 1_200]),
        ("en", "The number rose from 900 to 1.5 million people.", [900, 1_500_000]),
        ("en", "The number rose from 300 people to 400 thousand.", [300, 400_000]),
        ("fr", "Le nombre est passé de 1,2 à 1,5 million de personnes.", [1_200_000, 1_500_000]),
        ("es", "El número pasó de 1,2 a 1,5 millones de personas.", [1_200_000, 1_500_000]),
        ("ru", "Число выросло с 1,2 до 1,5 млн человек.", [1_200_000, 1_500_000]),
        ("ar", "ارتفع العدد من 1.2 إلى 1.5 مليون شخص.", [1_200_000, 1_500_000]),
    ],
)
def test_what_changed_has_the_scale_of_what_it_changed_to(
    language: str, text: str, numbers: list[int], lists: CodeLists
) -> None:
    first, second = of(text, lists, language)
    assert [first.value, second.value] == numbers


@pytest.mark.parametrize(
    ("language", "text", "said", "value"),
    [
        ("en", "300 (three hundred) people returned.", "300 (three hundred)", 300),
        ("en", "More than three hundred (300) people returned.", "three hundred (300)", 300),
        ("en", "Twelve (12) per cent of them returned.", "Twelve (12) per cent", 12),
        ("fr", "Trois cents (300) personnes sont rentrées.", "Trois cents (300)", 300),
        ("es", "Regresaron 300 (trescientas) personas.", "300 (trescientas)", 300),
        ("ru", "Вернулись 300 (триста) человек.", "300 (триста)", 300),
        ("ar", "عاد 300 (ثلاثمائة) شخص.", "300 (ثلاثمائة)", 300),
    ],
)
def test_a_number_in_digits_and_in_words_is_one_figure(
    language: str, text: str, said: str, value: int, lists: CodeLists
) -> None:
    (proposal,) = of(text, lists, language)
    assert proposal.figure_as_said == said
    assert proposal.value == value


@pytest.mark.parametrize(
    ("language", "text", "said", "value"),
    [
        ("en", "There were 4.74 million (3.31–6.48) excess deaths.", "4.74 million (3.31–6.48)", 4_740_000),
        ("en", "There were 1,042 (95% CI: 900 to 1,200) deaths.", "1,042 (95% CI: 900 to 1,200)", 1_042),
        ("en", "There were 1,042 ± 50 deaths.", "1,042 ± 50", 1_042),
        ("fr", "On compte 4,74 millions (3,31–6,48) de décès.", "4,74 millions (3,31–6,48)", 4_740_000),
        ("ru", "Умерли 4,74 млн (3,31–6,48) человек.", "4,74 млн (3,31–6,48)", 4_740_000),
    ],
)
def test_an_estimate_with_its_interval_is_one_figure(
    language: str, text: str, said: str, value: int, lists: CodeLists
) -> None:
    (proposal,) = of(text, lists, language)
    assert (proposal.figure_as_said, proposal.unit) == (said, "people")
    assert proposal.value == value
    assert proposal.value_high is None


def test_ages_beside_a_figure_are_no_interval_of_it(lists: CodeLists) -> None:
    assert [proposal.figure_as_said for proposal in of("In all 45 (18–59 years) women came.", lists)] == ["45"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "There were 12 deaths (2 in June, 10 in July 2018)."),
        ("ar", "سجلت 12 وفاة (2 في يونيو و10 في يوليو 2018)."),
    ],
)
def test_so_many_in_a_month_are_no_day_of_it(language: str, text: str, lists: CodeLists) -> None:
    found = of(text, lists, language)
    assert [proposal.value for proposal in found] == [12, 2, 10]
    assert found[2].period_end == date(2018, 7, 31)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In 2016, 2017 and 2018, 300, 400 and 500 people returned respectively."),
        ("fr", "En 2017 et 2018, respectivement 400 et 500 personnes sont rentrées."),
        ("es", "En 2017 y 2018 regresaron 400 y 500 personas, respectivamente."),
        ("ru", "В 2017 и 2018 годах вернулись соответственно 400 и 500 человек."),
    ],
)
def test_of_years_and_figures_listed_each_has_its_own(language: str, text: str, lists: CodeLists) -> None:
    found = of(text, lists, language)
    assert len(found) > 1
    assert {(proposal.period_start, proposal.period_end) for proposal in found} == {(None, None)}


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "They paid 12 $5 notes.", [12, 5]),
        ("en", "Some 5 m of cable was laid.", [5]),
        ("en", "Some 1.5 m people and 5 m of cable.", [1_500_000, 5]),
        ("fr", "Le nombre est passé de 2,1 M à 1,7 M.", [2_100_000, 1_700_000]),
        ("fr", "Vu par 12 M. Dupont.", [12]),
        ("ar", "عبر 1،4 مليون شخص الحدود.", [1_400_000]),
        ("en", "There were 40.0 million people 1 3.1 million of them abroad.", [40_000_000, 3_100_000]),
        ("fr", "Ils sont morts à Kaboul (3062), à Alep (1854) et à Sanaa (900).", [3_062, 1_854, 900]),
        ("fr", "Plus de 1,5 M de personnes, 2,4 Md€ et 300 k€.", [1_500_000, 2_400_000_000, 300_000]),
        ("es", "Recibieron 2,4 M de personas y 300 mil €.", [2_400_000, 300_000]),
    ],
)
def test_letters_of_scale_and_signs_of_currency_belong_to_the_number_before_them(
    language: str, text: str, values: list[int], lists: CodeLists
) -> None:
    assert [proposal.value for proposal in of(text, lists, language)] == values


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "1,500 families of 5 members each fled.", [1_500]),
        ("en", "The families of 12 victims were paid.", [12]),
        ("en", "18–59: 3.4 million; 60+: 410,000.", [3_400_000, 410_000]),
        ("fr", "Une famille de cinq a reçu 150 000 livres.", [150_000]),
        ("es", "En Homs viven 1.500 familias de 5 miembros.", [1_500]),
        ("ru", "Семье из пяти человек дали 150 тысяч фунтов.", [150_000]),
        ("ar", "تحتاج أسرة مكونة من خمسة أفراد إلى 150 ألف ليرة.", [150_000]),
    ],
)
def test_the_size_of_a_family_and_the_label_of_a_group_are_no_figures(
    language: str, text: str, values: list[int], lists: CodeLists
) -> None:
    assert [proposal.value for proposal in of(text, lists, language)] == values


def test_what_a_day_before_counts_is_not_days(lists: CodeLists) -> None:
    found = of("The number of deaths rose to 1,042 from 987 the day before.", lists)
    assert [proposal.unit for proposal in found] == ["people", "people"]


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [
        ("fr", "La route fait 12 km de long et 4,5 m de large.", "metres"),
        ("es", "La carretera mide 4,5 m de ancho.", "metres"),
        ("fr", "Soit 52 de plus que les 1 240 décès.", "people"),
        ("en", "The camp got 20 more beds.", "beds"),
        ("en", "The plant makes 45 MW, and 12 GW are needed.", "GW"),
        ("en", "Of 4.2 tonnes in all, or 1.2 Mt.", "Mt"),
        ("en", "Of 2,620 cases 94 probable, and 1,762 deaths.", "people"),
        ("en", "Of the refugees 3,400 more than last year came.", "people"),
        ("ru", "Более 500 из 1 200 задержанных освобождены.", "people"),
        ("ar", "اللاجئون: تركيا – 3,614,108.", "people"),
        ("ru", "Более 4,6 млн украинцев нашли убежище.", "people"),
        ("ru", "Пришли 40 тяжелых экскаваторов.", "экскаваторов"),
        ("es", "Hubo 2,3 millones de desplazamientos internos.", "desplazamientos"),
        ("es", "El número ha aumentado a 84 millones.", ""),
        ("fr", "Le PIB atteint 1 200 milliards d'euros.", "eur"),
        ("ar", "سجلت اليونان 12543 رحلة وإسبانيا مثلها.", "رحلة"),
        ("en", "Turkey 3.7 million Colombia 1.7 million", ""),
    ],
)
def test_what_is_counted_is_the_noun_that_says_so(language: str, text: str, unit: str, lists: CodeLists) -> None:
    assert of(text, lists, language)[-1].unit == unit


def test_cases_that_are_probable_and_parts_of_what_follows_share_its_unit(lists: CodeLists) -> None:
    french = of("Au total, 2 620 cas, dont 2 526 confirmés et 94 probables.", lists, "fr")
    assert [proposal.unit for proposal in french] == ["cases", "cases", "cases"]
    (several, _) = of("25 de las 47 zonas de salud.", lists, "es")
    assert several.unit == "zonas"
    cases = of("There were 2,620 cases, of which 94 probable, and 1,762 deaths.", lists)
    zones = of("The outbreak reached 25 of 47 health zones.", lists)
    assert [proposal.unit for proposal in (*cases, *zones)] == ["cases", "cases", "people", "zones", "zones"]


def test_of_every_hundred_is_no_figure_and_a_couple_of_hundred_is_a_vague_one(lists: CodeLists) -> None:
    assert [proposal.value for proposal in of("Of every 100 families, 83 are poor.", lists)] == [83]
    (couple,) = of("A couple of hundred families left.", lists)
    assert (couple.figure_as_said, couple.qualifier.value) == ("A couple of hundred", "vague")


def test_a_noun_before_a_colon_is_what_is_counted(lists: CodeLists) -> None:
    found = of("Cases: 12,345 (deaths: 234).", lists)
    assert {str(proposal.value): proposal.unit for proposal in found} == {"12345": "cases", "234": "people"}


def test_the_name_of_a_place_says_nothing_of_what_is_counted(lists: CodeLists) -> None:
    (proposal,) = of("In Homs 300 people crossed.", lists)
    assert "hom…" not in "".join(guess.why for guess in (*proposal.indicator, *proposal.population))


@pytest.mark.parametrize(
    ("language", "text", "percent"),
    [
        ("ru", "Треть населения нуждается в помощи.", "33.333333"),
        ("ru", "Половина дня прошла.", None),
        ("en", "In Jordan they are rare (1 in 15).", "6.666667"),
        ("en", "One in every 26 children died.", "3.846154"),
        ("fr", "Un enfant sur 26 est mort.", "3.846154"),
        ("ar", "أكثر من امرأة من كل ثلاث نساء.", None),
        ("en", "Inflation was 12.5% year on year.", "12.5"),
        ("ar", "نصف المدارس مغلقة.", "50"),
        ("fr", "La moitié des écoles sont fermées.", "50"),
        ("fr", "La seconde moitié du siècle.", None),
        ("es", "La mitad de las escuelas están cerradas.", "50"),
        ("es", "Por medio de ellos se supo.", None),
        ("en", "The first half of the match was lost.", None),
    ],
)
def test_a_part_is_one_of_what_follows_it(language: str, text: str, percent: str | None, lists: CodeLists) -> None:
    assert [proposal.value for proposal in of(text, lists, language)] == ([Decimal(percent)] if percent else [])


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("ar", "عاد وثلاثمئة ألف شخص.", 300_000),
        ("ar", "سمح لثلاثة آلاف شخص بالعودة.", 3_000),
        ("es", "Un millón de personas huyó.", 1_000_000),
        ("ru", "Двести тысяч человек вернулись.", 200_000),
    ],
)
def test_a_number_in_words_alone_is_found_however_it_is_written(
    language: str, text: str, value: int, lists: CodeLists
) -> None:
    (proposal,) = of(text, lists, language)
    assert proposal.value == value


def test_the_code_of_a_currency_may_follow_its_number(lists: CodeLists) -> None:
    assert [proposal.unit for proposal in of("They gave $6 million, and then 5 million EUR.", lists)] == ["usd", "eur"]


@pytest.mark.parametrize("piece", ["2016 and 2017 and ", "2016, 2017, ", "1 and 2 and ", "June and July, "])
def test_a_list_of_times_without_an_end_is_read_all_the_same(piece: str) -> None:
    assert isinstance(find_times(f"In {piece * 800}", "en", SAID_ON, is_ahead=False), list)


def test_of_two_or_three_months_it_is_asked_how_many(lists: CodeLists) -> None:
    (proposal,) = of("5 200 personnes sont rentrées les deux ou trois derniers mois.", lists, "fr")
    assert (proposal.period_start, proposal.period_end) == (None, None)


def test_a_part_of_so_many_millions_is_asked_about(lists: CodeLists) -> None:
    part, whole = of("45.2 of the 100 million dollars were paid.", lists)
    assert [part.value, whole.value] == [45_200_000, 100_000_000]
    assert "is read as" in part.why["value"]
    assert [proposal.value for proposal in of("500 of the 1.2 million refugees left.", lists)] == [500, 1_200_000]


def test_a_scale_that_another_number_has_is_asked_about(lists: CodeLists) -> None:
    first, second = of("The number rose from 1.2 to 1.5 million people.", lists)
    assert first.why["value"] == "“1.2” is read as 1,200,000, since “1.5 million” follows it"
    assert second.why["value"] == "read as written"


def test_two_numbers_of_which_one_is_in_brackets_are_two_figures(lists: CodeLists) -> None:
    assert [proposal.value for proposal in of("In all 300 (250) people returned.", lists)] == [300, 250]


def test_of_two_periods_neither_goes_on_to_the_next_sentence(lists: CodeLists) -> None:
    *_, last = of("In 2017 5,200 people came, and in 2018 another 1,150. The state paid 46 million dollars.", lists)
    assert (last.period_start, last.period_end) == (None, None)


def test_so_far_after_and_is_not_the_period_before_it(lists: CodeLists) -> None:
    asked, received = of("In 2018 we asked for 58.5 million dollars, and so far 21.4 million has been received.", lists)
    assert (asked.period_start, asked.period_end) == (date(2018, 1, 1), date(2018, 12, 31))
    assert (received.period_start, received.is_cumulative) == (None, True)


def test_a_noun_or_a_period_after_a_list_is_that_of_what_is_before_it(lists: CodeLists) -> None:
    proposals = of("The UN counted 674,000 returns (2017), 1.2 million (2018) and 136,000 in 2019.", lists)
    assert [proposal.unit for proposal in proposals] == ["returns"] * 3
    assert [proposal.period_start for proposal in proposals] == [date(2017, 1, 1), date(2018, 1, 1), date(2019, 1, 1)]
    assert [proposal.period_end for proposal in proposals] == [date(2017, 12, 31), date(2018, 12, 31), None]
    (educational, medical) = of("18 educational and 13 medical institutions were opened.", lists)
    assert (educational.unit, medical.unit) == ("facilities", "facilities")


@pytest.mark.parametrize(
    ("language", "text", "status"),
    [
        ("en", "Up to 300 refugees could return in 2020.", Status.FORECAST),
        ("en", "By December another 300 may return.", Status.FORECAST),
        ("en", "Those 300 could not return.", Status.DONE),
        ("en", "Some 300 may have died.", Status.DONE),
        ("en", "In May returned 300 people.", Status.DONE),
        ("en", "They had expected to receive 300 refugees.", Status.FORECAST),
        ("en", "Some 300 children sought asylum.", Status.DONE),
        ("fr", "300 personnes rentreront en 2020.", Status.PLANNED),
        ("fr", "300 personnes affrontèrent le front.", Status.DONE),
        ("es", "300 personas regresarán en 2020.", Status.PLANNED),
        ("es", "En Teherán viven 300 personas.", Status.DONE),
        ("ru", "К концу года вернутся 300 человек.", Status.PLANNED),
        ("ru", "До 300 беженцев могут вернуться.", Status.FORECAST),
        ("ru", "Не могут вернуться 300 беженцев.", Status.DONE),
        ("ar", "سيعود 300 شخص.", Status.PLANNED),
        ("ar", "قد يعود 300 شخص.", Status.FORECAST),
        ("ar", "قد تم إصلاح 45 مدرسة.", Status.DONE),
    ],
)
def test_what_is_yet_to_come_is_told_by_the_verb_in_every_language(
    language: str, text: str, status: Status, lists: CodeLists
) -> None:
    assert of(text, lists, language)[0].status is status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("They will build 300 homes.", Status.PLANNED),
        ("Work is under way on 300 homes.", Status.UNDER_WAY),
        ("The UN has requested 300 tents.", Status.REQUESTED),
        ("A potential influx of up to 300 people is feared.", Status.FORECAST),
        ("There is capacity to support 300 people.", Status.CAPACITY),
        ("300 homes were built.", Status.DONE),
        ("The forum, in which 24 states have confirmed their part, will show it.", Status.DONE),
    ],
)
def test_the_verb_says_whether_it_has_happened(text: str, status: Status, lists: CodeLists) -> None:
    assert of(text, lists)[0].status is status


def test_a_speaker_is_named_by_a_heading_a_colon_or_the_sentence(lists: CodeLists) -> None:
    text = (
        "Statement by Dr Lena Okafor, Minister of Health\n\nWe treated 40 patients.\n\n"
        "Mr. Haddad: We treated 50 patients.\n\nQ: And the 60 patients?\n\n"
        "Correction: the number is 70 patients.\n"
    )
    assert [proposal.speaker for proposal in of(text, lists)] == ["Lena Okafor", "Haddad", "", ""]
    said = "“We treated 80 patients,” said Amina Yusuf, head of the agency. Paul Nkemelu told us of 90 patients."
    assert [proposal.speaker for proposal in of(said, lists)] == ["Amina Yusuf", "Paul Nkemelu"]


def test_a_known_speaker_is_given_the_name_of_the_list(lists: CodeLists) -> None:
    (proposal,) = of("Statement by Mr. Hussein Makhluf\n\nWe built 300 homes.", lists)
    assert proposal.speaker == "Hussein Makhlouf"


def test_a_place_after_from_is_where_people_came_from(lists: CodeLists) -> None:
    (proposal,) = of("From Lebanon 16,381 refugees have returned to Homs.", lists)
    assert [guess.code for guess in proposal.origin] == ["LBN"]
    assert proposal.place[0].code == "SY04"


def test_every_guess_says_why(lists: CodeLists) -> None:
    for proposal in of("In July 16,381 refugees have returned to Homs.", lists):
        assert all(guess.why for guess in (*proposal.indicator, *proposal.population, *proposal.place))
        assert set(proposal.why) == {"value", "unit", "period", "status", "speaker"}
        assert all(proposal.why.values())


@pytest.mark.parametrize(
    ("language", "text", "qualifier", "value", "unit"),
    [
        ("fr", "Plus de 1,2 million d’enfants ont été vaccinés.", Qualifier.MORE_THAN, 1_200_000, "people"),
        ("es", "Al menos 12.500 personas regresaron.", Qualifier.AT_LEAST, 12_500, "people"),
        ("ru", "Вернулись более 2 млн беженцев.", Qualifier.MORE_THAN, 2_000_000, "people"),
        ("ar", "عاد أكثر من 15 ألف لاجئ إلى سوريا.", Qualifier.MORE_THAN, 15_000, "people"),
    ],
)
def test_other_languages_are_read_by_their_own_signs_and_words(
    language: str, text: str, qualifier: Qualifier, value: int, unit: str, lists: CodeLists
) -> None:
    (proposal,) = of(text, lists, language)
    assert (proposal.qualifier, proposal.value, proposal.unit) == (qualifier, Decimal(value), unit)


@given(st.lists(st.sampled_from(PIECES), max_size=30), st.sampled_from(["en", "fr", "ru", "ar"]))
def test_a_quote_stands_where_it_is_said_to(pieces: list[str], language: str) -> None:
    text = "".join(pieces)
    for proposal in propose(text, CodeLists(), language=language, said_on=SAID_ON):
        assert text[proposal.start : proposal.end] == proposal.quote
        assert proposal.figure_as_said in proposal.quote


def test_lines_of_json_hold_every_field_and_numbers_as_numbers(lists: CodeLists) -> None:
    (line,) = lines("Some 40.5 percent of residents left.", lists, "en", SAID_ON)
    said = json.loads(line)
    assert said["value"] == 40.5
    assert said["qualifier"] == "about"
    assert {"start", "end", "quote", "period_as_said", "is_cumulative", "speaker", "indicator", "why"} <= set(said)


def test_a_long_list_without_stops_is_read_to_its_end(lists: CodeLists) -> None:
    """Its lines are as long as wrapped ones, and were taken for one sentence, of which the first pages were read."""
    values = [1_001 + 7 * i for i in range(300)]
    text = "\n".join(f"In another part of the district of Aleppo {value:,} people returned" for value in values)
    assert [proposal.value for proposal in propose(text, lists, said_on=SAID_ON)] == values


def test_a_line_that_is_too_long_is_parted_between_words(lists: CodeLists) -> None:
    line = "people who had left " + "returned, 1,234 people, were glad to be at home " * 100
    assert [proposal.value for proposal in propose(line, lists, said_on=SAID_ON)] == [1_234] * 100


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_of_hostile_text_is_read_at_once(piece: str, lists: CodeLists) -> None:
    assert seconds_of(piece, lists) < 3 * SECONDS  # a machine that is shared, or measures coverage, takes longer
