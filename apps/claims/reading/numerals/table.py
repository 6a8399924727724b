"""What a language says with: one table of words for each language.

Forms of one meaning are parted by `|`; a form may have several words. Case, accents and vowel signs do not matter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from apps.claims.reading.outcomes import Qualifier


@dataclass(frozen=True)
class Numerals:
    """The words of one language.

    cardinals       0 to 19, the tens, and the hundreds where they have words of their own
    hundred         words that multiply by a hundred what stands before them
    duals           a scale said twice by one word: `{2000: "ألفين"}`
    scales          thousand, million ... with abbreviations
    plurals         those forms of `scales` that need a number before them: “millions” alone is vague
    dozens          12, 20 ... counted as things: three dozen
    abouts          the same, which alone mean “about”: “une centaine”
    mixed           numbers with a half in one word, in sixths: `{9: "полтора"}`
    rooms           what may follow a ten: after “soixante” comes anything below 20
    units_first     three and twenty
    articles, the   “a” is one before million or half; “the” says nothing
    parts           the denominators: third, quarter; those in `bare_parts` need no number before them
    shares_in_one   two thirds in one word: `{(2, 3): "ثلثان"}`
    with_parts      two `с` a half, where it is no “and” that joins numbers
    or_equal        after “more than 5”: it is at least 5 then
    ratios          1 `in` 3; `one_part_of` stands for “one in”
    per             12 `per` 100,000
    before, after   qualifiers before and after the number
    ranges          words before the first and between the two ends
    either          300 `or` 400
    links           what may part two bounds: more than 10 `but` fewer than 20; a comma always may
    vague           plural nouns: the least they permit, and what they ordinarily mean: `{(10, 20, 99): "tens"}`
    few             “several hundred” is read like “hundreds”, from twice on
    few_of_plurals  the same before a plural only: “some thousands”, and not “some thousand”, which is about one
    constructs      two of a scale where what they count follows, which otherwise are one: `{"مليونا": "مليونان"}`
    shares          vague shares: the majority; they are claims without a number
    based           what needs another figure: double, half as many
    things, measures    what is counted in whole numbers, and what is measured; may stand after a number
    """

    cardinals: Mapping[int, str]
    scales: Mapping[int, str]
    percent: str
    before: Mapping[Qualifier, str]
    after: Mapping[Qualifier, str]
    ranges: tuple[tuple[str, str], ...]
    vague: Mapping[tuple[int, int, int], str]
    few: str
    links: str
    hundred: str = ""
    few_of_plurals: str = ""
    constructs: Mapping[str, str] = field(default_factory=dict)
    duals: Mapping[int, str] = field(default_factory=dict)
    plurals: str = ""
    dozens: Mapping[int, str] = field(default_factory=dict)
    abouts: Mapping[int, str] = field(default_factory=dict)
    mixed: Mapping[int, str] = field(default_factory=dict)
    rooms: Mapping[int, int] = field(default_factory=dict)
    units_first: bool = False
    joins: str = ""
    articles: str = ""
    the: str = ""
    parts: Mapping[int, str] = field(default_factory=dict)
    bare_parts: str = ""
    shares_in_one: Mapping[tuple[int, int], str] = field(default_factory=dict)
    or_equal: str = ""
    of: str = ""
    ratios: str = ""
    per: str = ""
    either: str = ""
    with_parts: str = ""
    one_part_of: str = ""
    points: str = ""
    minus: str = ""
    shares: str = ""
    based: str = ""
    ordinals: str = ""
    things: str = ""
    measures: str = ""
    currencies: Mapping[str, str] = field(default_factory=dict)
