"""A source's page: every figure in order, and the text with the words of every claim marked and nothing changed."""

import csv
import re
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from apps.claims.anchors import cut, find_anchors
from apps.claims.models import Claim
from apps.compare.rows.html import direction, language_name, marked_text
from apps.reconciliation import services
from apps.reconciliation.models import Finding
from tests.compare.test_views import read
from tests.factories import make_claim, make_source, make_speaker, make_un_speaker

HOSTILE = '<script>alert(1)</script> & "17,080" people\' left\r\n\r\n<b>C-1</b>'


def bare(html: str) -> str:
    """What is left of a marked text when references and tags are taken away."""
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r'<a class="anchor".*?</a>', "", html)))


@given(
    st.text(alphabet="ab <>&\"'\r\n\u0627", max_size=60), st.lists(st.text(alphabet="ab <&", max_size=5), max_size=8)
)
def test_a_marked_text_without_its_marks_is_the_text(text: str, quotes: list[str]) -> None:
    anchored = find_anchors(text, enumerate(quotes, 1))
    html = marked_text(cut(text, anchored.anchors))
    assert bare(html) == text
    linked = sorted(re.findall(r'<a class="anchor" id="C-(\d+)"', html))
    assert linked == sorted(str(anchor.number) for anchor in anchored.anchors)
    assert html.count("<mark") == html.count("</mark>")


def test_a_hostile_text_is_text() -> None:
    html = marked_text(cut(HOSTILE, find_anchors(HOSTILE, [(1, '"17,080" people')]).anchors))
    assert "<script" not in html
    assert "<b>" not in html
    assert bare(html) == HOSTILE
    assert "<mark" in html


def test_a_quote_inside_another_is_underlined_twice() -> None:
    html = marked_text(cut("10 of 20 left", find_anchors("10 of 20 left", [(1, "10 of 20"), (2, "20")]).anchors))
    assert '<mark class="quoted">10 of </mark>' in html
    assert '<mark class="quoted quoted-twice">20</mark> left' in html
    assert html.index('id="C-1"') < html.index("10 of") < html.index('id="C-2"') < html.index(">20<")


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "ltr"), ("ru", "ltr"), ("ar", "rtl"), ("ar-SY", "rtl"), ("FA", "rtl"), ("he", "rtl"), ("ku-Arab", "rtl"),
     ("ku-Latn", "ltr"), ("", "ltr"), ("x", "ltr")],
)  # fmt: skip
def test_a_language_runs_its_way(language: str, said: str) -> None:
    assert direction(language) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "English (en)"),
        ("ar-SY", "Arabic (ar-SY)"),
        ("zh-cn", "Simplified Chinese (zh-cn)"),
        ("tlh", "tlh"),
        ("", ""),
    ],
)
def test_a_language_is_named_where_it_has_a_name(language: str, said: str) -> None:
    assert language_name(language) == said


@pytest.mark.django_db
def test_only_an_address_of_the_web_is_a_link(client: Client) -> None:
    with connection.cursor() as cursor:  # as a row from before the rule
        cursor.execute("ALTER TABLE sources_source DROP CONSTRAINT a_source_is_at_an_address_of_the_web")
    source = make_source(url="javascript:alert(1)", archived_url="https://example.org/kept")
    make_claim(source=source)
    html = client.get(source.get_absolute_url()).content.decode()
    assert 'href="javascript' not in html
    assert 'href="https://example.org/kept" rel="noreferrer"' in html


@pytest.mark.django_db
def test_figures_and_marks_lead_to_each_other(client: Client) -> None:
    source = make_source(text="Of 20 people 10 left.")
    claims = [make_claim(source=source, figure_as_said=n, quote=q) for n, q in (("20", "20 people"), ("10", "10 left"))]
    html = client.get(source.get_absolute_url()).content.decode()
    document = html[html.index('class="document"') :]
    for claim in claims:
        assert f'href="#{claim.ref}"' in html
        assert document.count(f'id="{claim.ref}"') == 1
        assert f'href="/claims/{claim.ref}/"' in document
    assert source.text_sha256 in html


