"""The small pieces of HTML that stand in cells and sentences alike."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from apps.claims.anchors import Context, Piece
from apps.claims.references import CLAIM_PATTERN, FINDING_PATTERN, claim_ref
from apps.compare.rows.claims import Row
from apps.compare.rows.findings import FindingRow, Quantity
from apps.compare.rows.words import language_words
from apps.sources.models import Side

# The shape tells the sides apart without the colour: circle, diamond, triangle.
_SHAPES = {
    Side.GOVERNMENT: "M6 1a5 5 0 1 0 0 10a5 5 0 1 0 0-10z",
    Side.UN: "M6 0l6 6-6 6-6-6z",
    Side.OTHER: "M6 1l6 10H0z",
}

# Languages, and scripts, that are written from right to left.
_LEFTWARDS = {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi", "arab", "hebr", "syrc", "thaa"}

_REFERENCE = re.compile(rf"\b({CLAIM_PATTERN}|{FINDING_PATTERN})\b", re.ASCII)

# A small drawing: the room for the names of its rows, their height, and how far across its axis reaches, in percent.
_NAME, _ROW, _REACH = 18, 18, 92


def direction(language: str) -> str:
    """The direction of a text by its language tag: rtl for ar, fa-IR or ku-Arab, else ltr."""
    parts = language.lower().replace("_", "-").split("-")
    return "rtl" if parts[0] in _LEFTWARDS or _LEFTWARDS.intersection(parts[1:2]) else "ltr"


def language_name(language: str) -> str:
    """A language tag with its name where there is one: Arabic (ar)."""
    name = language_words(language)
    return language if name == language else f"{name} ({language})"


def mark(side: str) -> SafeString:
    """The mark of a side; the word for it must stand beside it."""
    return format_html(
        '<svg class="mark mark-{}" viewBox="0 0 12 12" aria-hidden="true"><path d="{}"/></svg>',
        side,
        _SHAPES[Side(side)],
    )


def party(side: str, name: str) -> SafeString:
    """A name after its side's mark, and the side in words for who does not see that, where it is not the name."""
    label = Side(side).label
    hidden = "" if name == label else format_html('<span class="visually-hidden">{}: </span>', label)
    return format_html('<span class="party">{}<span>{}<bdi>{}</bdi></span></span>', mark(side), hidden, name)


def figure_link(row: Row) -> SafeString:
    """The figure of a claim, linked to it; its title says who, what, when and where from."""
    return format_html('<a class="figure" href="{}" title="{}">{}</a>', row.url, row.provenance, figure_text(row))


def quantity_link(quantity: Quantity) -> SafeString:
    """What a finding compared: linked to its claim as its figure is, plain where it is put together from several."""
    row, shown = quantity.row, quantity.shown
    if row is None or quantity.is_worked_out:
        return format_html("{}", shown)
    unit = shown.removeprefix(row.shown)
    text = format_html("{}{}", figure_text(row), unit) if unit != shown else shown
    return format_html('<a class="figure" href="{}" title="{}">{}</a>', row.url, row.provenance, text)


def figure_text(row: Row) -> SafeString:
    """The figure in symbols for the eye, in words for the ear."""
    if row.shown == row.spoken:
        return format_html("{}", row.shown)
    return format_html(
        '<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>', row.shown, row.spoken
    )


def orphan_mark(row: Row) -> SafeString:
    """Says that a quote is not in the text of its source; nothing where it is, or where no text is kept."""
    return format_html(' <span class="orphan">{}</span>', "quote not in the text") if row.is_orphan else SafeString()


def verdict_link(finding: FindingRow) -> SafeString:
    """The verdict in words, linked to its finding; what was decided or is to be, and what lies between."""
    link = format_html(
        '<a href="{}"><span class="verdict">{}</span> <span class="ref">{}</span></a>',
        finding.url,
        finding.verdict,
        finding.ref,
    )
    due = "to be reviewed" if finding.is_due else ""
    worked_out = (("tolerance", finding.agrees_by), ("tolerance", finding.not_listed))
    beside = (("decision", finding.decision), ("decision", due), *worked_out)
    return link + format_html_join("", ' <span class="{}">{}</span>', (said for said in beside if said[1]))


def unbroken(text: str) -> SafeString:
    """Words in which no line ends inside a reference, C-17 or F-12."""
    *pieces, rest = _REFERENCE.split(text)
    parted = format_html_join("", '{}<span class="ref">{}</span>', zip(pieces[::2], pieces[1::2], strict=True))
    return parted + format_html("{}", rest)


def marked_text(pieces: Iterable[Piece]) -> SafeString:
    """A stored text with its quotes underlined, each after the reference that links to its claim.

    Without the references and the tags it is the stored text, character for character.
    """
    return format_html_join("", "{}{}", ((_references(piece), _stretch(piece)) for piece in pieces))


