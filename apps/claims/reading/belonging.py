"""Whether what stands beside a number can be of its unit: money, what is counted, what is measured.

$300 of people, 300 refugees of dollars, 3 weeks of days, €5 of dollars      none of them
"""

from functools import lru_cache

from babel.numbers import list_currencies

from apps.claims.reading.calendar.kinds import Kind, Unit
from apps.claims.reading.calendar.words import TABLES, words_in
from apps.claims.reading.outcomes import UnitTraits

_SIGNS = ("$", "¥")  # of several currencies
_TIMES = {
    "hours": Unit.HOUR, "days": Unit.DAY, "weeks": Unit.WEEK, "months": Unit.MONTH, "years": Unit.YEAR,
}  # fmt: skip


@lru_cache(maxsize=1)
def currency_codes() -> frozenset[str]:
    """The codes of ISO 4217."""
    return frozenset(list_currencies())


def is_money(unit: UnitTraits) -> bool:
    """Whether a unit is a currency."""
    return unit.code.upper() in currency_codes()


def is_of_currency(currency: str, unit: UnitTraits) -> bool:
    """Whether a sign or code of currency may stand beside a number of this unit."""
    if not currency:
        return True
    if is_money(unit):
        return currency in _SIGNS or currency == unit.code.upper()
    return not (unit.code and (unit.is_whole or unit.is_percent or unit.code in _TIMES))


def one_currency(first: str, second: str) -> str:
    """The currency that both say: USD of “$300 USD”; blank where they differ."""
    if not first or first in _SIGNS:
        return second
    return first if second == first or (second in _SIGNS and first != "EUR") else ""


def is_of_measure(measure: str, unit: UnitTraits, language: str) -> bool:
    """Whether a word of a measure (blank for none) may stand beside a number of this unit."""
    if not measure or unit.code not in _TIMES:
        return not (measure and (unit.is_percent or is_money(unit)))
    words = words_in(measure, language if language in TABLES else "en")
    said = next((word.value for word in words if word.kind in (Kind.UNIT, Kind.UNITS)), 0)
    return said == _TIMES[unit.code]
