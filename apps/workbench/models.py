"""What a clerk decided about a proposal that is no claim."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.sources.models import Source


class Dismissal(models.Model):
    """A proposal that was looked at and is no claim: its quote, where in the text it began, and what stood before."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="dismissals")
    quote = models.TextField()
    start = models.PositiveIntegerField()
    before = models.TextField(blank=True, help_text="The text just before it: by it it is found in an edited text.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["source", "start"]
        constraints = [
            models.UniqueConstraint(
                name="a_proposal_is_dismissed_once",
                fields=["source", "start", "quote"],
                violation_error_message="This proposal is dismissed already.",
            ),
            models.CheckConstraint(
                name="a_dismissal_has_a_quote",
                condition=~Q(quote=""),
                violation_error_message="A dismissal needs the words that were proposed.",
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.quote}”"
