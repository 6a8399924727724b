"""What a claim about to be saved is held against: other claims of its scope, stored or entered together with it."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.db.models.functions import Coalesce

from apps.claims.entry.beside import Beside, InBreakdown, Neighbour
from apps.claims.entry.borders import Borders
from apps.claims.figures import HAPPENED
from apps.claims.models import Claim, Dimension, State
from apps.claims.references import claim_ref

# What two claims must share to be said twice, and what makes figures neighbours.
SCOPE = ("indicator_id", "population_id", "place_id", "origin_id", "unit_id", "status", "date_basis")
PEOPLE = SCOPE.index("population_id")
CODED = (Dimension.POPULATION, Dimension.PLACE, Dimension.ORIGIN, Dimension.PERIOD)  # in which parts have codes or days
SAME = (
    "source_id",
    "speaker_id",
    "period_start",
    "period_end",
    "is_cumulative",
    "qualifier",
    "value",
    "value_high",
    "interval_low",
    "interval_high",
)
VALUE, END = SAME.index("value"), SAME.index("period_end")
_same = attrgetter(*SAME)
_STATUS = SCOPE.index("status") + 1  # behind the organisation


def _scope(claim: Claim) -> tuple[Any, ...]:
    """Whoever an indicator counts is counted where a claim does not say whom."""
    codes = [getattr(claim, name) for name in SCOPE]
    codes[PEOPLE] = claim.population_id or claim.indicator.population_id
    return claim.speaker.organisation_id, *codes


def _told(same: tuple[Any, ...], words: str, last: date | None) -> tuple[Any, ...]:
    """Where there is no number the words are the figure: dozens and hundreds are two.

    What has no end is up to the last day that its source knows of, where that is what it means.
    """
    ended = (*same[:END], same[END] or last, *same[END + 1 :])
    return ended if same[VALUE] is not None else (*ended, plain_words(words))


def _last_day(claim: Claim, status: str) -> date | None:
    """The last day that the source of a claim knows of; None where nothing of a status can have happened by then."""
    return claim.source.cut_off_on or claim.source.published_on if status in HAPPENED else None


def plain_words(words: str) -> str:
    """Words as the eye compares them: one form of each letter, no case, blanks alike."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


@dataclass(frozen=True)
class Entry:
    """A claim about to be saved, and the whole it is a part of, each as its reader knows it: C-17, row 3."""

    claim: Claim
    label: str
    whole: Claim | None = None
    breakdown: InBreakdown | None = None
    whole_label: str = ""

    @property
    def is_part(self) -> bool:
        return self.breakdown is not None

    @cached_property
    def scope(self) -> tuple[Any, ...]:
        """By what the claim has neighbours: what it is a number of, and whose."""
        return _scope(self.claim)

    @property
    def same(self) -> tuple[Any, ...]:
        """What another claim of the scope shares with it if that says the same."""
        return _told(_same(self.claim), self.claim.figure_as_said, _last_day(self.claim, self.claim.status))


@dataclass(frozen=True, slots=True)
class Known:
    """What else is known: by scope and organisation the claims stored and those that are entered together.

    `borders` is what the code lists say of who crossed one.
    """

    by_scope: Mapping[tuple[Any, ...], Beside] = field(default_factory=dict)
    borders: Borders = field(default_factory=Borders)

    def beside(self, entry: Entry) -> Beside:
        """Claims of the same scope by the same organisation: others stored, then those entered before this one."""
        return self.by_scope.get(entry.scope) or Beside()


def load_known(entries: Sequence[Entry], *, are_stored: bool = False) -> Known:
    """What the database and the entries themselves hold of the scopes of the entries, in one query.

    `are_stored` says that they are as the database has them: each then stands beside all others, asked with it or not.
    """
    by_scope: dict[tuple[Any, ...], list[Neighbour]] = {entry.scope: [] for entry in entries}
    claims = [entry.claim for entry in entries]
    entered = set() if are_stored else {claim.pk for claim in claims}
    stored = Claim.objects.filter(
        indicator__in={claim.indicator_id for claim in claims},
        speaker__organisation__in={claim.speaker.organisation_id for claim in claims},
    ).exclude(state=State.WITHDRAWN)
    people = Coalesce("population_id", "indicator__population_id")
    scope: tuple[Any, ...] = ("speaker__organisation_id", *SCOPE[:PEOPLE], people, *SCOPE[PEOPLE + 1 :])
    part_of = (f"membership__breakdown__{name}" for name in ("whole", "name", "dimension"))
    width, asked = len(scope), ("pk", *part_of, "state", "figure_as_said", "value", "is_cumulative", "supersedes_id")
    by_source = {claim.source_id: claim for claim in claims}
    for row in stored.values_list(*scope, *SAME, *asked).iterator():
        neighbours = by_scope.get(row[:width])
        number, whole, name, dimension, *said = row[-len(asked) :]
        if neighbours is not None and number not in entered:
            said_again = row[width : -len(asked)]
            beside = by_source.get(said_again[0])
            last = _last_day(beside, row[_STATUS]) if beside else None  # elsewhere it is another source's figure
            same = _told(said_again, said[1], last)
            breakdown = InBreakdown(claim_ref(whole), name, dimension) if whole else None
            neighbours.append(Neighbour._make((number, claim_ref(number), breakdown, *said, same, None)))
    for entry in () if are_stored else entries:
        claim = entry.claim
        said = claim.state, claim.figure_as_said, claim.value, claim.is_cumulative, claim.supersedes_id
        by_scope[entry.scope].append(
            Neighbour(claim.pk, entry.label, entry.breakdown, *said, same=entry.same, entry=entry)
        )
    return Known({scope: Beside(neighbours) for scope, neighbours in by_scope.items()}, Borders(claims))
