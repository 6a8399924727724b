"""The workbench: from a pasted text to claims, with and without a script."""

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.claims.anchors import find_anchors
from apps.claims.models import Claim, Population
from apps.sources.models import Source
from apps.workbench.forms import find_speaker
from apps.workbench.models import Dismissal
from apps.workbench.standing import Bench, read_bench
from tests.factories import (
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

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Faisal Mekdad", True),
        ("Mekdad", True),
        ("MEKDAD", True),
        ("John Mekdad", False),
        ("Faisal", False),
        ("", False),
    ],
)
def test_a_speaker_is_who_is_spelt_so_and_nobody_else_of_that_name(said: str, *, found: bool) -> None:
    speaker = make_speaker(slug="mekdad", name="Faisal Mekdad")
    assert find_speaker(said) == (speaker if found else None)


TEXT = """Statement by Mr. Faisal Mekdad, 24 July 2019

More than 1,200 people returned in 2018. The ministry restored 45 homes, 12 homes and 7 homes.
In June 2019, 300 people returned; in July 2019, 300 people returned.
"""


@pytest.fixture
def clerk(client: Client) -> Client:
    user = User.objects.create_user("clerk", is_staff=True)
    user.groups.add(Group.objects.get(name="entry"))
    client.force_login(user)
    return client


@pytest.fixture
def source() -> Source:
    make_speaker(name="Faisal Mekdad")
    make_indicator(code="returns", name="People returned")
    make_indicator(code="homes", name="Homes restored", unit=make_unit(code="homes"))
    return make_source(text=TEXT)


def address(source: Source) -> str:
    return reverse("figures", args=[source.pk])


def sent(client: Client, source: Source, key: str, **cells: Any) -> dict[str, Any]:
    """What a browser would send of the form of a proposal."""
    form = client.get(address(source), {"at": key}).context["page"].form
    values = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in values.items() if value not in (None, False)} | {"at": key} | cells


def accept(client: Client, source: Source, key: str, **cells: Any) -> Any:
    return client.post(address(source), sent(client, source, key, do="accept", **cells))


def keys(source: Source) -> list[str]:
    return [item.key for item in read_bench(source).items]


def standings(bench: Bench) -> list[str]:
    return [str(item.standing) for item in bench.items]


def test_one_click_leads_from_a_pasted_text_to_its_figures(clerk: Client) -> None:
    form = {
        "slug": "remarks",
        "title": "Remarks",
        "publisher": make_organisation().pk,
        "published_on": "2019-07-24",
        "language": "en",
        "text": TEXT,
        "_figures": "Save and find its figures",
    }
    response = clerk.post(reverse("admin:sources_source_add"), form)
    source = Source.objects.get(slug="remarks")
    assert response["Location"] == address(source)
    assert source.text_sha256 == hashlib.sha256(source.text.encode()).hexdigest()
    page = clerk.get(address(source)).context["page"]
    assert "".join(stretch.text for stretch in page.stretches) == source.text
    assert page.counts == {"open": 6, "accepted": 0, "dismissed": 0}


def test_an_accepted_proposal_is_a_draft_at_its_place_in_the_text(clerk: Client, source: Source) -> None:
    first, *_, last = keys(source)
    response = accept(clerk, source, last)
    assert response.status_code == 302
    accept(clerk, source, first)
    claims = list(Claim.objects.filter(source=source).order_by("position"))
    assert [claim.state for claim in claims] == ["draft", "draft"]
    assert [claim.entered_by.username for claim in claims if claim.entered_by] == ["clerk", "clerk"]
    anchored = find_anchors(source.text, [(claim.pk, claim.quote) for claim in claims])
    # The last one says “300 people” as the one before it does, so that its quote has more words.
    assert [claim.quote for claim in claims] == ["More than 1,200 people", "July 2019, 300 people"]
    assert [anchor.end for anchor in anchored.anchors] == [int(key.partition("-")[2]) for key in (first, last)]
    assert (claims[0].value, claims[0].qualifier) == (Decimal(1200), "more_than")
    assert claims[0].period_start == date(2018, 1, 1)


def test_of_words_that_stand_twice_the_second_is_quoted_with_so_many_more_that_it_is_found(
    clerk: Client, source: Source
) -> None:
    make_claim(source=source, position=6, quote="homes", figure_as_said="1")
    second = read_bench(source).items[5]
    accept(clerk, source, second.key)
    claim = Claim.objects.exclude(position=6).get(source=source)
    assert claim.quote.endswith(second.proposal.quote)
    assert source.text.index(claim.quote) + len(claim.quote) == second.proposal.end


