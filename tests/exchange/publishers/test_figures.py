"""Files as their publishers hand them out: small invented ones with the same headers, and the real ones if there."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from apps.claims.models import Breakdown, Claim, Indicator, Place, Population
from apps.config.folders import BASE_DIR
from apps.exchange.imports import NO_ANSWERS
from apps.exchange.publishers.figures import Report, Wish, import_figures, recognise
from apps.exchange.reading.faults import Refused
from apps.exchange.reading.lines import read_lines
from apps.exchange.rows.questions import Asked
from apps.sources.records.past import read_states
from tests.factories import make_organisation, make_place, make_source, make_speaker, make_un_speaker

pytestmark = pytest.mark.django_db

REAL = BASE_DIR.parent / "shared" / "data"

POPULATION = b"""\
year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,refugees,asylum_seekers,returned_refugees,idps,returned_idps,stateless,ooc,oip,hst
2020,Aldovia,ALD,XAL,Borduria,BRD,XBO,120,0,7,,,,,-,*
2020,Aldovia,ALD,XAL,Aldovia,ALD,XAL,,,,5000,40,,,,
"""
SOLUTIONS = b"""\
year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,returned_refugees,resettlement,naturalisation,returned_idps
2020,Aldovia,ALD,XAL,Borduria,BRD,XBO,7,3,,
"""
SITUATIONS = b"""\
Country,ISO3,Source,Date,Individuals
Borduria,XBO,"UNHCR, Government",2020-05-31,55
Aldovia,XAL,Somebody,2020-05-31,66
"""
IDMC = b"""\
year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,total
2020,Aldovia,ALD,XAL,Aldovia,ALD,XAL,4900
"""
GIDD = b"""\
ISO3,Name,Year,Conflict Stock Displacement,Conflict Internal Displacements,Disaster Internal Displacements
XAL,Aldovia,2020,4900,300,
"""
HAPI = b"""\
location_code,has_hrp,in_gho,provider_admin1_name,provider_admin2_name,admin1_code,admin1_name,admin2_code,admin2_name,admin_level,operation,assessment_type,population,reporting_round,reference_period_start,reference_period_end,dataset_hdx_id,resource_hdx_id,warning,error
XAL,Y,Y,,,XA01,North,,,1,Aldovia,BA,246,1,2020-03-30,2020-03-30,a,b,,
XAL,Y,Y,,,,,,,0,Aldovia,BA,,1,2020-03-30,2020-03-30,a,b,,no figure
"""
HAPI_REFUGEES = b"""\
origin_location_code,asylum_location_code,population_group,gender,age_range,min_age,max_age,population,reference_period_start,reference_period_end
XAL,XBO,REF,all,all,,,120,2020-01-01 00:00:00,2020-12-31 23:59:59
XAL,XBO,REF,f,all,,,60,2020-01-01 00:00:00,2020-12-31 23:59:59
XAL,XBO,RET,all,all,,,7,2020-01-01 00:00:00,2020-12-31 23:59:59
"""
DTM = b"""\
id,operation,admin0Name,admin0Pcode,admin1Name,admin1Pcode,admin2Name,admin2Pcode,adminLevel,numPresentIdpInd,reportingDate,yearReportingDate,monthReportingDate,roundNumber,displacementReason,numberMales,numberFemales,idpOriginAdmin1Name,idpOriginAdmin1Pcode,assessmentType,operationStatus
#id+code,#operation+name,#country+name,#country+code,#adm1+name,#adm1+code,#adm2+name,#adm2+code,#adm+level,#affected+idps,#date+reported,#date+year,#date+month,#round+code,#cause+type,#affected+m,#affected+f,#adm1+name+origin,#adm1+code+origin,#assessment+type,#operation+status
,Aldovia,Aldovia,XAL,North,XA01,,,1,98,2020-03-30T00:00:00,2020,3,1,Natural disaster,,,Not available,Not available,BA,Active
,Aldovia,Aldovia,XAL,North,XA01,,,1,179,2020-03-30T00:00:00,2020,3,1,Conflict,80,99,South,XA02,BA,Active
"""

PEOPLE = b"""\
Year,Country of origin,Country of origin (ISO),Country of asylum,Country of asylum (ISO),Population Type,location,Female 0 - 4,Female 18 - 59,Female Unknown,Female Total,Male 0 - 4,Male 18 - 59,Male Unknown,Male Total,Total
2020,Aldovia,XAL,Borduria,XBO,REF,,20,40,0,60,25,*,5,60,120
2020,Aldovia,XAL,Borduria,XBO,???,,1,1,0,2,1,1,0,2,4
"""

FILES = {
    "UNHCR, demographics by year": PEOPLE,
    "UNHCR, population by year": POPULATION,
    "UNHCR, solutions by year": SOLUTIONS,
    "UNHCR, situations": SITUATIONS,
    "IDMC, internally displaced people by year": IDMC,
    "IDMC, GIDD": GIDD,
    "HDX HAPI, internally displaced people": HAPI,
    "HDX HAPI, refugees and returnees": HAPI_REFUGEES,
    "IOM DTM": DTM,
}
# Indicator, population, place, origin, first and last day, value, of each claim in the order of the file.
SAID = {
    "UNHCR, demographics by year": [
        "displaced_stock refugees XBO XAL - 2020-12-31 120",
        "displaced_stock refugees_female XBO XAL - 2020-12-31 60",
        "displaced_stock refugees_male XBO XAL - 2020-12-31 60",
        "displaced_stock refugees_female_0_to_4 XBO XAL - 2020-12-31 20",
        "displaced_stock refugees_female_18_to_59 XBO XAL - 2020-12-31 40",
        "displaced_stock refugees_female_age_unknown XBO XAL - 2020-12-31 0",
        "displaced_stock refugees_male_0_to_4 XBO XAL - 2020-12-31 25",
        "displaced_stock refugees_male_age_unknown XBO XAL - 2020-12-31 5",
    ],
    "UNHCR, population by year": [
        "displaced_stock refugees XBO XAL - 2020-12-31 120",
        "displaced_stock asylum_seekers XBO XAL - 2020-12-31 0",
        "returns returned_refugees XAL XBO 2020-01-01 2020-12-31 7",
        "displaced_stock idps XAL - - 2020-12-31 5000",
        "returns returned_idps XAL - 2020-01-01 2020-12-31 40",
    ],
    "UNHCR, solutions by year": [
        "returns returned_refugees XAL XBO 2020-01-01 2020-12-31 7",
        "resettlement refugees XBO XAL 2020-01-01 2020-12-31 3",
    ],
    "UNHCR, situations": [
        "displaced_stock refugees_and_asylum_seekers XBO - - 2020-05-31 55",
        "displaced_stock refugees_and_asylum_seekers XAL - - 2020-05-31 66",
    ],
    "IDMC, internally displaced people by year": ["displaced_stock idps XAL - - 2020-12-31 4900"],
    "IDMC, GIDD": [
        "displaced_stock idps_conflict XAL - - 2020-12-31 4900",
        "displacement displaced_conflict XAL - 2020-01-01 2020-12-31 300",
    ],
    "HDX HAPI, internally displaced people": ["displaced_stock idps XA01 - - 2020-03-30 246"],
    "HDX HAPI, refugees and returnees": [
        "displaced_stock refugees XBO XAL - 2020-12-31 120",
        "displaced_stock refugees_female XBO XAL - 2020-12-31 60",
        "returns returned_refugees XAL XBO 2020-01-01 2020-12-31 7",
    ],
    "IOM DTM": [
        "displaced_stock idps_natural_disaster XA01 - - 2020-03-30 98",
        "displaced_stock idps_conflict XA01 XA02 - 2020-03-30 179",
        "displaced_stock idps_conflict_male XA01 XA02 - 2020-03-30 80",
        "displaced_stock idps_conflict_female XA01 XA02 - 2020-03-30 99",
    ],
}


def take(data: bytes, *, creates_places: bool = True, only: str = "") -> Report:
    make_source(slug="file", published_on=date(2021, 6, 30))
    make_speaker(slug="unhcr", name="UNHCR", organisation=make_un_speaker().organisation)
    columns = frozenset(only.split())
    wish = Wish("file", "UNHCR", state="published", only=columns, creates_places=creates_places)
    return import_figures(data, wish, answers=NO_ANSWERS)


def said() -> list[str]:
    return [
        " ".join(
            [
                claim.indicator.code,
                claim.population.code if claim.population else "-",
                claim.place.code if claim.place else "-",
                claim.origin.code if claim.origin else "-",
                str(claim.period_start or "-"),
                str(claim.period_end),
                f"{claim.value:f}".rstrip("0").rstrip(".") if claim.value else "0",
            ]
        )
        for claim in Claim.objects.filter(source__slug="file").order_by("position")
    ]


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_known_by_its_headers_and_each_figure_is_a_claim(name: str) -> None:
    assert take(FILES[name]).shape == name
    assert said() == SAID[name]


def test_a_claim_says_in_which_cells_it_stands() -> None:
    take(POPULATION)
    claim = Claim.objects.get(position=1)
    assert claim.quote == "year 2020, coo_iso XAL, coa_iso XBO, refugees 120"
    assert (claim.locator, claim.figure_as_said, claim.period_as_said) == ("column refugees", "120", "2020")


def test_what_is_kept_back_is_counted_and_blank_is_no_figure() -> None:
    report = take(POPULATION)
    assert (report.done.added, report.kept_back) == (5, 1)


def test_only_some_columns_may_be_taken() -> None:
    take(POPULATION, only="idps returned_idps")
    assert [row.split()[1] for row in said()] == ["idps", "returned_idps"]
    with pytest.raises(Refused, match="without such figures"):
        take(POPULATION, only="nothing")


def test_a_column_that_holds_no_figures_names_those_that_do() -> None:
    with pytest.raises(
        Refused, match="expected one figure at least in refugees, asylum_seekers, returned_refugees, hst"
    ):
        take(POPULATION, only="refuges")


def test_headers_are_known_in_any_case_and_with_any_apostrophe() -> None:
    finder = "year,COUNTRY OF ORIGIN (ISO),Country of asylum (ISO),Refugees under UNHCR’s mandate\n2020,XAL,XBO,120\n"
    assert take(finder.encode()).done.added == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (POPULATION.replace(b"2020,", b"mid-2020,", 1), "row 2, column year: found “mid-2020”, expected a day of"),
        (
            POPULATION.replace(b",7,", b",2020-06-30,"),
            "row 2, column returned_refugees: found “2020-06-30”, expected a",
        ),
        (
            SITUATIONS.replace(b"2020-05-31", b"31-May-2020", 1),
            "row 2, column Date: found “31-May-2020”, expected a day",
        ),
        (
            POPULATION.replace(b",120,", b",-120,"),
            "row 2, column refugees: found “-120”. Nothing is counted below zero",
        ),
    ],
)
def test_a_fault_is_named_by_the_columns_of_the_file(data: bytes, message: str) -> None:
    with pytest.raises(Refused) as refused:
        take(data)
    assert message in str(refused.value)


def test_a_question_is_named_by_the_columns_of_the_file() -> None:
    with pytest.raises(Asked, match=r"row 3, column total: This says the same of the same as row 2"):
        take(IDMC + IDMC.splitlines()[1])


def test_a_source_or_speaker_that_is_not_there_is_named_once() -> None:
    with pytest.raises(Refused) as refused:
        import_figures(POPULATION, Wish("nope", "Nobody"), answers=NO_ANSWERS)
    assert [str(fault) for fault in refused.value.faults] == [
        "file: found “--source nope”, expected the slug of a source that exists (enter it in the admin first)",
        "file: found “--speaker Nobody”, expected the name of a speaker that exists (enter it in the admin first)",
    ]


def test_places_are_made_on_request_with_what_they_lie_in() -> None:
    world = make_place(code="WLD", kind="world")
    with pytest.raises(Refused) as refused:
        take(DTM, creates_places=False)
    expected = "expected a place that exists: --create-places makes it, import_places reads a list"
    assert [str(fault) for fault in refused.value.faults] == [
        f"row 3, column place_code: found “XA01 North”, {expected}",
        f"row 4, column origin_code: found “XA02 South”, {expected}",
    ]
    assert not Indicator.objects.exists(), "nothing was written"
    assert take(DTM).places == 3
    north = Place.objects.get(code="XA01")
    (country,) = north.broader.all()
    assert (north.name, north.kind, north.division) == ("North", "governorate", "governorate")
    assert (country.code, country.division, list(country.broader.all())) == ("XAL", "country", [world])


def test_a_country_without_a_name_in_the_file_has_its_own() -> None:
    take(HAPI_REFUGEES.replace(b"XBO", b"JOR"))
    assert Place.objects.get(code="JOR").name == "Jordan"


def test_causes_exclude_each_other_below_one_population() -> None:
    take(DTM)
    entry = Population.objects.get(code="idps_conflict")
    assert (entry.name, entry.division) == ("Internally displaced people: Conflict", "by cause")
    assert [above.code for above in entry.broader.all()] == ["idps"]


def parts() -> list[str]:
    """Every breakdown: who is the whole, its name, whether it is said to be all, and its parts' values."""
    return [
        f"{found.whole.population}, {found.name}{'' if found.is_complete else ', not all'}: "
        + " + ".join(f"{part.value:.0f}" for part in found.parts.order_by("position"))
        for found in Breakdown.objects.order_by("whole", "name")
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("IOM DTM", ["Internally displaced people: Conflict, by sex: 80 + 99"]),
        ("HDX HAPI, refugees and returnees", ["Refugees, by sex, not all: 60"]),
        (
            "UNHCR, demographics by year",
            [
                "Refugees, by sex: 60 + 60",
                "Refugees: female, by age: 20 + 40 + 0",
                "Refugees: male, by age, not all: 25 + 5",
            ],
        ),
    ],
)
def test_sexes_and_ages_are_breakdowns_that_are_all_unless_one_was_kept_back(name: str, expected: list[str]) -> None:
    take(FILES[name])
    assert parts() == expected


