"""The database refuses nonsense, rule by rule, whoever writes: the admin, an import or raw SQL."""

import hashlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from apps.claims.models import Breakdown, Claim
from apps.compare.models import Topic
from apps.reconciliation.models import Run, TolerancePolicy
from tests.factories import (
    make_breakdown,
    make_claim,
    make_indicator,
    make_organisation,
    make_place,
    make_population,
    make_source,
    make_speaker,
    make_unit,
)

pytestmark = pytest.mark.django_db

NONSENSE: list[tuple[str, Callable[[], Model], dict[str, Any]]] = [
    ("an_organisation_has_a_name", make_organisation, {"name": ""}),
    ("an_organisation_is_on_a_known_side", make_organisation, {"side": "neutral", "country": ""}),
    ("a_government_has_a_country", make_organisation, {"country": ""}),
    ("a_speaker_has_a_name", make_speaker, {"name": ""}),
    ("a_source_has_a_title", make_source, {"title": ""}),
    ("a_stored_text_has_a_checksum", make_source, {"text": "words"}),
    ("a_source_is_not_read_before_it_is_published", make_source, {"accessed_on": date(2019, 7, 23)}),
    ("data_do_not_run_past_publication", make_source, {"cut_off_on": date(2019, 7, 25)}),
    ("unit_code_is_one_word", make_unit, {"code": "two words"}),
    ("unit_has_a_name", make_unit, {"name": ""}),
    ("a_rate_says_of_what_and_per_how_many", make_unit, {"rate_amount": 5}),
    ("a_unit_is_said_in_so_many_smaller_ones", make_unit, {"fewest": 28}),
    ("population_code_is_one_word", make_population, {"code": "two words"}),
    ("population_has_a_name", make_population, {"name": ""}),
    ("place_code_is_one_word", make_place, {"code": "two words"}),
    ("place_has_a_name", make_place, {"name": ""}),
    ("a_place_is_of_a_known_kind", make_place, {"kind": "planet"}),
    (
        "a_place_does_not_end_before_it_begins",
        make_place,
        {"valid_from": date(1992, 1, 2), "valid_to": date(1992, 1, 1)},
    ),
    ("borders_are_valid_between_1800_and_2200", make_place, {"valid_to": date(9999, 12, 31)}),
    ("indicator_code_is_one_word", make_indicator, {"code": "two words"}),
    ("indicator_has_a_name", make_indicator, {"name": ""}),
    ("an_indicator_is_of_a_known_kind", make_indicator, {"kind": "mood", "is_additive": False}),
    ("only_flows_and_stocks_are_additive", make_indicator, {"kind": "share"}),
    ("only_a_flow_is_a_net_change", make_indicator, {"is_net_change": True, "kind": "stock"}),
    ("a_claim_has_a_quote", make_claim, {"quote": ""}),
    ("a_claim_has_a_figure_as_said", make_claim, {"figure_as_said": ""}),
    ("a_qualifier_is_a_known_one", make_claim, {"qualifier": "roughly"}),
    ("only_a_vague_figure_has_no_value", make_claim, {"value": None}),
    ("only_a_range_has_an_upper_value", make_claim, {"value_high": 2000000}),
    ("a_range_runs_upwards", make_claim, {"qualifier": "between", "value": 48, "value_high": 24}),
    ("a_rounding_step_is_above_zero", make_claim, {"step": 0}),
    ("an_interval_has_a_low_and_a_high_end", make_claim, {"interval_low": 1}),
    ("an_estimate_lies_inside_its_interval", make_claim, {"interval_low": 1, "interval_high": 2}),
    ("words_on_an_interval_go_with_one", make_claim, {"interval_is": "95 %"}),
    ("a_date_basis_is_a_known_one", make_claim, {"date_basis": "burial"}),
    (
        "a_period_does_not_end_before_it_starts",
        make_claim,
        {"period_start": date(2019, 1, 2), "period_end": date(2019, 1, 1)},
    ),
    ("a_period_lies_between_1800_and_2200", make_claim, {"period_end": date(9999, 12, 31)}),
    ("a_status_is_a_known_one", make_claim, {"status": "hoped"}),
    ("a_bias_is_a_known_one", make_claim, {"known_bias": "wrong"}),
    ("words_on_bias_go_with_a_bias", make_claim, {"bias_as_said": "likely to be higher"}),
    ("a_state_is_a_known_one", make_claim, {"state": "lost"}),
]


@pytest.mark.parametrize(("constraint", "make", "change"), NONSENSE, ids=[row[0] for row in NONSENSE])
def test_raw_writes_are_refused_and_forms_are_told_why(
    constraint: str, make: Callable[[], Model], change: dict[str, Any]
) -> None:
    record = make()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        type(record)._default_manager.filter(pk=record.pk).update(**change)
    for name, value in change.items():
        setattr(record, name, value)
    with pytest.raises(ValidationError) as refused:
        record.validate_constraints()
    (rule,) = [rule for rule in record._meta.constraints if rule.name == constraint]
    assert str(rule.violation_error_message) in refused.value.messages