def _references(piece: Piece) -> SafeString:
    refs = [claim_ref(number) for number in piece.starting]
    link = '<a class="anchor" id="{}" dir="ltr" href="{}">{}</a>'
    return format_html_join("", link, ((ref, reverse("claim", args=[ref]), ref) for ref in refs))


def _stretch(piece: Piece) -> SafeString:
    # Browsers read a bare carriage return as a line feed; written as a number it stays what it is.
    text = mark_safe(escape(piece.text).replace("\r", "&#13;"))  # noqa: S308 - escaped just before
    if not piece.depth:
        return text
    return format_html('<mark class="{}">{}</mark>', "quoted" if piece.depth == 1 else "quoted quoted-twice", text)


def quote_in_context(context: Context) -> SafeString:
    """A quote underlined among the words around it; dots say that the text goes on."""
    return format_html(
        '{}{}<mark class="quoted">{}</mark>{}{}',
        "… " if context.is_cut_before else "",
        context.before,
        context.quote,
        context.after,
        " …" if context.is_cut_after else "",
    )


def interval_drawing(rows: Sequence[Row], *, has_names: bool = False) -> SafeString:
    """The readings of a few figures on one axis that holds zero; blank if one of them says no number.

    It starts at zero unless a figure lies below. A thin line is what the words permit, with an arrow where they set no
    end, a thick bar what a person understands by them; the mark is the number itself, hollow where it is approximate.
    Places across are in percent, so that a drawing fits any width without stretching its marks.
    """
    if any(row.low is None and row.high is None for row in rows):
        return SafeString()
    axis = _Axis.of(rows)
    height = _ROW + _NAME if has_names else _ROW
    drawn = ((_drawn(row, level * height, axis, has_name=has_names),) for level, row in enumerate(rows))
    said = "; ".join(f"{row.short_name} ({row.side_name}): {row.spoken_amount}" for row in rows)
    return format_html(
        '<svg class="drawing" width="100%" height="{0}" role="img" aria-label="{1}">'
        '<svg class="placed" x="{2}"><path class="axis" d="M1 0V{0}"/></svg>{3}</svg>',
        height * len(rows),
        f"On one axis {axis.words}: {said}",
        axis.across(Fraction(0)),
        format_html_join("", "{}", drawn),
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    """From which number to which a drawing runs, and how far across the least one stands.

    Where a figure may be below zero, there is room for an arrow before it.
    """

    least: Fraction
    most: Fraction
    start: int

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "_Axis":
        ends = [Fraction(0), *(end for row in rows for end in row.ends)]
        start = 100 - _REACH if any(row.is_below_zero for row in rows) else 0
        return cls(min(ends), max(ends) if any(ends) else Fraction(1), start)

    @property
    def words(self) -> str:
        return "through zero" if self.start else "from zero"

    def across(self, value: Fraction | None, otherwise: int = 0) -> str:
        """Where a number stands, in percent of the width; what has no end stands at an edge."""
        if value is None:
            return f"{otherwise:.2f}%"
        share = (value - self.least) / (self.most - self.least)
        return f"{self.start + float(share) * (_REACH - self.start):.2f}%"


def _drawn(row: Row, top: int, axis: _Axis, *, has_name: bool) -> SafeString:
    """One figure of a drawing, from this height downwards."""
    middle, across = top + _ROW // 2 + (_NAME if has_name else 0), axis.across
    parts = [_line("guide", "0%", "100%", middle)]
    if has_name:
        name = '<text class="name" x="6" y="{}">{}</text>'
        parts.append(format_html(name, top + _NAME - 4, f"{row.short_name}: {row.shown}"))
    parts.append(_line("thin", across(row.strict_low, 1), across(row.strict_high, 99), middle))
    if row.strict_high is None:
        parts.append(_placed("99%", middle, "tip-right", "M-7 -4L0 0L-7 4z"))
    if row.strict_low is None:
        parts.append(_placed("1%", middle, "tip-left", "M7 -4L0 0L7 4z"))
    if row.low != row.high:
        parts.append(_line("thick", across(row.low, 1), across(row.high, 99), middle))
    if row.value is not None:
        css = "point hollow" if row.is_approximate else "point"
        parts.append(_placed(across(row.value), middle, css, _SHAPES[Side(row.side)], move="translate(-6 -6)"))
    return format_html('<g class="drawn drawn-{}">{}</g>', row.side, format_html_join("", "{}", ((p,) for p in parts)))


def _line(css: str, start: str, end: str, height: int) -> SafeString:
    return format_html('<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>', css, start, end, height, height)


def _placed(across: str, height: int, css: str, shape: str, *, move: str = "translate(0 0)") -> SafeString:
    """A shape at a place that is given in percent, which only a drawing inside the drawing can have."""
    inner = '<svg class="placed" x="{}" y="{}"><path class="{}" d="{}" transform="{}"/></svg>'
    return format_html(inner, across, height, css, shape, move)
