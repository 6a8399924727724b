"""What the rules return, and what all of them say alike."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from apps.claims.references import claim_ref
from apps.reconciliation.core.comparing.families import Family
from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.explaining.changes import Change
from apps.reconciliation.core.explaining.gap_steps import GapSteps
from apps.reconciliation.core.explaining.reasons import Reason
from apps.reconciliation.core.explaining.trace import Line, explain
from apps.reconciliation.core.inputs.claims import SIDES, Statement


class Rule(StrEnum):
    """By which rule a finding was made."""

    SUM = "sum"
    SHARE = "share"
    PLAN = "plan"
    RESTATED = "restated"
    DIRECT = "direct"
    BOUND = "bound"
    ASSEMBLED = "assembled"
    UNDECIDED = "undecided"
    LOOKALIKE = "lookalike"
    DEFINITION = "definition"
    SERIES = "series"


BETWEEN_WORDS = {
    "government-un": "Government and UN",
    "government-other": "Government and others",
    "un-other": "UN and others",
    "same-side": "Organisations of one side",
    "self": "Inside one organisation",
}


class Role(StrEnum):
    """What a claim is to a finding."""

    LEFT = "left"
    RIGHT = "right"
    ALSO = "also"
    WHOLE = "whole"
    PART = "part"
    SHARE = "share"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    TERM = "term"
    TARGET = "target"
    MEMBER = "member"
    BASE = "base"


ROLE_WORDS = {
    Role.LEFT: "the first figure",
    Role.RIGHT: "the second figure",
    Role.ALSO: "another figure of the same scope",
    Role.WHOLE: "the whole",
    Role.PART: "a part",
    Role.SHARE: "the share",
    Role.NUMERATOR: "its numerator",
    Role.DENOMINATOR: "its denominator",
    Role.TERM: "a term of the check",
    Role.TARGET: "what the parts are set against",
    Role.MEMBER: "a member of the series",
    Role.BASE: "what a figure is a share or a multiple of",
}


@dataclass(frozen=True, slots=True)
class Member:
    """A claim that a finding was computed from, and what it is to the finding."""

    ref: str
    role: Role


def name_members(*named: tuple[Role, Iterable[Statement]]) -> tuple[Member, ...]:
    """Each claim once, under the first role it is named in."""
    members: dict[str, Member] = {}
    for role, statements in named:
        for statement in statements:
            members.setdefault(statement.ref, Member(statement.ref, role))
    return tuple(members.values())


@dataclass(frozen=True, slots=True)
class Working:
    """Why the figures of a finding part: its reasons, the changes that would make them agree, and the gap steps."""

    reasons: tuple[Reason, ...] = ()
    changes: tuple[Change, ...] = ()
    gap_steps: GapSteps | None = None


# Works out a finding among the figures of a family; None is that in which it was decided.
Work = Callable[[Family | None], Working]


@dataclass(frozen=True, kw_only=True, eq=False)
class Result:
    """One finding. `key` says what it is about; `left` and `right` are claims, `members` all it was computed from.

    `strict_verdict` is the verdict on the strict readings where it is another one, else blank; `tolerance` the name of
    the policy, blank for rules that know none. Deciding is cheap and done for all findings; its lines are written, and
    what takes a search is worked out, when they are asked for.
    """

    key: str
    rule: Rule
    verdict: Verdict
    between: str
    left: str
    left_shown: str
    right_shown: str
    members: tuple[Member, ...]
    right: str = ""
    strict_verdict: str = ""
    tell: Callable[[], Iterable[Line]]
    work: Work
    difference: Decimal | None = None
    factor: Decimal | None = None
    gap_at_best: Decimal | None = None
    flips_at: Decimal | None = None
    tolerance: str = ""

    @property
    def inputs(self) -> tuple[str, ...]:
        """The claims it was computed from, by reference."""
        return tuple(member.ref for member in self.members)

    @cached_property
    def trace(self) -> tuple[Line, ...]:
        """The lines of arithmetic, to be redone by hand."""
        return tuple(self.tell())

    @property
    def explanation(self) -> str:
        """One or two sentences, made of the trace."""
        return explain(self.trace, is_self=self.between == "self")

    @cached_property
    def working(self) -> Working:
        """The working among all figures that it was decided among."""
        return self.work(None)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return self.working.reasons

    @property
    def changes(self) -> tuple[Change, ...]:
        return self.working.changes

    @property
    def gap_steps(self) -> GapSteps | None:
        return self.working.gap_steps

    def __eq__(self, other: object) -> bool:
        """Whether the two say the same, and for the same reasons."""
        if not isinstance(other, Result):
            return NotImplemented
        decided = (each.name for each in fields(self) if each.name not in ("tell", "work"))
        return all(getattr(self, name) == getattr(other, name) for name in (*decided, "trace", "working"))

    __hash__ = None  # type: ignore[assignment]


def between(statements: Iterable[Statement]) -> str:
    """Whom a finding sets side by side."""
    said = list(statements)
    if len({statement.organisation for statement in said}) == 1:
        return "self"
    sides = [side for side in SIDES if any(statement.side == side for statement in said)]
    return "same-side" if len(sides) == 1 else "-".join(sides[:2])


def in_order(one: Statement, other: Statement) -> tuple[Statement, Statement]:
    """Government first, UN second, others last; within a side in the order of the references."""
    first, second = sorted((one, other), key=lambda statement: (SIDES.index(statement.side), statement.number))
    return first, second


def first_key(kind: str, pairs: Iterable[tuple[Statement, Statement]]) -> str:
    """What a finding about two scopes is called: the figures that were entered first. Later ones do not rename it."""
    first, second = min(sorted((one.number, other.number)) for one, other in pairs)
    return f"{kind}:{claim_ref(first)}:{claim_ref(second)}"


def others_of(pairs: Iterable[tuple[Statement, Statement]], shown: Iterable[Statement]) -> tuple[Statement, ...]:
    """The figures of the same two scopes that a finding does not show, in the order of their references."""
    by_number = {statement.number: statement for pair in pairs for statement in pair}
    for statement in shown:
        by_number.pop(statement.number, None)
    return tuple(by_number[number] for number in sorted(by_number))


def sum_key(whole: str, name: str) -> str:
    """What a finding about a breakdown is called, by its whole and by what its parts are told apart by.

    A key has no blanks: sum:C-17:through+whom; no two names give the same word.
    """
    word = "+".join(part.replace("%", "%25").replace("+", "%2B") for part in name.split(" "))
    return f"sum:{whole}:{word}"


def pair_key(one: Statement, other: Statement) -> str:
    first, second = sorted((one.number, other.number))
    return f"pair:{claim_ref(first)}:{claim_ref(second)}"


def strict_if_other(strict: Verdict, verdict: Verdict) -> str:
    return str(strict) if strict is not verdict else ""
