"""A document that is uploaded gives its text; one that cannot be read gets a message, and what was typed stays."""

import hashlib
import io
import zipfile
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from pypdf import PdfWriter

from apps.sources.documents import parser
from apps.sources.documents.extract import UnreadableDocument, extract_text
from apps.sources.documents.parser import Refused, parse
from apps.sources.models import Source
from tests.factories import make_organisation, make_source


def docx(*paragraphs: str) -> bytes:
    document, file = Document(), io.BytesIO()
    for words in paragraphs:
        document.add_paragraph(words)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "returned", "1,200"
    document.save(file)
    return file.getvalue()


def scan() -> bytes:
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=200, height=200)
    writer.write(file)
    return file.getvalue()


def pdf(words: str) -> bytes:
    """A page with one line on it, written by hand."""
    drawn = f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET".encode()
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 %s >> >> >>"
        % font,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
    ]
    written = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 5\n0000000000 65535 f \n" + table
    return written + head + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(written)


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * (parser.MOST_UNPACKED + 1))
    return file.getvalue()


def workbook() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("More than ٢ مليون\n".encode(), "More than ٢ مليون\n"),
        ("\ufeff1,200 people".encode(), "1,200 people"),
        ("1,200 people".encode("utf-16"), "1,200 people"),
        (b"<html><title>no</title><p>1,200  people</p><script>9</script><ul><li>45 homes", "1,200 people\n\n45 homes"),
        (b"<meta charset=latin-1><p>caf\xe9 9", "café 9"),
        (docx("1,200 people returned."), "1,200 people returned.\nreturned\t1,200"),
        (pdf("1,200 people returned"), "1,200 people returned"),
    ],
    ids=["utf-8", "with a mark", "utf-16", "html", "html in latin-1", "docx", "pdf"],
)
def test_the_words_of_a_document_are_its_text(data: bytes, text: str) -> None:
    assert parse(data) == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty."),
        (b"one\nd\xe9plac\xe9s", "Line 2 of the file is not in utf-8: save it as UTF-8."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "neither a text nor a web page"),
        (workbook(), "no Word document"),
        (bomb(), "more than 100 MB once it is unpacked"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"%PDF-1.7\nand no more", "damaged"),
        (scan(), "pictures of pages and no text"),
    ],
    ids=["empty", "latin-1", "picture", "workbook", "bomb", "cut docx", "cut pdf", "scan"],
)
def test_what_cannot_be_read_is_said_in_words(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        parse(data)


def test_a_document_that_takes_too_long_ends_its_process_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.sources.documents.extract.PATIENCE", 0.01)
    with pytest.raises(UnreadableDocument, match="too long"):
        extract_text(b"1,200 people")


@pytest.mark.django_db
def test_an_uploaded_document_is_kept_as_text_with_its_checksum_and_a_refused_one_loses_nothing(client: Client) -> None:
    client.force_login(get_user_model().objects.create_superuser("clerk"))
    cells: dict[str, Any] = {
        "slug": "note",
        "title": "A note",
        "publisher": make_organisation().pk,
        "published_on": "2019-07-24",
        "language": "en",
    }

    def send(data: bytes, **more: str) -> Any:
        document = SimpleUploadedFile("note.txt", data)
        return client.post(reverse("admin:sources_source_add"), cells | more | {"document": document})

    refused = send(b"d\xe9plac\xe9s").context["adminform"].form
    assert "save it as UTF-8" in refused.errors["document"][0]
    assert refused["title"].value() == "A note"
    both = send(b"1,200 people", text=" pasted").context["adminform"].form
    assert both["text"].value() == " pasted"
    assert not Source.objects.exists()
    assert send(b"1,200 people\r\n").status_code == 302
    source = Source.objects.get()
    assert (source.text, source.text_sha256) == ("1,200 people\n", hashlib.sha256(b"1,200 people\n").hexdigest())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("<h1>Returns</h1> 1,200 people", "This is the source of a web page"),
        ("1,200 people returned.", "“Session” has this very text. Is it the same document?"),
        ("1,200 people (p <p 0.05) returned", ""),
    ],
)
def test_a_text_that_is_probably_not_meant_is_asked_about_until_it_is_said_to_be(
    client: Client, text: str, asked: str
) -> None:
    make_source(text="1,200 people returned.")
    client.force_login(get_user_model().objects.create_superuser("editor"))
    cells = {"slug": "note", "title": "A note", "language": "en", "published_on": "2019-07-24", "text": text}
    cells |= {"publisher": str(make_organisation().pk)}
    add = reverse("admin:sources_source_add")
    assert "is_meant" not in client.get(add).content.decode()
    if asked:
        refused = client.post(add, cells)
        assert asked in refused.context["adminform"].form.errors["text"][0]
        assert 'name="is_meant"' in refused.content.decode()
        cells["is_meant"] = "on"
    assert client.post(add, cells).status_code == 302
    source = Source.objects.get(slug="note")
    assert client.post(reverse("admin:sources_source_change", args=[source.pk]), cells).status_code == 302
