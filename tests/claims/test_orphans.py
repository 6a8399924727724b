"""Promise D1: the claims that are noted as orphans are those whose quotes are not in their texts, whoever writes."""

from dataclasses import dataclass
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from apps.claims.anchors import find_anchors, is_orphan
from apps.claims.models import Claim, Orphan, QuoteState
from apps.sources.models import Source, checksum
from tests.factories import make_claim, make_source

pytestmark = pytest.mark.django_db

# Letters of several widths, a combining one, blanks and what a pattern would take for itself.
LETTERS = st.sampled_from("ab10 ,.%_\\é\u0301م😀\n")
TEXTS = st.text(LETTERS, max_size=60)


@dataclass(frozen=True, slots=True)
class Edited:
    """A text, the stretches of it that claims quote, and the piece that something, or nothing, takes the place of."""

    text: str
    spans: tuple[tuple[int, int], ...]
    piece: tuple[int, int]
    instead: str

    @property
    def after(self) -> str:
        return self.text[: self.piece[0]] + self.instead + self.text[self.piece[1] :]

    def quote(self, span: tuple[int, int]) -> str:
        return self.text[slice(*span)]

    def touches(self, span: tuple[int, int]) -> bool:
        return self.piece[0] < span[1] and span[0] < self.piece[1]


@st.composite
def edited_texts(draw: st.DrawFn) -> Edited:
    """Every letter stands once, so that a quote is broken exactly where the piece cuts into it."""
    text = "".join(chr(0x4E00 + number) for number in range(draw(st.integers(8, 200))))
    ends = (
        st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
        .map(sorted)
        .filter(lambda pair: pair[0] < pair[1])
    )
    spans = draw(st.sets(ends.map(lambda pair: (pair[0], pair[1])), min_size=1, max_size=8))
    start, end = draw(ends)
    # A text of nothing is none: something stays.
    instead = draw(st.sampled_from(["a", "a b"] if (start, end) == (0, len(text)) else ["", "a", "a b"]))
    return Edited(text, tuple(sorted(spans)), (start, end), instead)


def orphans() -> set[int]:
    return set(Orphan.objects.values_list("claim", flat=True))


def run(statement: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params or None)


@given(text=TEXTS, quote=TEXTS)
def test_the_rule_names_the_claims_that_no_anchor_is_found_for(text: str, quote: str) -> None:
    assert is_orphan(text, quote) == bool(text and find_anchors(text, [(1, quote)]).orphans)


@settings(max_examples=500)
@given(edited=edited_texts())
def test_exactly_the_quotes_that_an_edited_piece_cuts_into_are_orphans(edited: Edited) -> None:
    for span in edited.spans:
        assert not is_orphan(edited.text, edited.quote(span))
        assert is_orphan(edited.after, edited.quote(span)) == edited.touches(span)


class EditedTexts(TestCase):
    """Hypothesis with a transaction an example."""

    @settings(max_examples=25)
    @given(data=st.data())
    def test_editing_a_piece_of_a_text_makes_orphans_of_the_claims_whose_quotes_it_held(
        self, data: st.DataObject
    ) -> None:
        edited = data.draw(edited_texts())
        source = make_source(text=edited.text)
        claims = {
            span: make_claim(figure_as_said="1", quote=edited.quote(span), source=source) for span in edited.spans
        }
        assert orphans() == set()
        Source.objects.filter(pk=source.pk).update(text=edited.after, text_sha256=checksum(edited.after))
        assert orphans() == {claims[span].pk for span in edited.spans if edited.touches(span)}
        source.save()
        assert orphans() == set()

    @settings(max_examples=40)
    @given(before=TEXTS, after=TEXTS, quotes=st.lists(TEXTS.filter(str.strip), min_size=1, max_size=5))
    def test_the_database_judges_as_the_rule_does(self, before: str, after: str, quotes: list[str]) -> None:
        source = make_source(text=before)
        claims = [make_claim(figure_as_said="1", quote=quote, source=source) for quote in quotes]
        assert orphans() == {claim.pk for claim in claims if is_orphan(before, claim.quote)}
        Source.objects.filter(pk=source.pk).update(text=after, text_sha256=checksum(after))
        assert orphans() == {claim.pk for claim in claims if is_orphan(after, claim.quote)}
        assert Orphan.objects.find_doubts() == []


