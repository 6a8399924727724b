"""One way to write a number for people and one for files."""

from decimal import Decimal
from fractions import Fraction


def plain(value: Decimal | Fraction) -> str:
    """A number for files: a point, no groups, no exponent, no zeros at the end: 40.96, 2000000, 0.

    A fraction without an end is cut to six places.
    """
    if isinstance(value, Fraction) and value.denominator == 1:
        return str(value.numerator)
    exact = value if isinstance(value, Decimal) else rounded(value, 6)
    text = f"{exact:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def grouped(value: Decimal | Fraction, *, places: int = 0) -> str:
    """A number for people: 1,851,424 or 40.96, with a true minus sign and at least so many decimal places."""
    text = plain(value)
    whole, _, decimals = text.removeprefix("-").partition(".")
    decimals = decimals.ljust(places, "0")
    return f"{'−' if text.startswith('-') else ''}{int(whole):,}{'.' if decimals else ''}{decimals}"


def rounded(value: Fraction, places: int) -> Decimal:
    """A fraction to so many decimal places, halves away from zero."""
    scale = 10**places
    upper, lower = value.numerator, value.denominator
    half_up = (2 * abs(upper) * scale + lower) // (2 * lower)
    return Decimal(-half_up if upper < 0 else half_up).scaleb(-places)


def shown_exactly(value: Fraction) -> str:
    """A number of the arithmetic for people; one without an end is shown to four places after an ≈."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return grouped(value) if denominator == 1 else f"≈{grouped(rounded(value, 4))}"
