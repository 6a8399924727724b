"""Wholes with their parts: read in the order said, and never shown with a part that the public may not see."""

from fractions import Fraction

import pytest

from apps.claims.models import Claim
from apps.compare.rows.breakdowns import ShownBreakdown, read_breakdowns
from apps.compare.rows.claims import build_row
from tests.compare.factories import make_row
from tests.factories import make_breakdown, make_claim, make_place


def breakdowns() -> tuple[ShownBreakdown, ...]:
    claims = Claim.objects.current()
    return read_breakdowns(claims, [build_row(claim) for claim in claims.with_names()])


@pytest.mark.django_db
def test_a_whole_stands_with_its_parts_in_the_order_in_which_they_were_said() -> None:
    whole = make_claim(figure_as_said="674,001")
    parts = [
        make_claim(figure_as_said=said, place=make_place(code=code))
        for said, code in (("445,001", "ALE"), ("88,001", "HAM"))
    ]
    make_breakdown(whole=whole, parts=parts[::-1], dimension="place", is_complete=False)
    (breakdown,) = breakdowns()
    assert breakdown.key == f"{whole.ref}-place"
    assert breakdown.names() == ("Ale", "Ham")
    assert (breakdown.total, breakdown.rest) == (Fraction(533_002), Fraction(140_999))


@pytest.mark.django_db
@pytest.mark.parametrize("hidden", ["whole", "part"])
def test_a_breakdown_with_a_figure_that_is_not_published_is_left_out(hidden: str) -> None:
    claims = {"whole": make_claim(), "part": make_claim(figure_as_said="1,001"), "other": make_claim()}
    make_breakdown(whole=claims["whole"], parts=[claims["part"], claims["other"]])
    assert len(breakdowns()) == 1
    claims[hidden].state = "withdrawn"
    claims[hidden].save()
    assert breakdowns() == ()


@pytest.mark.django_db
def test_a_breakdown_with_a_part_in_words_only_or_without_parts_is_left_out() -> None:
    make_breakdown(whole=make_claim(), parts=[make_claim(qualifier="vague", figure_as_said="the majority")])
    make_breakdown(whole=make_claim(), parts=[])
    assert breakdowns() == ()


@pytest.mark.parametrize(
    ("along", "named"),
    [("sex", "sex"), ("Cause of death", "cause-of-death"), ("полу", "полу"), ("الجنس", "الجنس"), ("?", "other")],
)
def test_an_address_names_a_breakdown_by_its_name_in_any_script(along: str, named: str) -> None:
    whole = make_row("100")
    key = ShownBreakdown(whole, (make_row("40"),), "other", along, is_complete=False).key
    assert key == f"{whole.ref}-{named}"


def test_a_range_counts_with_its_middle() -> None:
    part = make_row("24", qualifier="between", value_high=48)
    assert ShownBreakdown(make_row("100"), (part,), "other", "other", is_complete=False).total == Fraction(36)
