"""Points of time told from the day they were said: last week, the past three months, the rest of the year."""

from dataclasses import replace

from apps.claims.reading.calendar.kinds import Edge, Kind, Unit
from apps.claims.reading.calendar.points import BACK, PointAt, PointReader
from apps.claims.reading.calendar.spans import Point, Span, cover, rolling, shift, split_year, unit_span

_UNITS = (Kind.UNIT, Kind.UNITS)
_COUNTED = (*BACK, Kind.BESIDE)
MOST_LISTED = 12  # years, months or days side by side
_APART = "there is time between them that is not meant: give the days of each"
_AGO = "so long before the day it was said is no day: give the days"
_ELSEWHERE = "this is counted from a time that is said elsewhere: give the days"


def read_point(reader: PointReader, i: int) -> PointAt:
    """The longest point at `i`, told outright or from the day it was said, with the part of it that is meant."""
    edged = _edge(reader, i)
    if edged is not None:
        return edged
    readings = [reader.read(i), _financial(reader, i), _ending(reader, i), _elsewhere(reader, i)]
    if reader.today is not None:
        readings += [_count(reader, i), _single(reader, i), _month(reader, i), _part_of_now(reader, i)]
        readings += [_part_of_month(reader, i), _part_of_point(reader, i)]
        readings += [_weekdays(reader, i), _one_further(reader, i), _counted_from(reader, i)]
    best: PointAt = None
    for one in readings:
        if one is not None and (best is None or one[1] > best[1]):
            best = one
    return best


def read_edge(reader: PointReader, i: int) -> tuple[int, Point, int] | None:
    """Beginning, middle or end, of what, and where it ends: “the beginning of June”, “mid-July”, “year-end”."""
    after = reader.skip(i + 1, Kind.DASH)
    if reader.kind(i) is Kind.UNIT and reader.kind(after) is Kind.EDGE and reader.value(after) == Edge.END:
        unit, year = reader.value(i), reader.year_here(after + 1)
        if year is not None and unit == Unit.YEAR:
            return Edge.END, Point(year[0]), year[1]  # by year-end 2019
        this = _this(reader, i)
        return (Edge.END, this[0], after + 1) if this is not None else None
    if reader.kind(i) is not Kind.EDGE:
        return None
    there = reader.skip(i + 1, Kind.DASH, Kind.OF, Kind.FILL)
    point = reader.read(there) or _this(reader, there)
    if reader.today is not None and point is None:
        point = _single(reader, there)
    return (reader.value(i), *point) if point is not None else None


def neighbour(reader: PointReader, point: Point, after: int, most: int = MOST_LISTED) -> PointAt:
    """The last of what lies side by side as one period: 2018 and 2019, Jan/Feb, January, February and March 2019.

    Years or months with others between them are asked about: 2016 and 2018.
    """
    join = reader.kind(after)
    if join not in (Kind.AND, Kind.COMMA, Kind.SLASH) or not most:
        return None
    second = read_point(reader, after + 1)
    if second is None or not _is_alike(point, second[0]):
        return None
    follows = _follows(point, second[0])
    further = neighbour(reader, *second, most - 1)
    if (join is Kind.COMMA and further is None) or (join is Kind.SLASH and not follows):
        return None
    last, end = further or second
    return (last if follows else replace(last, question=_APART)), end


def _is_alike(point: Point, other: Point) -> bool:
    """Whether both are years, or months or quarters, of which one may follow the other."""
    are_years = point.month is None is other.month and None not in (point.year, other.year)
    are_months = None not in (point.month, other.month) and point.months == other.months
    is_whole = point.day is None is other.day and point.years == other.years == 1
    return is_whole and (are_years or are_months) and not (point.question or other.question)


def _follows(point: Point, other: Point) -> bool:
    if point.month is None or other.month is None:
        return (point.year or 0) + 1 == other.year
    return other.month == point.month + point.months and point.year in (None, other.year)


