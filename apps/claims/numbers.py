"""Numbers and words: one reader for forms, files and texts, and one way to write a number for people.

Reading accepts ASCII and Arabic-Indic digits, groups of three, and scale words; it refuses underscores, exponents,
NaN, infinities and more than fifteen digits, which Python's own readers let through.
"""

import re
from decimal import Decimal
from fractions import Fraction

SCALES = {
    "thousand": Decimal(1_000),
    "lakh": Decimal(100_000),
    "million": Decimal(1_000_000),
    "crore": Decimal(10_000_000),
    "billion": Decimal(1_000_000_000),
    "trillion": Decimal(1_000_000_000_000),
}
MOST_DIGITS = 15

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")
_GROUPS = " ,\u00a0\u2009\u202f'’"
# Every part is bounded, so that no text takes longer than its length.
_NUMBER = re.compile(
    rf"(?P<sign>[-−+]?)(?P<whole>\d{{1,3}}(?:[{_GROUPS}]\d{{3}}){{1,5}}|\d{{1,19}})(?:\.(?P<decimals>\d{{1,19}}))?"
    rf"\s{{0,3}}(?P<scale>{'|'.join(SCALES)})?s?\s{{0,3}}%?",
    re.ASCII | re.IGNORECASE,
)


def parse_number(text: str) -> Decimal:
    """The number a text says: 1851424, 1,851,424, ١٬٢٠٨, 1.2 million, 40.96 %.

    Raises ValueError with what was expected.
    """
    match = _match(text.strip().translate(_DIGITS))
    if match is None:
        raise ValueError("a number such as 1851424, 1,851,424 or 1.2 million, without underscores or exponents")
    whole = re.sub(r"\D", "", match["whole"])
    decimals = match["decimals"] or ""
    if len(whole.lstrip("0") + decimals) > MOST_DIGITS:
        raise ValueError(f"a number of at most {MOST_DIGITS} digits")
    value = Decimal(f"{whole}.{decimals}" if decimals else whole) * SCALES.get((match["scale"] or "").lower(), 1)
    if value >= 10**MOST_DIGITS:
        raise ValueError(f"a number of at most {MOST_DIGITS} digits")
    return -value if match["sign"] in ("-", "−") else value


def infer_step(as_said: str, value: Decimal) -> Decimal:
    """The value of the last significant digit as written: 100,000 in “1.2 million”, 0.01 in “40.96”.

    Numbers in words, or beside a word of scale of another language, are read by their value: two million to a million,
    a third to one percentage point, and whatever else is below a hundred to one.
    """
    said = re.search(r"\d[\d.,٫٬]*(?:\s{0,3}[a-z]{4,8})?", as_said.translate(_DIGITS).lower(), re.ASCII)
    if said is None:
        return _last_digit(value) if value >= 100 else Decimal(1)
    match = _NUMBER.match(said[0])
    if match is None or _is_other(match[0], value):
        return _last_digit(value)
    scale = SCALES.get((match["scale"] or "").lower(), Decimal(1))
    if match["decimals"]:
        return scale * Decimal(1).scaleb(-len(match["decimals"]))
    return scale * _last_digit(Decimal(re.sub(r"\D", "", match["whole"])))


def _is_other(said: str, value: Decimal) -> bool:
    """Whether digits say another number than is meant: 2 of “2 миллиона” (two million)."""
    try:
        return value != 0 and parse_number(said) != abs(value)
    except ValueError:
        return True


def _match(text: str) -> re.Match[str] | None:
    return _NUMBER.fullmatch(text) if len(text) <= 80 else None


def _last_digit(value: Decimal) -> Decimal:
    """The value of the last digit of a plain number that is not a zero; one for zero itself."""
    if value == 0:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(int(exponent))


def plain(value: Decimal | Fraction) -> str:
    """A number for files: a point, no groups, no exponent, no zeros at the end: 40.96, 2000000, 0.

    A fraction without an end is cut to six places.
    """
    exact = value if isinstance(value, Decimal) else rounded(value, 6)
    text = f"{exact:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def grouped(value: Decimal | Fraction) -> str:
    """A number for people: 1,851,424 or 40.96, with a true minus sign."""
    text = plain(value)
    whole, point, decimals = text.removeprefix("-").partition(".")
    return f"{'−' if text.startswith('-') else ''}{int(whole):,}{point}{decimals}"


def rounded(value: Fraction, places: int) -> Decimal:
    """A fraction to so many decimal places, halves away from zero."""
    scale = 10**places
    sign = -1 if value < 0 else 1
    return Decimal(sign * ((abs(value) * scale * 2 + 1) // 2)).scaleb(-places)


def shown_exactly(value: Fraction) -> str:
    """A number of the arithmetic for people; one without an end is shown to four places after an ≈."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return grouped(value) if denominator == 1 else f"≈{grouped(rounded(value, 4))}"
