"""Which findings are asked for: all of them, or no more than what a change of some figures can touch.

Whoever asks for less gets every finding that is asked for, and some others: what is found is looked at again
(`engine.is_touched`).
"""

from collections.abc import Collection
from dataclasses import dataclass

from apps.reconciliation.core.inputs.claims import Statement

Numbers = frozenset[int]  # of claims


class Asked:
    """All findings."""

    def concerns(self, *organisations: str) -> bool:
        """Whether a finding about figures of these organisations is asked for."""
        return True

    def is_set_against(self, *organisations: str) -> bool:
        """Whether it is asked for what figures of these organisations say against each other."""
        return True

    def partners(self, organisation: str) -> Collection[str] | None:
        """Against whose figures this organisation's are set; None for everybody's."""
        return None

    def is_target(self, said: Statement) -> bool:
        """Whether it is asked for what lies within this figure, or is of the same scope."""
        return True

    def is_alike(self, said: Statement) -> bool:
        """Whether it is asked for what is found among figures of the same codes as this one."""
        return True

    def is_beside(self, said: Statement) -> bool:
        """Whether it is asked for what looks like this figure, or is the same but for how it is counted."""
        return True

    def is_whole(self, said: Statement) -> bool:
        """Whether it is asked for what lies within this figure in its own document."""
        return True

    def is_declared(self, numbers: Collection[int], whole: int) -> bool:
        """Whether it is asked for the breakdown of this whole, which with its parts are these claims."""
        return True


ALL = Asked()


@dataclass(frozen=True, slots=True)
class Touched(Asked):
    """What a change of some figures touches.

    Findings about `organisations` that name a `changed` figure, that set something against one of `holding`, which hold
    what changed, that are about one of `alike`, which have the same codes, or about one of `wholes`, which hold what
    changed in its own document. `targets` hold any of `holding`; `beside` have the same codes but one or two, and may
    be found with one of `alike`. What `rates` show is left alone. `met` are those with whose figures what changed may
    be set against (`meeting.py`), and with whom alone findings that set something against another's may be touched;
    None for all.
    """

    organisations: frozenset[str]
    changed: Numbers
    holding: Numbers
    targets: Numbers
    alike: Numbers
    beside: Numbers
    wholes: Numbers
    rates: Numbers = frozenset()
    met: frozenset[str] | None = None

    @property
    def claims(self) -> Numbers:
        """What of every finding that may be touched at least one claim is of."""
        return self.changed | self.holding | self.alike | self.wholes

    def concerns(self, *organisations: str) -> bool:
        return not self.organisations.isdisjoint(organisations)

    def is_set_against(self, *organisations: str) -> bool:
        others = set(organisations) - self.organisations
        return self.concerns(*organisations) and (self.met is None or others <= self.met)

    def partners(self, organisation: str) -> Collection[str] | None:
        if organisation in self.organisations:
            return None if self.met is None else self.met | self.organisations
        return self.organisations if self.met is None or organisation in self.met else ()

    def is_target(self, said: Statement) -> bool:
        return said.number in self.targets

    def is_alike(self, said: Statement) -> bool:
        return said.number in self.alike

    def is_beside(self, said: Statement) -> bool:
        return said.number in self.beside

    def is_whole(self, said: Statement) -> bool:
        return said.number in self.wholes

    def is_declared(self, numbers: Collection[int], whole: int) -> bool:
        return whole in self.alike or not self.changed.isdisjoint(numbers)


@dataclass(frozen=True, slots=True)
class Between(Asked):
    """What is set against some figures, between some organisations, as far as nobody asked for it before."""

    couples: frozenset[frozenset[str]]
    targets: Numbers
    before: tuple[Asked, ...]

    def concerns(self, *organisations: str) -> bool:
        return frozenset(organisations) in self.couples

    def is_set_against(self, *organisations: str) -> bool:
        return self.concerns(*organisations)

    def partners(self, organisation: str) -> Collection[str]:
        return {other for couple in self.couples if organisation in couple for other in couple - {organisation}}

    def is_target(self, said: Statement) -> bool:
        return said.number in self.targets and not any(asked.is_target(said) for asked in self.before)
