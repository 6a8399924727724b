"""What a claim is chosen from: where it stands, and by which date it is counted."""

from django.db import models


class State(models.TextChoices):
    """Where a claim stands on its way to the public."""

    DRAFT = "draft", "Draft"
    READY = "ready", "Ready: to be published"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class DateBasis(models.TextChoices):
    """By which date a case is counted: two counts by unlike dates are not the same count."""

    EVENT = "event", "Event: when it happened"
    REPORT = "report", "Report: when it was reported"
    REGISTRATION = "registration", "Registration: when it was registered"
