"""Tags of the pages: figures, parties, verdicts and the foot of the page."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Max
from django.utils.html import json_script
from django.utils.safestring import SafeString

from apps.claims.anchors import Context
from apps.claims.directions import isolated
from apps.claims.numbers import grouped
from apps.compare.published import last_day_published
from apps.compare.remembered import remember
from apps.compare.rows import html, words
from apps.compare.rows.claims import Row
from apps.compare.rows.findings import FindingRow, Quantity
from apps.compare.rows.source_text import MarkedText
from apps.reconciliation.models import Finding, Mark, Run
from apps.reconciliation.runs import batches

register = template.Library()
MOST_TO_WORK_OUT = 1_000


class Compact(DjangoJSONEncoder):
    """JSON without blanks between its signs, and with its letters as they are: a tenth of it less to send."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "separators": (",", ":"), "ensure_ascii": False})


@register.simple_tag
def figure(row: Row) -> SafeString:
    """The figure of a claim, linked to it."""
    return html.figure_link(row)


@register.simple_tag
def figure_text(row: Row) -> SafeString:
    """The figure of a claim, without a link."""
    return html.figure_text(row)


@register.simple_tag
def quantity(side: Quantity) -> SafeString:
    """What a finding compared, linked to its claim."""
    return html.quantity_link(side)


@register.simple_tag
def party(side: str, name: str) -> SafeString:
    """A name after its side's mark."""
    return html.party(side, name)


@register.simple_tag
def mark(side: str) -> SafeString:
    """The mark of a side."""
    return html.mark(side)


@register.simple_tag
def verdict(finding: FindingRow) -> SafeString:
    """The verdict in words, linked to its finding."""
    return html.verdict_link(finding)


@register.simple_tag
def drawing(*rows: Row) -> SafeString:
    """The readings of figures on one axis, as a small drawing."""
    return html.interval_drawing(rows)


@register.simple_tag
def pair_drawing(finding: FindingRow, *, has_names: bool = False) -> SafeString:
    """The two figures of a finding on one axis; blank where a figure was put together from several."""
    return html.interval_drawing(finding.rows, has_names=has_names) if finding.is_pair else SafeString()


@register.filter
def chart_data(graph: Any, element_id: str) -> SafeString:
    """What a chart is drawn from, for the script that draws it."""
    return json_script(graph, element_id, Compact)


@register.simple_tag
def marked_text(text: MarkedText) -> SafeString:
    """A stored text with its quotes underlined and linked."""
    return html.marked_text(text.pieces)


@register.simple_tag
def quote_in_context(context: Context) -> SafeString:
    """A quote among the words around it."""
    return html.quote_in_context(context)


@register.filter
def direction(language: str) -> str:
    """The direction of a text in this language: ltr or rtl."""
    return html.direction(language)


@register.filter(name="isolated")
def isolated_text(text: str) -> str:
    """The text as a piece of a sentence or an attribute, where no element can set it apart."""
    return isolated(text)


@register.filter
def unbroken(text: str) -> SafeString:
    """Words in which no line ends inside a reference, C-17 or F-12."""
    return html.unbroken(text)


@register.filter(name="grouped")
def grouped_count(number: int) -> str:
    """How many, as every number is written: 12,345."""
    return grouped(Decimal(number))


@register.filter
def language_name(language: str) -> str:
    """A language tag with its name."""
    return html.language_name(language)


@register.filter
def day(value: date) -> str:
    """24 Jul 2019."""
    return words.day_words(value)


def _how_many_to_work_out() -> str:
    """In words; blank for none. Counted no further than a reader cares, since every page says it."""
    count = Finding.objects.to_be_worked_out().order_by()[: MOST_TO_WORK_OUT + 1].count()
    if count > MOST_TO_WORK_OUT:
        return f"more than {MOST_TO_WORK_OUT:,} findings"
    return f"{count:,} finding{'' if count == 1 else 's'}" if count else ""


@register.inclusion_tag("includes/_footer.html")
def site_footer() -> dict[str, Any]:
    """The day the data run to, when they were last reconciled, and whether something changed since.

    `percent` is how far the run is that works off what changed; `is_held`, that only a cancelled one would have;
    `yet_to_be_worked_out`, of how many findings the reasons are not there yet.
    """
    is_behind = Mark.objects.exists()
    run = batches.under_way() if is_behind else None
    return {
        "is_behind": is_behind,
        "is_held": is_behind and not Mark.objects.exclude(run__is_cancelled=True).exists(),
        "percent": batches.progress(run).percent if run else None,
        "yet_to_be_worked_out": _how_many_to_work_out(),
        "data_as_of": remember("last day", "", last_day_published),
        "recalculated_at": Run.objects.filter(failure="").aggregate(at=Max("finished_at"))["at"],
    }
