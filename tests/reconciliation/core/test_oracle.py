"""The engine finds what a second, slow and obvious one finds, on random sets of claims."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from apps.claims.figures import Bias, Figure, Qualifier, Status
from apps.reconciliation.core.engine import reconcile
from apps.reconciliation.core.findings import Rule
from tests.reconciliation.core import oracle_readings as readings
from tests.reconciliation.core.factories import LISTS
from tests.reconciliation.core.oracle import decide
from tests.reconciliation.core.oracle_pairs import Found
from tests.reconciliation.core.strategies import Said, worlds


def by_the_engine(said: Said) -> list[Found]:
    found = reconcile(said.claims, said.breakdowns, LISTS, said.policy, said.checks)
    return sorted(
        Found(
            result.key,
            str(result.rule),
            str(result.verdict),
            result.strict_verdict,
            tuple(sorted(set(result.inputs), key=lambda ref: int(ref[2:]))),
        )
        for result in found
    )


def by_the_oracle(said: Said) -> list[Found]:
    return decide(said.claims, said.breakdowns, LISTS, said.policy, said.checks)


COUNTS = {
    "0": "0", "1": "1", "5": "5", "7": "7", "007": "7", "40": "40", "332": "332", "500": "500", "1,000": "1000",
    "1,001": "1001", "3500": "3500", "41,570": "41570", "55,500": "55500", "674,000": "674000", "4 thousand": "4000",
    "1.2 million": "1200000", "2.0 million": "2000000", "2 million": "2000000", "3.5": "3.5", "0.20": "0.2",
}  # fmt: skip
SHARES = {
    "3%": "3",
    "40.0 %": "40",
    "50%": "50",
    "100%": "100",
    "100.00%": "100",
    "a third": "33.333333",
    "half": "50",
    "three-quarters": "75",
}


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    """Words of every kind, at times with another value than theirs, a step of their own, or a stated interval."""
    is_percent = draw(st.booleans())
    qualifier = draw(st.sampled_from(Qualifier))
    if qualifier is Qualifier.VAGUE:
        return Figure(draw(st.sampled_from(sorted(readings.VAGUE))), qualifier, known_bias=draw(biases))
    said = SHARES if is_percent else COUNTS
    words = draw(st.sampled_from(sorted(said)))
    value = Decimal(draw(st.sampled_from([said[words], said[words], said[words], "60", "-5", "33", "33.3", "33.4"])))
    high = value + 100 if qualifier is Qualifier.BETWEEN else None
    is_estimate = draw(st.integers(0, 9)) == 0
    return Figure(
        words,
        qualifier,
        value,
        high,
        step=draw(st.sampled_from([None, None, Decimal("0.5"), Decimal(1), Decimal(5), Decimal(1000)])),
        is_counted=draw(st.booleans()),
        is_percent=is_percent,
        known_bias=draw(biases),
        status=draw(st.sampled_from(Status)),
        low=value - 3 if is_estimate else None,
        high=value + 9 if is_estimate else None,
    )


biases = st.sampled_from([None, None, *Bias])


@given(figures())
@settings(max_examples=1000)
def test_the_two_engines_read_a_figure_alike(figure: Figure) -> None:
    assert (figure.strict, figure.ordinary) == (readings.strict(figure), readings.ordinary(figure))
    if figure.value is not None:
        assert (figure.is_point, figure.is_plain) == (readings.is_point(figure), readings.is_plain(figure))
        assert Fraction(figure.rounding) == readings.step_of(figure)
        assert figure.is_fraction is readings.written(figure).is_fraction


@given(worlds())
@settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow])
def test_the_two_engines_find_the_same(said: Said) -> None:
    found = by_the_oracle(said)
    for rule in {one.rule for one in found}:
        event(rule)
    assert by_the_engine(said) == found


def test_random_sets_of_claims_try_every_rule() -> None:
    rules: Counter[str] = Counter()

    @given(worlds())
    @settings(
        max_examples=400,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    def count(said: Said) -> None:
        rules.update(found.rule for found in by_the_oracle(said))

    count()
    assert all(rules[rule] >= 10 for rule in Rule), rules
