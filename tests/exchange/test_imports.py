"""Importing claims: all rows or none, every fault named, and an import of an export changes nothing."""

import csv
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count
from django.test import Client

from apps.claims.models import Breakdown, BreakdownPart, Claim
from apps.config.folders import BASE_DIR
from apps.exchange.cells import guard
from apps.exchange.columns import CLAIM_COLUMNS
from apps.exchange.files import Sheet, cells_of, write_csv
from apps.exchange.imports import import_claims
from apps.exchange.reading.faults import Refused
from apps.exchange.rows.questions import Answers, Asked
from apps.sources.models import Organisation
from tests.factories import make_claim, make_organisation, make_place, make_speaker

pytestmark = pytest.mark.django_db

STORY = BASE_DIR / "fixtures" / "stories" / "joint-session-2019-07-24" / "claims.csv"


def export(*, tags: bool = False) -> bytes:
    claims = Claim.objects.with_links().order_by("position")
    return "".join(write_csv(Sheet("claims", CLAIM_COLUMNS, cells_of(CLAIM_COLUMNS, claims), {}, tags=tags))).encode()


def snapshot() -> list[list[tuple[object, ...]]]:
    return [list(model.objects.order_by("pk").values_list()) for model in (Claim, Breakdown, BreakdownPart)]


AS_PRINTED = Answers(confirms=True, reason="as printed")


def changed(data: bytes, row: int, **cells: str) -> bytes:
    """The file with cells of one row (the header is row 1) changed."""
    table = list(csv.DictReader(io.StringIO(data.decode())))
    table[row - 2].update(cells)
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(table[0]))
    writer.writeheader()
    writer.writerows(table)
    return out.getvalue().encode()


def faults(data: bytes) -> list[str]:
    before = snapshot()
    with pytest.raises(Refused) as refused:
        import_claims(data)
    assert snapshot() == before, "nothing was written"
    return [str(fault) for fault in refused.value.faults]


def _shown(*cells: str) -> bytes:
    """The first row of the story once for each set of cells `column=value;…`, as new claims at their own positions."""
    row = next(csv.DictReader(io.StringIO(STORY.read_text(encoding="utf-8"))))
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=[column.header for column in CLAIM_COLUMNS], extrasaction="ignore")
    writer.writeheader()
    for order, changes in enumerate(cells):
        own = {"ref": "", "position": str(900 + order)}
        writer.writerow(row | own | dict(change.split("=") for change in changes.split(";") if change))
    return out.getvalue().encode()


@pytest.mark.usefixtures("story")
def test_one_whole_is_divided_by_sex_and_by_age() -> None:
    part = "part_of=C-1;part_complete=yes;part_breakdown="
    import_claims(_shown(f"{part}by sex", f"{part}by sex", f"{part}by age;part_dimension=age", f"{part}two ways"))
    stored = Breakdown.objects.filter(whole=1).order_by("name").annotate(parts_in_it=Count("parts"))
    assert list(stored.values_list("name", "dimension", "parts_in_it")) == [
        ("by age", "age", 1),
        ("by population", "population", 2),
        ("by sex", "sex", 2),
        ("two ways", "other", 1),
    ]


@pytest.mark.usefixtures("story")
def test_parts_of_one_breakdown_agree_on_its_dimension() -> None:
    part = "part_of=C-1;part_complete=yes;part_breakdown=by sex"
    (fault,) = faults(_shown(part, f"{part};part_dimension=age"))
    assert "part_dimension" in fault
    assert "what the other parts of C-1 by sex say" in fault


@pytest.mark.usefixtures("story")
def test_parts_of_one_breakdown_agree_on_whether_they_are_all_of_it() -> None:
    part = "part_of=C-1;part_breakdown=by sex;part_complete="
    (fault,) = faults(_shown(f"{part}yes", f"{part}no"))
    assert "part_complete" in fault
    assert "what the other parts of C-1 by sex say" in fault


@pytest.mark.usefixtures("story")
def test_a_file_without_the_names_of_breakdowns_keeps_them() -> None:
    Breakdown.objects.filter(whole=1).update(name="by how they left")
    old = list(csv.DictReader(io.StringIO(export().decode())))
    kept = [header for header in old[0] if header != "part_breakdown"]
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=kept, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(old)
    assert import_claims(out.getvalue().encode()).changed == 0
    assert Breakdown.objects.get(whole=1).name == "by how they left"


