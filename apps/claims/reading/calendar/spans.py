"""Stretches of the calendar: what a point such as “July”, “Q2 2018” or “the week of 4 March” covers, in days.

Both days of a span are inclusive. What has no year is the latest one that has begun on the day it was said, since a
source speaks of what has happened; of what is ahead it is the next one that has not ended.

    July       said on 24 July 2019    1 to 31 July 2019
    November   said on 24 July 2019    1 to 30 November 2018; ahead: 2019
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from apps.claims.reading.calendar.kinds import Unit

FIRST_YEAR, LAST_YEAR = 1800, 2200
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `start` to `end`."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of time as said. What is None was left out; `question` says why it has no days of its own.

    `months` and `years` are how many a point of that grain lasts: a quarter is a month that lasts three. `is_week` is
    the week of its day, `iso_week` a numbered one.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    months: int = 1
    years: int = 1
    is_week: bool = False
    iso_week: int = 0
    weekday: int | None = None
    fixed: Span | None = None
    question: str = ""
    choices: tuple["Point", ...] = ()
    note: str = ""

    @property
    def is_bare_day(self) -> bool:
        """Whether only the number of a day was said: 4 of “4 to 22 January”."""
        return self.day is not None and self.month is None

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        if self.fixed is not None:
            return self.fixed.start == self.fixed.end
        return self.day is not None and not self.is_week

    @property
    def needs_a_year(self) -> bool:
        """Whether the year is for the reader to find."""
        return self.fixed is None and self.year is None and (self.month is not None or self.iso_week > 0)


def days_in(year: int, month: int) -> int:
    """How many days a month has."""
    return monthrange(year, month)[1]


def month_span(year: int, month: int, months: int = 1) -> Span:
    """The days of so many months from the first of one."""
    last = year * 12 + month - 1 + months - 1
    return Span(date(year, month, 1), date(last // 12, last % 12 + 1, days_in(last // 12, last % 12 + 1)))


def year_span(year: int, years: int = 1) -> Span:
    """The days of so many years."""
    return Span(date(year, 1, 1), date(year + years - 1, 12, 31))


def week_span(day: date) -> Span:
    """Monday to Sunday around a day."""
    monday = day - timedelta(days=day.weekday())
    return Span(monday, monday + timedelta(days=6))


def iso_week(year: int, week: int) -> Span | None:
    """A week of a year as ISO 8601 numbers them; -1 is the last. None for one the year does not have."""
    try:
        monday = date.fromisocalendar(year, week if week > 0 else 52, 1)
        if week < 0:
            later = monday + timedelta(days=7)
            monday = later if later.isocalendar().year == year else monday
    except ValueError:
        return None
    return Span(monday, monday + timedelta(days=6))


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, days_in(year, month)))


def shift(day: date, unit: int, amount: int) -> date:
    """A day so many units later."""
    if unit in (Unit.DAY, Unit.WEEK):
        return day + timedelta(days=amount * (7 if unit == Unit.WEEK else 1))
    return add_months(day, amount * {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}.get(Unit(unit), 120))


def unit_span(today: date, unit: int, offset: int) -> Span:
    """The day, week, month ... of today, or that many before or after it: last month, this year."""
    there = shift(today, unit, offset) if unit >= Unit.WEEK else today + offset * _DAY
    if unit == Unit.DAY:
        return Span(there, there)
    if unit == Unit.WEEK:
        return week_span(there)
    if unit in (Unit.MONTH, Unit.QUARTER, Unit.HALF):
        months = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6}[Unit(unit)]
        return month_span(there.year, (there.month - 1) // months * months + 1, months)
    return year_span(there.year) if unit == Unit.YEAR else year_span(there.year // 10 * 10, 10)


def rolling(today: date, unit: int, amount: int) -> Span:
    """The past so many units up to today, or the next ones from tomorrow."""
    if amount < 0:
        return Span(shift(today, unit, amount), today)
    return Span(today + _DAY, shift(today, unit, amount))


def cover(point: Point, year: int | None = None) -> Span | None:
    """The days of a point, in the year it names or in `year`. None if there are none: 31 June."""
    if point.fixed is not None:
        return point.fixed
    year = point.year if point.year is not None else year
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if point.iso_week:
        return iso_week(year, point.iso_week)
    if point.month is None:
        return year_span(year, point.years)
    if point.day is None:
        return month_span(year, point.month, point.months)
    if not 1 <= point.day <= days_in(year, point.month):
        return None
    day = date(year, point.month, point.day)
    return week_span(day) if point.is_week else Span(day, day)


def find_year(first: Point, last: Point, today: date, *, is_ahead: bool) -> int | None:
    """The year of `first` when neither names one, whether or not it has such days: 29 February, week 53."""
    for back in range(3):
        year = today.year + (back if is_ahead else -back)
        start, end = _about(first, year), _about(last, year)
        if start is not None and end is not None and end.end < start.start:
            end = _about(last, year + 1)
        if start is None or end is None:
            continue
        if is_ahead and end.end >= today:
            return year
        begun = start.start <= today if start.start == end.end else start.start < today
        if not is_ahead and begun:
            return year
    return None


def _about(point: Point, year: int) -> Span | None:
    """The days of a point, or those of its month or year where it has none."""
    return cover(point, year) or cover(replace(point, day=None, iso_week=0), year)


def split_year(first: int, others: tuple[Point, ...] = ()) -> Point:
    """2018/19: both years, or one that begins in the first and ends in the second, on days that differ."""
    begins = tuple(
        Point(fixed=Span(date(first, month, 1), unit_span(date(first + 1, month, 1), Unit.MONTH, -1).end))
        for month in (4, 7, 9, 10)
    )
    said = f"“{first}/{(first + 1) % 100:02}” does not say on which day that year begins: give both days"
    return Point(first, question=said, choices=(*begins, *others))


def week_around(day: Point, *, is_start: bool) -> Point:
    """The week of a day, asked about where a week is said to begin on another day than Monday."""
    if is_start and day.year is not None and day.month and day.day:
        try:
            first = date(day.year, day.month, day.day)
        except ValueError:
            return replace(day, is_week=True)
        if first.weekday() and week_span(first).start != first:
            return replace(day, is_week=True, question="a week that begins on this day is not Monday to Sunday")
    return replace(day, is_week=True, weekday=None, note="a week is Monday to Sunday")
