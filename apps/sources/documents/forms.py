"""The form of a source: its text is pasted, exactly as it is, or taken out of a file."""

from collections.abc import Iterator
from typing import Any

from django import forms

from apps.sources.documents.parser import is_page
from apps.sources.models import Source, checksum


class SourceForm(forms.ModelForm[Source]):
    """A source as staff enter it. `document` is not kept: `uploads` reads it into `text` before the form is read.

    A new text that is probably not meant is asked about, and saved once `is_meant` is ticked.
    """

    document = forms.FileField(
        required=False,
        label="Or its text from a file",
        help_text="A text, web page, PDF or Word document (txt, html, pdf, docx) of at most 20 MB.",
        widget=forms.FileInput,
    )

    is_meant = forms.BooleanField(
        required=False,
        label="The text is meant as it stands",
        help_text="Only where a question stands beside it.",
    )

    class Meta:
        model = Source
        fields = ("text",)  # the admin adds the others

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "text" in self.fields:
            self.fields["text"].strip = False  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        """As it was pasted: browsers send the end of a line as two characters, which no document has."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        text = cleaned.get("text") or ""
        if text and text != self.initial.get("text") and not cleaned.get("is_meant"):
            for question in self._ask_about(text):
                self.add_error("text", question)
        return cleaned

    def _ask_about(self, text: str) -> Iterator[str]:
        if is_page(text):
            yield (
                "This is the source of a web page, whose tags would be read as words. Save it as a file and choose "
                "that below: the text that a reader sees is taken out of it."
            )
        same = Source.objects.filter(text_sha256=checksum(text)).exclude(pk=self.instance.pk).defer("text").first()
        if same is not None:
            yield f"“{same}” has this very text. Is it the same document? Then its figures are entered there."

    def clean_document(self) -> None:
        """A document that could be read is part of the text by now; one that is still there was refused."""
        if document := self.cleaned_data["document"]:
            raise forms.ValidationError(document.refusal)