@pytest.mark.usefixtures("story")
def test_an_estimate_is_kept_with_its_interval() -> None:
    import_claims(
        _shown(
            "figure_as_said=4.74 million;value=4740000;step=;interval_low=3310000;"
            "interval_high=6480000;interval_is=95 %;date_basis=registration;quote=4.74 million people returned"
        )
    )
    claim = Claim.objects.get(position=900)
    assert [claim.value, claim.interval_low, claim.interval_high] == [4740000, 3310000, 6480000]
    assert (claim.interval_is, claim.date_basis) == ("95 %", "registration")


@pytest.mark.usefixtures("story")
def test_an_interval_that_the_words_state_is_taken_from_them() -> None:
    words = "about 4.74 million (95 % CI 3.31–6.48)"
    cells = f"figure_as_said={words};qualifier=about;value=4740000;value_high=6480000;step=;quote={words}"
    import_claims(_shown(cells))
    claim = Claim.objects.get(position=900)
    assert [claim.value, claim.value_high, claim.interval_low, claim.interval_high] == [4740000, None, 3310000, 6480000]
    assert claim.interval_is == "95 % CI"


@pytest.mark.usefixtures("story")
def test_choices_are_read_in_any_case_and_as_pages_show_them() -> None:
    part = "part_of=C-1;part_dimension=Sex;part_complete=no"
    import_claims(_shown(f"qualifier=More than;status=Under way;state=Published;{part}"))
    claim = Claim.objects.get(position=900)
    assert (claim.qualifier, claim.status, claim.state) == ("more_than", "under_way", "published")
    assert claim.membership.breakdown.dimension == "sex"


@pytest.mark.usefixtures("story")
def test_a_place_that_is_not_there_says_how_many_of_them_come_in() -> None:
    (fault,) = faults(_shown("place=;place_code=TUR"))
    assert "column place_code: found “TUR”" in fault
    assert "or a list of them by import_places" in fault


@pytest.mark.usefixtures("story")
def test_importing_an_export_changes_nothing() -> None:
    before, data = snapshot(), export()
    done = import_claims(data)
    assert (done.added, done.changed, done.unchanged) == (0, 0, 112)
    assert snapshot() == before
    assert export() == data


@pytest.mark.usefixtures("story")
def test_the_story_file_is_what_the_export_writes_in_the_same_columns() -> None:
    kept = list(csv.DictReader(STORY.read_text(encoding="utf-8").splitlines()))
    written = list(csv.DictReader(export().decode().splitlines()))
    assert [{name: row[name] for name in kept[0]} for row in written] == kept


@pytest.mark.usefixtures("story")
def test_one_change_is_one_change() -> None:
    done = import_claims(
        changed(export(), 2, value="1851425", figure_as_said="1,851,425", quote="more than 1,851,425 Syrian")
    )
    assert (done.added, done.changed, done.unchanged) == (0, 1, 111)
    assert Claim.objects.get(pk=1).value == 1851425


@pytest.mark.usefixtures("story")
def test_a_part_can_move_to_another_breakdown_and_out_of_it() -> None:
    import_claims(changed(export(), 3, part_of="C-4", part_dimension="population"), answers=AS_PRINTED)
    assert BreakdownPart.objects.get(claim=2).breakdown.whole_id == 4
    import_claims(changed(export(), 3, part_of="", part_dimension="", part_breakdown="", part_complete=""))
    assert not BreakdownPart.objects.filter(claim=2).exists()


