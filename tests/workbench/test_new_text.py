"""A new text of a source is asked about: which claims it touches is shown, and exactly these become orphans."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from apps.claims.models import Claim, Orphan
from apps.reconciliation import services
from apps.reconciliation.core.comparing.verdicts import WORDS, Verdict
from apps.reconciliation.models import Finding
from apps.sources.documents import parser
from apps.sources.models import Source, checksum
from apps.workbench.new_text import read_later_version, read_new_text
from tests.factories import make_claim, make_indicator, make_source, make_speaker, make_un_speaker, make_unit

pytestmark = pytest.mark.django_db

TEXT = "In 2018, 1,200 people returned.\nSince then 45 homes were restored, and 300 people left.\n"
SHORTER = TEXT.replace("1,200", "1,350").replace(", and 300 people left", "")


@pytest.fixture
def clerk(client: Client) -> Client:
    user = User.objects.create_user("clerk", is_staff=True)
    user.groups.add(Group.objects.get(name="entry"))
    client.force_login(user)
    return client


@pytest.fixture
def source() -> Source:
    source = make_source(text=TEXT)
    for figure, quote in (("1,200", "1,200 people returned"), ("45", "45 homes"), ("300", "300 people left")):
        make_claim(figure_as_said=figure, quote=quote, source=source)
    return source


def address(source: Source) -> str:
    return reverse("admin:sources_source_change", args=[source.pk])


def sent(client: Client, source: Source, **changed: Any) -> dict[str, Any]:
    """What a browser would send of the form of a source."""
    form = client.get(address(source)).context["adminform"].form
    cells = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in cells.items() if value is not None} | changed


def confirmed(page: Any, **more: str) -> dict[str, str]:
    """What a browser would send of the question."""
    return dict(page.context["sent"]) | more


def clerk_sends(page: Any) -> Any:
    """What a browser would send of the page that shows two changes, but for what is chosen."""
    return (*page.wsgi_request.POST.items(), *page.context["base"].items())


def orphans() -> list[str]:
    return [orphan.claim.quote for orphan in Orphan.objects.order_by("claim")]


def test_what_a_new_text_touches_is_named_before_it_is_saved_and_becomes_exactly_that(
    clerk: Client, source: Source
) -> None:
    page = clerk.post(address(source), sent(clerk, source, text=SHORTER))
    source.refresh_from_db()
    assert source.text == TEXT, "nothing is saved yet"
    assert [claim.quote for claim in page.context["new"].lost] == ["1,200 people returned", "300 people left"]
    assert [claim.quote for claim in page.context["new"].kept] == ["45 homes"]
    saved = clerk.post(address(source), confirmed(page), follow=True)
    source.refresh_from_db()
    assert source.text == SHORTER
    assert orphans() == ["1,200 people returned", "300 people left"]
    first, _, last = Claim.objects.order_by("pk")
    assert f"the quotes of {first.ref}, {last.ref}" in saved.content.decode()


def test_a_text_that_gives_quotes_back_says_so(clerk: Client, source: Source) -> None:
    source.text = SHORTER
    source.save()
    assert len(orphans()) == 2
    page = clerk.post(address(source), sent(clerk, source, text=TEXT))
    assert [claim.quote for claim in page.context["new"].back] == ["1,200 people returned", "300 people left"]
    clerk.post(address(source), confirmed(page))
    assert orphans() == []


@pytest.mark.parametrize(
    "text", [TEXT, TEXT.replace("\n", "\r\n"), TEXT.replace("In 2018", "In the year 2018"), TEXT + "More of it."]
)
def test_a_text_that_keeps_every_quote_is_saved_at_once(clerk: Client, source: Source, text: str) -> None:
    assert clerk.post(address(source), sent(clerk, source, text=text)).status_code == 302
    assert Source.objects.get().text == text.replace("\r\n", "\n")


def test_a_source_without_claims_is_asked_nothing(clerk: Client) -> None:
    source = make_source(text=TEXT)
    assert clerk.post(address(source), sent(clerk, source, text="Another text.")).status_code == 302


def test_the_text_of_an_uploaded_file_is_asked_about_and_read_once(clerk: Client, source: Source) -> None:
    file = SimpleUploadedFile("new.txt", SHORTER.encode())
    page = clerk.post(address(source), sent(clerk, source, document=file, title="Another title"))
    assert clerk.post(address(source), confirmed(page)).status_code == 302
    source.refresh_from_db()
    assert (source.text, source.title) == (SHORTER, "Another title")


def test_the_text_of_an_uploaded_file_stays_when_the_form_comes_back(clerk: Client) -> None:
    """Once for a field that is refused, once for what only the database refuses: nobody chooses the file again."""
    source = make_source(text=TEXT)
    for wrong in ({"title": ""}, {"published_on": "2150-01-01"}):
        file = SimpleUploadedFile("new.txt", SHORTER.encode())
        refused = clerk.post(address(source), sent(clerk, source, document=file) | wrong)
        form = refused.context["adminform"].form
        assert form.errors
        assert form["text"].value() == SHORTER
        assert f"The text of “new.txt” was read, with the SHA-256 {checksum(SHORTER)}." in refused.content.decode()
        cells = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
        assert clerk.post(address(source), cells | {"title": "T", "published_on": "2019-07-24"}).status_code == 302
        assert Source.objects.get().text == SHORTER
        Source.objects.update(text=TEXT, text_sha256=checksum(TEXT))


def test_the_text_of_a_new_source_s_file_stays_when_the_form_comes_back(clerk: Client) -> None:
    file = SimpleUploadedFile("new.txt", SHORTER.encode())
    form = clerk.post(reverse("admin:sources_source_add"), {"title": "A", "document": file}).context["adminform"].form
    assert "publisher" in form.errors
    assert form["text"].value() == SHORTER


@pytest.mark.parametrize("both", [False, True], ids=["another field", "the text too"])
def test_the_text_of_an_uploaded_file_stays_when_another_editor_saved_first(clerk: Client, *, both: bool) -> None:
    source = make_source(text=TEXT)
    opened = sent(clerk, source)
    theirs = {"title": "Theirs"} | ({"text": "Their text."} if both else {})
    assert clerk.post(address(source), opened | theirs).status_code == 302
    asked = clerk.post(address(source), opened | {"document": SimpleUploadedFile("new.txt", SHORTER.encode())})
    assert asked.status_code == 409
    mine = {difference.key: (difference.mine, difference.choice) for difference in asked.context["differences"]}
    assert mine["text"] == (SHORTER, "" if both else "mine")
    assert "The text of “new.txt” was read" in asked.content.decode()
    chosen = {"choose:text": "mine", "choose:title": "theirs"}
    cells = dict(clerk_sends(asked)) | chosen
    assert clerk.post(address(source), cells).status_code == 302
    source.refresh_from_db()
    assert (source.text, source.title) == (SHORTER, "Theirs")


def test_a_file_that_cannot_be_read_is_said_before_what_another_editor_saved(clerk: Client) -> None:
    source = make_source(text=TEXT)
    opened = sent(clerk, source)
    assert clerk.post(address(source), opened | {"title": "Theirs"}).status_code == 302
    file = SimpleUploadedFile("new.txt", b"d\xe9plac\xe9s")
    form = clerk.post(address(source), opened | {"title": "Mine", "document": file}).context["adminform"].form
    assert "save it as UTF-8" in form.errors["document"][0]
    cells = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    assert clerk.post(address(source), cells).status_code == 409, "and then that is asked"


def test_the_longest_text_comes_back_with_its_form_and_is_taken(clerk: Client) -> None:
    source = make_source(text="ب" * parser.MOST_CHARACTERS)
    opened = sent(clerk, source)
    assert clerk.post(address(source), opened | {"title": "Theirs"}).status_code == 302
    asked = clerk.post(address(source), opened | {"text": "ت" * parser.MOST_CHARACTERS})
    cells = dict(clerk_sends(asked)) | {"choose:text": "mine", "choose:title": "theirs"}
    assert clerk.post(address(source), cells).status_code == 302
    assert Source.objects.get().text.startswith("ت")


def test_who_goes_back_to_the_form_finds_what_was_entered(clerk: Client, source: Source) -> None:
    page = clerk.post(address(source), sent(clerk, source, text=SHORTER, title="Another title"))
    form = clerk.post(address(source), confirmed(page, _back="Back to the form")).context["adminform"].form
    assert (form["text"].value(), form["title"].value()) == (SHORTER, "Another title")
    assert "Nothing is saved yet" in str(form.non_field_errors())
    source.refresh_from_db()
    assert (source.text, source.title) == (TEXT, "Session")


def test_what_was_shown_and_what_is_saved_are_one(clerk: Client, source: Source) -> None:
    """A claim that somebody enters meanwhile is touched too, and is shown first."""
    page = clerk.post(address(source), sent(clerk, source, text=SHORTER))
    late = make_claim(figure_as_said="2018", quote="In 2018, 1,200", source=source)
    again = clerk.post(address(source), confirmed(page))
    assert again.status_code == 200
    assert late in again.context["new"].lost
    assert clerk.post(address(source), confirmed(again)).status_code == 302


def test_an_earlier_text_that_is_brought_back_is_asked_about(clerk: Client, source: Source) -> None:
    source.text = SHORTER
    source.save()
    make_claim(figure_as_said="1,350", quote="1,350 people", source=source)
    history = reverse("admin:sources_source_history", args=[source.pk])
    latest, *_, first = (entry["written"].state.pk for entry in clerk.get(history).context["entries"])
    page = clerk.post(history, {"event": first, "standing": latest})
    assert [claim.quote for claim in page.context["new"].lost] == ["1,350 people"]
    assert Source.objects.get().text == SHORTER
    title = Source.objects.get().title
    Source.objects.update(title="A title of somebody else")
    assert clerk.post(address(source), confirmed(page)).status_code == 409, "both titles are shown first"
    Source.objects.update(title=title)
    assert clerk.post(address(source), confirmed(page)).status_code == 302
    assert Source.objects.get().text == TEXT
    assert orphans() == ["1,350 people"]


def test_the_findings_that_use_a_lost_quote_are_named(source: Source) -> None:
    Claim.objects.all().delete()
    ours = make_claim(figure_as_said="1,200", quote="1,200 people returned", source=source)
    theirs = make_claim(figure_as_said="900", by=make_un_speaker(), source=make_source(slug="other"))
    services.reconcile(trigger="test")
    (finding,) = read_new_text(source, SHORTER).findings
    assert set(finding.inputs.all()) == {ours, theirs}
    assert read_new_text(source, TEXT).findings == ()


def test_the_admin_says_which_quotes_are_not_in_the_text(clerk: Client, source: Source) -> None:
    source.text = SHORTER
    source.save()
    bare = make_source(slug="bare")
    make_claim(source=bare)
    form = clerk.get(address(source)).content.decode()
    assert '“<bdi lang="en">300 people left</bdi>”' in form
    listed = clerk.get(reverse("admin:sources_source_changelist"), {"quotes": "missing"}).context["cl"]
    assert [(row.slug, row.missing) for row in listed.result_list] == [("session", 2)]
    claims = reverse("admin:claims_claim_changelist")
    for state, quotes in (("orphan", 2), ("found", 1), ("no_text", 1)):
        assert clerk.get(claims, {"quote_is": state}).context["cl"].result_count == quotes
    orphan = Claim.objects.get(quote="300 people left")
    page = clerk.get(reverse("admin:claims_claim_change", args=[orphan.pk])).content.decode()
    assert "not in the text since" in page


BRIEFING = """More than 1,200 people returned to the north in 2018. The ministry restored 45 homes in the city.
Fever took 7 lives in the camp.
"""
LATER = """More than 1,350 people returned to the north in 2018. The ministry restored 45 homes in the city.
In June, 300 people left the camp for good.
"""


@pytest.fixture
def briefing() -> Source:
    source = make_source(text=BRIEFING)
    said: dict[str, Any] = {"by": make_speaker(), "source": source}
    make_claim(figure_as_said="1,200", quote="More than 1,200 people returned", qualifier="more_than", **said)
    homes = make_indicator(code="homes", name="Homes restored", unit=make_unit(code="homes"))
    make_claim(figure_as_said="45", quote="restored 45 homes", indicator=homes, unit=homes.unit, **said)
    make_claim(figure_as_said="7", quote="took 7 lives", indicator=make_indicator(code="deaths"), **said)
    return source


def test_a_new_version_says_what_is_kept_changed_gone_and_new(clerk: Client, briefing: Source) -> None:
    page = clerk.post(address(briefing), sent(clerk, briefing, text=LATER))
    new = page.context["new"]
    assert [claim.figure_as_said for claim in new.kept] == ["45"]
    assert [(each.claim.figure_as_said, each.now.value, each.is_same_figure) for each in new.changed] == [
        ("1,200", 1350, False)
    ]
    assert [claim.figure_as_said for claim in new.gone] == ["7"]
    assert [proposal.figure_as_said for proposal in new.new] == ["300"]
    html = page.content.decode()
    for heading in ("Changed: 1", "Gone: 1", "New: 1"):
        assert f"<h2>{heading}</h2>" in html
    clerk.post(address(briefing), confirmed(page))
    assert Orphan.objects.count() == 2, "the changed one and the one that is gone"


def test_a_figure_in_other_words_is_the_same_figure(briefing: Source) -> None:
    (each,) = read_new_text(briefing, BRIEFING.replace("people returned to", "persons returned to")).changed
    assert each.is_same_figure


def test_the_verdicts_that_would_flip_are_those_that_do_once_the_claims_follow_the_text(briefing: Source) -> None:
    make_claim(figure_as_said="1,300", by=make_un_speaker(), source=make_source(slug="other"), qualifier="at_most")
    services.reconcile(trigger="test")
    (finding,) = Finding.objects.standing()
    new = read_new_text(briefing, LATER)
    (flip,) = new.flips
    assert (flip.key, flip.before) == (finding.key, WORDS[Verdict(finding.verdict)])
    changed = new.changed[0].as_now
    changed.infer_step()
    changed.save()
    services.reconcile(trigger="test")
    finding.refresh_from_db()
    assert WORDS[Verdict(finding.verdict)] == flip.verdict != flip.before


def test_a_finding_that_needs_a_figure_which_is_gone_would_no_longer_be_found(briefing: Source) -> None:
    make_claim(figure_as_said="1,300", by=make_un_speaker(), source=make_source(slug="other"))
    services.reconcile(trigger="test")
    new = read_new_text(briefing, BRIEFING.partition("The ministry")[2])
    assert [one.key for one in new.foreseen.gone] == [finding.key for finding in Finding.objects.standing()]
    assert new.flips == ()


@pytest.fixture
def revised(briefing: Source) -> Source:
    return make_source(slug="revised", text=LATER, later_version_of=briefing, published_on=date(2019, 8, 1))


def test_two_versions_show_what_is_kept_changed_gone_and_new_and_what_is_entered(
    clerk: Client, briefing: Source, revised: Source
) -> None:
    entered = make_claim(figure_as_said="300", quote="300 people left the camp", source=revised)
    answer = clerk.get(reverse("versions", args=[revised.pk]))
    page = answer.context["page"]
    assert [claim.figure_as_said for claim in page.new.kept] == ["45"]
    assert [(e.claim.figure_as_said, e.now.value, claim) for e, claim in page.changed] == [("1,200", 1350, None)]
    assert [claim.figure_as_said for claim in page.new.gone] == ["7"]
    assert [(proposal.figure_as_said, claim) for proposal, claim in page.brought] == [("300", entered)]
    html = answer.content.decode()
    for heading in ("Kept: 1", "Changed: 1", "Gone: 1", "New: 1"):
        assert f"<h2>{heading}</h2>" in html
    assert f">{entered.ref}</a>" in html
    for source in (briefing, revised):
        assert reverse("versions", args=[revised.pk]) in clerk.get(address(source)).content.decode()


def test_two_versions_show_the_verdicts_that_flip_once_the_later_figure_corrects_the_earlier(
    clerk: Client, briefing: Source, revised: Source
) -> None:
    make_claim(figure_as_said="1,300", by=make_un_speaker(), source=make_source(slug="other"), qualifier="at_most")
    services.reconcile(trigger="test")
    (before,) = Finding.objects.standing()
    (flip,) = clerk.get(reverse("versions", args=[revised.pk])).context["page"].new.flips
    assert (flip.key, flip.before) == (before.key, WORDS[Verdict(before.verdict)])
    correction = read_later_version(briefing, revised).new.changed[0].as_now
    corrected, correction.pk = Claim.objects.get(pk=correction.pk), None
    correction.supersedes, correction._state.adding = corrected, True
    correction.infer_step()
    correction.save()
    services.reconcile(trigger="test")
    (after,) = Finding.objects.standing()
    assert WORDS[Verdict(after.verdict)] == flip.verdict
    answer = clerk.get(reverse("versions", args=[revised.pk]))
    assert answer.context["page"].new.flips == (), "it flipped"
    assert f"which corrects {corrected.ref}" in answer.content.decode()


def test_two_versions_of_which_one_has_no_text_say_so(clerk: Client, briefing: Source) -> None:
    bare = make_source(slug="bare", later_version_of=briefing)
    assert "None is kept of" in clerk.get(reverse("versions", args=[bare.pk])).content.decode()
    assert clerk.get(reverse("versions", args=[briefing.pk])).status_code == 404, "it is a later version of none"


def test_versions_in_a_circle_are_refused_in_the_form(clerk: Client, briefing: Source, revised: Source) -> None:
    refused = clerk.post(address(briefing), sent(clerk, briefing, later_version_of=revised.pk))
    assert "in a circle" in str(refused.context["adminform"].form.non_field_errors())
    briefing.refresh_from_db()
    assert briefing.later_version_of is None


def test_an_earlier_text_is_read_whole_from_the_history(clerk: Client, briefing: Source) -> None:
    long = BRIEFING * 20
    briefing.text = long
    briefing.save()
    briefing.text = LATER
    briefing.save()
    history = reverse("admin:sources_source_history", args=[briefing.pk])
    states = [entry["written"].state for entry in clerk.get(history).context["entries"]]
    kept = next(state for state in states if state.text == long)
    assert f'href="?text={kept.pk}"' in clerk.get(history).content.decode()
    assert long in clerk.get(history, {"text": kept.pk}).content.decode()
    assert clerk.get(history, {"text": "0"}).status_code == 404
    clerk.logout()
    assert clerk.get(history, {"text": kept.pk}).status_code == 302
