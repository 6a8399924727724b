"""Promise T2: raw SQL that makes no sense is refused by the database, by the rule that is meant for it.

Each row: the rule that refuses, and what is tried. In braces stand the keys of records made by `_records`.
"""

import threading
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from apps.claims.models import Claim, Place
from apps.compare.models import Topic
from apps.reconciliation import services
from apps.reconciliation.models import Check, Explanation, Finding, Run, TolerancePolicy
from apps.sources.refusals import Refuse
from tests.factories import (
    make_breakdown,
    make_claim,
    make_indicator,
    make_organisation,
    make_place,
    make_population,
    make_source,
    make_speaker,
    make_un_speaker,
    make_unit,
)


def _set(table: str, change: str) -> str:
    return f"UPDATE {table} SET {change} WHERE id = {{{table}}}"


def _each(table: str, *rows: tuple[str, str]) -> list[tuple[str, str]]:
    return [(rule, _set(table, change)) for rule, change in rows]


ONE_ROW = [
    *_each(
        "sources_organisation",
        ("an_organisation_has_a_name", "name = ''"),
        ("an_organisation_has_a_name", "name = '   '"),
        ("an_organisation_is_on_a_known_side", "side = 'neutral', country = ''"),
        ("a_government_has_a_country", "country = ''"),
        ("a_government_has_a_country", "country = 'sy'"),
        ("organisation_slug_can_stand_in_an_address", "slug = 'a/b'"),
        ("organisation_slug_can_stand_in_an_address", "slug = ''"),
    ),
    *_each(
        "sources_speaker",
        ("a_speaker_has_a_name", "name = E' \\t'"),
        ("speaker_slug_can_stand_in_an_address", "slug = 'two words'"),
        ("not null", "organisation_id = NULL"),
        ("foreign key", "organisation_id = 0"),
    ),
    *_each(
        "sources_source",
        ("a_source_has_a_title", "title = ' '"),
        ("a_stored_text_has_a_checksum", "text = 'words'"),
        ("a_stored_text_has_a_checksum", "text = 'words', text_sha256 = repeat('0', 64)"),
        ("a_stored_text_has_a_checksum", "text_sha256 = repeat('0', 64)"),
        ("a_source_is_not_read_before_it_is_published", "accessed_on = published_on - 1"),
        ("data_do_not_run_past_publication", "cut_off_on = published_on + 1"),
        ("days_of_a_source_lie_between_1800_and_2200", "published_on = '3000-01-01'"),
        ("days_of_a_source_lie_between_1800_and_2200", "published_on = '0019-07-24'"),
        ("days_of_a_source_lie_between_1800_and_2200", "cut_off_on = '0019-07-24'"),
        ("a_source_is_not_of_the_future", "published_on = '2150-01-01'"),
        ("a_source_is_not_of_the_future", "accessed_on = CURRENT_DATE + 30"),
        ("a_version_is_not_later_than_itself", "later_version_of_id = id"),
        ("foreign key", "later_version_of_id = 0"),
        ("a_source_is_at_an_address_of_the_web", "url = 'javascript:alert(1)'"),
        ("a_source_is_at_an_address_of_the_web", "archived_url = 'see above'"),
        ("a_source_is_in_a_language", "language = ''"),
        ("a_source_is_in_a_language", "language = 'English'"),
        ("source_slug_can_stand_in_an_address", "slug = 'a/b'"),
    ),
    *_each(
        "claims_unit",
        ("unit_code_is_one_word", "code = 'two words'"),
        ("unit_has_a_name", "name = ' '"),
        ("a_rate_says_of_what_and_per_how_many", "rate_amount = 5"),
        ("a_rate_says_of_what_and_per_how_many", "rate_of_id = {days}, rate_per_id = {days}"),
        ("a_rate_says_of_what_and_per_how_many", "rate_of_id = {days}, rate_per_id = {days}, rate_amount = 0"),
        ("a_rate_says_of_what_and_per_how_many", "rate_of_id = {days}, rate_per_id = {days}, rate_amount = 'NaN'"),
        ("a_unit_is_said_in_so_many_smaller_ones", "smaller_id = {days}"),
        ("a_unit_is_said_in_so_many_smaller_ones", "smaller_id = {days}, fewest = 31, most = 28"),
        ("a_unit_is_said_in_so_many_smaller_ones", "smaller_id = {days}, fewest = 28, most = 'NaN'"),
        ("a_unit_is_said_in_so_many_smaller_ones", "fewest = 28"),
        ("a_unit_is_not_said_in_itself", "smaller_id = id, fewest = 1, most = 1"),
        ("a_unit_is_not_said_in_itself", "rate_of_id = id, rate_per_id = {days}, rate_amount = 1"),
    ),
    *_each(
        "claims_place",
        ("place_code_is_one_word", "code = ''"),
        ("place_has_a_name", "name = ''"),
        ("a_place_is_of_a_known_kind", "kind = 'planet'"),
        ("a_place_does_not_end_before_it_begins", "valid_from = '1992-01-02', valid_to = '1992-01-01'"),
        ("borders_are_valid_between_1800_and_2200", "valid_from = '0992-01-02'"),
    ),
    *_each(
        "claims_indicator",
        ("indicator_code_is_one_word", "code = 'two words'"),
        ("indicator_has_a_name", "name = ' '"),
        ("an_indicator_is_of_a_known_kind", "kind = 'mood', is_additive = false"),
        ("only_flows_and_stocks_are_additive", "kind = 'share'"),
        ("only_a_flow_is_a_net_change", "kind = 'stock', is_net_change = true"),
    ),
    *_each(
        "claims_population", ("population_code_is_one_word", "code = 'a b'"), ("population_has_a_name", "name = ' '")
    ),
    *_each(
        "claims_claim",
        ("a_claim_has_a_quote", "quote = ''"),
        ("a_claim_has_a_quote", "quote = '   '"),
        ("a_claim_has_a_figure_as_said", "figure_as_said = E'\\n'"),
        ("positions_in_a_source_count_from_1", "position = 0"),
        ("a_qualifier_is_a_known_one", "qualifier = 'roughly'"),
        ("only_a_vague_figure_has_no_value", "value = NULL"),
        ("only_a_vague_figure_has_no_value", "qualifier = 'vague'"),
        ("only_a_range_has_an_upper_value", "value_high = 2000000"),
        ("only_a_range_has_an_upper_value", "qualifier = 'between'"),
        ("a_range_runs_upwards", "qualifier = 'between', value = 48, value_high = 24"),
        ("a_range_runs_upwards", "qualifier = 'between', value = 48, value_high = 48"),
        ("numbers_of_a_claim_are_numbers", "value = 'NaN'"),
        ("numbers_of_a_claim_are_numbers", "step = 'NaN'"),
        ("numbers_of_a_claim_are_numbers", "qualifier = 'between', value_high = 'NaN'"),
        ("numeric field overflow", "value = 'Infinity'"),
        ("numeric field overflow", "value = '-Infinity'"),
        ("a_rounding_step_is_above_zero", "step = 0"),
        ("a_rounding_step_is_above_zero", "step = -5"),
        ("an_interval_has_a_low_and_a_high_end", "interval_low = 1"),
        ("an_interval_has_a_low_and_a_high_end", "interval_high = 1"),
        ("an_interval_has_a_low_and_a_high_end", "interval_low = 1851424, interval_high = 1851424"),
        ("an_estimate_lies_inside_its_interval", "interval_low = 1, interval_high = 2"),
        (
            "an_estimate_lies_inside_its_interval",
            "qualifier = 'vague', value = NULL, interval_low = 1, interval_high = 2",
        ),
        ("words_on_an_interval_go_with_one", "interval_is = '95 %'"),
        ("a_date_basis_is_a_known_one", "date_basis = 'burial'"),
        ("a_period_does_not_end_before_it_starts", "period_start = '2019-01-02', period_end = '2019-01-01'"),
        ("a_period_lies_between_1800_and_2200", "period_end = '9999-12-31'"),
        ("a_period_lies_between_1800_and_2200", "period_start = '0019-01-01'"),
        ("a_status_is_a_known_one", "status = 'hoped'"),
        ("a_bias_is_a_known_one", "known_bias = 'wrong'"),
        ("words_on_bias_go_with_a_bias", "bias_as_said = 'likely to be higher'"),
        ("a_numerator_goes_with_a_denominator", "numerator_id = {other}"),
        ("there_are_people_in_each", "people_each = 0"),
        ("a_claim_is_not_a_share_of_itself", "numerator_id = id, denominator_id = {other}"),
        ("a_share_is_of_another_claim", "numerator_id = {other}, denominator_id = {other}"),
        ("a_claim_does_not_supersede_itself", "supersedes_id = id"),
        ("a_state_is_a_known_one", "state = 'lost'"),
        ("foreign key", "speaker_id = 0"),
        ("not null", "indicator_id = NULL"),
    ),
    *_each(
        "claims_breakdown",
        ("a_breakdown_has_a_name", "name = ' '"),
        ("a_breakdown_runs_along_a_known_dimension", "dimension = 'colour'"),
    ),
    *_each(
        "reconciliation_finding",
        ("a_finding_says_what_it_is_about", "key = ''"),
        ("a_finding_says_what_it_is_about", "inputs_digest = 'none'"),
        ("a_finding_is_by_a_known_rule", "rule = 'guess'"),
        ("a_verdict_is_a_known_one", "verdict = 'lies'"),
        ("a_verdict_is_a_known_one", "strict_verdict = 'lies'"),
        ("a_finding_stands_between_known_sides", "between = 'us-them'"),
        ("a_finding_is_about_two_claims", "right_id = left_id"),
        ("numbers_of_a_finding_are_numbers", "factor = 'NaN'"),
        ("numbers_of_a_finding_are_numbers", "difference = 'NaN'"),
        ("a_finding_is_not_retired_before_it_is_computed", "retired_at = computed_at - interval '1 second'"),
    ),
    *_each(
        "reconciliation_explanation",
        ("an_explanation_says_something", "words = ' '"),
        ("an_explanation_gives_a_known_reason", "code = 'because'"),
        ("an_explained_amount_is_above_zero", "amount = 0"),
        ("an_explained_amount_is_above_zero", "amount = 'NaN'"),
        ("an_explanation_is_given_between_1800_and_2200", "given_on = '3000-01-01'"),
    ),
    (
        "a_confirmation_says_why",
        (
            "INSERT INTO claims_confirmation (claim_id, code, sentence, reason, at) "
            "VALUES ({claims_claim}, 'part', 'It is above its whole.', ' ', now())"
        ),
    ),
    *_each("reconciliation_review", ("a review is never changed", "note = 'Another'")),
    (
        "a_review_says_why",
        (
            "INSERT INTO reconciliation_review (finding_id, status, note, at, inputs_digest) "
            "VALUES ({reconciliation_finding}, 'confirmed', ' ', now(), '')"
        ),
    ),
    (
        "a_review_is_of_a_known_status",
        (
            "INSERT INTO reconciliation_review (finding_id, status, note, at, inputs_digest) "
            "VALUES ({reconciliation_finding}, 'maybe', 'Why', now(), '')"
        ),
    ),
    *_each(
        "reconciliation_tolerancepolicy",
        ("a_policy_has_a_name", "name = ' '"),
        ("a_tolerance_is_a_share_of_one", "relative = 1"),
        ("a_tolerance_is_a_share_of_one", "relative = -0.01"),
        ("a_tolerance_is_a_share_of_one", "relative = 'NaN'"),
        ("a_tolerance_floor_is_not_negative", "absolute = -1"),
        ("a_tolerance_floor_is_not_negative", "absolute = 'NaN'"),
        ("a_figure_may_move_by_more_than_one_time", "most_times = 1"),
        ("a_rate_of_growth_is_above_zero", "most_growth = 0"),
        ("a_figure_may_move_by_more_than_one_time", "most_times = 1"),
        ("a_rate_of_growth_is_above_zero", "most_growth = 0"),
    ),
    *_each(
        "reconciliation_check",
        ("a_check_says_what_it_should_show", "title = ' '"),
        ("a_check_has_a_formula", "formula = ' '"),
        ("check_slug_can_stand_in_an_address", "slug = 'a b'"),
    ),
    *_each(
        "reconciliation_run",
        ("a_run_does_not_end_before_it_starts", "finished_at = started_at - interval '1 second'"),
        ("a_run_says_why_and_by_which_rules", "trigger = ' '"),
        ("a_run_says_why_and_by_which_rules", "rules_version = ''"),
        ("reconciliation_run_added_check", "added = -1"),
        ("a_cancelled_run_is_over_and_says_by_whom", "is_cancelled = true"),
        ("a_cancelled_run_is_over_and_says_by_whom", "is_cancelled = true, failure = 'By ana.', finished_at = NULL"),
        ("only_one_run_goes_on_at_a_time", "finished_at = NULL"),
    ),
    *_each(
        "compare_topic",
        ("a_topic_has_a_title", "title = ' '"),
        ("a_topic_asks_a_question", "question = ' '"),
        ("topic_slug_can_stand_in_an_address", "slug = ''"),
    ),
]