BAD_CELLS = [
    ("value", "1_000", "row 2, column value: found “1_000”, expected a number"),
    ("value", "1e400", "row 2, column value: found “1e400”, expected a number"),
    ("value", "NaN", "row 2, column value: found “NaN”, expected a number"),
    ("value", "", "row 2, column value: found nothing, expected a number, or qualifier vague"),
    ("value_high", "2", "row 2, column value_high: found “2”, expected nothing, or qualifier between"),
    ("period_end", "1700-01-01", "row 2, column period_end: found “1700-01-01”. A period"),
    ("step", "0", "A rounding step is above zero."),
    ("period_start", "2019-02-31", "row 2, column period_start: found “2019-02-31”, expected a day of the calendar"),
    ("period_start", "31/01/2019", "row 2, column period_start: found “31/01/2019”, expected a day of the calendar"),
    ("position", "0", "row 2, column position: found “0”, expected a whole number from 1 upwards"),
    ("position", "2", "row 3, column position: found “2”, expected a position of its own: row 2 has"),
    ("indicator", "nonsense", "row 2, column indicator: found “nonsense”, expected the code of an indicator"),
    ("population", "nobody", "row 2, column population: found “nobody”, expected the code of a population"),
    ("unit", "", "row 2, column unit: found nothing, expected a value"),
    ("place_code", "SY99", "row 2, column place_code: found “SY99”, expected the code or name of a place"),
    ("place", "Jordan", "row 2, column place: found “Jordan”, expected “Syria”, as place_code says"),
    ("speaker", "Nobody", "row 2, column speaker: found “Nobody”, expected the name of a speaker"),
    ("source", "nowhere", "row 2, column source: found “nowhere”, expected the slug of a source"),
    ("side", "un", "row 2, column side: found “un”, expected “government” or nothing"),
    ("organisation", "United Nations", "expected “Ministry of Defence of the Russian Federation” or nothing"),
    ("published_on", "2019-07-25", "row 2, column published_on: found “2019-07-25”, expected “2019-07-24” or nothing"),
    ("qualifier", "roughly", "row 2, column qualifier: found “roughly”, expected one of exactly, more_than, at_least,"),
    ("status", "hoped", "row 2, column status: found “hoped”"),
    ("state", "lost", "row 2, column state: found “lost”"),
    ("known_bias", "wrong", "row 2, column known_bias: found “wrong”"),
    ("bias_as_said", "low", "Words that declare a bias go with a known bias."),
    ("is_cumulative", "maybe", "row 2, column is_cumulative: found “maybe”, expected yes or no"),
    ("quote", "", "row 2, column quote: found nothing, expected a value"),
    ("quote", "x" * 301, "row 2, column quote"),
    ("part_of", "C-999", "row 2, column part_dimension: found nothing, expected one of population"),
    ("part_dimension", "place", "row 2, column part_dimension: found “place”, expected nothing, as part_of is blank"),
    ("numerator", "C-999", "row 2, column numerator: found “C-999”, expected the reference of a claim"),
    ("numerator", "C-3", "What has a numerator has a denominator too."),
    ("supersedes", "C-47", "row 2, column supersedes: found “C-47”. A claim corrects only claims of the same"),
    ("ref", "C-2", "row 3, column ref: found “C-2”, expected another reference: row 2 has this one"),
]


@pytest.mark.usefixtures("story")
def test_a_bad_cell_is_named_by_row_and_column_and_nothing_is_written() -> None:
    data = b"".join(export().splitlines(keepends=True)[:4])
    for column, cell, message in BAD_CELLS:
        found = faults(changed(data, 2, **{column: cell}))
        assert any(message in fault for fault in found), f"{column}={cell}: {found}"


@pytest.mark.usefixtures("story")
def test_a_fault_in_the_last_row_stops_all_rows() -> None:
    data = changed(export(), 2, value="1", figure_as_said="1")
    (fault,) = faults(changed(data, 113, value="1_0"))
    assert fault == (
        "row 113, column value: found “1_0”, expected a number such as 1851424, 1,851,424 or 1.2 million. "
        "A number is written out here, without underscores or exponents."
    )


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda data: b"", "expected a header row"),
        (lambda data: b"\xe9" + data, "bytes that are not UTF-8 at 0"),
        (lambda data: b"\xd0\xcf\x11\xe0" + data, "an old or a locked workbook"),
        (lambda data: b"PK\x03\x04" + data, "a workbook that cannot be read"),
        (lambda data: data.replace(b"SYR", b"S\0R", 1), "NUL"),
        (lambda data: data + b"one,cell\r\n", "row 114: found “2 cells”"),
        (lambda data: data.replace(b"ref,side", b"ref,ref", 1), "column ref: found “the column twice”"),
        (lambda data: data.replace(b",quote,", b",quotation,", 1), "column quotation"),
        (lambda data: data + b'"never closed', "expected cells quoted as CSV quotes them"),
    ],
)
def test_what_is_not_such_a_file_is_refused(spoil: object, message: str) -> None:
    assert any(message in fault for fault in faults(spoil(export())))  # type: ignore[operator]


