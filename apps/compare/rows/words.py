"""Dates, periods, intervals and factors in words, the same on every page."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import get_language_info

from apps.claims.intervals import Interval
from apps.claims.numbers import grouped, rounded, shown_exactly
from apps.reconciliation.core.explaining.lines import NEXT_TO_ONE, said_times

NOT_STATED = "not stated"
UNKNOWN = "Unknown"


def day_words(day: date) -> str:
    """24 Jul 2019."""
    return f"{day.day} {day:%b %Y}"


def period_words(start: date | None, end: date | None, *, is_stock: bool = False) -> str:
    """2019 · 2017–2018 · June 2019 · 1 Jul – 24 Jul 2019 · to 24 Jul 2019 · since 1 Jul 2019 · not stated."""
    if start is None and end is None:
        return NOT_STATED
    if start is None or end is None:
        return _half_open_words(start, end, is_stock=is_stock)
    if start == end:
        return f"on {day_words(start)}"
    after = end + timedelta(days=1)
    if (start.month, start.day, after.month, after.day) == (1, 1, 1, 1):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    if start.day == 1 and after.day == 1 and (start.year, start.month) == (end.year, end.month):
        return f"{start:%B %Y}"
    first = f"{start.day} {start:%b}" if start.year == end.year else day_words(start)
    return f"{first} – {day_words(end)}"


def _half_open_words(start: date | None, end: date | None, *, is_stock: bool) -> str:
    if end is not None:
        return f"on {day_words(end)}" if is_stock else f"to {day_words(end)}"
    return f"since {day_words(start)}" if start is not None else NOT_STATED


def interval_words(interval: Interval | None) -> str:
    """Exactly 332 · more than 17,000 and at most 18,000 · at least 97,570 · 0 to less than 100,000."""
    if interval is None:
        return "no number is said"
    if interval.is_point and interval.low is not None:
        return f"exactly {shown_exactly(interval.low)}"
    above = below = ""
    if interval.low is not None:
        above = f"{'at least' if interval.low_closed else 'more than'} {shown_exactly(interval.low)}"
    if interval.high is not None:
        below = f"{'at most' if interval.high_closed else 'less than'} {shown_exactly(interval.high)}"
    if interval.low is not None and interval.high is not None and interval.low_closed and interval.high_closed:
        return f"{shown_exactly(interval.low)} to {shown_exactly(interval.high)}"
    return " and ".join(part for part in (above, below) if part) or "any number"


def factor_words(factor: Decimal | None) -> str:
    """7.7 times, 1.02 times, 20 times; blank for none, and for one. Never more digits than tell them apart."""
    if factor is None or factor == 1:
        return ""
    if factor > 1 and said_times(factor) < NEXT_TO_ONE:
        return f"less than {NEXT_TO_ONE} times"
    places = 2 if factor < 2 else 1 if factor < 20 else 0
    return f"{grouped(rounded(Fraction(factor), places))} times"


def percent_words(share: Decimal | None) -> str:
    """86.98% for 0.8698; blank for none."""
    return "" if share is None else f"{grouped(rounded(Fraction(share) * 100, 2))}%"


def number_words(number: Decimal | None) -> str:
    """277,704, with a true minus sign; blank for none. Zero is a number."""
    return "" if number is None else grouped(number)


def bracketed(name: str) -> str:
    """A name in brackets, one pair of them: (MFA, SY) for MFA (SY)."""
    return f"({name.replace(' (', ', ').replace(')', '')})" if name.endswith(")") else f"({name})"


def language_words(tag: str) -> str:
    """Arabic for ar; the tag itself for a language whose name is not known."""
    try:
        return str(get_language_info(tag.lower().replace("_", "-"))["name"])
    except KeyError:
        return tag
