"""Claims become public by one door: by a publisher, who is not their author, and without open warnings."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.claims.entry.forms import ClaimForm
from apps.claims.entry.publishing import find_obstacle, make_ready, publish
from apps.claims.models import Claim
from apps.reconciliation import services
from tests.factories import make_claim, make_indicator, make_place, make_un_speaker

pytestmark = pytest.mark.django_db


def make_user(role: str, name: str = "") -> User:
    user = User.objects.create_user(name or role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def make_draft(author: User, **rest: Any) -> Claim:
    return make_claim(state="ready", entered_by=author, **rest)


@pytest.fixture(autouse=True)
def two_people(settings: Any) -> None:
    settings.PUBLISH_ALONE = False


def test_author_and_publisher_are_two_people_unless_one_is_the_whole_team(settings: Any) -> None:
    publisher = make_user("publisher")
    assert "another person" in find_obstacle(publisher, "ready", "published", publisher.pk)
    assert find_obstacle(publisher, "ready", "published", make_user("entry").pk) == ""
    settings.PUBLISH_ALONE = True
    assert find_obstacle(publisher, "ready", "published", publisher.pk) == ""


def test_who_enters_moves_claims_between_draft_and_ready_only() -> None:
    author = make_user("entry")
    assert find_obstacle(author, "draft", "ready", author.pk) == ""
    for was, now in (("ready", "published"), ("published", "withdrawn"), ("withdrawn", "draft")):
        assert "publisher" in find_obstacle(author, was, now, None)


def test_the_form_offers_no_state_that_its_reader_may_not_give() -> None:
    form = type("Form", (ClaimForm,), {"by": make_user("entry")})
    assert [code for code, _ in form().fields["state"].choices] == ["draft", "ready"]
    assert [code for code, _ in form(instance=make_claim()).fields["state"].choices] == ["published"]


def test_several_drafts_are_marked_as_ready_at_once_by_whoever_enters(client: Client) -> None:
    author = make_user("entry")
    draft, public = make_claim(state="draft", entered_by=author), make_claim(figure_as_said="1,500")
    client.force_login(author)
    sent = {"action": "ready_chosen", "_selected_action": [draft.pk, public.pk]}
    html = client.post(reverse("admin:claims_claim_changelist"), sent, follow=True).content.decode()
    draft.refresh_from_db()
    public.refresh_from_db()
    assert (draft.state, public.state) == ("ready", "published")
    assert f"Ready to be published: {draft.ref}." in html


def test_several_are_published_at_once_and_each_other_one_is_told_why_not() -> None:
    author, publisher = make_user("entry"), make_user("publisher")
    good = make_draft(author, figure_as_said="1,500")
    slip = make_draft(author, figure_as_said="17,080", value=Decimal(12080))
    own = make_draft(publisher, figure_as_said="2,700")
    done = publish([good, slip, own], publisher)
    assert done.claims == (good,)
    assert [claim for claim, _ in done.kept_back] == [slip, own]
    assert "The words say 17,080" in done.kept_back[0][1][0]
    assert Claim.objects.get(pk=good.pk).state == "published"
    assert Claim.objects.get(pk=slip.pk).state == "ready"
    assert "already" in publish([good], publisher).kept_back[0][1][0]


@pytest.mark.parametrize("step", ["ready", "published"])
def test_what_was_saved_since_the_claims_were_read_stays(step: str) -> None:
    author, publisher = make_user("entry"), make_user("publisher")
    claims = [make_claim(state="draft", entered_by=author, figure_as_said=said) for said in ("1,500", "2,700")]
    Claim.objects.filter(pk=claims[0].pk).update(figure_as_said="1,600", value=1600, quote="1,600 people", step=100)
    Claim.objects.filter(pk=claims[1].pk).update(state="withdrawn")
    with CaptureQueriesContext(connection) as queries:
        done = make_ready(claims) if step == "ready" else publish(claims, publisher).claims
    assert [(claim.pk, claim.figure_as_said) for claim in done] == [(claims[0].pk, "1,600")]
    stored = Claim.objects.order_by("position").values_list("figure_as_said", "value", "quote", "state")
    assert list(stored) == [
        ("1,600", Decimal(1600), "1,600 people", step),
        ("2,700", Decimal(2700), "2,700 people returned", "withdrawn"),
    ]
    assert [query["sql"].count(" OF ") for query in queries if "FOR NO KEY UPDATE" in query["sql"]] == [1], (
        "nobody else saves"
    )


def test_as_many_questions_are_asked_of_the_database_for_many_as_for_few() -> None:
    author, publisher = make_user("entry"), make_user("publisher")

    def count(said: list[str]) -> int:
        drafts = [make_draft(author, figure_as_said=one, place=make_place()) for one in said]
        with CaptureQueriesContext(connection) as queries:
            assert len(publish(drafts, publisher).claims) == len(said)
        return sum(query["sql"].lstrip().startswith(("SELECT", "DECLARE")) for query in queries)

    few = count(["1,501", "1,502"])
    assert count([f"{number:,}" for number in range(1_600, 1_612)]) - few < 10 * 2, "the marks of each that is saved"


def test_of_two_that_say_the_same_neither_is_published_with_the_other() -> None:
    author, publisher = make_user("entry"), make_user("publisher")
    twice = [make_draft(author, figure_as_said="1,500") for _ in range(2)]
    kept_back = publish(twice, publisher).kept_back
    assert [why[0].partition(":")[0] for _, why in kept_back] == [
        f"This says the same of the same as {other.ref}" for other in reversed(twice)
    ]


def test_the_list_of_claims_publishes_for_publishers_alone(client: Client) -> None:
    claim = make_draft(make_user("entry"), figure_as_said="1,500")
    chosen = {"action": "publish_chosen", "_selected_action": [claim.pk]}
    address = reverse("admin:claims_claim_changelist")
    for role, state in (("entry", "ready"), ("publisher", "published")):
        client.force_login(User.objects.filter(username=role).first() or make_user(role))
        client.post(address, chosen)
        claim.refresh_from_db()
        assert claim.state == state


def test_the_first_page_tells_publishers_alone_how_many_claims_wait_for_them(client: Client) -> None:
    for figure in ("1,500", "2,700"):
        make_draft(make_user("entry", figure), figure_as_said=figure)
    for role, told in (("entry", False), ("publisher", True)):
        client.force_login(make_user(role))
        html = client.get(reverse("admin:index")).content.decode()
        assert ('?state__exact=ready">2 claims</a> are ready to be published' in html) == told


def test_a_claim_that_others_speak_of_is_withdrawn_and_not_deleted(client: Client) -> None:
    corrected, found = make_claim(), make_claim(figure_as_said="1,500", indicator=make_indicator(code="other"))
    make_claim(figure_as_said="1,200", supersedes=corrected)
    make_claim(figure_as_said="1,700", indicator=found.indicator, by=make_un_speaker())
    services.reconcile(trigger="test")
    client.force_login(User.objects.create_superuser("above"))
    for claim in (corrected, found):
        html = client.get(reverse("admin:claims_claim_delete", args=[claim.pk])).content.decode()
        assert "Withdraw it</a>" in html


def test_who_enters_corrects_the_words_of_a_public_claim_and_a_publisher_its_figure() -> None:
    claim = make_claim()
    for role, changes, field in (
        ("entry", {"locator": "page 3"}, ""),
        ("entry", {"value": "999", "figure_as_said": "999", "quote": "999"}, "value"),
        ("publisher", {"value": "999", "figure_as_said": "999", "quote": "999"}, ""),
    ):
        form = type("Form", (ClaimForm,), {"by": make_user(role, f"{role} {field}")})
        shown = form(instance=claim)
        data = {bound.html_name: bound.value() for bound in shown if bound.value() is not None}
        typed = form(data | changes, instance=Claim.objects.get(pk=claim.pk))
        assert typed.is_valid() is (field == ""), typed.errors
        assert (field in typed.errors) is bool(field)