@pytest.mark.django_db
def test_quotes_that_are_not_in_the_text_are_listed(client: Client) -> None:
    source = make_source(text="Of 20 people 10 left.")
    make_claim(source=source, figure_as_said="20", quote="20 people")
    orphan = make_claim(source=source, figure_as_said="11", quote="11 left")
    html = client.get(source.get_absolute_url()).content.decode()
    text = read(client, source.get_absolute_url())
    assert "1 quote does not stand in the text. Word for word, it was not found:" in text
    assert f'href="#{orphan.ref}"' not in html
    assert f'id="{orphan.ref}"' not in html


@pytest.mark.django_db
def test_a_source_without_a_text_says_so(client: Client) -> None:
    source = make_source()
    make_claim(source=source)
    text = read(client, source.get_absolute_url())
    assert "The text of this document is not kept here" in text
    assert "does not stand in the text" not in text
    assert "Checksum of the text (SHA-256) none: the text is not kept" in text


@pytest.mark.django_db
def test_drafts_are_not_marked(client: Client) -> None:
    source = make_source(text="Of 20 people 10 left.")
    make_claim(source=source, figure_as_said="20", quote="20 people")
    make_claim(source=source, figure_as_said="10", quote="10 left", state="draft")
    assert client.get(source.get_absolute_url()).content.decode().count("<mark") == 1


@pytest.mark.django_db
def test_who_speaks_is_listed_in_order(client: Client) -> None:
    source = make_source()
    first, second = make_speaker(slug="zeno"), make_un_speaker()
    for speaker in (first, second, first):
        make_claim(source=source, by=speaker)
    assert "Who speaks in it Government: Zeno United Nations: Fleischer" in read(client, source.get_absolute_url())


@pytest.mark.django_db
def test_versions_lead_to_each_other_where_both_are_public(client: Client) -> None:
    earlier = make_source(slug="earlier")
    later = make_source(slug="later", later_version_of=earlier)

    def shown(slug: str) -> str:
        return client.get(f"/sources/{slug}/").content.decode()

    make_claim(source=earlier)
    draft = make_claim(source=later, state="draft")
    assert "A later version" not in shown("earlier")
    Claim.objects.filter(pk=draft.pk).update(state="published")
    assert re.search(r'A later version:</strong>\s*<a href="/sources/later/"', shown("earlier"))
    assert re.search(r'An earlier version:</strong>\s*<a href="/sources/earlier/"', shown("later"))


@pytest.mark.django_db
def test_the_file_of_sources_names_an_earlier_version_that_is_public(client: Client) -> None:
    earlier = make_source(slug="earlier")
    make_claim(source=make_source(slug="later", later_version_of=earlier))

    def named() -> list[str]:
        file = client.get("/sources.csv").getvalue().decode("utf-8-sig")
        return [row["later_version_of"] for row in csv.DictReader(file.splitlines()) if row["slug"] == "later"]

    assert named() == [""]
    make_claim(source=earlier)
    assert named() == ["earlier"]


@pytest.mark.django_db
def test_a_quote_runs_as_its_own_letters_do_wherever_it_stands(client: Client) -> None:
    """“> 1,500” set from right to left reads “1,500 <”."""
    source = make_source(language="ar", title="Bulletin")
    claim = make_claim(source=source, quote="> 1,500", figure_as_said="1,500", qualifier="more_than")
    make_claim(figure_as_said="9,999", by=make_un_speaker())
    services.reconcile(trigger="test")
    places = (claim.source, claim, Finding.objects.get())
    for address in (*(place.get_absolute_url() for place in places), "/claims/?columns=quote"):
        html = client.get(address).content.decode()
        assert re.search(r'<(q|blockquote) lang="ar" dir="auto">&gt; 1,500</', html), address
    Claim.objects.filter(pk=claim.pk).update(state="withdrawn")
    withdrawn = client.get(claim.get_absolute_url()).content.decode()
    assert '<blockquote lang="ar" dir="auto">&gt; 1,500</blockquote>' in withdrawn


@pytest.mark.django_db
def test_a_title_runs_as_its_own_letters_do_whatever_the_language_of_the_text(client: Client) -> None:
    source = make_source(title="Humanitarian update", language="ar", text="عاد أكثر من ٢ مليون لاجئ")
    make_claim(source=source, quote="أكثر من ٢ مليون", figure_as_said="٢ مليون", value=Decimal(2_000_000))
    page = client.get(source.get_absolute_url()).content.decode()
    assert '<h1 class="title" lang="ar" dir="auto">Humanitarian update</h1>' in page
    assert '<div class="document" lang="ar" dir="rtl">' in page