def test_parts_whose_whole_is_not_taken_are_parts_of_nothing() -> None:
    take(DTM, only="numberMales")
    assert parts() == []
    assert [row.split()[1] for row in said()] == ["idps_conflict_male"]


def test_rows_of_all_sexes_come_where_they_come() -> None:
    header, first, *rest = HAPI_REFUGEES.splitlines()
    ages = [b"XAL,XBO,REF,f,0-4,,,21,2020-01-01,2020-12-31", b"XAL,XBO,REF,f,5-11,,,39,2020-01-01,2020-12-31"]
    male = b"XAL,XBO,REF,m,all,,,60,2020-01-01,2020-12-31"
    take(b"\n".join([header, *ages, *rest, male, first.replace(b" 00:00:00", b"").replace(b" 23:59:59", b"")]))
    assert parts() == ["Refugees: female, by age: 21 + 39", "Refugees, by sex: 60 + 60"]


def test_a_place_that_is_named_without_a_code_is_not_taken_for_the_one_around_it() -> None:
    kabul = "XAL,Y,Y,Kabul,,,,,,1,Aldovia,BA,500,1,2020-03-30,2020-03-30,a,b,,\n"
    marked = kabul.replace("Kabul", "").replace(",b,,", ",b,,not in this round")
    assert take(HAPI + (kabul + marked).encode()).left_out == (
        "row 4: Kabul has no code",
        "row 5: not in this round",
    )
    assert not Claim.objects.filter(value=500).exists()
    with pytest.raises(Refused, match="row 2: Kabul has no code"):
        take(HAPI.splitlines(keepends=True)[0] + kabul.encode())
    origin = DTM.replace(b"1,98,", b"1,97,").replace(b"South,XA02", b"South,")
    assert take(origin).left_out == ("row 4: South has no code",) * 3


