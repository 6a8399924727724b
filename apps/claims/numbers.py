"""What is kept of a number, one way to write it for people and one for files; and how sentences say a day."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

PLACES = 6  # decimal places that the database keeps of a number
LAST_PLACE = Decimal(1).scaleb(-PLACES)


def plain(value: Decimal | Fraction) -> str:
    """A number for files: a point, no groups, no exponent, no zeros at the end: 40.96, 2000000, 0.

    A fraction is rounded to the places that are kept.
    """
    if isinstance(value, Fraction) and value.denominator == 1:
        return str(value.numerator)
    exact = value if isinstance(value, Decimal) else rounded(value)
    text = f"{exact:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def grouped(value: Decimal | Fraction, *, places: int = 0) -> str:
    """A number for people: 1,851,424 or 40.96, with a true minus sign and at least so many decimal places."""
    text = plain(value)
    whole, _, decimals = text.removeprefix("-").partition(".")
    decimals = decimals.ljust(places, "0")
    return f"{'−' if text.startswith('-') else ''}{int(whole):,}{'.' if decimals else ''}{decimals}"


def rounded(value: Fraction, places: int = PLACES) -> Decimal:
    """A fraction to so many decimal places, or to those that are kept, halves away from zero."""
    scale = 10**places
    upper, lower = value.numerator, value.denominator
    half_up = (2 * abs(upper) * scale + lower) // (2 * lower)
    return Decimal(-half_up if upper < 0 else half_up).scaleb(-places)


def last_digit(value: Decimal) -> Decimal:
    """The value of the last digit of a number that is not a zero: 1,000 of 674,000, 0.1 of 2.50; one for zero."""
    if value == 0:
        return Decimal(1)
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))


def shown_exactly(value: Fraction) -> str:
    """A number of the arithmetic for people; one without an end is shown to four places after an ≈."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return grouped(value) if denominator == 1 else f"≈{grouped(rounded(value, 4))}"


def spoken_day(day: date) -> str:
    """A day in a sentence: 27 June 2019."""
    return f"{day.day} {day:%B %Y}"
