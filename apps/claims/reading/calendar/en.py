"""The words of periods in English."""

from apps.claims.reading.calendar.kinds import Edge, Kind, Table, Unit

WORDS: Table = {
    Kind.MONTH: {
        1: "january|jan",
        2: "february|feb",
        3: "march|mar",
        4: "april|apr",
        5: "may",
        6: "june|jun",
        7: "july|jul",
        8: "august|aug",
        9: "september|sept|sep",
        10: "october|oct",
        11: "november|nov",
        12: "december|dec",
    },
    Kind.WEEKDAY: {
        0: "monday|mon",
        1: "tuesday|tue|tues",
        2: "wednesday|wed",
        3: "thursday|thu|thur|thurs",
        4: "friday|fri",
        5: "saturday|sat",
        6: "sunday|sun",
    },
    Kind.UNIT: {
        Unit.DAY: "day",
        Unit.WEEK: "week|calendar week|iso week",
        Unit.MONTH: "month|calendar month",
        Unit.QUARTER: "quarter|trimester",
        Unit.HALF: "half|half year|half-year|semester",
        Unit.YEAR: "year|calendar year",
        Unit.DECADE: "decade",
    },
    Kind.UNITS: {
        Unit.DAY: "days",
        Unit.WEEK: "weeks",
        Unit.MONTH: "months",
        Unit.QUARTER: "quarters",
        Unit.YEAR: "years",
        Unit.DECADE: "decades",
        Unit.HOUR: "hours|hour",
    },
    Kind.PART: {3: "q", 6: "h"},
    Kind.NUMBER: {
        1: "one",
        2: "two",
        3: "three",
        4: "four",
        5: "five",
        6: "six",
        7: "seven",
        8: "eight",
        9: "nine",
        10: "ten",
        11: "eleven",
        12: "twelve",
        18: "eighteen",
        24: "twenty-four",
    },
    Kind.ORDINAL: {
        1: "first",
        2: "second",
        3: "third",
        4: "fourth",
        5: "fifth",
        -1: "final",
    },
    Kind.SUFFIX: {0: "st|nd|rd|th"},
    Kind.DECADE: {50: "fifties", 60: "sixties", 70: "seventies", 80: "eighties", 90: "nineties"},
    Kind.RELATIVE: {
        -1: "last",
        0: "this|current|the current",
        1: "next",
    },
    Kind.ROLLING: {-1: "past|the past|the last|this past", 1: "the next|coming|upcoming"},
    Kind.BESIDE: {-1: "previous|preceding", 0: "same|corresponding", 1: "following"},
    Kind.ELSEWHERE: {
        0: "same period|corresponding period|comparable period|a year earlier|one year earlier|a year before"
        "|one year before|a month earlier|one month earlier|a month before|a week earlier|one week earlier"
        "|a week before|a year later|one year later|a month later|a week later"
    },
    Kind.AGO: {0: "ago"},
    Kind.STARTING: {0: "commencing|starting|beginning|commencing on|starting on|beginning on|w/c|w / c"},
    Kind.ENDING: {0: "ending|ended|ending on|ended on|ending in|ended in|that ended|that ended on"},
    Kind.FEW: {0: "few|several|couple of|recent"},
    Kind.EDGE: {
        Edge.START: "beginning of|the beginning of|start of|the start of|beginning|start",
        Edge.EARLY: "early|early in",
        Edge.MIDDLE: "mid|middle of|the middle of",
        Edge.END: "end of|the end of|end",
        Edge.LATE: "late|late in",
    },
    Kind.REST: {0: "rest of|the rest of|remainder of|the remainder of"},
    Kind.EARLIER: {0: "earlier in|earlier"},
    Kind.LATER: {0: "later in|later"},
    Kind.FROM: {0: "from|starting from|beginning from|as from"},
    Kind.OF: {0: "of"},
    Kind.TO: {0: "to|through|thru"},
    Kind.UNTIL: {
        0: "until|till|up to|through to|up until|up to and including|to and including|through and including"
        "|on or before"
    },
    Kind.BETWEEN: {0: "between"},
    Kind.AND: {0: "and|&"},
    Kind.OR: {0: "or"},
    Kind.SINCE: {0: "since|ever since|on or after"},
    Kind.ONWARDS: {0: "onwards|onward|and onwards"},
    Kind.BY: {0: "by|no later than|not later than"},
    Kind.AS_OF: {0: "as of|as at|as on|status as of|valid as of"},
    Kind.BEFORE: {0: "before|prior to"},
    Kind.AFTER: {0: "after"},
    Kind.DAY: {0: "today|this morning|this afternoon|this evening|tonight", -1: "yesterday", 1: "tomorrow"},
    Kind.NOW: {0: "now|the present|present|the present day|date|currently|at present|at the moment|at this moment"},
    Kind.SO_FAR: {
        0: "so far|thus far|to date|up to date|until now|up to now|till now|to now|to the present|until today"
    },
    Kind.SEASON: {
        0: "spring|summer|autumn|fall|winter|season|ramadan|eid|easter|christmas|weekend|dry season|rainy season"
    },
    Kind.SPLIT: {
        0: "financial|fiscal|academic|school|marketing|agricultural|hydrological|fy|sy|ay",
    },
    Kind.FILL: {
        0: "in|on|at|during|the|over|for|throughout|alone|only|either|inclusive|both inclusive|as a whole"
        "|period|the period"
    },
}