def test_a_group_that_is_not_known_is_left_out_and_told() -> None:
    strange = HAPI_REFUGEES + b"XAL,XBO,NEW,all,all,,,9,2020-01-01,2020-12-31\n"
    assert take(strange).left_out == ("row 5: population_group NEW is not known",)
    assert take(PEOPLE.replace(b"2020,", b"2019,")).left_out == ("row 3: pop_type ??? is not known",)


def test_refugees_from_a_country_in_that_country_are_not_all_refugees_there() -> None:
    inside = POPULATION.replace(b"XAL,,,,5000", b"XAL,0,,,5000")
    take(inside)
    assert "displaced_stock refugees XAL XAL - 2020-12-31 0" in said()
    assert Claim.objects.get(value=5000).origin is None
    with pytest.raises(Asked, match="who comes from a place to itself"):
        take(inside.replace(b"2020,Aldovia,ALD,XAL,Aldovia,ALD,XAL,0", b"2021,Aldovia,ALD,XAL,Aldovia,ALD,XAL,85"))


def test_who_counted_is_known_by_name_and_by_the_country_of_a_government() -> None:
    un = make_un_speaker().organisation
    un.acronym = "UNHCR"
    un.save()
    government = make_organisation(slug="borduria", country="XBO")
    take(SITUATIONS)
    first, second = Claim.objects.order_by("position")
    assert set(first.counted_by.all()) == {un, government}
    assert not second.counted_by.exists(), "somebody is nobody we know"