def _elsewhere(reader: PointReader, i: int) -> PointAt:
    """The previous year, a year earlier, the same period of 2018, June of the following year: asked about."""
    beside = _beside(reader, reader.skip(i, Kind.FILL))
    if beside is None:
        day = reader.day_then_month(i) or reader.month_then_day(i)
        beside = _beside(reader, reader.skip(day[1], Kind.OF, Kind.FILL)) if day and day[0].year is None else None
        return (Point(question=_ELSEWHERE), beside[1]) if beside is not None else None
    there = reader.skip(beside[1], Kind.OF, Kind.FILL)
    of = _beside(reader, there) or reader.read(there)
    return (Point(question=_ELSEWHERE), of[1]) if of is not None else beside


def read_ago(reader: PointReader, i: int) -> PointAt:
    """Ten years ago, il y a une décennie, desde hace diez años, منذ عشر سنوات: asked about."""
    i = reader.skip(i, Kind.FILL)
    count = reader.skip(i, Kind.SINCE, Kind.BEFORE, Kind.AGO)
    has_count = reader.kind(count) in (Kind.NUMBER, Kind.FEW)
    unit = count + has_count
    if reader.kind(unit) not in _UNITS:
        return None
    if reader.kind(unit + 1) is Kind.AGO:
        return Point(question=_AGO), unit + 2
    return (Point(question=_AGO), unit + 1) if count > i and has_count else None


def _beside(reader: PointReader, i: int) -> PointAt:
    """What is told from another time; of a unit of the calendar, the one beside the day it was said is offered."""
    if reader.kind(i) is Kind.ELSEWHERE:
        return Point(question=_ELSEWHERE), i + 1
    kinds = {reader.kind(i), reader.kind(i + 1)}
    is_bare = reader.kind(i + 2) not in (Kind.RELATIVE, Kind.NUMBER, Kind.MONTH, Kind.WEEKDAY, *_UNITS)
    if kinds == {Kind.UNIT, Kind.BEFORE} and reader.kind(i) is Kind.UNIT and is_bare:
        return Point(question=_ELSEWHERE), i + 2  # the year before
    if kinds != {Kind.UNIT, Kind.BESIDE}:
        return None
    unit, which = (i, i + 1) if reader.kind(i) is Kind.UNIT else (i + 1, i)
    offset = reader.value(which)
    is_told = reader.today is not None and offset
    choices = (Point(fixed=unit_span(reader.today, reader.value(unit), offset)),) if is_told and reader.today else ()
    return Point(question=_ELSEWHERE, choices=choices), i + 2


def _part_of_month(reader: PointReader, i: int) -> PointAt:
    """The first half of July, the last day of the month: which days these are is asked."""
    i = reader.skip(i, Kind.FILL)
    rank, unit = (i, i + 1) if reader.kind(i + 1) is Kind.UNIT else (i + 1, i)
    is_part = reader.kind(unit) is Kind.UNIT and reader.value(unit) in (Unit.HALF, Unit.DAY)
    if not is_part or reader.rank(rank) is None:
        return None
    there = reader.skip(i + 2, Kind.OF, Kind.FILL)
    is_this = reader.kind(there) is Kind.UNIT and reader.value(there) == Unit.MONTH
    named = reader.month_here(there)
    month = reader.with_year(*named) if named is not None else _this(reader, there) if is_this else None
    if month is None:
        return None
    return Point(question="this part of a month has no days of its own: give the days", fixed=cover(month[0])), month[1]


def _part_of_point(reader: PointReader, i: int) -> PointAt:
    """The last ten days of June, the first two weeks of 2018, seven months of 2019: which days these are is asked."""
    is_led = reader.kind(i) in _UNITS  # الأشهر الستة الأولى
    words = {reader.kind(at): at for at in (i + is_led, i + is_led + 1)}
    ranked = next((at for kind, at in words.items() if kind in (Kind.ORDINAL, Kind.RELATIVES, *_COUNTED)), None)
    count = words.get(Kind.NUMBER)
    unit = i if is_led else i + 2 if ranked is not None else i + 1
    after = i + 3 if is_led else unit + 1
    if count is None or not reader.is_small(count, 99) or (ranked is None and (count != i or is_led)):
        return None
    are_months = reader.kind(unit) in _UNITS and reader.value(unit) == Unit.MONTH
    there = reader.skip(after, Kind.OF, Kind.FILL)
    is_part = there > after or are_months or reader.kind(there) is Kind.MONTH
    if reader.kind(unit) not in _UNITS or (ranked is None and not are_months) or not is_part:
        return None
    whole = reader.read(there)
    if whole is None or whole[0].is_day or whole[0].question:
        return None
    months = (Point(whole[0].year, 1, months=reader.value(count)),) if are_months and ranked is None else ()
    said = "this part of a period has no days of its own: give the days"
    return replace(whole[0], question=said, choices=months), whole[1]


