"""What stands before a claim in its scope is found without going through all of it."""

import time
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from apps.claims.entry.beside import Beside, InBreakdown, Neighbour


def entry(number: int | None, value: int, **rest: Any) -> Any:
    return SimpleNamespace(claim=SimpleNamespace(pk=number, is_cumulative=False), same=(value,), **rest)


def neighbour(
    number: int, value: int, made: Any = None, *, is_cumulative: bool = False, part: bool = False
) -> Neighbour:
    breakdown = InBreakdown("C-1", "by sex", "sex") if part else None
    said = f"C-{number}", breakdown, "published", str(value), Decimal(value), is_cumulative, None, (value,)
    return Neighbour(number, *said, made)


def test_stored_ones_stand_before_and_what_is_entered_behind_does_not() -> None:
    first, second = entry(8, 30), entry(9, 5)
    beside = Beside([neighbour(1, 10), neighbour(2, 20), neighbour(8, 30, first), neighbour(9, 5, second)])
    before, behind = beside.numbers(first, 2), beside.numbers(second, 2)
    assert before is not None
    assert behind is not None
    assert [int(before.least), int(before.most), *(one.label for one in before.first)] == [10, 20, "C-1", "C-2"]
    assert [int(behind.least), int(behind.most), len(behind.first)] == [10, 30, 3]
    assert [one.label for one in beside.alike(entry(None, 30))] == ["C-8"], "of a claim that is not among them all are"
    assert [*beside.alike(first)] == []


def test_a_stored_claim_is_not_beside_itself() -> None:
    beside = Beside([neighbour(1, 10), neighbour(2, 900), neighbour(3, 20)])
    found = beside.numbers(entry(2, 900), 2)
    assert found is not None
    assert [int(found.least), int(found.most), *(one.label for one in found.first)] == [10, 20, "C-1", "C-3"]
    assert beside.numbers(entry(2, 900), 3) is None
    assert [*beside.alike(entry(2, 900))] == []


def test_parts_nothing_and_totals_to_date_are_no_numbers_to_go_by() -> None:
    others = [neighbour(1, 10, part=True), neighbour(2, 0), neighbour(3, 20, is_cumulative=True), neighbour(4, 30)]
    assert Beside(others).numbers(entry(None, 5), 2) is None


def test_each_of_many_takes_no_longer_than_one_of_few() -> None:
    made = [entry(number, number % 977 + 1) for number in range(1, 20_001)]
    started = time.process_time()
    beside = Beside(neighbour(one.claim.pk, one.same[0], one) for one in made)
    alike = sum(next(beside.alike(one), None) is not None for one in made)
    assert all(beside.numbers(one, 2) for one in made[2:])
    assert time.process_time() - started < 5, "four hundred million looks would be minutes"
    assert alike == 20_000 - 977