def test_two_operations_in_one_place_count_people_of_their_own() -> None:
    here = b"XAL,Y,Y,,,XA01,North,,,1,Aldovia"
    rows = b"\n".join(
        [
            here + b" - National,BA,246,1,2020-03-30,2020-03-30,a,b,,",
            here + b" - Lake,BA,98,1,2020-03-30,2020-03-30,a,b,,",
            here + b" - Lake,SA,60,1,2020-03-30,2020-03-30,a,b,,",
            b"XAL,Y,Y,,,XA02,South,,,1,Aldovia - National,BA,55,1,2020-03-30,2020-03-30,a,b,,\n",
        ]
    )
    take(HAPI.splitlines(keepends=True)[0] + rows)
    assert [line.split(" ")[1] for line in said()] == [
        "idps_aldovia_national_ba",
        "idps_aldovia_lake_ba",
        "idps_aldovia_lake_sa",
        "idps",
    ]
    assert set(Population.objects.filter(code__startswith="idps_").values_list("division", flat=True)) == {""}
    assert "operation Aldovia - Lake, assessment_type SA" in Claim.objects.get(value=60).quote


def test_causes_of_two_operations_are_told_apart_however_long_their_names_are() -> None:
    lines = DTM.splitlines(keepends=True)
    long = b"Aldovia and all of the neighbouring countries around the great lake"
    other = lines[3].replace(b",Aldovia,Aldovia", b"," + long + b",Aldovia", 1)
    take(b"".join([*lines[:2], lines[3], other]))
    codes = [line.split(" ")[1] for line in said()]
    assert len(set(codes)) == len(codes) == 6
    assert max(map(len, codes)) <= 60