def _edge(reader: PointReader, i: int) -> PointAt:
    edge = read_edge(reader, i)
    if edge is None:
        return None
    beginning, middle = "the beginning", "the middle"
    parts = {Edge.START: beginning, Edge.EARLY: beginning, Edge.MIDDLE: middle}
    part = parts.get(Edge(edge[0]), "the end")
    return Point(question=f"{part} of a period has no days of its own: give the days", fixed=edge[1].fixed), edge[2]


def _this(reader: PointReader, i: int) -> PointAt:
    """“The year” after a word that needs one: this year."""
    there = reader.skip(i, Kind.FILL)
    if reader.today is None or reader.kind(there) is not Kind.UNIT:
        return None
    return Point(fixed=unit_span(reader.today, reader.value(there), 0)), there + 1


def _single(reader: PointReader, i: int) -> PointAt:
    """Last week, this quarter, next decade; “the past year” may be the calendar's or twelve months."""
    related = reader.related_unit(i)
    if related is not None and reader.today is not None:
        unit, offset, after = related
        return Point(fixed=unit_span(reader.today, unit, offset)), after
    if reader.kind(i) in (Kind.ROLLING, Kind.LAST) and reader.kind(i + 1) is Kind.UNIT and reader.today is not None:
        unit, offset = reader.value(i + 1), reader.value(i)
        choices = (
            Point(fixed=rolling(reader.today, unit, offset)),
            Point(fixed=unit_span(reader.today, unit, offset)),
        )
        return Point(question="up to the day it was said, or by the calendar: give the days", choices=choices), i + 2
    return None


def _count(reader: PointReader, i: int) -> PointAt:
    """The past three months, 3 prochains mois, últimos 3 años, في الأشهر الثلاثة الماضية."""
    for related, count, unit in ((i, i + 1, i + 2), (i + 1, i, i + 2), (i + 2, i, i + 1), (i + 2, i + 1, i)):
        if reader.kind(related) not in _COUNTED or reader.kind(unit) not in _UNITS or not reader.value(related):
            continue
        after = i + 3
        if reader.kind(count) is Kind.FEW or _is_second(reader, i):
            return Point(question="how many is not said: give the first and the last day"), after
        if not reader.is_small(count, 99) or reader.today is None:
            continue
        number, what = reader.value(count), reader.value(unit)
        if what == Unit.HOUR:
            if number % 24 or reader.value(related) > 0:
                return Point(question="hours that are no whole days have no days of their own: give the days"), after
            number, what = number // 24, Unit.DAY
        if what == Unit.DECADE:
            return Point(question="decades of the calendar, or years up to the day it was said: give the years"), after
        note = "up to the day it was said" if reader.value(related) < 0 else "from the day after it was said"
        return Point(fixed=rolling(reader.today, what, number * reader.value(related)), note=note), after
    if reader.today is not None and reader.kind(i) in BACK and reader.value(i) == -1 and _is_full_day(reader, i + 1):
        return Point(fixed=rolling(reader.today, Unit.DAY, -1), note="up to the day it was said"), i + 2
    few = {reader.kind(i), reader.kind(i + 1)}
    are_several = few & {Kind.UNITS, Kind.RELATIVES} and few & set(_UNITS)
    if few & set(_COUNTED) and reader.kind(i + 2) not in _UNITS and are_several:
        return Point(question="how many is not said: give the first and the last day"), i + 2
    return None


def _is_second(reader: PointReader, i: int) -> bool:
    """Whether a number stands before this one: deux ou trois derniers mois."""
    return reader.kind(i - 1) in (Kind.OR, Kind.TO, Kind.DASH) and reader.kind(i - 2) is Kind.NUMBER


def _is_full_day(reader: PointReader, i: int) -> bool:
    return reader.kind(i) is Kind.UNITS and reader.value(i) == Unit.FULL_DAY


