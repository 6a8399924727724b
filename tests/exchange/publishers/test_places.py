"""Lists of places: what is not there is made, what is there stays."""

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from apps.claims.models import Place
from apps.exchange.publishers.places import import_places
from apps.exchange.reading.faults import Refused
from apps.sources.records.past import read_states
from tests.factories import make_place

pytestmark = pytest.mark.django_db

PCODES = b"""\
\xef\xbb\xbfLocation,Admin Level,P-Code,Name,Parent P-Code,Valid from date
#country+code,#geo+admin_level,#adm+code,#adm+name,#adm+code+parent,#date+start
XAL,2,XA0101,Northern District,XA01,2030-12-17
XAL,1,XA01,North,XAL,2030-12-17
"""


def test_p_codes_are_read_in_any_order_with_what_they_lie_in() -> None:
    make_place(code="XAL", name="Aldovia")
    listed = import_places(PCODES)
    assert (listed.added, listed.known) == (2, 0)
    district = Place.objects.get(code="XA0101")
    (north,) = district.broader.all()
    assert (district.kind, district.valid_from, north.code, north.kind) == (
        "district",
        date(2030, 12, 17),
        "XA01",
        "governorate",
    )
    assert [above.code for above in north.broader.all()] == ["XAL"]


def test_what_is_there_stays_as_it_is() -> None:
    make_place(code="XA01", name="Our name")
    listed = import_places(PCODES)
    assert (listed.added, listed.known) == (1, 1), "the district alone"
    place = Place.objects.get(code="XA01")
    assert (place.name, place.valid_from) == ("Our name", None)


def test_a_code_of_two_places_is_refused_and_one_that_stands_twice_is_one() -> None:
    with pytest.raises(Refused, match="row 3, column name: found “Centre”, expected what row 2 says of XA01: “North”"):
        import_places(b"code,name\nXA01,North\nXA01,Centre\n")
    assert import_places(b"code,name,note\nXA01,North,a\nXA01,North,b\n").added == 1


def test_many_places_are_made_by_as_many_questions_as_few(django_assert_max_num_queries: Any) -> None:
    rows = [f"XA{number:02},District {number},{'XAL' if number < 10 else 'XA01'}" for number in range(50)]
    with django_assert_max_num_queries(12):
        import_places("\r\n".join(["code,name,inside", *rows, "XAL,Aldovia,"]).encode())
    assert Place.objects.get(code="XA01").narrower.count() == 40
    assert Place.objects.get(code="XAL").narrower.count() == 10


def test_any_list_of_codes_and_names_will_do() -> None:
    import_places(b"code;name;inside;kind;valid_to\r\nXAL;Aldovia;;;\r\nXAC;Camp;XAL;camp;2031-01-01\r\n")
    camp = Place.objects.get(code="XAC")
    assert (camp.kind, camp.valid_to, [above.name for above in camp.broader.all()]) == (
        "camp",
        date(2031, 1, 1),
        ["Aldovia"],
    )
    import_places(b"ISO3,Country\r\nXBO,Borduria\r\n")
    assert Place.objects.get(code="XBO").kind == "country"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"code,title\r\nXAL,Aldovia\r\n", "column name: found nothing"),
        (b"code,name\r\nXAL,\r\n", "row 2, column name: found nothing, expected the name of the place"),
        (b"code,name,kind\r\nXAL,Aldovia,realm\r\n", "row 2, column kind: found “realm”"),
        (b"code,name,valid_from\r\nXAL,Aldovia,2030-02-31\r\n", "row 2, column valid_from: found “2030-02-31”"),
        (
            b"code,name,valid_from,valid_to\r\nXAL,Aldovia,2030-01-02,2030-01-01\r\n",
            "row 2, column valid_to: found “2030-01-01”, expected a day not before valid_from, 2030-01-02",
        ),
        (
            b"code,name,valid_from\r\nXAL,Aldovia,1799-12-31\r\n",
            "row 2, column valid_from: found “1799-12-31”, expected a day between the years 1800 and 2200",
        ),
        (b"code,name,valid_to\r\nXAL,Aldovia,2201-01-01\r\n", "row 2, column valid_to: found “2201-01-01”"),
        (b"code,name\r\nX AL,Aldovia\r\n", "row 2, column code: found “X AL”"),
        (
            b"code,name,inside\r\nXA0101,Northern District,XA01\r\n",
            "row 2, column inside: found “XA01”, expected the code of a place that is in this list or there already",
        ),
        (
            b"code,name,inside\r\nXA01,North,XA02\r\nXA02,South,XA01\r\n",
            "row 3, column inside: found “XA01”, expected a place around XA02, which does not lie in itself",
        ),
        (b"code,name,inside\r\nXA01,North,XA01\r\n", "row 2, column inside: found “XA01”"),
    ],
)
def test_a_bad_list_is_refused_whole(data: bytes, message: str) -> None:
    with pytest.raises(Refused) as refused:
        import_places(data)
    assert message in str(refused.value)
    assert not Place.objects.exists()


def test_a_code_in_small_letters_is_not_another_place() -> None:
    make_place(code="XAL", name="Aldovia")
    with pytest.raises(Refused, match="row 2, column code: found “xal”, expected XAL, as it is written"):
        import_places(b"code,name\r\nxal,Aldovia\r\n")


def test_the_history_says_that_places_came_by_import(tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    file.write_bytes(PCODES)
    call_command("import_places", file, stdout=StringIO())
    assert {written.way for place in Place.objects.all() for written in read_states(place)} == {"by import"}


def test_a_list_without_places_says_so(tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    file.write_bytes(PCODES.partition(b"XAL")[0])
    out = StringIO()
    call_command("import_places", file, stdout=out)
    assert out.getvalue() == "places.csv has a header and no places below it: there is nothing to import.\n"


def test_the_command_says_what_it_did(tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    file.write_bytes(PCODES)
    out = StringIO()
    call_command("import_places", file, stdout=out)
    assert out.getvalue() == "3 places added, 0 were there already and stay as they are.\n"
