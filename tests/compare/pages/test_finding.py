"""A finding's page can be redone by hand, and keeps apart what the rule, each side and an analyst say."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.compare.pages.finding import build_finding_page
from apps.compare.published import public_findings
from apps.reconciliation import services
from apps.reconciliation.models import Explanation, Finding
from tests.factories import make_claim, make_indicator, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story")]


def finding(key: str) -> Finding:
    return public_findings().get(key=key)


def test_the_gap_steps_run_from_one_figure_to_the_other_line_by_line() -> None:
    lines = build_finding_page(finding("pair:C-3:C-47")).gap_steps
    assert [(line.adds, line.comes_to, line.ref) for line in lines] == [
        ("", "548,554", "C-3"),
        ("+1,302,870", "1,851,424", "C-1"),
        ("+148,576", "2,000,000", ""),
        ("", "2,000,000", "C-47"),
    ]
    assert lines[2].label == "Unexplained"


def test_a_page_says_of_the_strict_readings_what_its_arithmetic_says() -> None:
    """Parts below their whole fit within it; they do not “agree” with it."""
    row = build_finding_page(finding("assembled:C-84:russia-mod")).finding
    assert row.strict_verdict == "One fits within the other"
    for other in public_findings():
        told = [line["value"] for line in other.trace if line["key"] == "strict"]
        assert build_finding_page(other).finding.strict_verdict == "".join(told)
        assert bool(told) == bool(other.strict_verdict)


def test_all_gap_steps_end_where_the_other_figure_stands() -> None:
    bridged = [page for row in public_findings() if (page := build_finding_page(row)).gap_steps]
    assert len(bridged) > 10
    for page in bridged:
        assert page.gap_steps[-2].comes_to == page.gap_steps[-1].comes_to


@pytest.mark.parametrize("key", ["pair:C-3:C-47", "assembled:C-84:russia-mod", "plan:rukban-convoys"])
def test_all_its_claims_are_read_in_one_query_those_at_its_ends_first(key: str) -> None:
    record = public_findings().get(key=key)
    with CaptureQueriesContext(connection) as captured:
        page = build_finding_page(record)
    assert sum('"claims_claim"."quote"' in query["sql"] for query in captured) == 1
    assert page.inputs[: len(page.finding.rows)] == page.finding.rows
    assert sorted(row.pk for row in page.inputs) == sorted(record.inputs.values_list("pk", flat=True))


def test_a_check_has_no_axis_and_a_pair_has_one() -> None:
    assert build_finding_page(finding("plan:rukban-convoys")).chart is None
    assert build_finding_page(finding("pair:C-3:C-47")).chart is not None


def test_what_would_make_them_agree_comes_best_first() -> None:
    changes = build_finding_page(finding("pair:C-47:C-84")).changes
    assert (changes[0].refs, changes[0].against) == (("C-78",), "C-47")
    assert changes[0].says.endswith("nothing remains")


def test_each_organisation_has_a_place_for_its_explanation_and_an_empty_one_says_so(client: Client) -> None:
    shown = finding("pair:C-44:C-84")
    assert [(slot.name, slot.explanations) for slot in build_finding_page(shown).slots] == [
        ("MoLAE (SY)", ()),
        ("UN", ()),
    ]
    assert client.get(shown.get_absolute_url()).content.decode().count("no explanation given") == 2


def test_what_an_explanation_accounts_for_is_taken_from_what_is_unexplained(client: Client) -> None:
    shown = finding("pair:C-44:C-84")
    assert build_finding_page(shown).unexplained == "277,704"
    Explanation.objects.create(
        finding=shown,
        organisation=shown.right.speaker.organisation if shown.right else None,
        code="registration",
        words="Deregistration takes months.",
        amount=Decimal(200_000),
        given_on=date(2019, 8, 1),
    )
    Explanation.objects.create(finding=shown, code="method", words="Posts count.", given_on=date(2019, 8, 2))
    page = build_finding_page(finding("pair:C-44:C-84"))
    assert page.unexplained == "77,704"
    assert [(slot.name, len(slot.explanations)) for slot in page.slots] == [
        ("MoLAE (SY)", 0),
        ("UN", 1),
        ("An analyst", 1),
    ]
    html = client.get(shown.get_absolute_url()).content.decode()
    assert "Deregistration takes months." in html
    assert html.count("no explanation given") == 1


def test_the_source_of_an_explanation_is_linked_where_it_has_a_page(client: Client) -> None:
    shown, note = finding("pair:C-44:C-84"), make_source(slug="note", title="A note on counting")
    Explanation.objects.create(
        finding=shown, source=note, code="method", words="Posts count.", given_on=date(2019, 8, 2)
    )

    def html() -> str:
        return client.get(shown.get_absolute_url()).content.decode()

    assert "<bdi>A note on counting</bdi>" in html()
    assert 'href="/sources/note/"' not in html(), "nothing of it is published"
    make_claim(source=note)
    assert '<a href="/sources/note/"><bdi>A note on counting</bdi></a>' in html()


def test_a_decision_stands_apart_and_says_when_the_figures_changed_since(client: Client) -> None:
    shown = finding("pair:C-44:C-84")
    assert "No analyst has decided" in client.get(shown.get_absolute_url()).content.decode()
    services.record_review(shown, status="explained", note="Two ways of counting.", by=None)
    page = client.get(shown.get_absolute_url()).content.decode()
    assert "Two ways of counting." in page
    assert "The figures changed since" not in page
    claim = shown.left
    claim.value, claim.figure_as_said = Decimal(320_001), "320,001"
    claim.save()
    services.reconcile_marked(trigger="change")
    changed = finding("pair:C-44:C-84")
    assert build_finding_page(changed).is_stale
    assert "The figures changed since" in client.get(changed.get_absolute_url()).content.decode()


def test_a_retired_finding_says_no_more_than_that_nothing_was_found_of_it_any_more(client: Client) -> None:
    gone = finding("pair:C-44:C-84")
    Finding.objects.filter(pk=gone.pk).update(retired_at=gone.computed_at)
    page = " ".join(client.get(gone.get_absolute_url()).content.decode().split())
    assert "when the figures were reconciled anew and nothing was found of it any more." in page


def test_a_retired_finding_tells_what_it_said_from_what_its_claims_say_now(client: Client) -> None:
    gone = finding("pair:C-44:C-84")
    services.record_review(gone, status="explained", note="Two ways of counting.", by=None)
    claim = gone.left
    claim.value, claim.figure_as_said, claim.quote = Decimal(31_927), "31,927", "31,927 have returned"
    claim.save()
    services.reconcile_marked(trigger="change")
    retired = finding("pair:C-44:C-84")
    html = client.get(retired.get_absolute_url()).content.decode()
    page = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert f"<title>{gone.ref}: No longer holds: “Figures differ”" in html
    assert "C-44 is 277,704 higher" in page, "what it said"
    now = page.index("The claim as it is now:")
    assert page.index("more than 319,274 people") < now < page.index("31,927 have returned")
    assert "The figures it stood on, as they are now" in page
    assert build_finding_page(retired).chart is None, "the axis would show other figures than the verdict is about"
    assert "What is shown here is computed from them as they are now" not in page


def test_amounts_are_added_up_where_no_steps_lead_from_one_figure_to_the_other(client: Client) -> None:
    indicator = make_indicator(code="arrivals-that-fall", kind="flow")
    for figure, day in (("2,519", date(2019, 6, 26)), ("1,519", date(2019, 6, 27))):
        make_claim(figure_as_said=figure, indicator=indicator, period_start=date(2019, 1, 1), period_end=day)
    services.reconcile(trigger="test")
    record = Finding.objects.get(left__indicator=indicator)
    assert build_finding_page(finding(record.key)).explained_so_far == ""
    record.explanations.create(
        code="population", words="Counted twice.", amount=Decimal(200), given_on=date(2019, 8, 1)
    )
    assert (
        build_finding_page(finding(record.key)).explained_so_far
        == "200 of a difference of 1,000; 1,000 − 200 = 800 is left"
    )
    record.explanations.create(code="method", words="Posts count.", amount=Decimal(800), given_on=date(2019, 8, 2))
    html = client.get(record.get_absolute_url()).content.decode()
    assert "200 + 800 = 1,000 of a difference of 1,000; nothing is left" in html
