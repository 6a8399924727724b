"""Who speaks, and where it is written down."""

import hashlib
from datetime import date
from typing import Any, TypeVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apps.sources.history import with_history
from apps.sources.refusals import Refuse, RefuseCircle, written

Record = TypeVar("Record", bound=models.Model)

# Days beyond are slips of the keyboard, and the arithmetic of days ends with the year 9999.
CENTURIES = (date(1800, 1, 1), date(2200, 12, 31))
WEB_ADDRESS = r"^$|^(https?|ftps?)://\S+$"


class Side(models.TextChoices):
    """On whose behalf an organisation speaks. A side is a row's word, never a column of its own."""

    GOVERNMENT = "government", "Government"
    UN = "un", "United Nations"
    OTHER = "other", "Other"


def slug_rule(of: str) -> models.CheckConstraint:
    """Addresses and files name a record by its slug."""
    return models.CheckConstraint(
        name=f"{of}_slug_can_stand_in_an_address",
        condition=Q(slug__regex=r"^[-a-zA-Z0-9_]+$"),
        violation_error_message="A slug is made of letters, digits, _ and - only.",
    )


class Sha256(models.Func):
    """The checksum of a text in UTF-8, as `checksum` gives it."""

    template = "encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')"
    output_field = models.CharField()


class SlugManager(models.Manager[Record]):
    """Finds a record by the slug that fixtures and files call it by."""

    def get_by_natural_key(self, slug: str) -> Record:
        return self.get(slug=slug)


def _aliases() -> "ArrayField[Any, Any]":
    return ArrayField(
        models.CharField(max_length=200),
        default=list,
        blank=True,
        help_text="Other spellings, separated by commas.",
    )


@with_history
class Organisation(models.Model):
    """Who stands behind a figure: a ministry, an agency, a governorate's administration."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200, unique=True)
    acronym = models.CharField(max_length=20, blank=True)
    side = models.CharField(max_length=12, choices=Side.choices)
    country = models.CharField(
        max_length=3, blank=True, help_text="ISO 3166 three-letter code where it is a government: SYR, RUS."
    )
    aliases = _aliases()

    objects = SlugManager["Organisation"]()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="an_organisation_has_a_name",
                condition=Q(name__regex=r"\S"),
                violation_error_message="An organisation needs a name.",
            ),
            models.CheckConstraint(
                name="an_organisation_is_on_a_known_side",
                condition=Q(side__in=[side.value for side in Side]),
                violation_error_message="The side is one of government, un, other.",
            ),
            models.CheckConstraint(
                name="a_government_has_a_country",
                condition=Q(side="government", country__regex=r"^[A-Z]{3}$") | (~Q(side="government") & Q(country="")),
                violation_error_message=(
                    "A government has the three-letter code of its country (SYR); other organisations have none."
                ),
            ),
            slug_rule("organisation"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def short_name(self) -> str:
        """The acronym where there is one, else the name."""
        return self.acronym or self.name


@with_history
class Speaker(models.Model):
    """A person, or an organisation itself, who says a figure."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200, unique=True)
    role = models.CharField(max_length=300, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="speakers")
    aliases = _aliases()

    objects = SlugManager["Speaker"]()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="a_speaker_has_a_name",
                condition=Q(name__regex=r"\S"),
                violation_error_message="A speaker needs a name.",
            ),
            slug_rule("speaker"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def spellings(self) -> tuple[str, ...]:
        """The names by which texts call the speaker."""
        return self.name, *self.aliases

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


@with_history
class Source(models.Model):
    """The document a figure stands in. The publisher is not always the speaker's organisation."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=300)
    publisher = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="published_sources")
    published_on = models.DateField()
    cut_off_on = models.DateField(
        "data cut-off",
        null=True,
        blank=True,
        help_text="The day the data run to, only if the document states it.",
    )
    url = models.URLField("address", max_length=500, blank=True)
    archived_url = models.URLField("archived address", max_length=500, blank=True)
    accessed_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=20, default="en", help_text="Language tag: en, ar, ru.")
    text = models.TextField(
        blank=True, help_text="The document's text, kept exactly. Quotes are then found in it by position."
    )
    later_version_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="later_versions",
        help_text="The earlier version of this document, where that is a source of its own.",
    )
    text_sha256 = models.CharField("checksum of the text", max_length=64, blank=True, editable=False)

    objects = SlugManager["Source"]()

    class Meta:
        ordering = ["-published_on", "title"]
        constraints = [
            models.CheckConstraint(
                name="a_source_has_a_title",
                condition=Q(title__regex=r"\S"),
                violation_error_message="A source needs a title.",
            ),
            models.CheckConstraint(
                name="a_stored_text_has_a_checksum",
                condition=Q(text="", text_sha256="") | (~Q(text="") & Q(text_sha256=Sha256("text"))),
                violation_error_message="A stored text goes with its SHA-256 checksum.",
            ),
            models.CheckConstraint(
                name="a_source_is_not_read_before_it_is_published",
                condition=Q(accessed_on__isnull=True) | Q(accessed_on__gte=F("published_on")),
                violation_error_message="The day of access cannot lie before the day of publication.",
            ),
            models.CheckConstraint(
                name="data_do_not_run_past_publication",
                condition=Q(cut_off_on__isnull=True) | Q(cut_off_on__lte=F("published_on")),
                violation_error_message="The data cut-off cannot lie after the day of publication.",
            ),
            models.CheckConstraint(
                name="days_of_a_source_lie_between_1800_and_2200",
                condition=Q(published_on__range=CENTURIES)
                & (Q(cut_off_on__isnull=True) | Q(cut_off_on__range=CENTURIES))
                & (Q(accessed_on__isnull=True) | Q(accessed_on__range=CENTURIES)),
                violation_error_message="The days of a source lie between the years 1800 and 2200.",
            ),
            models.CheckConstraint(
                name="a_source_is_at_an_address_of_the_web",
                condition=Q(url__regex=WEB_ADDRESS) & Q(archived_url__regex=WEB_ADDRESS),
                violation_error_message="An address begins with http:// or https:// and has no blanks.",
            ),
            models.CheckConstraint(
                name="a_source_is_in_a_language",
                condition=Q(language__regex=r"^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$"),
                violation_error_message="The language is a tag such as en, ar, ru or zh-Hant.",
            ),
            slug_rule("source"),
        ]
        triggers = [
            RefuseCircle(
                name="a_version_is_not_later_than_itself",
                operation=written("later_version_of_id"),
                condition=pgtrigger.Condition("NEW.later_version_of_id IS NOT NULL"),
                edges="SELECT id AS low, later_version_of_id AS high FROM sources_source",
                start="NEW.id",
                words="These sources would be later versions of each other in a circle: say which of them came first.",
            ),
            Refuse(
                name="a_source_is_not_of_the_future",
                operation=written("published_on", "accessed_on"),
                condition=pgtrigger.Condition(
                    "NEW.published_on > CURRENT_DATE + 366 OR NEW.accessed_on > CURRENT_DATE + 1"
                ),
                finds="""
                    SELECT 1 FROM sources_source WHERE id = NEW.id
                    AND (published_on > CURRENT_DATE + 366 OR accessed_on > CURRENT_DATE + 1)
                """,
                words=(
                    "The day of publication lies more than a year ahead, or the day of access lies in the future: "
                    "look at the year."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.text_sha256 = checksum(self.text)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = ["sources.organisation"]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Keeps the checksum with the text before the constraints are checked."""
        self.text_sha256 = checksum(self.text)


def checksum(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as 64 hexadecimal digits; blank for no text."""
    return hashlib.sha256(text.encode()).hexdigest() if text else ""
