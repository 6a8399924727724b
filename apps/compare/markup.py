"""The small pieces of HTML that stand in cells and sentences alike."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.compare.presenters import FindingRow, Row
from apps.sources.models import Side

# The shape tells the sides apart without the colour: circle, diamond, triangle.
_SHAPES = {
    Side.GOVERNMENT: "M6 1a5 5 0 1 0 0 10a5 5 0 1 0 0-10z",
    Side.UN: "M6 0l6 6-6 6-6-6z",
    Side.OTHER: "M6 1l6 10H0z",
}


def mark(side: str) -> SafeString:
    """The mark of a side; the word for it must stand beside it."""
    return format_html(
        '<svg class="mark mark-{}" viewBox="0 0 12 12" aria-hidden="true"><path d="{}"/></svg>',
        side,
        _SHAPES[Side(side)],
    )


def party(side: str, name: str) -> SafeString:
    """A name after its side's mark, and the side in words for those who do not see the mark."""
    return format_html(
        '<span class="party">{}<span><span class="visually-hidden">{}: </span><bdi>{}</bdi></span></span>',
        mark(side),
        Side(side).label,
        name,
    )


def figure_link(row: Row) -> SafeString:
    """The figure of a claim, linked to it; its title says who, what, when and where from."""
    return format_html('<a class="figure" href="{}" title="{}">{}</a>', row.url, row.provenance, figure_text(row))


def figure_text(row: Row) -> SafeString:
    """The figure in symbols for the eye, in words for the ear."""
    if row.shown == row.spoken:
        return format_html("{}", row.shown)
    return format_html(
        '<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>', row.shown, row.spoken
    )


def verdict_link(finding: FindingRow) -> SafeString:
    """The verdict in words, linked to its finding."""
    return format_html(
        '<a href="{}"><span class="verdict">{}</span> <span class="ref">{}</span></a>',
        finding.url,
        finding.verdict,
        finding.ref,
    )
