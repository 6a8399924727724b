"""English."""

from apps.claims.reading.numerals.table import Numerals
from apps.claims.reading.outcomes import Qualifier as Q

ENGLISH = Numerals(
    cardinals={
        0: "zero|nought|naught|nil|none", 1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven",
        8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve", 13: "thirteen", 14: "fourteen", 15: "fifteen",
        16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty", 30: "thirty",
        40: "forty|fourty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety",
    },
    hundred="hundred|hundreds",
    scales={
        10**3: "thousand|thousands|k|thsd",
        10**5: "lakh|lakhs|lac|lacs",
        10**6: "million|millions|m|mn|mln|mio",
        10**7: "crore|crores",
        10**9: "billion|billions|b|bn|bln",
        10**12: "trillion|trillions|tn|trn",
        10**15: "quadrillion|quadrillions",
        10**18: "quintillion|quintillions",
        10**21: "sextillion|sextillions",
    },
    plurals="k|thsd|m|mn|mln|mio|b|bn|bln|tn|trn|hundreds|thousands|lakhs|lacs|millions|crores|billions|trillions",
    dozens={12: "dozen|dozens|dz|dzs|doz", 20: "score"},
    links="and|but|and yet|yet",
    joins="and",
    articles="a|an|one",
    the="the",
    parts={
        2: "half|halves", 3: "third|thirds", 4: "quarter|quarters|fourth|fourths", 5: "fifth|fifths",
        6: "sixth|sixths", 7: "seventh|sevenths", 8: "eighth|eighths", 9: "ninth|ninths", 10: "tenth|tenths",
        100: "hundredth|hundredths",
    },
    or_equal="or equal|or equal to",
    bare_parts="half",
    of="of|of a|of an|of one",
    ratios="in|in every|out of|out of every|over|of every",
    per="per|per every|per each|for every|for each|in|in every|out of|out of every|of every",
    either="or",
    points="point",
    minus="minus|negative",
    percent="percent|per cent|percents|percentage|pct|percentage points|percentage point",
    before={
        Q.EXACTLY: "exactly|precisely|equal to|equals to|equals|equaling to|equalling|only"
        "|a total of|total of|in total",
        Q.MORE_THAN: "more than|over|above|in excess of|exceeding|exceeds|exceed|exceeded|greater than|larger than"
        "|higher than|bigger than|surpass|surpassing|surpassed|well over|well above|well more than|much more than"
        "|far more than|upwards of|beyond|no longer under",
        Q.AT_LEAST: "at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum of"
        "|minimum|greater than or equal to|more than or equal to|greater or equal to|greater or equal than"
        "|higher or equal than|higher than or equal to|bigger or equal than|larger or equal than"
        "|larger than or equal to|equal to or more than|equal to or greater than|equal or more than"
        "|more or equal than|from at least|as few as|starting at",
        Q.JUST_OVER: "just over|slightly over|a little over|little over|just above|slightly above|slightly more than"
        "|just more than|a little more than|a bit more than|a bit over|marginally over|just past",
        Q.LESS_THAN: "less than|fewer than|under|below|lower than|smaller than|well under|well below|short of"
        "|far fewer than|far less than",
        Q.AT_MOST: "up to|at most|no more than|not more than|a maximum of|maximum of|maximum|as many as|as much as|max"
        "|not exceeding|less than or equal to|fewer than or equal to|less or equal than|lower or equal than"
        "|lower than or equal to|smaller or equal than|smaller than or equal to|less or equal to"
        "|equal to or less than|equal or less than|a high of|not over|at the most",
        Q.JUST_UNDER: "nearly|almost|just under|slightly under|a little under|just below|slightly below"
        "|just short of|slightly less than|slightly fewer than|just less than|not quite|close on|a little less than"
        "|a bit less than|just shy of|shy of|approaching|nearing",
        Q.ABOUT: "about|around|some|approximately|approx|roughly|circa|ca|c|an estimated|estimated|estimated at"
        "|close to|in the region of|in the order of|of the order of|more or less|an approximate|near",
    },
    after={
        Q.AT_LEAST: "or more|and more|or over|or above|and above|and over|or greater|or greater than|or higher"
        "|or larger|at least|at a minimum|minimum|at the least|upwards|and up|or bigger",
        Q.AT_MOST: "or less|or fewer|or under|and under|or below|and below|at most|at the most|maximum"
        "|or lower|or smaller|at a maximum|and less|and fewer|tops",
        Q.ABOUT: "or so|approximately|approx|roughly|or thereabouts|more or less",
        Q.MORE_THAN: "plus|odd",
        Q.EXACTLY: "exactly|in total|in all|altogether|total",
    },
    ranges=(
        ("between", "and"), ("between", "to"), ("from", "to"), ("from", "through"), ("from", "until"),
        ("from", "up to"), ("", "to"), ("", "through"),
    ),
    vague={
        (10, 20, 99): "tens", (24, 24, 99): "dozens", (40, 40, 99): "scores", (100, 200, 999): "hundreds",
    },
    few="several|a few|few|many|a couple of|a couple|couple of",
    few_of_plurals="some",
    shares="the majority|majority|a majority|the vast majority|vast majority|the overwhelming majority"
    "|overwhelming majority|the great majority|the large majority|a large majority|a vast majority"
    "|an overwhelming majority|most|most parts|most of|mostly|mainly|the bulk|the bulk of|the lion s share"
    "|the majority of|a minority|the minority|minority",
    based="double|doubled|twice|triple|tripled|threefold|twofold|fourfold|fivefold|tenfold|ten fold|two fold"
    "|three fold|fold|times|times as many|twice as many|half as many|halved|quadruple|quadrupled|x",
    ordinals="first|second",
    things="people|persons|person|individuals|individual|refugees|refugee|returnees|idps|families|family|households"
    "|household|children|child|women|woman|men|man|girls|girl|boys|boy|civilians|deaths|dead|killed|injured|wounded|cases|case|patients|returns|buildings|homes"
    "|houses|facilities|schools|camps|staff|displaced people|displaced persons|migrants|asylum seekers|soldiers"
    "|casualties|vaccinations|convoys|trucks|packages|settlements|residents|inhabitants|souls",
    measures="day|days|week|weeks|month|months|year|years|hour|hours|km|tons|ton|tonnes|tonne|doses|litres|liters",
    currencies={
        "USD": "dollar|dollars|us dollars|us dollar|u s dollars", "EUR": "euro|euros", "GBP": "pound sterling",
        "RUB": "roubles|rubles|rouble|ruble",
    },
)  # fmt: skip
