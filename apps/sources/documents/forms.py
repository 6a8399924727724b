"""The form of a source: its text is pasted, exactly as it is, or taken out of a file."""

from typing import Any

from django import forms

from apps.sources.models import Source


class SourceForm(forms.ModelForm[Source]):
    """A source as staff enter it. `document` is not kept: `uploads` reads it into `text` before the form is read."""

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

    def clean_document(self) -> None:
        """A document that could be read is part of the text by now; one that is still there was refused."""
        if document := self.cleaned_data["document"]:
            raise forms.ValidationError(document.refusal)
