"""What the vocabulary of a language says beside its numbers: words parted by bars, as they are written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from apps.claims.figures import Status


@dataclass(frozen=True)
class Vocabulary:
    """Words of one language.

    `units`: nouns by the code of the unit they are counted in. `after_nouns`: words with which what is counted ends.
    `changes`, `changed_from`: patterns of the verb and of the word before the first number of “rose from 300 to 400”.
    `often`: by a time, what says before a figure that it is so much each: every day, daily.
    `every_time`: words that say “every” before a time alone, as those of 20 in the week do in other languages.
    `labels`: words after which a number is a name (decree 10, page 4). `states`: patterns by status, the strongest
    first. `headings`: patterns of lines that name who speaks next.
    """

    units: Mapping[str, str]
    after_nouns: str = ""
    of: str = ""
    labels: str = ""
    determiners: str = ""
    ordinals: str = ""
    years: str = ""
    single: str = ""
    within: str = ""
    every: str = ""
    every_time: str = ""
    often: Mapping[str, str] = field(default_factory=dict)
    contrast: str = ""
    total: str = ""
    changes: str = ""
    changed_from: str = ""
    from_places: str = ""
    states: Mapping[Status, str] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    titles: str = ""
    says: str = ""
