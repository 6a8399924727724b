"""A warning about a claim that somebody looked at and found right, with the reason."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.claims.models.claim import Claim


class Confirmation(models.Model):
    """A warning of `entry/warnings.py` that was confirmed. While its sentence stays the same it is not asked again."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="confirmations")
    code = models.CharField(max_length=40)
    sentence = models.TextField()
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_confirmation_says_why",
                condition=Q(reason__regex=r"\S"),
                violation_error_message="A warning is confirmed with a reason.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim.ref}: {self.sentence}"
