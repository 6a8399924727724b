"""What a period is made of, in the orders that languages say it: since, until, between, one or the other, side by side.

    since 10 June               one end, which is open
    from 4 to 10 March          both ends, of which the first has its month from the last
    20 and 21 June              days side by side
    2018 or 2019                two phrases, of which one is meant

Which days a phrase has is told by `periods`.
"""

from dataclasses import dataclass, replace

from apps.claims.reading.calendar.kinds import Edge, Kind
from apps.claims.reading.calendar.points import PointReader
from apps.claims.reading.calendar.relatives import MOST_LISTED, neighbour, read_ago, read_edge, read_point
from apps.claims.reading.calendar.spans import Point, unit_span

TO_THE_LAST = "to the last day of it"
WHICH_DAYS = "not all the days from the first to the last are meant: give those that are"
TO_WHICH_DAY = "to its first day or to its last: write the day, or “the end of”"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A period as said, before its days are known. `is_cut` says that the last day is the one before `last`."""

    first: Point | None = None
    last: Point | None = None
    is_open: bool = False  # since: the end is not stated
    is_since: bool = False  # since: what has happened, whatever else is ahead
    is_ahead: bool = False  # d’ici au: what is to come, whatever else has happened
    is_total: bool = False
    to_now: bool = False
    is_before: bool = False
    is_after: bool = False
    either: tuple["Phrase", ...] = ()  # 2018 or 2019

    @property
    def is_asked(self) -> bool:
        return self.first is not None and bool(self.first.question)


@dataclass(frozen=True, slots=True)
class PhraseReader:
    """Reads the longest phrase that begins at a word."""

    points: PointReader

    def read(self, i: int) -> tuple[Phrase, int] | None:
        """The phrase at `i` and where it ends; both, where “or” stands between two."""
        one = self._one(i)
        if one is None or self.points.kind(one[1]) is not Kind.OR:
            return one
        other = self._one(one[1] + 1)
        if other is not None:
            return _either(one[0], other[0]), other[1]
        beyond = self.points.kind(one[1] + 1)
        if beyond in (Kind.EARLIER, Kind.BEFORE):
            return replace(one[0], first=None), one[1] + 2  # 2018 or earlier
        if beyond in (Kind.LATER, Kind.AFTER):
            return replace(one[0], last=None, is_open=True), one[1] + 2
        return one

    def _one(self, i: int) -> tuple[Phrase, int] | None:
        points = self.points
        i = points.skip(i, Kind.FILL, Kind.COMMA)
        if (ago := read_ago(points, i)) is not None:
            return Phrase(ago[0], ago[0]), ago[1]
        kind = points.kind(i)
        if kind in (Kind.SO_FAR, Kind.NOW):
            return self._so_far(i, is_total=kind is Kind.SO_FAR)
        if kind is Kind.BETWEEN:
            return self._range(points.skip(i + 1, Kind.FILL), Kind.AND, Kind.DASH)
        if kind in (Kind.SINCE, Kind.FROM):
            return self._range(i + 1, Kind.TO, Kind.DASH, Kind.UNTIL, Kind.BY) or self._since(
                i + 1, is_since=kind is Kind.SINCE
            )
        if kind in (Kind.UNTIL, Kind.BY, Kind.AS_OF) or (kind is Kind.TO and self._is_day_next(i + 1)):
            return self._until(i + 1, is_ahead=kind is Kind.BY and points.value(i) > 0)
        if kind is Kind.TO:
            i = points.skip(i + 1, Kind.FILL)  # “au premier semestre”, “a finales de año”
        if kind in (Kind.BEFORE, Kind.AFTER):
            return self._beside(i + 1, is_before=kind is Kind.BEFORE)
        start = points.skip(i + 1, Kind.FILL) if kind is Kind.OF else i
        return self._range(start, Kind.TO, Kind.DASH, Kind.UNTIL) or self._to_date(start) or self._plain(start)

    def _plain(self, i: int) -> tuple[Phrase, int] | None:
        listed, reading = self._listed_days(i), read_point(self.points, i)
        if listed is not None or reading is None or reading[0].is_bare_day:
            return listed or self._within_month(i)
        point, after = reading
        last = neighbour(self.points, point, after)
        if last is not None:
            return Phrase(point, last[0]), last[1]
        if self.points.kind(after) is Kind.SO_FAR:
            return Phrase(point, is_total=True, to_now=True), after + 1
        if self.points.kind(after) is Kind.ONWARDS:
            return Phrase(point, is_open=True, is_total=True), after + 1
        return self._within_month(i) or (Phrase(point, point), after)

    def _within_month(self, i: int) -> tuple[Phrase, int] | None:
        """“November between 19 and 20”."""
        month = self.points.month_here(i)
        if month is None or self.points.kind(month[1]) not in (Kind.BETWEEN, Kind.FROM):
            return None
        days = self._range(month[1] + 1, Kind.AND, Kind.TO, Kind.DASH)
        if days is None or days[0].first is None or days[0].last is None:
            return None
        first, last = days[0].first, days[0].last
        if not (first.is_bare_day and last.is_bare_day):
            return None
        return Phrase(replace(month[0], day=first.day), replace(month[0], day=last.day)), days[1]

    def _listed_days(self, i: int, most: int = MOST_LISTED) -> tuple[Phrase, int] | None:
        """20 and 21 June; 23/24 July; 1, 2 and 3 July; asked about where others are between them, or one is meant."""
        first, join = self.points.day_number(i), self.points.kind(i + 1)
        if first is None or join not in (Kind.AND, Kind.OR, Kind.COMMA, Kind.SLASH) or not most:
            return None
        there = self.points.skip(i + 2, Kind.FILL)
        listed = self._listed_days(there, most - 1)
        named = self.points.day_then_month(there) if join is not Kind.COMMA else None
        second = self.points.day_number(there)
        if second is None or (listed is None and named is None):
            return None
        last, end = (listed[0].last, listed[1]) if listed is not None else named or (None, 0)
        if last is None:
            return None
        is_open = join is Kind.OR or second != first + 1 or (listed is not None and listed[0].is_asked)
        question = WHICH_DAYS if is_open else last.question
        return Phrase(replace(last, day=first, weekday=None, question=question), last), end

    def _so_far(self, i: int, *, is_total: bool) -> tuple[Phrase, int]:
        there = self.points.skip(i + 1, Kind.FILL, Kind.OF)
        point = read_point(self.points, there) or self._this_unit(there)
        if point is not None and is_total:
            return Phrase(point[0], is_total=True, to_now=True), point[1]
        return Phrase(is_total=is_total, to_now=True), i + 1

    def _to_date(self, i: int) -> tuple[Phrase, int] | None:
        """“Year to date”."""
        running = self._this_unit(i)
        if running is None or self.points.kind(running[1]) is not Kind.SO_FAR:
            return None
        return Phrase(running[0], is_total=True, to_now=True), running[1] + 1

    def _this_unit(self, i: int) -> tuple[Point, int] | None:
        """“So far this year”: the unit that is running; “en lo que va de año”."""
        today = self.points.today
        if today is None or self.points.kind(i) is not Kind.UNIT:
            return None
        return Point(fixed=unit_span(today, self.points.value(i), 0)), i + 1

    def _endpoint(self, i: int, *, is_last: bool = False) -> tuple[Point, int] | None:
        points = self.points
        there = points.skip(i, Kind.FILL, *((Kind.OF,) if not is_last else ()))
        edge = read_edge(points, there)
        if edge is not None:
            return self._edge_day(edge[0], edge[1], is_last=is_last), edge[2]
        point = read_point(points, there)
        day = points.day_number(points.skip(there, Kind.WEEKDAY))
        if point is not None:
            return point
        has_weekday = points.kind(there) is Kind.WEEKDAY
        return (Point(day=day), there + 1) if day is not None and not has_weekday else None

    def _edge_day(self, edge: int, point: Point, *, is_last: bool) -> Point:
        """The first day where a period begins with a beginning, the last where it ends with an end."""
        if edge == Edge.START and not is_last:
            return replace(point, note="from the first day of it")
        if edge == Edge.END and is_last:
            return replace(point, note=TO_THE_LAST)
        return replace(point, question="this part of a period has no days of its own: give the days")

    def _range(self, i: int, *joins: Kind) -> tuple[Phrase, int] | None:
        points = self.points
        first = self._endpoint(i)
        if first is None:
            return None
        after = points.skip(first[1], Kind.COMMA)
        if points.kind(after) is Kind.SO_FAR:
            return Phrase(first[0], is_total=True, to_now=True), after + 1
        if points.kind(after) not in joins:
            return None
        there = points.skip(after + 1, Kind.FILL, Kind.TO, Kind.UNTIL)
        if points.kind(there) is Kind.NOW or (points.kind(there) is Kind.DAY and points.value(there) == 0):
            return Phrase(first[0], is_total=True, to_now=True), there + 1
        last = self._endpoint(there, is_last=True)
        if last is None:
            return None
        if first[0].is_bare_day and last[0].is_bare_day and Kind.AND not in joins and not points.tokens[i].digits:
            return None
        if last[0].is_bare_day and not first[0].is_day:
            return None  # “July 2018 to 19”
        if last[0].is_bare_day and first[0].needs_a_year:
            last = points.with_year(*last)  # July 1–15, 2019
        return Phrase(first[0], last[0]), last[1]

    def _since(self, i: int, *, is_since: bool) -> tuple[Phrase, int] | None:
        first = self._endpoint(i)
        if first is None or first[0].is_bare_day:
            return None
        after = self.points.skip(first[1], Kind.ONWARDS)
        return Phrase(first[0], is_open=True, is_since=is_since, is_total=True), after

    def _until(self, i: int, *, is_ahead: bool) -> tuple[Phrase, int] | None:
        there = self.points.skip(i, Kind.FILL)
        if self.points.kind(there) is Kind.NOW:
            return Phrase(is_total=True, to_now=True), there + 1
        last = self._endpoint(i, is_last=True)
        if last is None or last[0].is_bare_day:
            return None
        point, after = last
        is_exact = point.is_day or point.question or point.note == TO_THE_LAST
        if not is_exact:
            point = replace(point, question=TO_WHICH_DAY)
        return Phrase(last=point, is_total=True, is_ahead=is_ahead), after

    def _is_day_next(self, i: int) -> bool:
        """Whether “to” is followed by what it can lead to: a day; in English, where it says nothing else, anything."""
        endpoint = self._endpoint(i, is_last=True)
        return self.points.is_english or (endpoint is not None and endpoint[0].is_day)

    def _beside(self, i: int, *, is_before: bool) -> tuple[Phrase, int] | None:
        endpoint = self._endpoint(i, is_last=not is_before)  # after the end of 2018, before its beginning
        if endpoint is None or endpoint[0].is_bare_day:
            return None
        return Phrase(replace(endpoint[0], note=""), is_before=is_before, is_after=not is_before), endpoint[1]


def _either(one: Phrase, other: Phrase) -> Phrase:
    """One of two: July or August 2018, the second with the year of both; since 2018 or 2019, the first with “since”."""
    is_plain, then = one.first is one.last, other.first
    if one.first is not None and then is not None and is_plain and one.first.needs_a_year:
        dated = replace(one.first, year=then.year)
        one = replace(one, first=dated, last=dated)
    elif then is not None and then is other.last and None in (one.first, one.last):
        question = one.last.question if one.last is not None else ""
        other = replace(one, first=one.first and then, last=one.last and replace(then, question=question))
    return Phrase(either=(one, other))