def _month(reader: PointReader, i: int) -> PointAt:
    """This September, next June, septembre dernier; asked where it may be of two years."""
    related, month = (i, i + 1) if reader.kind(i) in BACK else (i + 1, i)
    if reader.kind(related) not in BACK or reader.kind(month) is not Kind.MONTH or reader.today is None:
        return None
    today, number, offset = reader.today, reader.value(month), reader.value(related)
    if not offset:
        return Point(today.year, number), i + 2
    is_sure = number >= today.month if offset < 0 else number <= today.month
    point = Point(today.year + offset, number)
    if is_sure:
        return point, i + 2
    nearer = Point(today.year, number)
    said = "the one of this year or of the year beside it: write the year"
    return Point(question=said, choices=(nearer, point)), i + 2


def _weekdays(reader: PointReader, i: int) -> PointAt:
    """Last week between Friday and Sunday; this week from Tuesday to Thursday."""
    related = reader.related_unit(i)
    if related is None or related[0] != Unit.WEEK or reader.kind(related[2]) not in (Kind.BETWEEN, Kind.FROM):
        return None
    first = reader.skip(related[2] + 1, Kind.FILL)
    join = first + 1
    last = reader.skip(join + 1, Kind.FILL)
    is_range = reader.kind(join) in (Kind.AND, Kind.TO, Kind.DASH, Kind.UNTIL)
    if not is_range or reader.kind(first) is not Kind.WEEKDAY or reader.kind(last) is not Kind.WEEKDAY:
        return None
    begins, ends = reader.value(first), reader.value(last)
    if reader.today is None or ends < begins:
        return None
    monday = unit_span(reader.today, Unit.WEEK, related[1]).start
    return Point(fixed=Span(shift(monday, Unit.DAY, begins), shift(monday, Unit.DAY, ends))), last + 1


def _one_further(reader: PointReader, i: int) -> PointAt:
    """The week after next, the month before last."""
    i = reader.skip(i, Kind.FILL)
    step = {Kind.AFTER: 1, Kind.BEFORE: -1}.get(reader.kind(i + 1) or Kind.OTHER)
    if reader.kind(i) is not Kind.UNIT or step is None or reader.today is None:
        return None
    is_bare = reader.kind(i + 3) not in (Kind.UNIT, Kind.UNITS, Kind.MONTH, Kind.WEEKDAY, Kind.NUMBER)
    if reader.kind(i + 2) is not Kind.RELATIVE or reader.value(i + 2) != step or not is_bare:
        return None
    return Point(fixed=unit_span(reader.today, reader.value(i), 2 * step)), i + 3


def _counted_from(reader: PointReader, i: int) -> PointAt:
    """Two weeks starting 20 May; for three days, from today: so many units, that day the first of them."""
    if not reader.is_small(i, 99) or reader.kind(i + 1) not in _UNITS or reader.value(i + 1) >= Unit.DECADE:
        return None
    there = reader.skip(i + 2, Kind.COMMA)
    if reader.kind(there) not in (Kind.FROM, Kind.STARTING):
        return None
    first_day = reader.read(reader.skip(there + 1, Kind.FILL))
    if first_day is None or not first_day[0].is_day or first_day[0].question or reader.today is None:
        return None
    span = cover(first_day[0], reader.today.year)
    if span is None:
        return None
    if first_day[0].needs_a_year and span.start > reader.today:
        return Point(question="it is not over, or it is the one of the year before: write the year"), first_day[1]
    last = shift(shift(span.start, reader.value(i + 1), reader.value(i)), Unit.DAY, -1)
    return Point(fixed=Span(span.start, last), note="that day is the first of them"), first_day[1]


def _ending(reader: PointReader, i: int) -> PointAt:
    """The year ending 31 March, the 12 months to 30 June 2019, the week ended 21 July: that day the last of them."""
    unit = reader.skip(i, Kind.FILL, Kind.SPLIT)
    count = reader.value(unit) if reader.is_small(unit, 99) else 1
    unit += reader.kind(unit) is Kind.NUMBER
    ending = reader.skip(unit + 1, Kind.COMMA)
    if reader.kind(unit) not in _UNITS or reader.value(unit) >= Unit.DECADE:
        return None
    if reader.kind(ending) not in (Kind.ENDING, Kind.TO):
        return None
    last = _last_day(reader, reader.skip(ending + 1, Kind.FILL), is_ending=reader.kind(ending) is Kind.ENDING)
    if last is None or last[0].fixed is None:
        return last
    end = last[0].fixed.end
    start = shift(shift(end, Unit.DAY, 1), reader.value(unit), -count)
    return Point(fixed=Span(start, end), note="that day is the last of them"), last[1]


