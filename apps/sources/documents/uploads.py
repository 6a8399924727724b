"""An uploaded document becomes the text that was sent, before all else: whatever page comes back holds that text."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest

from apps.sources.documents.extract import UnreadableDocument, extract_text
from apps.sources.models import checksum

DOCUMENT, TEXT = "document", "text"


def take_in(request: HttpRequest, opened_with: str) -> None:
    """Reads the uploaded document, once, into the box of the text, which held `opened_with` when the form was opened.

    A file that cannot be taken stays, for the form to say why: see `refusal_of`.
    """
    file: Any = request.FILES.get(DOCUMENT)
    if file is None:
        return
    pasted = request.POST.get(TEXT, "").replace("\r\n", "\n")
    if pasted and pasted != opened_with:
        file.refusal = "A text was pasted and a file given: which is it? Take one of them away."
        return
    try:
        text = extract_text(file.read())
    except UnreadableDocument as error:
        file.refusal = f"{error} Nothing is saved yet, and what you typed stands below."
        return
    data = request.POST.copy()
    data[TEXT] = text
    request.POST = data  # type: ignore[assignment]
    del cast(Any, request.FILES)[DOCUMENT]
    words = f"The text of “{file.name}” was read, with the SHA-256 {checksum(text)}."
    messages.info(request, f"{words} The file need not be chosen again.")


def refusal_of(request: HttpRequest) -> str:
    """Why the uploaded document was not taken, in words; blank where it was, or where there is none."""
    return str(getattr(request.FILES.get(DOCUMENT), "refusal", ""))
