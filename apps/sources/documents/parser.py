"""The throw-away process: the bytes of a document in, its text out, as JSON. `extract` starts it and reads its answer.

What makes it run too long, or take too much memory, ends this process and nothing else.
"""

import io
import json
import re
import resource
import sys
import zipfile
from contextlib import suppress
from html.parser import HTMLParser

SECONDS, MEMORY = 20, 1 << 30  # of the processor; bytes
MOST_CHARACTERS = 2_000_000
MOST_PAGES = 2_000
MOST_UNPACKED = 100 << 20  # bytes of a packed document

_BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer"),
        *("form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"),
        *("table", "td", "th", "tr", "ul"),
    ]
)
_UNSEEN = frozenset(["script", "style", "template", "noscript", "title"])
_TAG = re.compile(r"<(?:!doctype html|html|head|body|p|div|h[1-6]|table|ul|ol|br)\b[^<>]{0,2000}>", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?([\w-]{1,40})", re.IGNORECASE)


class Refused(Exception):
    """Why no text can be taken out of it, in words for whoever uploaded it."""


def parse(data: bytes) -> str:
    """The text of a document of any sort that is known by its first bytes."""
    if not data.strip():
        raise Refused("The file is empty.")
    if data.lstrip()[:5] == b"%PDF-":
        return _pdf(data)
    if data[:4] == b"PK\x03\x04":
        return _docx(data)
    text = _decode(data)
    return _html(text) if is_page(text) else text


def is_page(text: str) -> bool:
    """Whether a text is the source of a web page, by the tags it begins with."""
    return _TAG.search(text[:5_000]) is not None


def _decode(data: bytes) -> str:
    declared = _CHARSET.search(data[:5_000])
    is_utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    encoding = "utf-16" if is_utf16 else declared[1].decode("ascii") if declared else "utf-8-sig"
    if not is_utf16 and b"\x00" in data:
        raise Refused("The file is neither a text nor a web page, PDF or Word document (txt, html, pdf, docx).")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Refused(
            f"Line {line} of the file is not in {encoding.removesuffix('-sig')}: save it as UTF-8."
        ) from error
    except LookupError as error:
        raise Refused(f"The page says that it is in “{encoding}”, which is not known: save it as UTF-8.") from error


class _Words(HTMLParser):
    """What a reader of a page sees, a line for each block."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(0, self.unseen - (tag in _UNSEEN))
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.pieces.append(re.sub(r"\s+", " ", data))


def _html(text: str) -> str:
    words = _Words()
    words.feed(text)
    words.close()
    lines = (line.strip() for line in "".join(words.pieces).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _pdf(data: bytes) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("The PDF is locked with a password.")
        if len(reader.pages) > MOST_PAGES:
            raise Refused(f"The PDF has more than {MOST_PAGES:,} pages: upload a part of it.")
        pages, length = [], 0
        for page in reader.pages:
            pages.append(page.extract_text())
            length += len(pages[-1])
            if length > MOST_CHARACTERS:
                break
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as error:
        raise Refused("The PDF is damaged and cannot be read.") from error
    if not "".join(pages).strip():
        raise Refused("The PDF holds pictures of pages and no text: have it read by a program for scans first.")
    return "\n\n".join(pages)


def _docx(data: bytes) -> str:
    from docx import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if "word/document.xml" not in packed.namelist():
                raise Refused("The file is packed and is no Word document (docx).")
            if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
                raise Refused(f"The document is more than {MOST_UNPACKED >> 20} MB once it is unpacked.")
        lines: list[str] = []
        for part in Document(io.BytesIO(data)).iter_inner_content():
            if isinstance(part, Paragraph):
                lines.append(part.text)
            elif isinstance(part, Table):
                lines += ["\t".join(cell.text for cell in row.cells) for row in part.rows]
    except (zipfile.BadZipFile, ValueError, KeyError, SyntaxError, NotImplementedError, OSError) as error:
        raise Refused("The document is damaged and cannot be read.") from error
    return "\n".join(lines)


def _answer(data: bytes) -> dict[str, str]:
    try:
        text = parse(data).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    except Refused as refused:
        return {"refused": str(refused)}
    except (MemoryError, RecursionError):
        return {"refused": "The document takes more memory to read than there is for it."}
    if not text.strip():
        return {"refused": "There is no text in the document."}
    if len(text) > MOST_CHARACTERS:
        return {"refused": f"The text has more than {MOST_CHARACTERS:,} characters: upload a part of it."}
    return {"text": text}


def main() -> None:
    with suppress(ValueError, OSError):  # macOS knows no limit of memory
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.write(json.dumps(_answer(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