def test_a_numerator_goes_with_a_denominator_and_a_share_is_neither() -> None:
    claim, other = make_claim(), make_claim()
    for change, constraint in (
        ({"numerator": other}, "a_numerator_goes_with_a_denominator"),
        ({"numerator": claim, "denominator": other}, "a_claim_is_not_a_share_of_itself"),
        ({"supersedes": claim}, "a_claim_does_not_supersede_itself"),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Claim.objects.filter(pk=claim.pk).update(**change)


def test_a_source_has_one_claim_at_a_position() -> None:
    first, second = make_claim(), make_claim()

    def collide() -> None:
        Claim.objects.filter(pk=second.pk).update(position=first.position)
        connection.check_constraints()

    with pytest.raises(IntegrityError, match="a_source_has_one_claim_at_a_position"), transaction.atomic():
        collide()


def test_a_claim_is_a_part_of_at_most_one_breakdown() -> None:
    whole, other, part = make_claim(), make_claim(), make_claim()
    make_breakdown(whole=whole, parts=[part])
    with pytest.raises(IntegrityError), transaction.atomic():
        make_breakdown(whole=other, parts=[part])


def test_a_whole_has_several_breakdowns_told_apart_by_their_names() -> None:
    whole = make_claim()
    named = [make_breakdown(whole=whole, parts=[], dimension=along) for along in ("population", "sex")]
    named += [make_breakdown(whole=whole, parts=[], dimension="other", name=name) for name in ("by channel", "2 ways")]
    assert [breakdown.name for breakdown in named] == ["by population", "by sex", "by channel", "2 ways"]
    assert [breakdown.along for breakdown in named] == ["population", "sex", "channel", "2 ways"]
    with pytest.raises(IntegrityError, match="a_whole_has_one_breakdown_of_a_name"), transaction.atomic():
        make_breakdown(whole=whole, parts=[], dimension="other", name="by sex")
    with pytest.raises(IntegrityError, match="a_breakdown_has_a_name"), transaction.atomic():
        Breakdown.objects.filter(whole=whole).update(name=" ")
    with pytest.raises(IntegrityError, match="a_breakdown_runs_along_a_known_dimension"), transaction.atomic():
        make_breakdown(whole=whole, parts=[], dimension="colour")


def test_a_net_change_may_lie_below_zero() -> None:
    net = make_indicator(code="net", is_net_change=True)
    claim = make_claim(figure_as_said="-525", value=Decimal(-525), indicator=net)
    assert claim.figure.strict is not None
    assert claim.figure.strict.low == claim.figure.strict.high == -525


def test_a_rate_in_whole_numbers_is_rounded() -> None:
    people = make_unit()
    rate = make_unit(code="per_1000", rate_of=people, rate_per=people, rate_amount=Decimal(1000))
    assert not make_claim(figure_as_said="3", unit=rate).figure.is_point
    assert make_claim(figure_as_said="3").figure.is_point


def test_a_corrected_claim_is_no_longer_current() -> None:
    claim = make_claim()
    correction = make_claim(supersedes=claim)
    assert list(Claim.objects.current()) == [correction]
    Claim.objects.filter(pk=correction.pk).update(state="draft")
    assert list(Claim.objects.current()) == [claim]


def test_the_step_is_read_from_the_words_and_may_be_edited() -> None:
    claim = make_claim(figure_as_said="674,000")
    assert claim.step == 1000
    claim.step = Decimal(500)
    claim.clean()
    assert claim.step == 500


def test_the_checksum_goes_with_the_text() -> None:
    source = make_source()
    source.text = "Two million."
    source.save()
    source.refresh_from_db()
    assert source.text_sha256 == hashlib.sha256(b"Two million.").hexdigest()
    source.text = ""
    source.save()
    assert source.text_sha256 == ""


POLICIES = [
    ("a_tolerance_is_a_share_of_one", {"relative": 1}),
    ("a_tolerance_floor_is_not_negative", {"absolute": -1}),
]


@pytest.mark.parametrize(("constraint", "fields"), POLICIES)
def test_a_policy_makes_sense(constraint: str, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        TolerancePolicy.objects.create(name="odd", **fields)


def test_one_policy_serves_all_indicators_without_one_of_their_own() -> None:
    TolerancePolicy.objects.create(name="default")
    with pytest.raises(IntegrityError, match="one_policy_serves_all_other_indicators"), transaction.atomic():
        TolerancePolicy.objects.create(name="second default")


def test_topics_and_runs_make_sense() -> None:
    for record, constraint in (
        (Topic(slug="a", question="Who?"), "a_topic_has_a_title"),
        (Topic(slug="b", title="Returns"), "a_topic_asks_a_question"),
        (
            Run(trigger="test", rules_version="1", started_at="2026-01-02T00:00Z", finished_at="2026-01-01T00:00Z"),
            "a_run_does_not_end_before_it_starts",
        ),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            record.save()