def test_labels_of_a_file_link_its_rows_and_a_blank_reference_makes_a_new_claim() -> None:
    make_place()
    make_claim(position=1)
    header = (
        "ref,speaker,position,source,indicator,status,qualifier,figure_as_said,value,unit,quote,"
        "part_of,part_dimension,state"
    )
    rows = [
        "whole,Mekdad,2,session,returns,done,exactly,30,30,people,30 people,,,published",
        ",Mekdad,3,session,returns,done,exactly,10,10,people,10 people,whole,origin,",
        "C-900,Mekdad,4,session,returns,done,exactly,20,20,people,20 people,whole,origin,published",
    ]
    done = import_claims("\r\n".join([header, *rows]).encode())
    assert done.added == 3
    whole = Claim.objects.get(position=2)
    assert whole.pk > 900, "numbers are never used again"
    assert Claim.objects.get(pk=900).membership.breakdown.whole == whole
    assert Claim.objects.get(position=3).state == "draft"


def test_a_speaker_is_found_by_another_spelling_and_a_place_by_its_name() -> None:
    make_speaker(slug="mekdad", aliases=["Feisal Miqdad"])
    make_place(code="SYR", name="Syria")
    make_claim()
    header = "speaker,position,source,indicator,place,status,qualifier,figure_as_said,value,unit,quote"
    import_claims(f"{header}\r\nFeisal Miqdad,9,session,returns,Syria,done,exactly,30,30,people,30 people".encode())
    claim = Claim.objects.get(position=9)
    assert claim.place is not None
    assert (claim.speaker.slug, claim.place.code) == ("mekdad", "SYR")


@pytest.mark.usefixtures("story")
def test_a_row_of_hxl_hashtags_is_passed_over() -> None:
    data = export(tags=True)
    assert data.splitlines()[1].startswith(b"#meta+id,#meta+side")
    assert import_claims(data).unchanged == 112


def test_the_command_says_what_it_did_and_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_claims", tmp_path / "nothing.csv")
    file = tmp_path / "claims.csv"
    file.write_text("ref\r\nC-1\r\n", encoding="utf-8")
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("import_claims", file)


def test_who_counted_is_kept_and_comes_back() -> None:
    claim = make_claim()
    claim.counted_by.add(make_organisation(slug="unhcr", side="un"), make_organisation())
    data = export()
    (row,) = csv.DictReader(io.StringIO(data.decode()))
    assert row["counted_by"] == "syria unhcr"
    Organisation.objects.filter(slug="unhcr").update(aliases=["HCR"])
    assert import_claims(changed(data, 2, counted_by="HCR syria")).unchanged >= 1, "an alias is as good as the slug"
    claim.counted_by.clear()
    assert import_claims(data, answers=Answers(overwrites=True)).changed == 1
    assert export() == data
    assert import_claims(changed(data, 2, counted_by="")).changed == 1
    assert not claim.counted_by.exists()
    assert "the slug of an organisation" in faults(changed(export(), 2, counted_by="nobody"))[0]


def test_places_of_one_name_are_told_apart_by_their_codes() -> None:
    city, province = make_place(code="SY01-C", name="Damascus"), make_place(code="SY01", name="Damascus")
    make_claim(place=city, origin=province)
    data = export()
    assert import_claims(data).unchanged == 1
    assert "the code or name of a place" in faults(changed(data, 2, place_code=""))[0]


@pytest.mark.parametrize("name", ["=Movement", "+1", "-", "@home", "'quoted", "5-10"])
def test_a_name_that_a_spreadsheet_would_run_leaves_and_comes_back(name: str) -> None:
    organisation = make_organisation(slug="odd", side="other", name=name)
    make_claim(by=make_speaker(slug="odd", name=f"={name}", organisation=organisation))
    data = export()
    assert f",{guard(name)}," in data.decode()
    assert import_claims(data).unchanged == 1


@pytest.mark.parametrize(
    ("name", "cell"), [("René", "Rene\u0301"), ("Le Monde", "Le\u00a0Monde"), ("Mekdad", "Mekdad ")]
)
def test_a_name_is_found_as_it_looks(name: str, cell: str) -> None:
    make_claim(by=make_speaker(slug="odd", name=name))
    data = changed(export(), 2, speaker=cell, organisation="Syria\u00a0", qualifier="exactly ", unit="\u00a0people")
    assert import_claims(data).unchanged == 1