def test_whoever_writes_a_quote_or_a_text_the_note_is_right() -> None:
    source, other = make_source(text="17,080 left"), make_source(slug="other", text="12,080 came")
    claim = make_claim(figure_as_said="17,080", quote="17,080 left", source=source)
    assert claim.quote_state is QuoteState.FOUND
    run("UPDATE claims_claim SET quote = '17 080 left' WHERE id = %s", claim.pk)
    assert orphans() == {claim.pk}
    Claim.objects.filter(pk=claim.pk).update(quote="12,080 came")
    assert orphans() == {claim.pk}
    Claim.objects.filter(pk=claim.pk).update(source=other)
    assert orphans() == set()
    run("UPDATE sources_source SET text = '', text_sha256 = '' WHERE id = %s", other.pk)
    assert orphans() == set()
    assert Claim.objects.get().quote_state is QuoteState.NO_TEXT
    run("UPDATE sources_source SET text = 'a', text_sha256 = encode(sha256('a'), 'hex') WHERE id = %s", other.pk)
    assert Claim.objects.get().quote_state is QuoteState.ORPHAN
    run("DELETE FROM reconciliation_mark; DELETE FROM claims_claim")
    assert orphans() == set()
    connection.check_constraints()


def test_several_at_once_are_judged_each_by_its_own_text() -> None:
    with_text, without = make_source(text="5 people returned, 6 people returned"), make_source(slug="bare")
    claims = [make_claim(figure_as_said=figure, source=source) for source in (with_text, without) for figure in "567"]
    Claim.objects.all().delete()
    Claim.objects.bulk_create(claims)
    assert orphans() == {claims[2].pk}
    for claim in claims:
        claim.quote = "6 people returned"
    Claim.objects.bulk_update(claims, ["quote"])
    assert orphans() == set()


def test_since_when_it_is_one_stays_while_it_is_one() -> None:
    source = make_source(text="5 people")
    claim = make_claim(figure_as_said="6", source=source)
    since = Orphan.objects.get().since
    Source.objects.filter(pk=source.pk).update(text="7 people", text_sha256=checksum("7 people"))
    claim.save()
    assert Orphan.objects.get().since == since


def test_a_claim_that_was_read_before_the_text_was_changed_brings_no_old_answer_back() -> None:
    source = make_source(text="5 people returned")
    claim = make_claim(figure_as_said="5", source=source)
    source.text = "6 people returned"
    source.save()
    claim.locator = "page 3"
    claim.save()
    assert orphans() == {claim.pk}
    assert Claim.objects.get().quote_state is QuoteState.ORPHAN


def test_what_was_written_past_the_triggers_is_named_and_put_right() -> None:
    source = make_source(text="5 people returned")
    claim = make_claim(figure_as_said="5", source=source)
    connection.check_constraints()
    run("SET LOCAL session_replication_role = replica")
    run("UPDATE claims_claim SET quote = 'nowhere' WHERE id = %s", claim.pk)
    run("SET LOCAL session_replication_role = origin")
    out = StringIO()
    with pytest.raises(CommandError, match="1 quotes are noted otherwise than they stand"):
        call_command("verify", stdout=out)
    assert out.getvalue().startswith(f"{claim.ref} is noted otherwise than its quote stands in its text.\n")
    call_command("reconcile", stdout=StringIO())
    assert orphans() == {claim.pk}
    call_command("verify", stdout=StringIO())


@pytest.mark.usefixtures("story")
def test_no_quote_of_the_story_is_an_orphan() -> None:
    assert orphans() == set()
    assert Orphan.objects.find_doubts() == []
