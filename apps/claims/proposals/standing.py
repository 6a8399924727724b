"""Whether what is counted has happened, from the verbs around the figure.

will allocate 25 million dollars          planned
work is under way to repair 2,549 homes   under way, and so are the 221 schools that follow
has requested 26 million                  requested
potential influx of up to 100,000         forecast
24 states have confirmed, which will …    done: what is said in the figure's own clause goes first
"""

import re
from itertools import pairwise

from apps.claims.figures import Status
from apps.claims.proposals.vocabulary.ready import Ready

_CLAUSE = re.compile(r"[,;:()–—]\s")
_CLAUSES = 3  # the figure's own and two more
_DONE = re.compile(
    r"\b(?:ha(?:s|ve|d)|was|were|been|ont été|han|fueron|было|были|был|تم)\b|\b\w{3,}ed\b|\bлись\b", re.IGNORECASE
)


def find_status(sentence: str, start: int, end: int, vocabulary: Ready) -> tuple[Status, str]:
    """The status of the figure at `start` to `end` of a sentence, and the words that say so."""
    begins = [match.end() for match in _CLAUSE.finditer(sentence, 0, start)]
    ends = [*(match.start() for match in _CLAUSE.finditer(sentence, end)), len(sentence)][:_CLAUSES]
    following = [sentence[last:stop] for last, stop in pairwise(ends)]
    for part in (sentence[begins[-1] if begins else 0 : ends[0]], *following, sentence):
        for status, pattern in vocabulary.states:
            if (said := pattern.search(part)) is not None:
                return status, f"“{said[0].strip()}”"
        if _DONE.search(part):
            return Status.DONE, "said as done"
    return Status.DONE, "nothing says otherwise"