@pytest.mark.parametrize("column", ["left as it was", "left out"])
def test_a_step_that_was_read_from_the_words_goes_with_them(column: str) -> None:
    claim = make_claim(figure_as_said="1,200")
    assert claim.step == 100
    cells = {"figure_as_said": "1.2 million", "value": "1200000", "quote": "1.2 million people returned"}
    data = export()
    table = list(csv.DictReader(io.StringIO(data.decode())))
    if column == "left out":
        del table[0]["step"]
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(table[0]))
    writer.writeheader()
    writer.writerow(table[0] | cells)
    import_claims(out.getvalue().encode())
    claim.refresh_from_db()
    assert claim.step == 100_000


@pytest.mark.usefixtures("story")
def test_a_workbook_that_was_downloaded_comes_back(client: Client) -> None:
    content = b"".join(client.get("/claims.xlsx").streaming_content)  # type: ignore[attr-defined]
    assert import_claims(content).unchanged == 112


def last_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM claims_claim_id_seq")
        return int(cursor.fetchone()[0])


@pytest.mark.usefixtures("story")
def test_what_is_refused_or_asked_about_uses_up_no_numbers_that_it_chose() -> None:
    before = last_number()
    row = "ref=C-5000;figure_as_said=1,851,425;value=1851425;quote=more than 1,851,425"
    with pytest.raises(Asked):
        import_claims(_shown(f"{row};value=7"))
    assert last_number() == before
    import_claims(_shown(row, ""), answers=AS_PRINTED)
    assert sorted(Claim.objects.filter(pk__gt=112).values_list("pk", flat=True)) == [5000, 5001]
    assert last_number() == 5001


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        ("C-999999999", "a number not far above C-112, the highest in use; blank is the next"),
        ("C-1000000000", "a reference as C-17 is written"),
        ("C-07", "a reference as C-17 is written"),
        ("c-3", "a reference as C-17 is written"),
        ("C-١", "a reference as C-17 is written"),
        ("C 3", "a reference as C-17 is written"),
    ],
)
def test_a_reference_is_one_that_can_be_kept(ref: str, expected: str) -> None:
    (fault,) = faults(_shown(f"ref={ref}"))
    assert f"row 2, column ref: found “{ref}”, expected {expected}" in fault


@pytest.mark.usefixtures("story")
def test_headers_flags_and_choices_are_read_in_any_case() -> None:
    header, _, rest = export().decode("utf-8-sig").partition("\n")
    upper = f"{header.upper()}\n{rest}".encode()
    assert import_claims(upper).unchanged == 112
    assert import_claims(changed(export(), 2, qualifier="More_Than", is_cumulative="YES")).unchanged == 112


@pytest.mark.usefixtures("story")
def test_who_counted_may_be_several_names_parted_by_commas() -> None:
    unhcr = make_organisation(slug="unhcr", name="UN Refugee Agency", side="un")
    government = make_organisation(slug="gov", name="The Government, at large", side="government")
    for said in ("unhcr, gov", "unhcr; gov", "UN Refugee Agency; gov", "unhcr gov"):
        import_claims(changed(export(), 2, counted_by=said), answers=AS_PRINTED)
        assert set(Claim.objects.get(pk=1).counted_by.all()) == {unhcr, government}, said
    import_claims(changed(export(), 2, counted_by="The Government, at large"), answers=AS_PRINTED)
    assert set(Claim.objects.get(pk=1).counted_by.all()) == {government}
    assert "for “nobody” " in faults(changed(export(), 2, counted_by="unhcr, nobody"))[0]


@pytest.mark.usefixtures("story")
def test_percent_of_people_are_refused_whatever_is_confirmed() -> None:
    data = changed(export(), 2, figure_as_said="40%", value="40", qualifier="exactly", quote="40% of people")
    assert "The words say 40 %, the unit is people, not percent." in faults(data)[0]


@pytest.mark.usefixtures("story")
def test_a_range_upside_down_is_refused_before_anything_is_asked() -> None:
    data = changed(export(), 2, figure_as_said="7 to 8", qualifier="between", value="8", value_high="5")
    assert faults(data) == [
        "row 2, column value_high: found “5”. The upper value of a range must be above its lower one."
    ]