def _link(name: str, entry: str, broader: str) -> str:
    return f"INSERT INTO claims_{name}_broader (from_{name}_id, to_{name}_id) VALUES ({entry}, {broader})"


ACROSS = [
    ("a_unit_is_not_below_itself", _link("unit", "{days}", "{days}")),
    ("a_population_is_not_below_itself", _link("population", "{claims_population}", "{claims_population}")),
    ("a_place_is_not_below_itself", _link("place", "{claims_place}", "{claims_place}")),
    ("a_place_is_not_below_itself", _link("place", "{claims_place}", "{aleppo}")),
    ("a_place_is_not_below_itself", _link("place", "{claims_place}", "{camp}")),
    ("a_indicator_is_not_below_itself", _link("indicator", "{claims_indicator}", "{claims_indicator}")),
    ("a_indicator_is_not_below_itself", _link("indicator", "{claims_indicator}", "{net}")),
    (
        "an_indicator_is_not_taken_for_itself",
        "INSERT INTO claims_indicator_taken_for (from_indicator_id, to_indicator_id) VALUES ({net}, {net})",
    ),
    (
        "a_unit_is_not_said_in_itself",
        "UPDATE claims_unit SET smaller_id = {months}, fewest=1, most=1 WHERE id = {days}",
    ),
    (
        "a_unit_is_not_said_in_itself",
        "UPDATE claims_unit SET rate_of_id = {months}, rate_per_id = {months}, rate_amount=1 WHERE id = {days}",
    ),
    ("claims_do_not_correct_each_other", "UPDATE claims_claim SET supersedes_id = {newer} WHERE id = {older}"),
    ("claims_do_not_correct_each_other", "UPDATE claims_claim SET supersedes_id = {again} WHERE id = {corrected}"),
    (
        "a_share_is_not_of_itself",
        "UPDATE claims_claim SET numerator_id = {share}, denominator_id = {other} WHERE id = {corrected}",
    ),
    ("a_correction_is_by_the_same_speaker", "UPDATE claims_claim SET supersedes_id = {un} WHERE id = {other}"),
    ("a_corrected_claim_keeps_its_speaker", "UPDATE claims_claim SET speaker_id = {fleischer} WHERE id = {corrected}"),
    ("a_correction_comes_later", "UPDATE claims_claim SET supersedes_id = {other} WHERE id = {earlier}"),
    ("a_correction_comes_later", "UPDATE claims_claim SET source_id = {june}, position = 90 WHERE id = {correction}"),
    ("supersedes_id", "UPDATE claims_claim SET supersedes_id = {corrected} WHERE id = {other}"),
    ("a_whole_is_not_a_part_of_itself", "UPDATE claims_breakdownpart SET claim_id = {whole} WHERE claim_id = {part}"),
    (
        "a_whole_is_not_a_part_of_itself",
        "INSERT INTO claims_breakdownpart (breakdown_id, claim_id) VALUES ({below}, {whole})",
    ),
    (
        "a_whole_is_not_made_a_part_of_itself",
        "UPDATE claims_breakdown SET whole_id = {part} WHERE id = {claims_breakdown}",
    ),
    ("claim_id", "INSERT INTO claims_breakdownpart (breakdown_id, claim_id) VALUES ({below}, {part})"),
    (
        "a_whole_has_one_breakdown_of_a_name",
        (
            "INSERT INTO claims_breakdown (whole_id, dimension, name, is_complete) "
            "VALUES ({whole}, 'other', 'by population', true)"
        ),
    ),
    ("a_count_is_not_below_zero", "UPDATE claims_claim SET value = -5 WHERE id = {other}"),
    (
        "a_count_is_not_below_zero",
        "UPDATE claims_claim SET interval_low = -1, interval_high = value WHERE id = {other}",
    ),
    ("a_count_is_not_below_zero", "UPDATE claims_claim SET indicator_id = {claims_indicator} WHERE id = {negative}"),
    ("an_indicator_below_zero_is_a_net_change", "UPDATE claims_indicator SET is_net_change = false WHERE id = {net}"),
    ("a_unit_below_zero_is_not_counted", "UPDATE claims_unit SET is_counted = true WHERE id = {degrees}"),
    ("a_share_is_not_below_zero", "UPDATE claims_claim SET value = -5 WHERE id = {percentage}"),
    (
        "a_source_has_one_claim_at_a_position",
        "UPDATE claims_claim SET position = 5 WHERE source_id = {sources_source}",
    ),
    ("foreign key", "DELETE FROM claims_claim WHERE id = {corrected}"),
    ("foreign key", "DELETE FROM sources_speaker WHERE id = {fleischer}"),
]


