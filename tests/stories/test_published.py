"""Figures as other governments and other offices publish them come out right, from the file to the finding."""

from datetime import date

import pytest
from django.db import transaction

from tests.stories.published import Case, bring_in

pytestmark = pytest.mark.django_db  # by which the tests' database is made

CASES = (
    # A total over time
    Case(
        "a total falls",
        """
        un [4,519,021] deaths from=2025-01-01..2025-06-26 to-date
        un [4,512,136] deaths from=2025-01-01..2025-06-27 to-date
        """,
        "series contradicts 1 2: arithmetic",
    ),
    Case(
        "a total in millions falls",
        """
        gov.ru [2,4 млн] returns from=2024-01-01..2025-03-31 to-date
        gov.ru [1,9 млн] returns from=2024-01-01..2025-06-30 to-date
        """,
        "series contradicts 1 2: arithmetic",
    ),
    Case(
        "a total falls since nobody knows when",
        """
        un [150] deaths on=2025-06-01 to-date
        un [140] deaths on=2025-07-01 to-date
        """,
        "series contradicts 1 2: arithmetic",
    ),
    Case(
        "a total falls and only one day says by which date",
        """
        un [4,519] deaths from=2025-01-01..2025-06-26 to-date date_basis=report
        un [4,412] deaths from=2025-01-01..2025-06-27 to-date
        """,
        "series contradicts 1 2: arithmetic",
    ),
    Case(
        "two ways to date are two series",
        """
        un [4,519] deaths from=2025-01-01..2025-06-26 to-date date_basis=report
        un [4,412] deaths from=2025-01-01..2025-06-27 to-date date_basis=event
        """,
    ),
    Case(
        "a rounded total does not fall",
        """
        un [2.1 million] returns from=2025-01-01..2025-06-26 to-date
        un [2,093,000] returns from=2025-01-01..2025-06-27 to-date
        """,
    ),
    Case(
        "a stock may fall",
        """
        un [82,300] residents on=2025-05-01
        un [61,400] residents on=2025-06-01
        """,
    ),
    Case(
        "a stock jumps ten times",
        """
        gov.es [8.000] residents on=2025-05-01
        gov.es [80.000] residents on=2025-06-01
        """,
        "series look 1 2: multiplier",
    ),
    Case(
        "the start moves",
        """
        gov  [3,100] deaths from=2025-01-01.. to-date
        gov+ [3,900] deaths from=2024-07-01.. to-date
        """,
        "series look 1 2: period",
    ),
    Case(
        "women above all",
        """
        un.fr [7 001] returns women from=2025-01-01..2025-06-30
        un.fr [5 001] returns from=2025-01-01..2025-06-30
        """,
        "series contradicts 1 2: arithmetic",
    ),
    # Days against a total
    Case(
        "nobody dies twice",
        """
        un [100] deaths from=2025-06-01..2025-06-03 to-date
        un [40] deaths day=2025-06-01 part_of=1 by=period
        un [30] deaths day=2025-06-02 part_of=1 by=period
        un [45] deaths day=2025-06-03 part_of=1 by=period
        """,
        "sum does_not_add_up 1 2 3 4: arithmetic",
    ),
    Case(
        "days nobody declared",
        """
        gov.ru [1 204] deaths from=2025-06-01..2025-06-02 to-date
        gov.ru [601] deaths day=2025-06-01
        gov.ru [598] deaths day=2025-06-02
        """,
        "sum does_not_add_up 1 2 3: arithmetic",
    ),
    Case(
        "the same people may return in both months",
        """
        un [900] assisted from=2025-05-01..2025-06-30
        un [700] assisted from=2025-05-01..2025-05-31 part_of=1 by=period
        un [600] assisted from=2025-06-01..2025-06-30 part_of=1 by=period
        """,
        "sum may_add_up 1 2 3: double_count",
    ),
    # Breakdowns
    Case(
        "by cause",
        """
        un [246,362] displaced on=2025-06-30
        un [179,956] displaced on=2025-06-30 part_of=1 by=cause
        un [98] displaced on=2025-06-30 part_of=1 by=cause
        un [66,308] displaced on=2025-06-30 part_of=1 by=cause
        """,
        "sum adds_up 1 2 3 4:",
    ),
    Case(
        "by sex and by age and by disability",
        """
        un [24,786,370] residents on=2025-06-30
        un [12,145,321] residents on=2025-06-30 women part_of=1 by=sex
        un [12,641,049] residents on=2025-06-30 men part_of=1 by=sex
        un [11,847,885] residents on=2025-06-30 children part_of=1 by=age
        un [12,938,485] residents on=2025-06-30 part_of=1 by=age
        un [3,717,955] residents on=2025-06-30 part_of=1 by=disability
        un [21,068,415] residents on=2025-06-30 part_of=1 by=disability
        """,
        """
        sum adds_up 1 4 5:
        sum adds_up 1 6 7:
        sum adds_up 1 2 3:
        """,
    ),
    Case(
        "by a name of several words",
        """
        ngo.fr [12 345] returns from=2025-01-01..2025-06-30
        ngo.fr [7 300] returns from=2025-01-01..2025-06-30 part_of=1 by=moyen_de_transport
        ngo.fr [5 045] returns from=2025-01-01..2025-06-30 part_of=1 by=moyen_de_transport
        """,
        "sum adds_up 1 2 3:",
    ),
    Case(
        "parts too many",
        """
        gov.es [3.412] deaths from=2025-01-01..2025-06-30
        gov.es [2.001] deaths men from=2025-01-01..2025-06-30 part_of=1 by=sex
        gov.es [1.501] deaths women from=2025-01-01..2025-06-30 part_of=1 by=sex
        """,
        "sum does_not_add_up 1 2 3: arithmetic",
    ),
    # Shares
    Case(
        "shares on one day",
        """
        gov [69.4%] share on=2025-06-30
        un [68.1%] share on=2025-06-30
        """,
        "direct contradicts 1 2:",
    ),
    Case(
        "shares on one day said in two ways",
        """
        gov.ru [69,4%] share on=2025-06-30
        un [68.1%] share day=2025-06-30
        """,
        "direct contradicts 1 2:",
    ),
    Case(
        "shares of one denominator on one day",
        """
        gov.fr [41,7 %] share on=2025-06-30 numerator=3 denominator=4
        un [44.8%] share from=2025-01-01..2025-06-30 numerator=5 denominator=4
        gov.fr [5 130] residents women on=2025-06-30
        gov.fr [12 300] residents on=2025-06-30
        un [5,510] residents women on=2025-06-30
        """,
        """
        direct contradicts 1 2:
        direct contradicts 3 5:
        share adds_up 1 3 4:
        share adds_up 2 4 5:
        """,
    ),
    Case(
        "shares of two denominators",
        """
        gov [50.0%] share on=2025-06-30 numerator=3 denominator=4
        un [25.0%] share on=2025-06-30 numerator=5 denominator=6
        gov [500] residents women on=2025-06-30
        gov [1,001] residents children on=2025-06-30
        un [501] residents women on=2025-06-30
        un [2,003] residents on=2025-06-30
        """,
        """
        definition other_thing 1 2: denominator
        direct agrees 3 5:
        share adds_up 1 3 4:
        share adds_up 2 5 6:
        """,
    ),
    # Who counted
    Case(
        "the UN prints the ministry's number",
        """
        gov [12,345] deaths from=2025-01-01..2025-06-30
        un [12,345] deaths from=2025-01-01..2025-06-30 counted_by=gov
        """,
        "direct agrees 1 2: second_hand",
    ),
    Case(
        "a ministry prints the UN's own number",
        """
        gov.ar [١٢٬٣٤٥] returns from=2025-01-01..2025-06-30 counted_by=un
        un [12,345] returns from=2025-01-01..2025-06-30
        """,
        "direct agrees 1 2: second_hand",
    ),
    Case(
        "registered and all",
        """
        un [976,002] residents refugees on=2025-06-30 quote=976,002_registered_refugees
        gov [about 1.5 million] residents refugees on=2025-06-30
        """,
        "direct differs 1 2: registration",
    ),
    Case(
        "identified dead and all dead",
        """
        gov.es [1.204] deaths from=2025-01-01..2025-06-30 quote=1.204_muertos_identificados
        un [2,003] deaths from=2025-01-01..2025-06-30
        """,
        "direct differs 1 2: registration",
    ),
    # Not the same thing
    Case(
        "excess and certified",
        """
        gov [1,981] deaths from=2025-01-01..2025-06-30
        un [4,741] excess_deaths from=2025-01-01..2025-06-30
        """,
        "definition other_thing 1 2: definition",
    ),
    Case(
        "by the day of the report and of the event",
        """
        gov [359] deaths day=2025-06-23 date_basis=report
        un [61] deaths day=2025-06-23 date_basis=event
        """,
        "definition other_thing 1 2: date_basis",
    ),
    Case(
        "a province before and after it was split",
        """
        gov.es [12.345] returns from=2025-01-01..2025-03-31
        un [9,301] returns from=2025-01-01..2025-04-05
        """,
        "definition other_thing 1 2: geography",
        borders_until=date(2025, 3, 31),
    ),
    Case(
        "last year is not the last day of last year",
        """
        gov.fr [12 345] displaced on=2024-12-31
        gov.fr [8 201] returns from=2024-01-01..2024-12-31
        un [8,201] displaced on=2024-12-31
        """,
        "direct contradicts 1 3:",
    ),
    Case(
        "a stock is not a flow",
        """
        gov [48,201] displaced on=2025-06-30
        un [12,345] returns from=2025-01-01..2025-06-30
        """,
    ),
    Case(
        "a forecast and a result",
        """
        gov [48,201] returns from=2025-01-01..2025-06-30 status=forecast
        un [12,345] returns from=2025-01-01..2025-06-30
        """,
    ),
    # Units that a stated number bridges
    Case(
        "rates over two bases",
        """
        gov [25] rate from=2025-01-01..2025-06-30 unit=per_1000
        un [2,700] rate from=2025-01-01..2025-06-30 unit=per_100000
        """,
        "direct contradicts 1 2:",
    ),
    Case(
        "the same rate over two bases",
        """
        gov.fr [1,4] rate from=2025-01-01..2025-06-30 unit=per_10000
        un [14] rate from=2025-01-01..2025-06-30 unit=per_100000
        """,
        "direct agrees 1 2:",
    ),
    Case(
        "a percentage and a rate",
        """
        gov.ru [2,5 %] share from=2025-01-01..2025-06-30 unit=percent
        un [31.4] share from=2025-01-01..2025-06-30 unit=per_1000
        """,
        "direct contradicts 1 2:",
    ),
    Case(
        "families of five",
        """
        gov [1,000] assisted from=2025-06-01..2025-06-30 unit=families people_each=5
        un [5,000] assisted from=2025-06-01..2025-06-30
        """,
        "direct agrees 1 2:",
    ),
    Case(
        "families of five and too many people",
        """
        gov.es [1.204] assisted from=2025-06-01..2025-06-30 unit=families people_each=5
        un [9,301] assisted from=2025-06-01..2025-06-30
        """,
        "direct contradicts 1 2:",
    ),
    Case(
        "families whose size nobody says",
        """
        gov [1,000] assisted from=2025-06-01..2025-06-30 unit=families
        un [5,000] assisted from=2025-06-01..2025-06-30
        """,
    ),
    Case(
        "families in one place of the country's people",
        """
        gov [2,104] assisted women from=2025-06-01..2025-06-30 unit=families people_each=6.2
        un [9,301] assisted from=2025-06-01..2025-06-30
        """,
        "bound contradicts 1 2:",
    ),
    Case(
        "forty per cent of them",
        """
        gov [40%] returns women from=2025-01-01..2025-06-30 unit=percent denominator=2
        gov [12,301] returns from=2025-01-01..2025-06-30
        un [7,204] returns women from=2025-01-01..2025-06-30
        """,
        "direct contradicts 1 2 3:",
    ),
    Case(
        "forty per cent of them that nothing names",
        """
        gov [40%] returns from=2025-01-01..2025-06-30 unit=percent denominator=2
        gov [12,301] returns from=2025-01-01..2025-06-30
        un [12,301] returns from=2025-01-01..2025-06-30
        """,
        "direct agrees 2 3:",
    ),
    Case(
        "nearly double",
        """
        un.ru [почти вдвое] returns from=2025-01-01..2025-06-30 unit=times value=2 denominator=2
        un.ru [1,2 млн] returns from=2024-01-01..2024-06-30
        gov [1.6 million] returns from=2025-01-01..2025-06-30
        """,
        "direct differs 1 2 3:",
    ),
    Case(
        "ten-fold",
        """
        ngo [ten-fold] deaths from=2025-01-01..2025-06-30 unit=times value=10 denominator=2
        ngo [131] deaths from=2024-01-01..2024-06-30
        gov [1,290] deaths from=2025-01-01..2025-06-30
        """,
        "direct agrees 1 2 3:",
    ),
    Case(
        "a multiple with both its figures",
        """
        ngo.fr [le triple] rate on=2025-06-30 unit=times value=3 numerator=2 denominator=3
        ngo.fr [905] deaths from=2025-01-01..2025-06-30
        ngo.fr [452] deaths from=2024-01-01..2024-06-30
        """,
        "share does_not_add_up 1 2 3: arithmetic",
    ),
    # Readings
    Case(
        "an estimate with its interval",
        """
        un [4.74 million (3.31–6.48)] deaths from=2025-01-01..2025-06-30 value=4740000
        gov [3.5 million] deaths from=2025-01-01..2025-06-30
        """,
        "direct agrees 1 2:",
    ),
    Case(
        "an estimate outside the interval of another",
        """
        un [8 200 (7 100–9 400)] deaths from=2025-01-01..2025-06-30 value=8200
        gov [5,203] deaths from=2025-01-01..2025-06-30
        """,
        "direct contradicts 1 2:",
    ),
    Case(
        "dozens and three",
        """
        gov [dozens] deaths from=2025-06-01..2025-06-30
        un [3] deaths from=2025-06-01..2025-06-30
        """,
        "direct contradicts 1 2:",
    ),
    Case(
        "centaines and seventeen",
        """
        gov.fr [centaines] deaths from=2025-06-01..2025-06-30
        un [17] deaths from=2025-06-01..2025-06-30
        """,
        "direct contradicts 1 2:",
    ),
    Case(
        "rounded to five",
        """
        un [5] deaths from=2025-06-01..2025-06-30 step=5
        gov [7] deaths from=2025-06-01..2025-06-30
        """,
        "direct agrees 1 2:",
    ),
    Case(
        "two point zero",
        """
        gov.ru [2,0 млн] returns from=2025-01-01..2025-06-30
        un [1.91m] returns from=2025-01-01..2025-06-30
        """,
        "direct contradicts 1 2:",
    ),
    Case(
        "a correction below zero",
        """
        un [−525] net day=2025-06-01
        gov [338] net day=2025-06-01
        """,
        "direct contradicts 1 2:",
    ),
)


@pytest.fixture(scope="module")
def found(django_db_setup: None, django_db_blocker: object) -> dict[str, list[str]]:
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        made = bring_in(CASES)
        transaction.set_rollback(True)
    return made


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_comes_out_right(case: Case, found: dict[str, list[str]]) -> None:
    """The findings are all there are; of reasons there may be more."""
    wanted = [line.strip().split(":") for line in case.found.strip().splitlines()]
    came_out = [line.split(":") for line in found.get(case.place, [])]
    assert sorted(about for about, _ in came_out) == sorted(about for about, _ in wanted), came_out
    for about, reasons in wanted:
        assert any(about == one and set(reasons.split()) <= set(given.split()) for one, given in came_out), came_out
