"""The form of a source: its text is pasted, exactly as it is, or taken out of a file."""

from typing import Any

from django import forms

from apps.sources.documents.extract import UnreadableDocument, extract_text
from apps.sources.models import Source


class SourceForm(forms.ModelForm[Source]):
    """A source as staff enter it. `document` is read once and not kept: its text is."""

    document = forms.FileField(
        required=False,
        label="Or its text from a file",
        help_text="A text, web page, PDF or Word document (txt, html, pdf, docx) of at most 20 MB.",
        widget=forms.FileInput,
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
        document = cleaned.get("document")
        if document is None:
            return cleaned
        if cleaned.get("text") and cleaned["text"] != self.instance.text:
            self.add_error("document", "A text was pasted and a file given: which is it? Take one of them away.")
            return cleaned
        try:
            cleaned["text"] = extract_text(document.read())
        except UnreadableDocument as error:
            self.add_error("document", f"{error} Nothing is saved yet, and what you typed stands below.")
        return cleaned
