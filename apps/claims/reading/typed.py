"""One number where only a number belongs: a box of a form, a cell of a file, a word of a search; and its step."""

from decimal import Decimal

from apps.claims.numbers import LAST_PLACE, last_digit
from apps.claims.reading.figures import ANY_UNIT, read_figure
from apps.claims.reading.outcomes import Asked, Outcome, Qualifier, Read, Refused, UnitTraits

_EXPECTED = "a number such as 1851424, 1,851,424 or 1.2 million"


def parse_number(text: str, language: str = "en", unit: UnitTraits = ANY_UNIT) -> Decimal:
    """The number a text says: 1851424, 1,851,424, ١٬٢٠٨, 1.2 million, two million, 40.96 %, USD 1.2bn.

    A part of one (a third) is a number of percent where the unit is percent. Raises ValueError with what was expected:
    for a qualifier or a range, which have fields of their own, and for what can be meant in two ways.
    """
    match read_figure(text, language, unit):
        case Asked(question=question):
            raise ValueError(f"a number that can be meant in one way only. {question}")
        case Refused(reason=reason):
            raise ValueError(f"{_EXPECTED}. {reason}")
        case Read(qualifier=Qualifier.EXACTLY, value=Decimal()) as read:
            return (read.percentage if unit.is_percent else read).value or Decimal(0)
    raise ValueError(f"{_EXPECTED} alone: a qualifier and a range have fields of their own")


def meaning_of(as_said: str, value: Decimal, language: str = "en") -> Read | None:
    """The meaning of the words in which they say this value; None where they say another, or nothing that is read.

    A value answers what can be meant in two ways; a part of one may be the value itself or its percentage.
    """
    for read in meanings_of(read_figure(as_said, language)):
        for meant in (read, read.percentage):
            if is_said(meant, value):
                return meant
    return None


def meanings_of(outcome: Outcome) -> tuple[Read, ...]:
    """What the words may mean; nothing where they are refused."""
    if isinstance(outcome, Read):
        return (outcome,)
    return outcome.meanings if isinstance(outcome, Asked) else ()


def infer_step(as_said: str, value: Decimal, language: str = "en") -> Decimal:
    """The value of the last digit as written: 100,000 in “1.2 million”, 0.1 in “40.0 %”, 1 in “a third” of percent.

    Where the words do not say the value, its own last digit that is not a zero.
    """
    meant = meaning_of(as_said, value, language)
    return last_digit(value) if meant is None or meant.step is None else meant.step


def is_said(read: Read, value: Decimal) -> bool:
    """Whether the words say this number. A value keeps six places; 33, 33.3 and 33.33 percent are all a third."""
    if read.value is None:
        return False
    is_rounded = read.is_fraction and read.is_percent
    slack = min(last_digit(value), Decimal(1)) / 2 if is_rounded else Decimal(0)
    return abs(read.value - value) <= max(slack, LAST_PLACE)
