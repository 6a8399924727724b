"""One point of time read from words, in the orders that languages say it: 24 July 2019, July 24, 24.07.2019, Q2 2018.

Each reader looks at the words from `i` on and answers the point with where it ended, or None. The longest wins.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from apps.claims.reading.calendar.kinds import Kind, Unit
from apps.claims.reading.calendar.spans import (
    FIRST_YEAR,
    LAST_YEAR,
    Point,
    iso_week,
    split_year,
    unit_span,
    week_around,
)
from apps.claims.reading.calendar.words import Token

PointAt = tuple[Point, int] | None
_SEPARATORS = (Kind.SLASH, Kind.DASH, Kind.DOT)
_SMALL = (Kind.FILL, Kind.OF)
BACK = (Kind.RELATIVE, Kind.RELATIVES, Kind.ROLLING, Kind.LAST)
WHEN_SAID = "a day on which it was said"


@dataclass(frozen=True, slots=True)
class PointReader:
    """The words, the day they were said, whether the month may stand before the day, and whether it is ahead."""

    tokens: Sequence[Token]
    today: date | None
    is_english: bool
    is_ahead: bool = False

    def read(self, i: int) -> PointAt:
        """The longest point that begins at `i`."""
        best: PointAt = None
        for reader in _READERS:
            point = reader(self, i)
            if point is not None and (best is None or point[1] > best[1]):
                best = point
        return best

    # Looking at words

    def kind(self, i: int) -> Kind | None:
        return self.tokens[i].kind if 0 <= i < len(self.tokens) else None

    def value(self, i: int) -> int:
        return self.tokens[i].value

    def skip(self, i: int, *kinds: Kind) -> int:
        """The first place at or after `i` whose word is of none of these kinds."""
        while self.kind(i) in kinds:
            i += 1
        return i

    def touches(self, i: int) -> bool:
        """Whether nothing stands between this word and the one before it."""
        return 0 < i < len(self.tokens) and self.tokens[i - 1].end == self.tokens[i].start

    def is_year(self, i: int) -> bool:
        return self.kind(i) is Kind.NUMBER and self.tokens[i].digits == 4 and FIRST_YEAR <= self.value(i) <= LAST_YEAR

    def is_small(self, i: int, most: int) -> bool:
        """Whether a number of one or two digits, or in words, stands here and is at most so much."""
        return self.kind(i) is Kind.NUMBER and self.tokens[i].digits <= 2 and 1 <= self.value(i) <= most

    def day_number(self, i: int) -> int | None:
        if self.is_small(i, 31) and self.tokens[i].digits:
            return self.value(i)
        return self.value(i) if self.kind(i) is Kind.ORDINAL and 1 <= self.value(i) <= 31 else None

    def year_of(self, i: int) -> tuple[int, int] | None:
        """A year said outright, or after “of” this one: the first half of the year."""
        unit = self.skip(i, *_SMALL)
        is_this = unit > i and self.kind(unit) is Kind.UNIT and self.value(unit) == Unit.YEAR
        return self.year_here(i) or ((self.today.year, unit + 1) if is_this and self.today is not None else None)

    def year_here(self, i: int) -> tuple[int, int] | None:
        """A year said outright or by “this year”, “last year”; after “of” and commas."""
        i = self.skip(i, Kind.COMMA, *_SMALL)
        if self.is_year(i):
            after = self.skip(i + 1, Kind.DOT) if self.kind(i + 1) is Kind.UNIT else i + 1
            is_named = self.kind(after) is Kind.UNIT and self.value(after) == Unit.YEAR
            return self.value(i), after + 1 if is_named else i + 1
        if self.kind(i) in (Kind.UNIT, Kind.UNITS) and self.value(i) == Unit.YEAR and self.is_year(i + 1):
            return self.value(i + 1), i + 2
        related = self.related_unit(i)
        if related is not None and related[0] == Unit.YEAR and self.today is not None:
            return self.today.year + related[1], related[2]
        return None

    def related_unit(self, i: int) -> tuple[int, int, int] | None:
        """“last year”, “l’année dernière”: the unit, how many from now, and where it ends."""
        first, second = self.kind(i), self.kind(i + 1)
        if first is Kind.RELATIVE and second is Kind.UNIT:
            end = i + 2
            if self.kind(end) is Kind.RELATIVE and self.value(end) == self.value(i) == 0:
                end += 1  # “cette semaine en cours”
            return self.value(i + 1), self.value(i), self.skip(end, Kind.FILL) if self.kind(end + 1) is None else end
        if first is Kind.UNIT and second in (Kind.RELATIVE, Kind.LAST):
            return self.value(i), self.value(i + 1), i + 2
        return None

    def month_here(self, i: int) -> PointAt:
        """A month by its name, or “this month”, “next month”; without its year."""
        i = self.skip(i, Kind.FILL)
        if (
            self.kind(i) is Kind.UNIT
            and self.value(i) == Unit.MONTH
            and self.kind(self.skip(i + 1, Kind.OF)) is Kind.MONTH
        ):
            i = self.skip(i + 1, Kind.OF)  # شهر مارس, the month of March
        if self.kind(i) is Kind.MONTH:
            return Point(month=self.value(i)), i + 2 if self.kind(i + 1) is Kind.DOT else i + 1
        related = self.related_unit(i)
        if related is not None and related[0] == Unit.MONTH and self.today is not None:
            there = unit_span(self.today, Unit.MONTH, related[1]).start
            return Point(year=there.year, month=there.month), related[2]
        return None

    # The forms

    def numeric(self, i: int) -> PointAt:
        """24.07.2019, 2019-07-24, 2019-aug-1, 24/07."""
        separator = self.kind(i + 1)
        if self.kind(i) is not Kind.NUMBER or separator not in _SEPARATORS:
            return None
        middle = self.kind(i + 2)
        if middle is Kind.MONTH and self.kind(i + 3) is separator and self.kind(i + 4) is Kind.NUMBER:
            year, day = (i, i + 4) if self.is_year(i) else (i + 4, i)
            if self.is_year(year) and self.is_small(day, 31):
                return Point(self.value(year), self.value(i + 2), self.value(day)), i + 5
        if middle is Kind.MONTH and separator is Kind.DASH and self.is_small(i, 31):
            return self.day_or_year(i + 2, i), self.skip(i + 3, Kind.DOT)
        if middle is not Kind.NUMBER:
            return None
        if self.kind(i + 3) is separator and self.kind(i + 4) is Kind.NUMBER:
            return self.three_numbers(i)
        return self.two_numbers(i)

    def month_and_number(self, i: int) -> PointAt:
        """Jul-19, Dec-18; Jul-2019."""
        if self.kind(i) is Kind.MONTH and self.kind(i + 1) in _SEPARATORS and self.is_year(i + 2):
            return Point(self.value(i + 2), self.value(i)), i + 3
        if self.kind(i) is not Kind.MONTH or self.kind(i + 1) is not Kind.DASH or not self.is_small(i + 2, 31):
            return None
        is_whole = self.kind(i + 3) is not Kind.MONTH and not self.is_year(i + 3)
        return (self.day_or_year(i, i + 2), i + 3) if is_whole and self.tokens[i + 2].digits == 2 else None

    def day_or_year(self, month: int, number: int) -> Point:
        """A month with a number that may be its day or its year."""
        by_day = Point(month=self.value(month), day=self.value(number))
        by_year = Point(2000 + self.value(number), self.value(month))
        said = f"“{self.value(number)}” may be a day or a year: write the day, the month and the year apart"
        return Point(month=self.value(month), question=said, choices=(by_year, by_day))

    def three_numbers(self, i: int) -> PointAt:
        first, second, third = self.value(i), self.value(i + 2), self.value(i + 4)
        if self.is_year(i) and self.is_small(i + 2, 12) and self.is_small(i + 4, 31):
            return Point(first, second, third), i + 5
        if not (self.is_year(i + 4) and self.is_small(i, 31) and self.is_small(i + 2, 31)):
            return None
        return self.day_and_month(first, second, third), i + 5

    def day_and_month(self, first: int, second: int, year: int | None) -> Point:
        """24/07, 07/24, and 03/04, which is 3 April or March 4 in English and 3 April elsewhere."""
        by_day = Point(year, second, first) if second <= 12 else None
        by_month = Point(year, first, second) if first <= 12 and self.is_english else None
        if by_day is not None and by_month is not None and first != second:
            return replace(
                by_day,
                question="the day or the month may stand first: write the month as a word",
                choices=(by_day, by_month),
            )
        return by_day or by_month or Point(year, 2, 31)

    def two_numbers(self, i: int) -> PointAt:
        """2019-07, 07/2019, 2018/19, 2014-18, 25/10."""
        separator, first, second = self.kind(i + 1), self.value(i), self.value(i + 2)
        if self.is_year(i) and self.is_year(i + 2) and separator is Kind.SLASH and second == first + 1:
            return split_year(first, (Point(first, years=2),)), i + 3
        if self.is_year(i) and self.tokens[i + 2].digits in (1, 2):
            return self.year_and_number(i)
        if self.is_small(i, 12) and self.is_year(i + 2):
            return Point(second, first), i + 3
        if separator is Kind.SLASH and self.is_small(i, 31) and self.is_small(i + 2, 31):
            return self.day_and_month(first, second, None), i + 3
        return None

    def year_and_number(self, i: int) -> PointAt:
        first, second = self.value(i), self.value(i + 2)
        month = Point(first, second) if 1 <= second <= 12 else None
        if self.tokens[i + 2].digits == 1:
            return (month, i + 3) if month is not None else None
        if second == (first + 1) % 100 and self.kind(i + 1) is not Kind.DOT:
            return split_year(first, (Point(first, years=2), *((month,) if month else ()))), i + 3
        years = Point(first, years=second - first % 100 + 1) if second > first % 100 else None
        if self.kind(i + 1) is not Kind.DASH:
            return (month, i + 3) if month is not None else None
        if month is not None and years is not None:
            said = f"“{first}-{second:02}” may be a month or years: write the month as a word, or both years whole"
            return replace(month, question=said, choices=(month, years)), i + 3
        point = month or years
        return (point, i + 3) if point is not None else None

    def day_then_month(self, i: int) -> PointAt:
        """24 July 2019, Wednesday the 24th of July, 4 next month."""
        weekday = self.value(i) if self.kind(i) is Kind.WEEKDAY else None
        i = self.skip(i, Kind.WEEKDAY, Kind.COMMA, Kind.FILL) if weekday is not None else i
        day = self.day_number(i)
        if day is None:
            return None
        there = self.skip(i + 1, Kind.DOT, Kind.OF)
        named = self.skip(there, Kind.FILL)
        month = self.month_here(there) if named == there or self.kind(named) is not Kind.MONTH else None  # 2 in June
        if month is None or (self.kind(i + 1) is Kind.DOT and self.tokens[i].kind is not Kind.ORDINAL):
            return None
        return self.with_year(replace(month[0], day=day, weekday=weekday), month[1])

    def month_then_day(self, i: int) -> PointAt:
        """July 24, 2019; September.16th; July 2019; July."""
        month = self.month_here(i)
        if month is None:
            return None
        point, after = month
        there = self.skip(after, Kind.FILL) if self.kind(after) is Kind.FILL else after
        day = self.day_number(there)
        names_a_day = self.kind(i) is not Kind.UNIT  # “the month of September” is whole
        if day is not None and names_a_day and point.year is None and self.kind(there + 1) is not Kind.MONTH:
            return self.with_year(replace(point, day=day), there + 1)
        return self.with_year(point, after)

    def with_year(self, point: Point, after: int) -> tuple[Point, int]:
        """The point with the year that follows it: 2019, ’19, 99, “of last year”."""
        if point.year is not None:
            return point, after
        year = self.year_here(after)
        if year is not None:
            return replace(point, year=year[0]), year[1]
        there = self.skip(after, *_SMALL)
        if self.kind(there) is Kind.NUMBER and self.tokens[there].digits == 2 and self.value(there) > 31:
            return replace(point, year=1900 + self.value(there)), there + 1
        return point, after

    def year_first(self, i: int) -> PointAt:
        """2016, nov; 2019 July 24; a year; two years beside each other are not this."""
        year = self.year_here(i)
        if year is None or self.kind(i) in (Kind.COMMA, Kind.OF):
            return None
        there = self.skip(year[1], Kind.COMMA)
        if self.kind(there) is Kind.MONTH and self.is_year(i):
            day = self.day_number(there + 1)
            has_day = day is not None and not self.is_year(there + 2)
            return Point(year[0], self.value(there), day if has_day else None), there + (2 if has_day else 1)
        return Point(year[0]), year[1]

    def part_of_year(self, i: int) -> PointAt:
        """Q2 2018, 2018Q2, 2Q 2018, the second quarter of 2018, the first half of last year."""
        if self.is_year(i) and self.kind(self.skip(i + 1, Kind.DASH)) is Kind.PART:
            part = self.part_code(self.skip(i + 1, Kind.DASH))
            return (replace(part[0], year=self.value(i)), part[1]) if part is not None else None
        part = self.part_code(i) or self.part_words(i)
        if part is None:
            return None
        there = self.skip(part[1], Kind.SLASH, Kind.DASH) if self.is_year(part[1] + 1) else part[1]
        year = self.year_of(there)
        if year is None and any(self.value(k) == -1 for k in range(i, part[1])):
            return None  # the last quarter of a year is its fourth; the last quarter is the one before this
        return (replace(part[0], year=year[0]), year[1]) if year is not None else part

    def part_code(self, i: int) -> PointAt:
        letter, number = (i, i + 1) if self.kind(i) is Kind.PART else (i + 1, i)
        if self.kind(letter) is not Kind.PART or self.kind(number) is not Kind.NUMBER:
            return None
        return self.part(self.value(number), self.value(letter), i + 2) if self.tokens[number].digits == 1 else None

    @staticmethod
    def part(number: int, months: int, after: int) -> PointAt:
        count = 12 // months
        number = count if number == -1 else number
        return (Point(month=(number - 1) * months + 1, months=months), after) if 1 <= number <= count else None

    def part_words(self, i: int) -> PointAt:
        lengths = {Unit.QUARTER: 3, Unit.HALF: 6}
        rank = self.rank(i)
        if rank is None and self.is_small(i, 4):
            rank = self.value(i)
        if rank is not None and self.kind(i + 1) is Kind.UNIT and self.value(i + 1) in lengths:
            return self.part(rank, lengths[Unit(self.value(i + 1))], i + 2)
        if self.kind(i) is Kind.UNIT and self.value(i) in lengths:
            after_dot = self.skip(i + 1, Kind.DOT)
            rank = self.rank(after_dot) if self.kind(after_dot) is Kind.ORDINAL else None
            rank = self.value(after_dot) if rank is None and self.is_small(after_dot, 4) else rank
            return self.part(rank, lengths[Unit(self.value(i))], after_dot + 1) if rank is not None else None
        return None

    def rank(self, i: int) -> int | None:
        """“third”, and “last” as the last of its kind."""
        if self.kind(i) is Kind.ORDINAL:
            return self.value(i)
        return -1 if self.kind(i) in BACK and self.value(i) == -1 else None

    def months_of_year(self, i: int) -> PointAt:
        """The first nine months of 2018, the last three months of last year, les six premiers mois de 2018."""
        rank = self.rank(i)
        count = i + 1 if rank is not None else i
        rank = self.rank(i + 1) if rank is None else rank
        if rank not in (1, -1) or not self.is_small(count, 11):
            return None
        there = i + 2
        is_months = self.kind(there) in (Kind.UNITS, Kind.UNIT) and self.value(there) == Unit.MONTH
        is_said = self.kind(there + 1) in _SMALL or self.is_year(there + 1)
        year = self.year_of(there + 1) if is_months and is_said else None
        if year is None:
            return None
        months = self.value(count)
        return Point(year[0], 1 if rank == 1 else 13 - months, months=months), year[1]

    def week(self, i: int) -> PointAt:
        """The week of 4 March, week 31 of 2018, the third week of 2027, the week commencing 4 February."""
        rank = self.rank(i) if self.kind(i) is Kind.ORDINAL or self.kind(i + 1) is Kind.UNIT else None
        unit = i + 1 if rank is not None else i
        starting = self.kind(unit) is Kind.STARTING
        if not starting and not (self.kind(unit) is Kind.UNIT and self.value(unit) == Unit.WEEK):
            return None
        number = rank
        after = unit if starting else unit + 1
        if number is None and self.kind(after) in (Kind.NUMBER, Kind.ORDINAL) and not self.is_year(after):
            number, after = self.value(after), after + 1
            if self.kind(after) is Kind.MONTH:
                number, after = None, after - 1
        if number is not None:
            return self.numbered_week(number, after, is_rank=rank is not None) if number else None
        there = self.skip(after, Kind.STARTING, *_SMALL)
        day = self.day_then_month(there) or self.month_then_day(there) or self.numeric(there)
        if day is None or not day[0].is_day or (there == after and not starting and self.is_english):
            return None
        return week_around(day[0], is_start=self.kind(there - 1) is Kind.STARTING), day[1]

    def numbered_week(self, number: int, after: int, *, is_rank: bool) -> PointAt:
        there = self.skip(after, *_SMALL)
        month = self.month_here(there)
        if month is not None and there > after:
            point, end = self.with_year(*month)
            return replace(point, question="weeks do not begin with months: give the days of that week"), end
        year = self.year_here(after)
        if year is None and is_rank and number > 0:
            return Point(question="which month or year the week is of is not said: give the days"), after
        if year is None:
            note = f"week {number} as ISO 8601 numbers weeks"
            return (Point(iso_week=number, note=note), after) if number > 0 else None
        span = iso_week(year[0], number)
        if span is None:
            return None
        note = f"week {number} of {year[0]} as ISO 8601 numbers weeks" if number > 0 else "the last week by ISO 8601"
        return Point(fixed=span, note=note), year[1]

    def decade(self, i: int) -> PointAt:
        """The 1970s, the 70s, the seventies, les années 70."""
        after = i
        if self.kind(i) is Kind.DECADES and self.kind(i + 1) is Kind.NUMBER and self.tokens[i + 1].digits in (2, 4):
            after = i + 1
        elif self.kind(i) is not Kind.DECADE:
            return None
        value = self.value(after)
        if value % 10 or (self.kind(after + 1) is Kind.AND and self.is_year(after + 2)):
            return None  # los años 2010 y 2011
        if value >= 1000:
            return (Point(value, years=10), after + 1) if FIRST_YEAR <= value <= LAST_YEAR else None
        point = Point(1900 + value, years=10)
        if self.today is not None and 2000 + value <= self.today.year:
            later = Point(2000 + value, years=10)
            point = replace(
                point, question="which century is meant: write the decade with four digits", choices=(point, later)
            )
        return point, after + 1

    def named_day(self, i: int) -> PointAt:
        if self.kind(i) is not Kind.DAY or self.today is None:
            return None
        return Point(fixed=unit_span(self.today, Unit.DAY, self.value(i))), i + 1


_READERS: tuple[Callable[[PointReader, int], PointAt], ...] = (
    PointReader.numeric,
    PointReader.month_and_number,
    PointReader.day_then_month,
    PointReader.month_then_day,
    PointReader.year_first,
    PointReader.part_of_year,
    PointReader.months_of_year,
    PointReader.week,
    PointReader.decade,
    PointReader.named_day,
)
