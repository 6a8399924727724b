"""The kinds of words a period is made of, and how the words of one language are listed.

A language file is a table: for each kind, what its words mean and how they are written, parted by bars. Case, accents,
the Arabic article and vowel marks do not matter.

    Kind.MONTH    {7: "july|jul"}     Kind.UNIT    {Unit.MONTH: "month"}     Kind.RELATIVE    {-1: "last|previous"}
"""

from collections.abc import Mapping
from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """What a word does in a period."""

    NUMBER = "number"
    ORDINAL = "ordinal"  # -1 is the last
    SUFFIX = "suffix"  # makes the number before it an ordinal: 4th, 1er
    MONTH = "month"
    WEEKDAY = "weekday"
    UNIT = "unit"
    UNITS = "units"  # more than one: needs a number
    PART = "part"  # beside a digit: Q2, H1, T3; the value is its months
    DECADE = "decade"  # 1970s, the seventies
    DECADES = "decades"  # “les années” 70
    RELATIVE = "relative"  # last -1, this 0, next 1
    RELATIVES = "relatives"  # in the plural, where the unit does not tell: “derniers mois” needs a number
    ROLLING = "rolling"  # “the past”: up to the day said
    LAST = "last"  # “dernier”: rolling before its noun, relative after it
    BESIDE = "beside"  # previous, following, the same: counted from a time that is said elsewhere
    ELSEWHERE = "elsewhere"  # the same period, a year earlier: so too, in words of their own
    AGO = "ago"
    STARTING = "starting"  # the week commencing
    ENDING = "ending"  # the year ending
    FEW = "few"
    EDGE = "edge"
    REST = "rest"
    EARLIER = "earlier"
    LATER = "later"
    FROM = "from"
    OF = "of"  # “de”, “من”: of, or from
    TO = "to"
    UNTIL = "until"
    BETWEEN = "between"
    AND = "and"
    OR = "or"
    SINCE = "since"
    ONWARDS = "onwards"  # after its point: 2011 onwards
    BY = "by"
    AS_OF = "as of"
    BEFORE = "before"
    AFTER = "after"
    DAY = "day"  # today 0, yesterday -1
    NOW = "now"
    SO_FAR = "so far"
    SEASON = "season"
    SPLIT = "split"  # financial, academic: a year that begins in the middle of one
    FILL = "fill"
    DASH = "dash"
    SLASH = "slash"
    DOT = "dot"
    COMMA = "comma"
    OTHER = "other"


class Unit(IntEnum):
    """The units time is told in. A quarter and a half are parts of a year; FULL_DAY is 24 hours in one word: сутки."""

    DAY = 1
    WEEK = 2
    MONTH = 3
    QUARTER = 4
    HALF = 5
    YEAR = 6
    DECADE = 7
    HOUR = 8
    FULL_DAY = 9


class Edge(IntEnum):
    """Which part of a period is meant."""

    START = 1  # the beginning of
    MIDDLE = 2
    END = 3  # the end of
    LATE = 4
    EARLY = 5


Table = Mapping[Kind, Mapping[int, str]]
