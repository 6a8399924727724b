"""The page on the method: made of what computes, so that it cannot say anything else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from apps.claims.numbers import grouped
from apps.compare.rows.words import interval_words
from apps.reconciliation.core import RULES_VERSION, examples
from apps.reconciliation.core.catalogue import about
from apps.reconciliation.core.comparing import verdicts
from apps.reconciliation.core.explaining import reasons
from apps.reconciliation.core.explaining.trace import CONVERTED
from apps.reconciliation.core.findings import Result, Rule
from apps.reconciliation.core.inputs.tolerances import Tolerance
from apps.reconciliation.loading import load_lists, load_policy


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """Words, and how they are read."""

    words: str
    strict: str
    ordinary: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule, with an example that it worked out itself."""

    code: str
    words: str
    says: str
    example: Result

    @property
    def verdict(self) -> str:
        return verdicts.WORDS[self.example.verdict]


@dataclass(frozen=True, slots=True)
class ConversionRow:
    """Two figures in unlike units, and how the one came into the unit of the other."""

    left: str
    right: str
    arithmetic: str
    why: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Named:
    """A code with its words, and more about it."""

    code: str
    words: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A tolerance in force, and what it is for."""

    name: str
    serves: str
    relative: str
    absolute: str


@dataclass(frozen=True, slots=True)
class MethodPage:
    """Everything the page on the method shows."""

    version: str
    readings: tuple[ReadingRow, ...]
    conversions: tuple[ConversionRow, ...]
    rules: tuple[RuleRow, ...]
    verdicts: tuple[Named, ...]
    families: Mapping[str, tuple[Named, ...]]
    policies: tuple[PolicyRow, ...]


def build_method_page() -> MethodPage:
    return MethodPage(
        version=RULES_VERSION,
        readings=tuple(
            ReadingRow(words, interval_words(figure.strict), interval_words(figure.ordinary))
            for words, figure in examples.READINGS
        ),
        conversions=tuple(map(_conversion, examples.convert_examples())),
        rules=tuple(RuleRow(rule, about(rule).words, about(rule).says, examples.work_out(rule)) for rule in Rule),
        verdicts=tuple(Named(code, words, verdicts.MEANINGS[code]) for code, words in verdicts.WORDS.items()),
        families={
            family: tuple(
                Named(code, reasons.WORDS[code], "suggested by the rules" if code in reasons.SUGGESTED else "")
                for code in codes
            )
            for family, codes in reasons.FAMILIES.items()
        },
        policies=tuple(_policies()),
    )


def _policies() -> Iterable[PolicyRow]:
    policy, lists = load_policy(), load_lists()
    yield _policy(policy.default, "every indicator without one of its own")
    for indicator, tolerance in sorted(policy.by_indicator.items()):
        yield _policy(tolerance, lists.indicators.name(indicator))


def _policy(tolerance: Tolerance, serves: str) -> PolicyRow:
    return PolicyRow(tolerance.name, serves, f"{grouped(tolerance.relative * 100)}%", grouped(tolerance.absolute))


def _conversion(result: Result) -> ConversionRow:
    line = next(line for line in result.trace if line.key == CONVERTED)
    return ConversionRow(result.left_shown, result.right_shown, line.value, line.note, verdicts.WORDS[result.verdict])
