"""What is taken out before two answers are compared, and what is told of two commits."""

from io import BytesIO
from zipfile import ZipFile, ZipInfo

from tests.alike import paths_in, settle, tell


def workbook(packed: int, cell: str) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w") as parts:
        parts.writestr(ZipInfo("sheet.xml", (packed, 1, 1, 0, 0, 0)), cell)
    return b"200\n" + data.getvalue()


def test_what_no_reader_reads_makes_no_difference() -> None:
    one = b'<link href="/static/css/base.0123abcd.css"> 2026-11-26T10:00:01Z http://127.0.0.1:8001/'
    other = b'<link href="/static/css/base.4567cdef.css"> 2026-11-27T11:30:00Z http://127.0.0.1:9002/'
    assert settle(one) == settle(other)
    assert settle(workbook(2020, "17")) == settle(workbook(2024, "17"))


def test_a_figure_makes_one() -> None:
    assert settle(b"1,851,424 people, 24 July 2019") != settle(b"1,851,425 people, 24 July 2019")
    assert settle(b"24 July 2019") != settle(b"25 July 2019"), "what was said is not when something was saved"
    assert settle(workbook(2020, "17")) != settle(workbook(2020, "18"))


def test_links_are_followed_on_the_same_site_and_without_what_turns_a_list() -> None:
    page = b'<a href="/claims/C-1/">1</a><a href="?sort=ref">2</a><a href="//un.org/">3</a><a href="/admin/">4</a>'
    assert list(paths_in("http://127.0.0.1:8001", "/claims/", page)) == ["/claims/C-1/"]


def test_what_differs_is_told_by_its_address_and_counted() -> None:
    before, after = {"/": b"same", "/a/": b"17", "/gone/": b""}, {"/": b"same", "/a/": b"18", "/new/": b""}
    told = list(tell(before, after, most_lines=8))
    assert "-17" in told
    assert "+18" in told
    assert told[-3:] == [
        "only before: /gone/",
        "only after: /new/",
        "2 addresses of both: 1 alike byte by byte, 1 not.",
    ]
