"""What is asked of the database is what Python says of the same claim."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from apps.claims.figures import Period
from apps.claims.models import Claim
from apps.claims.querysets import IS_DATED, LAST_DAY
from tests.factories import make_claim, make_source

DAYS = st.none() | st.dates(date(2019, 6, 1), date(2019, 8, 31))


class LastDay(TestCase):
    """One rule in two languages."""

    @settings(max_examples=60)
    @given(start=DAYS, length=st.none() | st.integers(0, 40), cut_off=DAYS, is_cumulative=st.booleans())
    def test_the_last_day_of_a_figure_is_the_same_in_the_database(
        self, *, start: date | None, length: int | None, cut_off: date | None, is_cumulative: bool
    ) -> None:
        end = None if length is None else (start or date(2019, 7, 1)) + timedelta(days=length)
        published = max(date(2019, 7, 24), cut_off or date(2019, 7, 24))
        source = make_source(slug=f"s{published}{cut_off}", published_on=published, cut_off_on=cut_off)
        made = make_claim(source=source, period_start=start, period_end=end, is_cumulative=is_cumulative)
        dated = Claim.objects.filter(IS_DATED, pk=made.pk).exists()
        assert Claim.objects.filter(pk=made.pk).values_list(LAST_DAY, flat=True).get() == made.last_day
        assert dated == made.period.is_stated


@pytest.mark.parametrize(
    ("start", "end", "cut_off", "last"),
    [
        (None, None, None, date(2019, 7, 24)),
        (None, None, date(2019, 6, 30), date(2019, 6, 30)),
        (None, date(2019, 5, 31), date(2019, 6, 30), date(2019, 5, 31)),
        (date(2019, 9, 1), None, date(2019, 6, 30), date(2019, 9, 1)),
    ],
)
def test_a_figure_runs_to_the_day_stated_else_the_cut_off_else_the_day_it_was_said(
    start: date | None, end: date | None, cut_off: date | None, last: date
) -> None:
    assert Period(start, end).last_day(date(2019, 7, 24), cut_off) == last