def test_what_is_wrong_in_the_form_is_said_and_nothing_that_was_typed_is_lost(clerk: Client, source: Source) -> None:
    first = keys(source)[0]
    response = accept(clerk, source, first, value="1_200", locator="a place I typed")
    assert response.status_code == 200
    form = response.context["page"].form
    assert "value" in form.errors
    assert form["locator"].value() == "a place I typed"
    assert not Claim.objects.exists()


def test_a_warning_is_confirmed_with_a_reason_as_in_the_admin(clerk: Client, source: Source) -> None:
    first = keys(source)[0]
    refused = accept(clerk, source, first, value="12000")
    assert "reason" in [box.bound.name for box in refused.context["page"].asked]
    accept(clerk, source, first, value="12000", confirms="on", reason="heard so on the tape")
    assert Claim.objects.get().confirmations.count() == 1


def test_a_list_is_accepted_at_once_and_what_has_something_to_look_at_waits(clerk: Client, source: Source) -> None:
    homes = keys(source)[1:4]
    page = clerk.get(address(source), {"at": homes[0]}).context["page"]
    assert [item.key for item in page.around] == homes
    clerk.post(address(source), {"do": "accept list", "listed": homes})
    assert standings(read_bench(source)) == ["open", "accepted", "accepted", "accepted", "open", "open"]
    make_speaker(slug="other")
    Claim.objects.filter(source=source).delete()
    make_indicator(code="homes").__class__.objects.filter(code="homes").delete()
    response = clerk.post(address(source), {"do": "accept list", "listed": homes}, follow=True)
    assert not Claim.objects.exists()
    assert "waits: indicator: This field is required." in response.content.decode()


@pytest.mark.parametrize(
    ("words", "population"),
    [
        ("1,200 people returned in 2018", None),
        ("1,200 refugees returned in 2018", "returned_refugees"),
        ("1,200 displaced people returned in 2018", "returned_idps"),
    ],
)
def test_who_is_counted_stands_in_the_box_only_where_words_tell_it_from_others(
    clerk: Client, words: str, population: str | None
) -> None:
    """A blank one is the indicator's own; a guess beside the box is taken by its digit."""
    for code, name in (("returned_refugees", "Returned refugees"), ("returned_idps", "Returned displaced people")):
        population_of(code, name)
    make_speaker(name="Faisal Mekdad")
    make_indicator(code="returns", name="People returned")
    source = make_source(text=f"Statement by Mr. Faisal Mekdad, 24 July 2019\n\n{words}.\n")
    (key,) = keys(source)
    page = clerk.get(address(source), {"at": key}).content.decode()
    assert "Returned refugees" in page, "it is offered"
    accept(clerk, source, key)
    (claim,) = Claim.objects.filter(source=source)
    assert (claim.population.code if claim.population else None) == population


@pytest.mark.parametrize(
    ("words", "filled"),
    [
        ("1,200 people returned", "returns"),
        ("1,200 patients were taken in at the centres that were set up", "centres"),
        ("1,200 people woke up", None),  # one word of its name
        ("1,200 homes were set up", None),  # counted in something else
        ("عاد أكثر من ٢ مليون لاجئ", None),  # none of the words
    ],
)
def test_no_indicator_stands_in_the_box_for_one_word_or_another_unit(
    clerk: Client, words: str, filled: str | None
) -> None:
    """It is offered below a blank, so that a browser takes it as little as the list of those chosen does."""
    speaker = make_speaker(name="Faisal Mekdad")
    make_unit(code="homes")
    known = {
        code: make_indicator(code=code, name=name).pk
        for code, name in (("returns", "People returned"), ("centres", "Patients of centres set up"))
    }
    source = make_source(
        text=f"Statement by Mr. Faisal Mekdad, 24 July 2019\n\n{words}.\n", language=language_of(words)
    )
    key = keys(source)[-1]
    page = clerk.get(address(source), {"at": key})
    box = page.context["page"].form["indicator"]
    listed = page.content.decode().rpartition('name="chosen"')[2]
    assert ("what is counted is to be picked" in listed) == (not filled)
    first = str(box).partition("<option")[2].partition(">")[0]
    assert box.value() == (known[filled] if filled else None)
    assert ("selected" in first) == bool(filled)
    assert ('value=""' in first) == (not filled)
    chosen = {"do": "accept chosen", "chosen": [key], "speaker": speaker.pk}
    response = clerk.post(address(source), chosen, follow=True)
    assert ("waits: indicator: This field is required." in response.content.decode()) == (not filled)


def language_of(words: str) -> str:
    return "en" if words.isascii() else "ar"


def population_of(code: str, name: str) -> None:
    Population.objects.filter(pk=make_population(code=code).pk).update(name=name)