def _last_day(reader: PointReader, i: int, *, is_ending: bool) -> PointAt:
    """The day, or the month with whose last day a period ends, in the latest year that has it; or a question."""
    edge = read_edge(reader, i)
    last = edge[1:] if edge is not None and edge[0] == Edge.END else reader.read(i)
    if last is None or last[0].question or last[0].month is None or last[0].is_week:
        return None
    point, after = last
    if point.needs_a_year and reader.today is None:
        return None
    span = cover(point, reader.today.year if reader.today is not None else None)
    if span is None:
        return Point(question="there are no such days"), after
    if not (point.is_day or is_ending or edge is not None):
        return Point(question="to its first day or to its last: write the day, or “the end of”"), after
    if point.needs_a_year and reader.today is not None and (span.end > reader.today or reader.is_ahead):
        return Point(question="whether it is over or ahead is not said: write the year"), after
    return Point(fixed=span), after


def _part_of_now(reader: PointReader, i: int) -> PointAt:
    """The rest of the year, earlier this month, later this week."""
    kind = reader.kind(i)
    if kind not in (Kind.REST, Kind.EARLIER, Kind.LATER) or reader.today is None:
        return None
    there = reader.skip(i + 1, Kind.OF, Kind.FILL)
    whole = _single(reader, there) or _year(reader, there) or _this(reader, there)
    span = cover(whole[0]) if whole is not None else None
    if whole is None or span is None or not span.start <= reader.today <= span.end:
        return None
    if kind is Kind.EARLIER:
        return Point(fixed=Span(span.start, reader.today), note="up to the day it was said"), whole[1]
    return Point(fixed=Span(reader.today, span.end), note="from the day it was said"), whole[1]


def _year(reader: PointReader, i: int) -> PointAt:
    year = reader.year_here(i)
    return (Point(year[0]), year[1]) if year is not None else None


def _financial(reader: PointReader, i: int) -> PointAt:
    """Fiscal year 2018/19, FY2018, the 2018-2019 academic year: the first day is its country's own."""
    there = i
    if reader.kind(i) is Kind.UNIT and reader.kind(i + 1) is Kind.SPLIT:
        there = i + 1
    if reader.kind(there) is Kind.SPLIT:
        there = reader.skip(there + 1, Kind.OF, Kind.FILL)
        if reader.kind(there) is Kind.UNIT and reader.value(there) == Unit.YEAR:
            there += 1
        years = _years(reader, there)
        return _begins_elsewhere(*years, is_one=years[1] == there + 1) if years is not None else None
    years = _years(reader, i)
    if years is None:
        return None
    after = years[1] + 1 if reader.kind(years[1]) is Kind.UNIT else years[1]
    if reader.kind(after) is not Kind.SPLIT:
        return None
    is_named = reader.kind(after + 1) is Kind.UNIT and reader.value(after + 1) == Unit.YEAR
    return _begins_elsewhere(years[0], after + (2 if is_named else 1), is_one=years[1] == i + 1)


def _years(reader: PointReader, i: int) -> tuple[int, int] | None:
    """2018, 2018/19, 2018-2019: the first year and where it ends."""
    if not reader.is_year(i):
        return None
    has_second = reader.kind(i + 1) in (Kind.SLASH, Kind.DASH) and reader.kind(i + 2) is Kind.NUMBER
    is_next = has_second and reader.value(i + 2) in (reader.value(i) + 1, (reader.value(i) + 1) % 100)
    return reader.value(i), i + 3 if is_next else i + 1


def _begins_elsewhere(year: int, after: int, *, is_one: bool) -> PointAt:
    """The years that begin in it; of one year alone also those that end in it, and the calendar's."""
    others = (*split_year(year - 1).choices, Point(year)) if is_one else ()
    point = split_year(year, others)
    said = f"the year of {year} begins and ends on days that differ by country and purpose: give both days"
    return Point(point.year, question=said, choices=point.choices), after