def test_the_same_file_twice_is_asked_about() -> None:
    take(IDMC)
    with pytest.raises(Refused, match="says the same of the same as"):
        take(IDMC)


def test_what_is_already_in_the_code_lists_stays_as_it_is() -> None:
    make_place(code="XAL", name="Our name")
    take(IDMC)
    assert Place.objects.get(code="XAL").name == "Our name"


def test_a_file_that_is_not_known_names_those_that_are() -> None:
    with pytest.raises(Refused, match="IOM DTM"):
        take(b"a,b\r\n1,2\r\n")


def test_the_commands_say_what_they_did(tmp_path: Path) -> None:
    make_source(slug="file", published_on=date(2021, 6, 30))
    make_un_speaker()
    file = tmp_path / "dtm.csv"
    file.write_bytes(DTM)
    with pytest.raises(CommandError, match="import_figures reads this file"):
        call_command("import_claims", file)
    with pytest.raises(CommandError, match="--create-places"):
        call_command("import_figures", file, "--source", "file", "--speaker", "Fleischer")
    out = StringIO()
    call_command("import_figures", file, "--source", "file", "--speaker", "Fleischer", "--create-places", stdout=out)
    assert out.getvalue().startswith("IOM DTM: 4 claims added, 3 places made.\nIndicators and populations made: ")
    assert set(Claim.objects.values_list("state", flat=True)) == {"draft"}
    made = [*Claim.objects.all(), *Place.objects.all(), *Indicator.objects.all()]
    assert {written.way for record in made for written in read_states(record)} == {"by import"}


def test_a_separator_that_is_named_counts_from_the_first_look(tmp_path: Path) -> None:
    file = tmp_path / "dtm.csv"
    header, *rows = DTM.decode().replace(",", ";").splitlines()
    misleading = f'{header};"a note{", or more" * header.count(";")}, or less"'
    file.write_text("\n".join([misleading, *(f'{row};"one"' for row in rows)]))
    with pytest.raises(CommandError, match="import_figures reads this file"):
        call_command("import_claims", file, "--separator", "semicolon")


@pytest.mark.skipif(not REAL.is_dir(), reason="the published files are not beside this checkout; the invented ones are")
def test_every_real_file_is_known_by_its_headers() -> None:
    files = [file for file in sorted(REAL.glob("*.csv")) if "pcodes" not in file.name]
    assert files
    assert not [file.name for file in files if recognise(read_lines(file.read_bytes())[0].cells) is None]
