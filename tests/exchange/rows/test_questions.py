"""What is asked before it is written: newer edits, words against values, the same thing twice."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from apps.claims.entry.publishing import find_unconfirmed
from apps.claims.models import Breakdown, BreakdownPart, Claim, ClaimCounter, Confirmation
from apps.exchange.columns import CLAIM_COLUMNS
from apps.exchange.files import Sheet, cells_of, write_csv
from apps.exchange.imports import NO_ANSWERS, import_claims
from apps.exchange.reading.faults import Refused
from apps.exchange.rows.questions import Answers, Asked
from tests.claims.test_admin import fields
from tests.factories import make_breakdown, make_claim, make_organisation

pytestmark = pytest.mark.django_db


def export(*without: str) -> bytes:
    claims = Claim.objects.with_links().order_by("position")
    columns = [column for column in CLAIM_COLUMNS if column.header not in without]
    return "".join(write_csv(Sheet("claims", columns, cells_of(columns, claims), {}))).encode()


def edited(data: bytes, row: int, **cells: str) -> bytes:
    table = list(csv.DictReader(io.StringIO(data.decode())))
    table[row - 2].update(cells)
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(table[0]))
    writer.writeheader()
    writer.writerows(table)
    return out.getvalue().encode()


def asked(data: bytes, answers: Answers = NO_ANSWERS) -> list[str]:
    before = list(Claim.objects.order_by("pk").values_list())
    with pytest.raises(Asked) as refused:
        import_claims(data, answers=answers)
    assert list(Claim.objects.order_by("pk").values_list()) == before, "nothing was written"
    return [str(question) for question in refused.value.questions]


def edit(claim: Claim, **fields: str) -> None:
    for name, value in fields.items():
        setattr(claim, name, value)
    claim.save()


def test_an_old_export_asks_about_every_row_that_was_changed_since() -> None:
    first, second = make_claim(figure_as_said="5"), make_claim(figure_as_said="7")
    old = export()
    edit(first, locator="page 3")
    (question,) = asked(old)
    assert question.startswith(f"row 2: {first.ref} was changed after this file was exported (last on 20")
    assert question.endswith("locator is “page 3”, blank in the file.")
    (question,) = asked(edited(old, 3, locator="page 9"))
    assert "row 2" in question, f"{second.ref} is changed by the file alone"


def test_it_says_when_in_which_way_and_by_whom_a_row_was_changed(admin_client: Client, tmp_path: Path) -> None:
    claim = make_claim(figure_as_said="5", quote="5 people returned")
    make_breakdown(whole=make_claim(figure_as_said="9"), parts=[claim])
    old = export()

    def last() -> str:
        (question,) = asked(old)
        return question.partition("(")[2].partition(")")[0]

    def write_at(model: Any, day: datetime) -> None:
        last = model.pgh_event_model.objects.order_by("pk").last()
        model.pgh_event_model.objects.filter(pk=last.pk).update(pgh_created_at=day)

    Claim.objects.filter(pk=claim.pk).update(locator="page 2")
    write_at(Claim, datetime(2027, 3, 4, 5, 6, tzinfo=UTC))
    assert last() == "last on 2027-03-04 at 05:06 UTC, in bulk or by SQL"
    address = reverse("admin:claims_claim_change", args=[claim.pk])
    admin_client.post(address, fields(admin_client, address) | {"locator": "page 3"})
    write_at(Claim, datetime(2027, 3, 5, tzinfo=UTC))
    assert last() == "last on 2027-03-05 at 00:00 UTC, by form, by admin"
    file = tmp_path / "claims.csv"
    file.write_bytes(edited(export(), 2, locator="page 4"))
    call_command("import_claims", file, "--confirm-warnings")
    with connection.cursor() as cursor:
        # What a command is known by holds until the end of its transaction, which a test does not reach.
        cursor.execute("SELECT set_config('pghistory.context_id', '', true)")
    write_at(Claim, datetime(2027, 3, 6, tzinfo=UTC))
    assert last() == "last on 2027-03-06 at 00:00 UTC, by import"
    claim.counted_by.add(make_organisation(slug="moh"))
    write_at(ClaimCounter, datetime(2027, 3, 7, tzinfo=UTC))
    assert last().startswith("last on 2027-03-07")
    Breakdown.objects.update(name="by channel")
    write_at(Breakdown, datetime(2027, 3, 8, tzinfo=UTC))
    assert last().startswith("last on 2027-03-08")
    BreakdownPart.objects.all().delete()
    write_at(BreakdownPart, datetime(2027, 3, 9, tzinfo=UTC))
    assert last().startswith("last on 2027-03-09")


def test_an_old_export_may_be_written_over_newer_edits_of_all_rows_or_of_some() -> None:
    first, second = make_claim(figure_as_said="5"), make_claim(figure_as_said="7")
    old = export()
    edit(first, locator="page 3")
    edit(second, locator="page 4")
    (question,) = asked(old, Answers(overwritten=frozenset([first.ref])))
    assert second.ref in question
    assert import_claims(old, answers=Answers(overwrites=True)).changed == 2
    assert set(Claim.objects.values_list("locator", flat=True)) == {""}


def test_an_export_edited_in_the_file_alone_is_not_asked_about() -> None:
    make_claim(figure_as_said="5")
    assert import_claims(edited(export(), 2, locator="page 9")).changed == 1


def test_an_edit_that_the_file_makes_too_is_not_asked_about() -> None:
    claim = make_claim(figure_as_said="5")
    old = export()
    edit(claim, locator="page 9")
    assert import_claims(edited(old, 2, locator="page 9")).unchanged == 1


def test_an_old_file_without_versions_imports_where_it_changes_nothing_and_asks_where_it_does() -> None:
    claim = make_claim(figure_as_said="5")
    old = export("version")
    assert import_claims(old).unchanged == 1
    (question,) = asked(edited(old, 2, locator="page 9"))
    assert question == (
        f"row 2: {claim.ref} would be changed; the file has no version, so that newer edits cannot be told: "
        "locator is blank, “page 9” in the file."
    )


def test_a_version_is_the_same_in_another_database_and_for_new_blank_columns() -> None:
    make_claim(figure_as_said="5")
    data = export()
    Claim.objects.all().delete()
    import_claims(data)
    assert export() == data


def test_words_that_say_another_number_are_asked_about_all_at_once() -> None:
    make_claim(figure_as_said="5")
    make_claim(figure_as_said="7")
    data = edited(
        edited(export(), 2, figure_as_said="4,237", value="4327", step=""), 3, figure_as_said="40%", value="40"
    )
    found = asked(data)
    assert any(line.startswith("row 2, column value: The words say 4,237, the value 4,327") for line in found)
    assert any(line.startswith("row 3, column unit: The words say 40 %") for line in found)
    assert import_claims(data, answers=Answers(confirms=True, reason="as printed")).changed == 2
    kept = Confirmation.objects.filter(code="swapped_digits").get()
    assert (kept.claim.value, kept.reason) == (Decimal(4327), "as printed")


def test_the_same_said_twice_is_asked_about_before_it_is_written() -> None:
    claim = make_claim(figure_as_said="5")
    data = export()
    assert asked(edited(data, 2, ref="", position="9")) == [
        (
            "row 2, column figure_as_said: "
            f"This says the same of the same as {claim.ref}: source, speaker, scope and figure."
        )
    ]
    assert import_claims(edited(data, 2, ref="", position="9", is_cumulative="no")).added == 1


def test_rows_of_one_file_that_say_the_same_are_asked_about() -> None:
    make_claim(figure_as_said="5")
    header, row = export().decode().splitlines()
    row = row.partition(",")[2].replace(",1,session,", ",{},session,", 1).replace(",5,5,", ",6,6,", 1)
    twice = "\r\n".join([header, f",{row.format(2)}", f",{row.format(3)}"]).encode()
    same = [question for question in asked(twice) if "the same of the same" in question]
    assert same == [
        "row 3, column figure_as_said: This says the same of the same as row 2: source, speaker, scope and figure."
    ]


def test_what_was_confirmed_of_rows_is_not_asked_again_of_the_claims_they_became() -> None:
    make_claim(figure_as_said="5")
    header, row = export().decode().splitlines()
    row = row.partition(",")[2].replace(",1,session,", ",{},session,", 1).replace(",5,5,", ",6,6,", 1)
    row = row.replace("5 people", "6 people").replace(",published,", ",draft,")
    twice = "\r\n".join([header, f",{row.format(2)}", f",{row.format(3)}"]).encode()
    import_claims(twice, answers=Answers(confirms=True, reason="two pages"))
    one, other = Claim.objects.filter(value=6).order_by("pk")
    assert [find_unconfirmed(claim) for claim in (one, other)] == [[], []]
    assert f"the same as {other.ref}: " in one.confirmations.get(code="said_twice").sentence
    assert f"the same as {one.ref}: " in other.confirmations.get(code="said_twice").sentence


def test_what_is_not_there_yet_is_named_as_the_file_names_it() -> None:
    make_claim()
    header = (
        "ref,speaker,position,source,indicator,status,qualifier,figure_as_said,value,unit,quote,part_of,part_dimension"
    )
    whole = "w,Mekdad,10,session,returns,done,exactly,500,500,people,500,,"
    part = ",Mekdad,11,session,returns,done,exactly,501,501,people,501,w,other"
    assert asked("\n".join([header, whole, part]).encode()) == [
        "row 3, column value: The part, 501, is above its whole w, 500."
    ]


def test_the_command_says_what_is_asked_and_how_to_answer(tmp_path: Path) -> None:
    claim = make_claim(figure_as_said="5")
    file = tmp_path / "claims.csv"
    file.write_bytes(edited(export(), 2, ref="", position="9"))
    with pytest.raises(CommandError, match="nothing was written") as error:
        call_command("import_claims", file)
    assert "--confirm-warnings" in str(error.value)
    assert "--overwrite-newer" not in str(error.value)
    out = io.StringIO()
    call_command("import_claims", file, "--confirm-warnings", stdout=out)
    assert out.getvalue() == "1 claims added, 0 changed, 0 unchanged.\n"
    Claim.objects.exclude(pk=claim.pk).delete()
    file.write_bytes(edited(export("version"), 2, locator="page 9"))
    with pytest.raises(CommandError, match="--overwrite-newer"):
        call_command("import_claims", file)
    call_command("import_claims", file, "--overwrite-newer", claim.ref, stdout=out)
    claim.refresh_from_db()
    assert claim.locator == "page 9"


def test_a_file_of_a_header_alone_is_said_to_be_one(tmp_path: Path) -> None:
    file, out = tmp_path / "claims.csv", io.StringIO()
    file.write_bytes(export())
    call_command("import_claims", file, stdout=out)
    assert out.getvalue() == "claims.csv has a header and no rows below it: there is nothing to import.\n"


def test_what_cannot_be_is_refused_and_not_asked() -> None:
    make_claim(figure_as_said="5")
    with pytest.raises(Refused) as refused:
        import_claims(edited(export(), 2, figure_as_said="-5", value="-5", step=""), answers=Answers(confirms=True))
    assert not isinstance(refused.value, Asked)
    assert "column value" in str(refused.value)