def _records() -> dict[str, Any]:
    """The keys of one record of each table, and of some that stand to each other as the rows above need."""
    syria, aleppo, camp = (
        make_place(),
        make_place(code="SY02", kind="governorate"),
        make_place(code="camp", kind="camp"),
    )
    aleppo.broader.add(syria)
    camp.broader.add(aleppo)
    returns, net = make_indicator(), make_indicator(code="net", is_net_change=True)
    net.broader.add(returns)
    days, degrees = make_unit(code="days"), make_unit(code="degrees", is_counted=False)
    months = make_unit(code="months", smaller=days, fewest=28, most=31)
    june = make_source(slug="june", published_on=date(2019, 6, 1))
    claim, other, un, corrected = make_claim(), make_claim(), make_claim(by=make_un_speaker()), make_claim()
    correction, older = make_claim(supersedes=corrected), make_claim()
    whole, part, child = make_claim(), make_claim(), make_claim()
    breakdown = make_breakdown(whole=whole, parts=[part])
    ratio = make_indicator(
        code="ratio", kind="share", is_additive=False, unit=make_unit(code="percent", is_counted=False)
    )
    now = timezone.now()
    finding = Finding.objects.create(
        key="direct:1", rule="direct", verdict="agrees", between="self", left=claim, right=other,
        left_shown="1", right_shown="1", explanation="", rules_version="1", inputs_digest="0" * 64, computed_at=now,
    )  # fmt: skip
    made = {
        "sources_organisation": make_organisation(), "sources_speaker": make_speaker(), "sources_source": make_source(),
        "claims_unit": make_unit(code="weeks"), "claims_population": make_population(), "claims_place": syria,
        "claims_indicator": returns, "claims_claim": claim, "claims_breakdown": breakdown,
        "compare_topic": Topic.objects.create(slug="returns", title="Returns", question="How many?"),
        "reconciliation_finding": finding,
        "reconciliation_review": services.record_review(finding, status="confirmed", note="Holds.", by=None),
        "reconciliation_explanation": Explanation.objects.create(
            finding=finding, code="rounding", words="Rounded.", given_on=date(2019, 7, 24)
        ),
        "reconciliation_tolerancepolicy": TolerancePolicy.objects.create(name="default"),
        "reconciliation_check": Check.objects.create(slug="plan", title="It fits", formula="rate > 1"),
        "reconciliation_run": Run.objects.create(trigger="test", rules_version="1", started_at=now, finished_at=now),
        "going on": Run.objects.create(trigger="test", rules_version="1", started_at=now),
        "days": days, "months": months, "degrees": degrees, "aleppo": aleppo, "camp": camp, "net": net, "june": june,
        "fleischer": make_un_speaker(), "other": other, "un": un, "corrected": corrected, "correction": correction,
        "again": make_claim(supersedes=correction), "earlier": make_claim(source=june),
        "share": make_claim(numerator=corrected, denominator=other), "whole": whole, "part": part,
        "below": make_breakdown(whole=part, parts=[child], dimension="sex"),
        "older": older, "newer": make_claim(supersedes=older),
        "negative": make_claim(figure_as_said="-5", value=-5, indicator=net),
        "cold": make_claim(figure_as_said="-5", value=-5, unit=degrees),
        "percentage": make_claim(figure_as_said="5%", value=5, indicator=ratio, unit=ratio.unit),
    }  # fmt: skip
    connection.check_constraints()  # what waits for the commit is asked now, so that it is not asked again below
    return {name: record.pk for name, record in made.items()}


