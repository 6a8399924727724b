"""Tags of the pages: figures, parties, verdicts and the foot of the page."""

from datetime import date
from typing import Any

from django import template
from django.db.models import Max
from django.utils.safestring import SafeString

from apps.claims.models import Claim
from apps.compare import markup, words
from apps.compare.presenters import FindingRow, Row
from apps.reconciliation.models import Run

register = template.Library()


@register.simple_tag
def figure(row: Row) -> SafeString:
    """The figure of a claim, linked to it."""
    return markup.figure_link(row)


@register.simple_tag
def figure_text(row: Row) -> SafeString:
    """The figure of a claim, without a link."""
    return markup.figure_text(row)


@register.simple_tag
def party(side: str, name: str) -> SafeString:
    """A name after its side's mark."""
    return markup.party(side, name)


@register.simple_tag
def mark(side: str) -> SafeString:
    """The mark of a side."""
    return markup.mark(side)


@register.simple_tag
def verdict(finding: FindingRow) -> SafeString:
    """The verdict in words, linked to its finding."""
    return markup.verdict_link(finding)


@register.filter
def day(value: date) -> str:
    """24 Jul 2019."""
    return words.day_words(value)


@register.inclusion_tag("includes/_footer.html")
def site_footer() -> dict[str, Any]:
    """The day the data run to, and when they were last reconciled."""
    return {
        "data_as_of": Claim.objects.current().aggregate(day=Max("source__published_on"))["day"],
        "recalculated_at": Run.objects.filter(outcome=Run.Outcome.DONE).aggregate(at=Max("finished_at"))["at"],
    }
