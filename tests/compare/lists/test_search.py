"""Search finds what a person would say is there, however it is spelled."""

import random
from decimal import Decimal
from importlib import import_module

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client

from apps.claims.models import Claim
from apps.compare.lists.claims import filter_claims
from apps.compare.lists.findings import filter_findings
from apps.compare.lists.search import find_claims, find_sources
from apps.compare.lists.terms import read_terms
from apps.reconciliation.models import Finding
from apps.sources.models import Source
from tests.factories import (
    make_claim,
    make_indicator,
    make_organisation,
    make_place,
    make_population,
    make_source,
    make_speaker,
)

pytestmark = pytest.mark.django_db

folding = import_module("apps.compare.migrations.0002_folded")


def found(words: str) -> set[str]:
    return {claim.quote for claim in find_claims(Claim.objects.current(), words)}


SAME = [
    ("Türk", "TURK"),
    ("Tu\u0308rk", "türk"),
    ("São Tomé", "sao tome"),
    ("İstanbul", "istanbul"),
    ("Diyarbakır", "DIYARBAKIR"),
    ("Øresund", "oresund"),
    ("Łódź", "lodz"),
    ("Straße", "STRASSE"),
    ("Dar’a", "Dara"),
    ("Dar'a", "dara"),
    ("Al-Hol", "al hol"),
    ("24–48", "24-48"),
    ("Мизинцев", "МИЗИНЦЕВ"),
    ("عَوْدَةٌ", "عودة"),
    ("العودة", "العوده"),
    ("أحمد", "احمد"),
    ("إدلب", "ادلب"),
    ("آلاف", "الاف"),
    ("ٱلنازحين", "النازحين"),
    ("لاجئين", "لاجيين"),
    ("مسؤول", "مسوول"),
    ("شيء", "شي"),
    ("حتى", "حتي"),
    ("سوری", "سوري"),
    ("کردستان", "كردستان"),
    ("ســـوريا", "سوريا"),
    ("ﻻجئ", "لاجئ"),
    ("١٬٢٠٨", "1,208"),
    ("۲۰۱۹", "2019"),
    ("٤٠٫٩٦", "40.96"),
]