def _refusal(sql: str) -> DatabaseError | None:
    """What the database says to it, at the latest when it would be committed; None if it accepts."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            connection.check_constraints()
            transaction.set_rollback(True)
    except DatabaseError as error:
        return error
    return None


@pytest.mark.django_db
def test_the_database_accepts_none_of_it() -> None:
    keys = _records()
    accepted = []
    for rule, sql in ONE_ROW + ACROSS:
        error = _refusal(sql.format(**keys))
        diag = getattr(getattr(error, "__cause__", None), "diag", None)
        said = f"{diag.constraint_name} {diag.message_primary}" if diag else ""
        wanted = rule.replace("not null", "null value")
        if error is None or wanted.lower() not in said.lower().replace("_fk_", " foreign key "):
            accepted.append((rule, sql, said or "accepted"))
    assert not accepted, "\n".join(map(str, accepted))
    assert len(ONE_ROW) >= 79
    assert len(ACROSS) >= 20


def test_every_rule_is_tried() -> None:
    models = [model for model in apps.get_models() if model.__module__.startswith("apps.")]
    rules = {rule.name for model in models for rule in model._meta.constraints}
    triggers = [rule for model in models for rule in getattr(model._meta, "triggers", ())]
    rules |= {str(rule.name) for rule in triggers if isinstance(rule, Refuse)}
    assert rules - {rule for rule, _ in ONE_ROW + ACROSS} <= {
        # Tried in the tests of the models, by what they make of it.
        "a_name_stands_for_one_claim_of_a_check",
        "a_term_has_a_name_that_a_formula_reads",
        "one_policy_serves_all_other_indicators",
        # Tried in the tests of the workbench.
        "a_dismissal_has_a_quote",
        "a_proposal_is_dismissed_once",
    }


@pytest.mark.django_db
def test_what_is_tried_across_rows_is_refused_by_nothing_but_its_rule() -> None:
    keys = _records()
    by_trigger = [row for row in ACROSS if row[0] not in ("supersedes_id", "claim_id", "foreign key")]
    by_trigger = [row for row in by_trigger if not row[0].startswith(("a_whole_has_one", "a_source_has_one"))]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    refused = [(rule, error) for rule, sql in by_trigger if (error := _refusal(sql.format(**keys)))]
    assert not refused, "\n".join(map(str, refused))


AT_ONCE = [
    ("a_place_is_not_below_itself", _link("place", "{left}", "{right}"), _link("place", "{right}", "{left}")),
    (
        "a_share_is_not_of_itself",
        "UPDATE claims_claim SET numerator_id = {other}, denominator_id = {third} WHERE id = {claim}",
        "UPDATE claims_claim SET numerator_id = {claim}, denominator_id = {third} WHERE id = {other}",
    ),
    (
        "deadlock",  # each waits for the row that the other one holds, and PostgreSQL sends one of them away
        "UPDATE claims_claim SET supersedes_id = {other} WHERE id = {claim}",
        "UPDATE claims_claim SET supersedes_id = {claim} WHERE id = {other}",
    ),
]


@pytest.mark.django_db(transaction=True)
def test_of_two_transactions_that_make_a_circle_together_one_is_refused() -> None:
    left, right, third = make_place(), make_place(code="SY02"), make_claim()
    claim, other = make_claim(), make_claim()
    keys = {"left": left.pk, "right": right.pk, "claim": claim.pk, "other": other.pk, "third": third.pk}
    for rule, *both in AT_ONCE:
        written, refused = threading.Barrier(2), list[str]()

        def write(sql: str, written: threading.Barrier = written, refused: list[str] = refused) -> None:
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(sql)
                    written.wait(timeout=30)  # neither is committed before both are written
            except DatabaseError as error:
                refused.append(str(error.__cause__.diag.constraint_name or error))  # type: ignore[union-attr]
            finally:
                connection.close()

        threads = [threading.Thread(target=write, args=[sql.format(**keys)]) for sql in both]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(refused) == 1
        assert refused[0].startswith(rule)
    assert Place.broader.through.objects.count() == 1
    assert Claim.objects.exclude(supersedes=None).count() == Claim.objects.exclude(numerator=None).count() == 1
