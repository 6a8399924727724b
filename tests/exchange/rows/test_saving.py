"""What an import leaves behind: marks for what is to be reconciled, the time of the change, numbers used once."""

import pytest
from django.utils import timezone

from apps.claims.models import Claim
from apps.exchange.imports import import_claims
from apps.exchange.reading.faults import Refused
from apps.exchange.rows.questions import Answers
from apps.reconciliation.models import Mark
from tests.factories import make_breakdown, make_claim

pytestmark = pytest.mark.django_db

HEADER = "ref,speaker,position,source,indicator,status,qualifier,figure_as_said,value,unit,quote,is_cumulative,state"
OVERWRITE = Answers(overwrites=True)


def row(claim: Claim | None = None, *, figure: str = "30", ref: str = "", position: int = 9) -> str:
    """A row of a stored claim with a figure, or of a new one."""
    ref, position = (claim.ref, claim.position) if claim else (ref, position)
    said = f"session,returns,done,exactly,{figure},{figure},people,{figure} people returned,yes"
    return f"{ref},Mekdad,{position},{said},published"


def table(*rows: str, header: str = HEADER) -> bytes:
    return "\r\n".join([header, *rows]).encode()


def marked() -> set[int | None]:
    return set(Mark.objects.values_list("claim", flat=True))


def test_new_and_changed_claims_are_marked_and_unchanged_ones_are_not() -> None:
    same, other = make_claim(figure_as_said="10"), make_claim(figure_as_said="20")
    Mark.objects.all().delete()
    import_claims(table(row(same, figure="10"), row(other, figure="21"), row()), answers=OVERWRITE)
    new = Claim.objects.get(position=9)
    assert marked() == {other.pk, new.pk}


def test_a_claim_that_only_changes_its_breakdown_is_marked() -> None:
    whole, part = make_claim(figure_as_said="10"), make_claim(figure_as_said="4")
    make_breakdown(whole=whole, parts=[part])
    Mark.objects.all().delete()
    header = f"{HEADER},part_of"
    done = import_claims(table(f"{row(part, figure='4')},", header=header), answers=OVERWRITE)
    assert done.changed == 1
    assert part.pk in marked()
    assert not whole.breakdowns.exists(), "a breakdown without parts is none"


def test_a_changed_claim_says_when_and_an_unchanged_one_stays_as_it_was() -> None:
    same, other = make_claim(figure_as_said="10"), make_claim(figure_as_said="20")
    before = timezone.now()
    import_claims(table(row(same, figure="10"), row(other, figure="21")), answers=OVERWRITE)
    assert Claim.objects.get(pk=other.pk).updated_at > before
    assert Claim.objects.get(pk=same.pk).updated_at == same.updated_at


def test_a_position_that_a_stored_claim_has_is_not_given_twice() -> None:
    claim = make_claim(figure_as_said="10")
    with pytest.raises(Refused) as refused:
        import_claims(table(row(position=claim.position)))
    (fault,) = refused.value.faults
    assert str(fault) == f"row 2, column position: found “1”, expected a position of its own: {claim.ref} has this one"


def test_two_stored_claims_may_trade_their_positions() -> None:
    one, two = make_claim(figure_as_said="10"), make_claim(figure_as_said="20")
    rows = row(one, figure="10"), row(two, figure="20")
    traded = [rows[0].replace(",1,session", ",2,session"), rows[1].replace(",2,session", ",1,session")]
    import_claims(table(*traded), answers=OVERWRITE)
    assert list(Claim.objects.order_by("position")) == [two, one]


def test_a_number_is_never_used_again() -> None:
    make_claim(figure_as_said="10")
    import_claims(table(row(ref="C-70900")))
    Claim.objects.get(pk=70900).delete()
    import_claims(table(row()))
    assert Claim.objects.get(position=9).pk > 70900
    assert make_claim(figure_as_said="11").pk > Claim.objects.get(position=9).pk
