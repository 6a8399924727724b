"""A finding is decided on where it is read, by who may, and by nobody else."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import DatabaseError, transaction
from django.test import Client

from apps.reconciliation import services
from apps.reconciliation.forms import AssignmentForm
from apps.reconciliation.models import Assignment, Explanation, Finding, Review
from apps.sources.models import Source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story")]


def analyst(name: str = "analyst") -> User:
    user = User.objects.create_user(name)
    wanted = ("add_review", "add_explanation", "add_assignment")
    user.user_permissions.add(*Permission.objects.filter(codename__in=wanted))
    return user


def finding() -> Finding:
    return Finding.objects.filter(retired_at=None).order_by("pk")[0]


def test_a_decision_is_recorded_with_who_and_from_which_figures(client: Client) -> None:
    about, user = finding(), analyst()
    client.force_login(user)
    page = about.get_absolute_url()
    assert "Decide on this finding" in client.get(page).content.decode()
    answer = client.post(f"{page}review/", {"status": "explained", "note": "Counted at the border."})
    assert (answer.status_code, answer["Location"]) == (302, f"{page}#decisions")
    review = Review.objects.get(finding=about)
    assert (review.status, review.note, review.by) == ("explained", "Counted at the border.", user)
    assert review.inputs_digest == about.inputs_digest
    assert "Counted at the border." in Client().get(page).content.decode(), "everybody reads it"


def test_a_decision_without_a_reason_is_asked_for_it_and_nothing_typed_is_lost(client: Client) -> None:
    about = finding()
    client.force_login(analyst())
    answer = client.post(f"{about.get_absolute_url()}review/", {"status": "set_aside", "note": " "})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r'Nothing was recorded yet: <span id="id_note_error"><a href="#id_note">Why</a>', html)
    assert 'aria-describedby="id_note_error"' in html
    assert re.findall(r'<input type="radio"[^>]*value="(\w+)"[^>]* checked', html) == ["set_aside"]
    assert not Review.objects.exists()


def test_who_may_not_decide_sees_no_form_and_is_refused(client: Client) -> None:
    page = finding().get_absolute_url()
    sent = {"status": "different", "note": "Yes."}
    assert "Decide on this finding" not in client.get(page).content.decode()
    assert client.post(f"{page}review/", sent)["Location"].startswith("/admin/login/")
    client.force_login(User.objects.create_user("viewer", is_staff=True))
    assert "Decide on this finding" not in client.get(page).content.decode()
    assert client.post(f"{page}review/", sent).status_code == 403
    assert client.get(f"{page}review/").status_code == 405
    assert not Review.objects.exists()


def test_a_finding_that_no_longer_holds_is_not_decided_on(client: Client) -> None:
    about = finding()
    Finding.objects.filter(pk=about.pk).update(retired_at=about.computed_at)
    client.force_login(analyst())
    assert "Decide on this finding" not in client.get(about.get_absolute_url()).content.decode()
    sent = {"status": "different", "note": "Counted at the border."}
    answer = client.post(f"{about.get_absolute_url()}review/", sent)
    assert answer.status_code == 409
    assert "This finding no longer holds" in answer.content.decode()
    assert "Counted at the border." in answer.content.decode(), "what was written is given back"
    assert about.get_absolute_url() in answer.content.decode()
    assert client.post("/findings/F-999999/review/", sent).status_code == 404
    assert not Review.objects.exists()


def test_what_was_written_of_a_finding_whose_claim_was_withdrawn_meanwhile_is_given_back(client: Client) -> None:
    about = apart()
    client.force_login(analyst())
    about.left.state = "withdrawn"
    about.left.save()
    answer = client.post(f"{about.get_absolute_url()}explain/", explanation(words="Those who came back by sea."))
    assert answer.status_code == 409
    assert "no longer" in answer.content.decode()
    assert "Those who came back by sea." in answer.content.decode()
    assert not Explanation.objects.exists()


def test_a_decision_and_an_explanation_sent_twice_are_one(client: Client) -> None:
    """A double click: the second would explain the amount once more."""
    about = apart()
    page = about.get_absolute_url()
    client.force_login(analyst())
    decision = {"status": "explained", "note": "Two ways.", "seen": seen_by(client.get(page))}
    for _ in range(2):
        assert client.post(f"{page}review/", decision).status_code == 302
        assert client.post(f"{page}explain/", explanation()).status_code == 302
    assert about.reviews.count() == 1
    assert [given.amount for given in about.explanations.all()] == [1000]
    client.post(f"{page}review/", decision | {"seen": seen_by(client.get(page))})
    assert about.reviews.count() == 2, "said again on a page that shows the first, it is meant"


def test_who_has_to_sign_in_again_comes_back_to_the_finding(client: Client) -> None:
    page = finding().get_absolute_url()
    answer = client.post(f"{page}review/", {"status": "different", "note": "Yes."})
    assert answer["Location"] == f"/admin/login/?next={page}%23decisions", "the address of a form cannot be read"


def test_what_is_decided_is_one_of_what_is_offered(client: Client) -> None:
    client.force_login(analyst())
    html = client.get(finding().get_absolute_url()).content.decode()
    offered = re.findall(r'<input type="radio" name="status" value="(\w+)"', html)
    assert offered == ["agree", "different", "explained", "not_comparable", "set_aside"]
    answer = client.post(f"{finding().get_absolute_url()}review/", {"status": "confirmed", "note": "Yes."})
    assert answer.status_code == 422, "a decision that did not say in what is no longer taken"


def test_of_two_at_once_the_second_is_shown_what_the_first_decided_and_loses_nothing(client: Client) -> None:
    about = finding()
    page = about.get_absolute_url()
    client.force_login(analyst())
    seen = seen_by(client.get(page))
    services.record_review(about, status="different", note="Counted twice, I think.", by=analyst("first"))
    answer = client.post(f"{page}review/", {"status": "agree", "note": "No, once.", "seen": seen})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody decided on this finding since this page was opened" in html
    assert "Counted twice, I think." in html
    assert "by first" in html
    assert re.search(r"<textarea[^>]*>\s*No, once.</textarea>", html)
    again = client.post(f"{page}review/", {"status": "agree", "note": "No, once.", "seen": seen_by(answer)})
    assert again.status_code == 302
    assert [review.status for review in about.reviews.all()] == ["agree", "different"]


def test_a_decision_on_figures_that_changed_meanwhile_is_not_recorded_unseen(client: Client) -> None:
    about = finding()
    client.force_login(analyst())
    seen = seen_by(client.get(about.get_absolute_url()))
    Finding.objects.filter(pk=about.pk).update(inputs_digest="0" * 64)
    answer = client.post(f"{about.get_absolute_url()}review/", {"status": "agree", "note": "Yes.", "seen": seen})
    assert "The figures of this finding have changed" in answer.content.decode()
    assert not Review.objects.exists()


def test_a_side_s_explanation_is_recorded_on_the_page_with_its_amount(client: Client) -> None:
    about = apart()
    client.force_login(analyst())
    party = about.left.speaker.organisation
    sent = explanation(organisation=party.pk, amount="1 thousand", words="Those who came back by sea.")
    answer = client.post(f"{about.get_absolute_url()}explain/", sent)
    assert (answer.status_code, answer["Location"]) == (302, f"{about.get_absolute_url()}#explanations")
    given = Explanation.objects.get(finding=about)
    assert (given.organisation, given.words) == (party, "Those who came back by sea.")
    assert given.amount == 1000
    assert "Those who came back by sea." in Client().get(about.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"amount": "99,999,999"}, "99,999,999 is more than the whole difference"),
        ({"amount": "1_000"}, "1_000"),
        ({"words": " "}, "In their words"),
        ({"given_on": "03/04/2019"}, "Enter a day such as 2019-07-24 or 24 July 2019."),
        ({"given_on": "32 Jan"}, "Enter a day such as 2019-07-24 or 24 July 2019."),
    ],
)
def test_an_explanation_that_cannot_be_is_told_and_keeps_what_was_typed(
    client: Client, wrong: dict[str, str], told: str
) -> None:
    about = apart()
    client.force_login(analyst())
    answer = client.post(f"{about.get_absolute_url()}explain/", explanation(**wrong))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Nothing was recorded yet" in html
    assert told in html
    assert "Counted by households." in html or "words" in wrong
    assert not Explanation.objects.exists()


def test_the_page_says_who_is_to_decide_to_those_who_may_and_to_nobody_else(client: Client) -> None:
    about, other = finding(), analyst("second")
    page = about.get_absolute_url()
    client.force_login(analyst())
    assert client.post(f"{page}assign/", {"to": other.pk}).status_code == 302
    assert re.search(rf'<option value="{other.pk}" selected>second', client.get(page).content.decode())
    assert "second" not in Client().get(page).content.decode()
    assert client.post(f"{page}assign/", {"to": ""}).status_code == 302
    assert list(Finding.objects.assigned(other.pk)) == []
    assert [given.to for given in about.assignments.all()] == [None, other], "what was before is kept"


def test_only_who_may_decide_can_be_asked_to(client: Client) -> None:
    client.force_login(analyst())
    passer_by = User.objects.create_user("passer-by")
    answer = client.post(f"{finding().get_absolute_url()}assign/", {"to": passer_by.pk})
    assert answer.status_code == 422
    assert not Assignment.objects.exists()


def test_an_assignment_is_never_changed() -> None:
    given = assign(finding(), to=analyst())
    with pytest.raises(DatabaseError), transaction.atomic():
        Assignment.objects.filter(pk=given.pk).update(at=given.at.replace(year=2020))
    with pytest.raises(DatabaseError), transaction.atomic():
        given.delete()


def test_nobody_is_shown_a_form_that_would_be_refused(client: Client) -> None:
    about, user = finding(), User.objects.create_user("decides-only")
    user.user_permissions.add(Permission.objects.get(codename="add_review"))
    client.force_login(user)
    html = client.get(about.get_absolute_url()).content.decode()
    assert "Record the decision" in html
    assert "Record the explanation" not in html
    assert "Hand it over" not in html


def test_a_finding_whose_quote_went_waits_again_whatever_was_decided_before() -> None:
    about = finding()
    services.record_review(about, status="explained", note="Two ways of counting.", by=None)
    assert about not in Finding.objects.waiting()
    source = Source.objects.get(pk=about.left.source_id)
    source.text = "Another text."
    source.save()
    assert about in Finding.objects.waiting()
    services.record_review(about, status="explained", note="The text was cut.", by=None)
    assert about not in Finding.objects.waiting()


def test_what_waits_comes_oldest_first_and_leaves_the_queue_when_it_is_decided(admin_client: Client) -> None:
    first, second = Finding.objects.standing().order_by("pk")[:2]
    long_ago = first.computed_at.replace(year=2020)
    Finding.objects.filter(pk=second.pk).update(computed_at=long_ago)
    assert next(iter(Finding.objects.waiting())) == second
    assert queue(admin_client, "decision=waiting")[0] == second.ref
    assert f">{second.ref}</a>, of" in admin_client.get("/admin/").content.decode()
    services.record_review(second, status="explained", note="Two ways of counting.", by=None)
    assert second.ref not in queue(admin_client, "decision=waiting")
    assert queue(admin_client, "decision=explained") == [second.ref]


def test_the_queue_is_divided_by_who_is_to_decide(admin_client: Client, admin_user: User) -> None:
    mine, theirs = Finding.objects.standing().order_by("pk")[:2]
    other = analyst("second")
    assign(mine, to=admin_user)
    assign(theirs, to=other)
    assert queue(admin_client, "decision=waiting&assigned=me") == [mine.ref]
    assert queue(admin_client, f"assigned={other.pk}") == [theirs.ref]
    assert not {mine.ref, theirs.ref} & set(queue(admin_client, "assigned=nobody"))
    assert queue(admin_client, "assigned=somebody") == []
    assert "1 of them for you to decide" in admin_client.get("/admin/").content.decode()


def assign(about: Finding, *, to: User) -> Assignment:
    form = AssignmentForm({"to": to.pk}, instance=Assignment(finding=about))
    assert form.is_valid(), form.errors
    return form.record(None)


def seen_by(answer: Any) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


def apart() -> Finding:
    return Finding.objects.standing().filter(difference__gt=10_000).order_by("pk")[0]


def explanation(**other: object) -> dict[str, object]:
    return {
        "organisation": "",
        "code": "method",
        "words": "Counted by households.",
        "amount": "1,000",
        "source": "",
        "given_on": "2019-08-01",
    } | other


def queue(client: Client, query: str) -> list[str]:
    html = client.get(f"/admin/reconciliation/finding/?{query}").content.decode()
    return re.findall(r'field-ref"><a[^>]*>(F-\d+)</a>', html)
