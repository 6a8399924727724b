"""What two figures owe to how they came about: who counted them, and whether one sees only what was registered.

12,300 of the ministry | 12,300 of the UN, counted by the ministry     one origin: their agreement proves nothing
976,002 registered | about 1.5 million in all                          coverage: what is not registered is not seen
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from apps.claims.figures import Bias
from apps.reconciliation.core.explaining.reasons import Code, Reason
from apps.reconciliation.core.explaining.trace import Line
from apps.reconciliation.core.inputs.claims import Statement, counters_in_common

# Words by which a source says that it counts what it sees, or does not: English, French, Spanish, Russian and Arabic.
_SEEN = re.compile(
    r"(?P<not>\b(?:not|non|never|nor|pas|no|не)\W+(?:\w+\W+){0,2}?|\b(?:un-?|не)|غير\s+(?:ال)?)?"
    r"(?P<seen>(?:\b|(?<=un)|(?<=не))(?:registered|identified|recorded|documented|confirmed|verified|enregistr\w+"
    r"|identifi[ée]\w*|recens[ée]\w*|registrad[oa]s?|identificad[oa]s?|зарегистрирован\w*|учт[её]н\w*|опознан\w*)\b"
    r"(?!\s+(?:that|que|что|or\s+not|ou\s+(?:non|pas)|o\s+no|или\s+нет)\b)|مسجل|موثق)",
    re.IGNORECASE,
)
_STEM = 6  # letters by which a word is the same one: enregistrés, non enregistrées


def seen_only(statement: Statement) -> str:
    """The word of a quote that says the figure counts what was registered or identified; blank if there is none.

    Of “registered and unregistered” it sees all.
    """
    return _find_seen(statement.quote)


@lru_cache(maxsize=100_000)
def _find_seen(quote: str) -> str:
    found = [(match["seen"], bool(match["not"])) for match in _SEEN.finditer(quote)]
    unseen = {word[:_STEM].lower() for word, is_denied in found if is_denied}
    return next((word for word, is_denied in found if not is_denied and word[:_STEM].lower() not in unseen), "")


def sees_less(one: Sequence[Statement], other: Sequence[Statement], *, is_lower: bool) -> bool:
    """Whether of two sides, of which the one or the other `is_lower`, that one alone sees only what was registered.

    Then the two can both hold: who counts what is registered counts too few, never too many.
    """
    lower, higher = (one, other) if is_lower else (other, one)
    return any(map(seen_only, lower)) and not any(map(seen_only, higher))


def excuse_words(one: Sequence[Statement], other: Sequence[Statement], *, is_lower: bool) -> str:
    """Why two sides that part can both hold, of which the one or the other `is_lower`.

    A declared undercount excuses the lower side, an overcount the higher one, and neither the other way round.
    """
    lower, higher = (one, other) if is_lower else (other, one)
    for said, bias in (*((said, Bias.UNDERCOUNT) for said in lower), *((said, Bias.OVERCOUNT) for said in higher)):
        if said.figure.known_bias is bias:
            return f"both can hold at once, as {said.speaker_name} declares an {bias}"
    return "the words permit both"


def coverage_reasons(one: Sequence[Statement], other: Sequence[Statement], *, is_lower: bool) -> Iterator[Reason]:
    """That the lower side sees only a part, where the other does not and nobody said so as a bias."""
    if sees_less(one, other, is_lower=is_lower):
        for said in one if is_lower else other:
            if seen_only(said) and not said.figure.known_bias:
                evidence = f"{said.ref} counts those that are “{seen_only(said)}”; the other figure does not say so"
                yield Reason(Code.REGISTRATION, evidence)


def origin_lines(one: Sequence[Statement], other: Sequence[Statement]) -> Iterator[Line]:
    """Who counted both sides, where somebody did."""
    names = _shared(one, other)
    if names:
        yield Line("Counted by", names, "", "both figures stand on this count, so that to agree proves nothing")


def origin_reasons(one: Sequence[Statement], other: Sequence[Statement]) -> Iterator[Reason]:
    """That a figure is passed on from who counted the other."""
    names = _shared(one, other)
    if names:
        refs = [said.ref for said in (*one, *other) if said.counted_by and _stands_on_a_shared_count(said, one, other)]
        passes = "passes" if len(refs) == 1 else "pass"
        evidence = f"{', '.join(refs)} {passes} on a count by {names}, on which the other figure stands too"
        yield Reason(Code.SECOND_HAND, evidence)


def _stands_on_a_shared_count(said: Statement, one: Sequence[Statement], other: Sequence[Statement]) -> bool:
    return bool(counters_in_common((said,), other if said in one else one))


def one_origin_words(one: Sequence[Statement], other: Sequence[Statement]) -> str:
    """The end of a sentence that says two figures agree; blank where they were counted apart."""
    names = _shared(one, other)
    return f"; both stand on the count of {names}, so that their agreement proves nothing" if names else ""


def _shared(one: Sequence[Statement], other: Sequence[Statement]) -> str:
    is_between_two = {said.organisation for said in one} != {said.organisation for said in other}
    return " and ".join(counters_in_common(one, other)) if is_between_two else ""