def fold(words: str) -> str:
    """How search compares them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT countercheck_folded(%s)", [words])
        (folded,) = cursor.fetchone() or ("",)
        return str(folded).strip()


@pytest.mark.parametrize(("one", "other"), SAME, ids=[f"{one} is {other}" for one, other in SAME])
def test_two_spellings_of_one_word_fold_alike(one: str, other: str) -> None:
    assert fold(one) != ""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("سوريا", "سورية"), ("مائة", "مية"), ("Homs", "Hama"), ("17", "71")])
def test_two_words_stay_two(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(("one", "other"), SAME, ids=[f"{one} finds {other}" for one, other in SAME])
def test_either_spelling_finds_the_other_in_a_quote(one: str, other: str) -> None:
    make_claim(quote=f"so they said: {one}!", figure_as_said="5", position=1)
    make_claim(quote=f"and again, {other}.", figure_as_said="6", position=2)
    assert len(found(one)) == len(found(other)) == 2


def test_the_function_is_immutable_so_that_it_may_be_indexed() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT provolatile FROM pg_proc WHERE proname = 'countercheck_folded'")
        assert cursor.fetchall() == [("i",)]


@pytest.mark.parametrize("letters", ["".join(map(chr, range(1, 128))), "aI_-'`·\u00ad ıİßé٣ء\u2019\u2011\u00a0"])
def test_plain_words_fold_as_all_words_do(letters: str) -> None:
    """Words of ASCII alone are folded in fewer steps."""
    chance = random.Random(7)
    said = ["", "·", *letters, *("".join(chance.choices(letters, k=chance.randint(1, 12))) for _ in range(3_000))]
    with connection.cursor() as cursor:
        cursor.execute(folding.FOLDED.replace("countercheck_folded", "folded_in_all_steps"))
        cursor.execute(
            "SELECT word FROM unnest(%s::text[]) AS word"
            " WHERE countercheck_folded(word) IS DISTINCT FROM folded_in_all_steps(word)",
            [said],
        )
        assert cursor.fetchall() == []
        cursor.execute("SELECT countercheck_folded(NULL) IS NULL")
        assert cursor.fetchone() == (True,)


def test_a_folded_word_folds_to_itself() -> None:
    for pair in SAME:
        for word in pair:
            assert fold(fold(word)) == fold(word)


def test_aliases_of_speakers_places_and_code_lists_are_found() -> None:
    un = make_organisation(slug="un", side="un", name="United Nations", acronym="UN", aliases=["الأمم المتحدة"])
    make_claim(
        quote="the one",
        by=make_speaker(slug="turk", organisation=un, name="Volker Türk", aliases=["فولكر تورك"]),
        place=make_place(code="SY07", name="Idleb", aliases=["Idlib", "إدلب"]),
        origin=make_place(code="JOR", name="Jordan", aliases=["Hashemite Kingdom"]),
        indicator=make_indicator(code="back", name="Came back", aliases=["Retours"]),
        population=make_population(code="refugees"),
    )
    make_claim(quote="another", figure_as_said="7")
    for words in (
        "turk",
        "فُولكر",
        "الامم المتحده",
        "idlib",
        "ادلب",
        "SY07",
        "hashemite",
        "retours",
        "REFUGEES",
        "turk idlib retours",
    ):
        assert found(words) == {"the one"}, words
    assert found("turk aleppo") == set()


def test_a_number_is_found_in_any_digits() -> None:
    make_claim(figure_as_said="1,851,424", quote="the one")
    for words in ("1851424", "1,851,424", "١٬٨٥١٬٤٢٤", "١٨٥١٤٢٤"):
        assert found(words) == {"the one"}, words


@pytest.mark.parametrize("words", ["%", "_", "\\", "100%", "a_b"])
def test_what_the_database_reads_as_a_pattern_is_only_a_character(words: str) -> None:
    make_claim(quote="plain words", figure_as_said="3")
    assert found(words) == set()
    make_claim(quote=f"with {words} in it", figure_as_said="4")
    assert found(words) == ({f"with {words} in it"} if words != "_" else set()), "a lone underscore is a blank"


def test_words_of_which_nothing_is_left_find_nothing() -> None:
    make_claim()
    assert found("ـ") == set()
    assert found("— -") == set()


def test_sources_are_found_by_title_publisher_and_speaker() -> None:
    un = make_organisation(slug="unhcr", side="un", name="Refugee Agency", aliases=["ACNUR"])
    note = make_source(slug="note", title="Élan", publisher=un)
    make_claim(source=note, by=make_speaker(slug="grandi", organisation=un, name="Filippo Grandi"))
    make_claim(source=make_source(slug="other", title="Other"))
    for words in ("elan", "acnur", "GRANDI", "grandi élan"):
        assert [source.slug for source in find_sources(Source.objects.all(), words)] == ["note"], words


@pytest.mark.usefixtures("story")
def test_the_page_finds_a_place_by_its_other_name(client: Client) -> None:
    page = client.get("/claims/", {"q": "raqqa"}).content.decode()
    assert "Nothing matches" not in page


def test_a_search_of_too_many_words_is_named(client: Client) -> None:
    page = client.get("/claims/", {"q": "a b c d e f g h i"}).content.decode()
    assert "expected at most 8 words" in page


def make_figures() -> None:
    for words, value in (
        ("12.3 million", 12_300_000),
        ("1.2 million", 1_200_000),
        ("2 million", 2_000_000),
        ("two million", 2_000_000),
        ("17 thousand", 17_000),
    ):
        make_claim(figure_as_said=words, value=Decimal(value), quote=f"more than {words} refugees")
    make_claim(figure_as_said="5", quote="of the 2 million, 5 refugees")


def test_figures_of_two_million_are_found_and_those_of_twelve_are_not() -> None:
    make_figures()
    assert found("2 million") == {
        "more than 2 million refugees",
        "more than two million refugees",
        "of the 2 million, 5 refugees",
    }


@pytest.mark.parametrize("words", ["17 thousand", "17k", "17,000", "17000", "١٧ ألف", "17 тысяч", "17k refugees"])
def test_a_figure_is_found_however_it_is_written(words: str) -> None:
    make_figures()
    assert found(words) == {"more than 17 thousand refugees"}


@pytest.mark.parametrize(
    ("words", "times"),
    [('"more than 2 million"', 1), ("“than 2 million”", 1), ('"2 million more"', 0), ('"2 million" refugees', 2)],
)
def test_words_in_quotation_marks_are_a_phrase(words: str, times: int) -> None:
    make_figures()
    assert len(found(words)) == times


def test_an_order_that_was_chosen_stays() -> None:
    make_figures()
    rows = filter_claims(QueryDict("q=2 million&sort=value")).rows
    assert [row.figure_as_said for row in rows][:1] == ["5"]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("2 million refugees", ["2 million", "refugees"]),
        ("17 people from 3 camps", ["17", "people", "from", "3", "camps"]),
        ("two and a half million", ["two and a half million"]),
        ("rukban 2019", ["rukban", "2019"]),
        ("one camp", ["one", "camp"]),
        ('say "more than 2 million" in', ["say", "more than 2 million", "in"]),
        ('an open "mark', ["an", "open", "mark"]),
    ],
)
def test_a_search_is_read_term_by_term(text: str, terms: list[str]) -> None:
    assert [term.words for term in read_terms(text)] == terms


@pytest.mark.usefixtures("story")
def test_a_finding_is_found_by_its_reference_and_by_its_number() -> None:
    finding = Finding.objects.latest("pk")
    for typed in (finding.ref, finding.ref.lower(), str(finding.pk)):
        assert finding in filter_findings(QueryDict(f"q={typed}")).rows, typed
    assert list(filter_findings(QueryDict(f"q={finding.ref}")).rows) == [finding]
    assert not filter_findings(QueryDict("q=F-999999999")).rows.exists()


@pytest.mark.usefixtures("story")
def test_a_reference_is_found_however_it_is_typed_and_that_of_a_finding_is_offered(client: Client) -> None:
    (quote_of_47,) = Claim.objects.filter(pk=47).values_list("quote", flat=True)
    assert found("c47") == found("C 47") == found("C-47") == {quote_of_47}
    number = Finding.objects.earliest("pk").pk
    link = f'<p class="notice">This is the reference of a finding: <a href="/findings/F-{number}/">'
    for typed in (f"F-{number}", f"f{number}", f"F {number}"):
        assert link in client.get("/claims/", {"q": typed}).content.decode()
    for typed in ("F-999999999", str(number), "C-12"):
        assert "reference of a finding" not in client.get("/claims/", {"q": typed}).content.decode()