def test_what_was_mended_in_the_open_form_is_kept_when_its_list_is_accepted(clerk: Client, source: Source) -> None:
    homes = keys(source)[1:4]
    whole = {"do": "accept list", "listed": homes}
    refused = clerk.post(address(source), sent(clerk, source, homes[1], value="1_2", locator="page 9") | whole)
    assert refused.context["page"].form["locator"].value() == "page 9"
    assert not Claim.objects.exists()
    clerk.post(address(source), sent(clerk, source, homes[1], locator="page 9") | whole)
    assert list(Claim.objects.order_by("position").values_list("locator", flat=True)) == ["", "page 9", ""]


def test_each_guess_has_a_digit_that_takes_it_as_far_as_digits_go(clerk: Client, source: Source) -> None:
    page = clerk.get(address(source), {"at": keys(source)[1]}).context["page"]
    digits = [offer.digit for box in page.boxes for offer in box.offers]
    assert digits[0] == "1"
    assert digits == [str(number) if number < 10 else "" for number in range(1, len(digits) + 1)]


def test_a_text_of_more_figures_than_are_proposed_says_so_and_how_to_go_on(
    clerk: Client, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "are proposed" not in clerk.get(address(source)).content.decode()
    source.text += "In 2017 too, 900 people returned."  # another text, since one that was read is not read again
    source.save()
    for module in ("claims.proposals.proposals", "workbench.standing"):
        monkeypatch.setattr(f"apps.{module}.MOST", 5)
    accept(clerk, source, keys(source)[0])
    page = clerk.get(address(source)).content.decode()
    assert "Only the first 5 figures of the text are proposed." in page
    assert " 1 claim of this source in all." in page


def test_what_was_dismissed_stays_dismissed_in_a_text_that_is_edited_before_it(clerk: Client, source: Source) -> None:
    last = keys(source)[-1]
    clerk.post(address(source), {"do": "dismiss", "at": last})
    assert standings(read_bench(source))[4:] == ["open", "dismissed"]
    source.text = f"A new line before.\n\n{source.text}"
    source.save()
    assert standings(read_bench(source))[4:] == ["open", "dismissed"]
    clerk.post(address(source), {"do": "restore", "at": keys(source)[-1]})
    assert not Dismissal.objects.exists()


def test_each_step_is_taken_back_and_a_claim_that_was_published_since_is_not(clerk: Client, source: Source) -> None:
    first, second, third, *_ = keys(source)
    accept(clerk, source, first)
    clerk.post(address(source), {"do": "dismiss", "at": second})
    accept(clerk, source, third)
    Claim.objects.filter(source=source, position=1).update(state="published")
    for _ in range(4):
        clerk.post(address(source), {"do": "undo"})
    assert standings(read_bench(source)) == ["accepted", "open", "open", "open", "open", "open"]


def test_without_scripts_several_are_chosen_in_a_list_of_forms(clerk: Client, source: Source) -> None:
    chosen = keys(source)[:2]
    page = clerk.get(address(source)).content.decode()
    assert page.count('name="chosen"') == 6
    clerk.post(address(source), {"do": "accept chosen", "chosen": chosen})
    clerk.post(address(source), {"do": "dismiss chosen", "chosen": keys(source)[2:4]})
    assert standings(read_bench(source))[:4] == ["accepted", "accepted", "dismissed", "dismissed"]


def test_what_somebody_else_did_first_and_what_was_not_chosen_is_said(clerk: Client, source: Source) -> None:
    first, second = keys(source)[:2]
    clerk.post(address(source), {"do": "accept chosen", "chosen": first})
    clerk.post(address(source), {"do": "dismiss", "at": second})
    for do in ("accept chosen", "dismiss chosen"):
        page = clerk.post(
            address(source), {"do": do, "chosen": [first, second, "900-910"]}, follow=True
        ).content.decode()
        for words in ("is a claim already: C-", "was dismissed already", "is no longer proposed"):
            assert words in page, do
        assert "no figure was chosen" in clerk.post(address(source), {"do": do}, follow=True).content.decode()
    assert Claim.objects.count() == 1
    assert Dismissal.objects.count() == 1


def test_of_several_whose_places_are_taken_each_goes_to_the_next_free_one(clerk: Client, source: Source) -> None:
    for position in (1, 2, 3):
        make_claim(source=source, position=position, quote="The ministry", figure_as_said="9")
    clerk.post(address(source), {"do": "accept chosen", "chosen": keys(source)[:4]})
    made = Claim.objects.filter(source=source, state="draft").order_by("position")
    assert [(claim.position, claim.figure_as_said) for claim in made] == [
        (4, "7"),
        (7, "1,200"),
        (8, "45"),
        (9, "12"),
    ]


def test_one_more_that_is_accepted_as_proposed_asks_the_database_little_more(clerk: Client, source: Source) -> None:
    def queries(chosen: list[str]) -> int:
        with CaptureQueriesContext(connection) as asked:
            clerk.post(address(source), {"do": "accept chosen", "chosen": chosen})
        return len(asked)

    queries(keys(source)[:1])
    one = queries(keys(source)[1:2])
    three = queries(keys(source)[2:5])
    assert Claim.objects.filter(source=source).count() == 5
    assert (three - one) / 2 < 40, "each rule of a claim was asked by itself, in three statements"


def test_a_figure_of_ones_own_is_entered_beside_the_text(clerk: Client, source: Source) -> None:
    cells = {"quote": "24 July 2019", "figure_as_said": "24", "value": "24", "qualifier": "exactly"}
    picked = {
        "unit": make_unit().pk,
        "indicator": make_indicator().pk,
        "speaker": make_speaker().pk,
        "status": "done",
        "is_cumulative": "on",
    }
    response = clerk.post(address(source), sent(clerk, source, "new", do="accept") | cells | picked | {"at": ""})
    assert response.status_code == 302
    assert Claim.objects.get().quote == "24 July 2019"


def test_what_a_claim_would_find_is_shown_and_nothing_is_written(clerk: Client, source: Source) -> None:
    make_claim(
        figure_as_said="1,000",
        by=make_un_speaker(),
        source=make_source(slug="un-note"),
        indicator=make_indicator(code="returns"),
        period_start=date(2018, 1, 1),
        period_end=date(2018, 12, 31),
        is_cumulative=False,
    )
    first = keys(source)[0]
    response = clerk.post(address(source), sent(clerk, source, first, do="foresee"))
    assert Claim.objects.count() == 1
    (foreseen,) = response.context["page"].preview.foreseen
    assert foreseen.verdict == "Figures differ"
    page = response.content.decode()
    assert "1,000" in page
    alone = clerk.post(address(source), sent(clerk, source, first, do="foresee alone")).content.decode()
    assert alone.split()[:2] == ["<h3>Once", "it"]
    assert "".join(alone.split()) in "".join(page.split())


def test_what_is_added_to_a_code_list_is_proposed_at_once() -> None:
    source = make_source(text="In Warda, 45 homes were restored.")

    def places() -> list[str]:
        (item,) = read_bench(source).items
        return [guess.code for guess in item.proposal.place]

    assert places() == []
    make_place(code="WRD", name="Warda")
    assert places() == ["WRD"]


def test_a_quote_that_is_not_in_the_text_any_more_is_said(clerk: Client, source: Source) -> None:
    first, second, *_ = keys(source)
    accept(clerk, source, first)
    accept(clerk, source, second)
    source.text = source.text.replace("More than 1,200 people", "Many people")
    source.save()
    bench = read_bench(source)
    assert [claim.quote for claim in bench.orphans] == ["More than 1,200 people"]
    assert "Not in the text any more" in clerk.get(address(source)).content.decode()


def test_a_viewer_looks_and_does_nothing(client: Client, source: Source) -> None:
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.groups.add(Group.objects.get(name="viewer"))
    client.force_login(viewer)
    page = client.get(address(source))
    assert page.status_code == 200
    assert 'name="do"' not in page.content.decode()
    assert client.post(address(source), {"do": "dismiss", "at": keys(source)[0]}).status_code == 403


def test_all_drafts_of_a_source_are_marked_as_ready_at_once(client: Client) -> None:
    client.force_login(User.objects.create_superuser("staff"))
    source = make_source(text="1,500 people returned.")
    drafts = [make_claim(source=source, state="draft", figure_as_said=said) for said in ("1,500", "2,700")]
    elsewhere = make_claim(source=make_source(slug="other"), state="draft")
    html = client.post(reverse("figures", args=[source.pk]), {"do": "ready"}, follow=True).content.decode()
    assert f"Ready to be published: {drafts[0].ref}, {drafts[1].ref}." in html
    assert set(Claim.objects.filter(state="ready")) == set(drafts)
    assert Claim.objects.get(pk=elsewhere.pk).state == "draft"


def test_who_may_not_change_claims_marks_none_as_ready(client: Client) -> None:
    looker = User.objects.create_user("looker", is_staff=True)
    looker.groups.add(Group.objects.get(name="viewer"))
    client.force_login(looker)
    claim = make_claim(state="draft")
    assert client.post(reverse("figures", args=[claim.source_id]), {"do": "ready"}).status_code == 403
    assert Claim.objects.get().state == "draft"
