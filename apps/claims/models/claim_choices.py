"""What a claim is chosen from: where it stands, by which date it is counted, whether its quote stands in the text."""

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


class QuoteState(models.TextChoices):
    """Whether the quote of a claim stands in the stored text of its source, word for word."""

    FOUND = "found", "in the text"
    ORPHAN = "orphan", "not in the text"
    NO_TEXT = "no_text", "of a text that is not kept"
