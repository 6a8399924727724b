"""What rows of one file say of each other: corrections in any order, one for a claim, and never in a circle."""

from dataclasses import replace
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.claims.models import Claim
from apps.exchange.imports import import_claims
from apps.exchange.reading.faults import Refused
from apps.exchange.rows.questions import Answers
from tests.factories import make_claim, make_speaker

pytestmark = pytest.mark.django_db

OVERWRITE = Answers(overwrites=True)
HEADER = "ref,speaker,position,source,indicator,status,qualifier,figure_as_said,value,unit,quote,supersedes,state"


def rows(*cells: str) -> bytes:
    """A file of claims from position 501, each said as `ref,supersedes`; the figure is 100 times the position."""
    lines = [HEADER]
    for position, cell in enumerate(cells, start=501):
        ref, supersedes = cell.split(",")
        figure = f"{position * 100}"
        said = f"session,returns,done,exactly,{figure},{figure},people,{figure} people"
        lines.append(f"{ref},Mekdad,{position},{said},{supersedes},published")
    return "\r\n".join(lines).encode()


def faults(data: bytes) -> list[str]:
    before = list(Claim.objects.order_by("pk").values_list())
    with pytest.raises(Refused) as refused:
        import_claims(data)
    assert list(Claim.objects.order_by("pk").values_list()) == before, "nothing was written"
    return [str(fault) for fault in refused.value.faults]


def chain() -> list[tuple[int, int]]:
    """Each correction with what it corrects, by position."""
    made = Claim.objects.exclude(supersedes=None)
    return list(made.order_by("position").values_list("position", "supersedes__position"))


@pytest.mark.parametrize(("old", "new"), [("old", "new"), ("C-90001", "C-90002"), ("C-90002", "C-90001")])
def test_a_row_may_correct_another_row_of_its_file(old: str, new: str) -> None:
    make_claim()
    assert import_claims(rows(f"{old},", f"{new},{old}")).added == 2
    assert chain() == [(502, 501)]
    assert [claim.position for claim in Claim.objects.current().filter(position__gt=500)] == [502]


@pytest.mark.parametrize("cells", [("a,", "b,a", "c,b"), ("c,b", "b,a", "a,"), ("b,a", "c,b", "a,")])
def test_several_corrections_in_a_row_come_in_any_order(cells: tuple[str, ...]) -> None:
    make_claim()
    import_claims(rows(*cells))
    position = {cell.split(",")[0]: number for number, cell in enumerate(cells, start=501)}
    assert set(chain()) == {(position["b"], position["a"]), (position["c"], position["b"])}


def test_a_row_may_correct_a_stored_claim() -> None:
    claim = make_claim()
    import_claims(rows(f",{claim.ref}"))
    assert Claim.objects.get(position=501).supersedes == claim


def test_two_rows_do_not_correct_one_claim() -> None:
    claim = make_claim()
    assert faults(rows("a,", "b,a", "c,a")) == [
        "row 4, column supersedes: found “a”, expected a claim that nothing else corrects: row 3 corrects this one"
    ]
    assert "row 2 corrects this one" in faults(rows(f",{claim.ref}", f",{claim.ref}"))[0]


def test_a_row_does_not_correct_what_a_stored_claim_corrects() -> None:
    claim = make_claim()
    other = make_claim(supersedes=claim)
    (fault,) = faults(rows(f",{claim.ref}"))
    assert fault.endswith(f"a claim that nothing else corrects: {other.ref} corrects this one")


def test_a_correction_may_pass_from_one_claim_to_another() -> None:
    claim = make_claim(position=1)
    correction = make_claim(position=2, supersedes=claim)
    export = rows(f"{correction.ref},", f"fresh,{claim.ref}")
    import_claims(export, answers=OVERWRITE)
    assert Claim.objects.get(position=502).supersedes == claim
    correction.refresh_from_db()
    assert correction.supersedes is None


def test_two_corrections_may_trade_what_they_correct() -> None:
    first, second = make_claim(position=1), make_claim(position=2)
    one, two = make_claim(position=3, supersedes=first), make_claim(position=4, supersedes=second)
    import_claims(
        rows(f"{one.ref},{second.ref}", f"{two.ref},{first.ref}"),
        answers=replace(OVERWRITE, confirms=True, reason="as printed"),
    )
    assert Claim.objects.get(pk=one.pk).supersedes == second
    assert Claim.objects.get(pk=two.pk).supersedes == first


@pytest.mark.parametrize("cells", [("a,b", "b,a"), ("a,b", "b,c", "c,a")])
def test_corrections_do_not_run_in_a_circle(cells: tuple[str, ...]) -> None:
    make_claim()
    found = faults(rows(*cells))
    assert len(found) == len(cells)
    assert all(fault.endswith("expected an earlier claim: these correct each other in a circle") for fault in found)


def test_a_circle_is_seen_through_what_is_stored() -> None:
    first = make_claim(position=1)
    second = make_claim(position=2, supersedes=first)
    (fault,) = faults(rows(f"{first.ref},{second.ref}"))
    assert "in a circle" in fault


def test_a_claim_does_not_correct_itself() -> None:
    make_claim()
    (fault,) = faults(rows("a,a"))
    assert fault.endswith("A claim cannot supersede itself.")


def test_a_correction_in_a_file_is_by_the_same_speaker() -> None:
    make_claim()
    make_speaker(slug="other", name="Other")
    data = rows("a,", "b,a").replace(b"b,Mekdad", b"b,Other")
    (fault,) = faults(data)
    assert fault == "row 3, column supersedes: found “a”. A claim corrects only claims of the same speaker."


def test_a_number_that_was_left_free_does_not_take_the_count_back() -> None:
    last = make_claim().pk + 50
    import_claims(rows(f"C-{last},"))
    later = rows(f"C-{last - 40},", "new,").replace(b"501", b"601").replace(b"502", b"602")
    import_claims(later)
    assert Claim.objects.get(position=602).pk > last, "no number is used twice, though one below was free"


def test_many_corrections_of_stored_claims_are_followed_by_as_many_questions_as_few() -> None:
    def count(number: int) -> int:
        stored = [make_claim(figure_as_said=f"{1_001 + place}") for place in range(number)]
        for earlier, later in pairwise(stored[:3]):
            Claim.objects.filter(pk=later.pk).update(supersedes=earlier)
        file = rows(*(f",{claim.ref}" for claim in stored[2:]))
        with CaptureQueriesContext(connection) as queries:
            assert import_claims(file).added == number - 2
        Claim.objects.filter(position__gt=500).delete()
        return sum('"supersedes_id" AS "supersedes" FROM' in query["sql"] for query in queries)

    assert count(30) == count(6)
