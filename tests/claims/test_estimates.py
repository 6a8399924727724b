"""An estimate is read as the interval it states; the number, both ends and what the interval is stay."""

from decimal import Decimal

from apps.claims.figures import Figure, Qualifier, shown, spoken
from apps.reconciliation.core.engine import reconcile
from tests.reconciliation.core.factories import LISTS, POLICY, say

ESTIMATE = Figure(
    "4.74 million",
    Qualifier.ABOUT,
    Decimal(4_740_000),
    low=Decimal(3_310_000),
    high=Decimal(6_480_000),
    interval_is="95 %",
)


def test_an_estimate_is_its_interval_in_both_readings() -> None:
    assert str(ESTIMATE.ordinary) == str(ESTIMATE.strict) == "[3,310,000, 6,480,000]"
    assert ESTIMATE.spread == "the stated interval, 95 %"
    assert not ESTIMATE.is_point
    assert not ESTIMATE.is_plain


def test_the_number_and_both_ends_are_shown() -> None:
    assert shown(ESTIMATE) == "≈ 4.74 million (3,310,000–6,480,000)"
    assert spoken(ESTIMATE) == "about 4.74 million (3,310,000 to 6,480,000)"


def test_all_three_stand_in_the_trace_and_the_interval_decides() -> None:
    said = say(1, "4,740,001", 4_740_001, interval=("3310000", "6480000")), say(2, "6,400,001", 6_400_001, by="un")
    (found,) = reconcile(said, (), LISTS, POLICY)
    assert found.verdict == "agrees"
    lines = " ".join(f"{line.value} {line.note}" for line in found.trace)
    assert "4,740,001 (3,310,000 to 6,480,000)" in lines
    assert "[3,310,000, 6,480,000] the stated interval" in lines
