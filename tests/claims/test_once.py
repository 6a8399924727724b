"""A frozen object works out something once, and it counts for nothing else of it."""

from dataclasses import asdict, dataclass, replace

import pytest

from apps.claims.once import Once

asked: list[int] = []


class Measured(Once):
    __slots__ = ("area",)
    area: int


@dataclass(frozen=True, slots=True)
class Square(Measured):
    side: int

    def _find_area(self) -> int:
        asked.append(self.side)
        return self.side**2


def test_it_is_worked_out_when_it_is_first_asked_for() -> None:
    asked.clear()
    square = Square(3)
    assert not asked
    assert [square.area, square.area] == [9, 9]
    assert asked == [3]


def test_a_copy_that_is_changed_has_its_own() -> None:
    square = Square(3)
    assert (square.area, replace(square, side=4).area) == (9, 16)


def test_it_makes_no_difference_between_equals() -> None:
    one, other = Square(3), Square(3)
    assert one.area == 9
    assert one == other
    assert hash(one) == hash(other)
    assert repr(one) == repr(other)
    assert asdict(one) == asdict(other) == {"side": 3}


def test_what_nothing_works_out_is_not_there() -> None:
    with pytest.raises(AttributeError, match="Square has no attribute colour"):
        Square(3).colour  # type: ignore[attr-defined]  # noqa: B018 - to be refused


def test_no_object_has_a_dictionary() -> None:
    square = Square(3)
    assert square.area == 9
    assert not hasattr(square, "__dict__")
