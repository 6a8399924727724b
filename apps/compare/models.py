"""The pages an analyst browses by."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from apps.claims.models import Indicator, Place
from apps.sources.history import with_history
from apps.sources.models import SlugManager, slug_rule


@with_history
class Topic(models.Model):
    """A page that sets side by side what several speakers say about one question."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=120)
    question = models.CharField(max_length=300, help_text="The question the page answers.")
    indicators = models.ManyToManyField(Indicator, related_name="topics")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="topics")
    position = models.PositiveIntegerField(default=0, help_text="Order in the list of topics.")

    objects = SlugManager["Topic"]()

    class Meta:
        ordering = ["position", "title"]
        constraints = [
            models.CheckConstraint(
                name="a_topic_has_a_title",
                condition=Q(title__regex=r"\S"),
                violation_error_message="A topic needs a title.",
            ),
            models.CheckConstraint(
                name="a_topic_asks_a_question",
                condition=Q(question__regex=r"\S"),
                violation_error_message="A topic needs the question it answers.",
            ),
            slug_rule("topic"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


@with_history
class TopicIndicator(Topic.indicators.through):  # type: ignore[name-defined, misc]
    """An indicator that a topic is about."""

    class Meta:
        proxy = True
