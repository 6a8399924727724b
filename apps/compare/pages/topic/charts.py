"""The charts of a topic's page: which are drawn, what else could be, and where the rows of each can be had."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from apps.compare.charts import (
    Chart,
    Series,
    build_interval_chart,
    build_parts_chart,
    build_timeline,
    find_rivals,
)
from apps.compare.file_offers import offered
from apps.compare.models import Topic
from apps.compare.pages.topic.headline import Headline
from apps.compare.pages.topic.query import Choices
from apps.compare.pages.topic.side_by_side import Matrix
from apps.compare.rows.breakdowns import ShownBreakdown
from apps.compare.rows.claims import Row
from apps.compare.rows.findings import FindingRow

MOST_LINKS = 8


@dataclass(frozen=True, slots=True)
class Link:
    """Another state of the page; `is_here` marks the one in force."""

    href: str
    words: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart in its place on the page; `choice` is what the links choose between."""

    name: str
    heading: str
    choice: str
    chart: Chart
    links: tuple[Link, ...]
    whole_href: str
    csv: str

    @property
    def data_id(self) -> str:
        return f"{self.name}-data"


@dataclass(frozen=True, slots=True)
class Material:
    """What a topic's charts are drawn from."""

    matrix: Matrix
    headline: Headline
    breakdowns: tuple[ShownBreakdown, ...]
    series: tuple[Series, ...]
    findings: tuple[FindingRow, ...]


def settle(choices: Choices, breakdowns: Iterable[ShownBreakdown], series: Iterable[Series]) -> Choices:
    """The choices without those that name what this topic does not have."""
    if choices.parts and choices.parts not in {breakdown.key for breakdown in breakdowns}:
        choices = choices.without("parts", "a breakdown of this topic")
    if choices.over and choices.over not in {row.ref for one in series for row in one.rows}:
        choices = choices.without("over", "a claim of this topic whose quantity is given for several dates")
    return choices


def draw(topic: Topic, material: Material, choices: Choices) -> Iterator[Drawing]:
    """The charts whose data exist: intervals, parts, time."""
    drawn: tuple[tuple[str, str, str, Chart | None, tuple[Link, ...]], ...] = (
        ("intervals", "On one axis", "", _intervals(material, choices), ()),
        ("parts", "What the total is made of", "Breakdown", *_parts(material, choices)),
        ("timeline", "Over time", "Quantity", *_timeline(material, choices)),
    )
    for name, heading, choice, chart, links in drawn:
        if chart:
            csv = offered().of_chart(topic.slug, name, choices.query)
            yield Drawing(name, heading, choice, chart, links, f"{choices.href(chart='all')}#{name}", csv)


def _intervals(material: Material, choices: Choices) -> Chart | None:
    """The figures that an axis can hold, the headlines first, the others in the order of the table.

    They are in the headlines' units where these are the same or a finding joins them, else in the commonest unit.
    """
    leads = [panel.row for panel in material.headline.panels if panel.row]
    units, joining = {row.unit_code for row in leads}, material.headline.finding
    if joining is None and len(units) > 1:
        common = Counter(row.unit_code for row in material.matrix.rows if row.low is not None)
        units = {unit for unit, _ in common.most_common(1)}
    leads = [row for row in leads if row.unit_code in units]
    rows = {row.pk: row for row in (*leads, *material.matrix.rows) if row.unit_code in units}
    title = _interval_title(leads, tuple(rows.values()), joining)
    return build_interval_chart(tuple(rows.values()), title=title, is_whole=choices.has_whole_chart)


def _interval_title(leads: Sequence[Row], rows: Sequence[Row], joining: FindingRow | None) -> str:
    """What the two headlines say and what comes of it; where they are not on one axis, the largest figure."""
    if len(leads) > 1:
        says = ", ".join(f"{row.short_name} {row.spoken_amount}" for row in leads)
        return f"{joining.verdict}: {says}" if joining else says
    largest = max(rows, key=lambda row: (row.centre, row.pk), default=None)
    if largest is None:
        return ""
    return f"The largest figure is {largest.short_name}’s {largest.spoken_amount} ({largest.counted})"


def _parts(material: Material, choices: Choices) -> tuple[Chart | None, tuple[Link, ...]]:
    """The breakdown asked for, else the one over which other sides claim most totals, else the first."""
    rivals = {breakdown.key: find_rivals(breakdown, material.findings) for breakdown in material.breakdowns}
    ordered = sorted(material.breakdowns, key=lambda breakdown: -len(rivals[breakdown.key]))
    chosen = next((breakdown for breakdown in ordered if breakdown.key == choices.parts), next(iter(ordered), None))
    if chosen is None:
        return None, ()
    links = [
        Link(f"{choices.href(parts=breakdown.key)}#parts", _breakdown_words(breakdown), breakdown is chosen)
        for breakdown in ordered
    ]
    chart = build_parts_chart(chosen, rivals[chosen.key], is_whole=choices.has_whole_chart)
    return chart, _choosable(links)


def _breakdown_words(breakdown: ShownBreakdown) -> str:
    whole = breakdown.whole
    return f"{whole.short_name}: {whole.shown_amount}, {whole.period}, by {breakdown.along}"


def _timeline(material: Material, choices: Choices) -> tuple[Chart | None, tuple[Link, ...]]:
    """The quantity asked for, else the one that is given for most dates."""
    if not material.series:
        return None, ()
    asked = (one for one in material.series if choices.over in {row.ref for row in one.rows})
    chosen = next(asked, material.series[0])
    links = [
        Link(f"{choices.href(over=one.lead.ref)}#timeline", f"{one.name} ({one.lead.unit})", one is chosen)
        for one in material.series
    ]
    return build_timeline(chosen, is_whole=choices.has_whole_chart), _choosable(links)


def _choosable(links: Sequence[Link]) -> tuple[Link, ...]:
    """The first of the links, with the one in force among them; none where there is nothing to choose."""
    first = [*links[:MOST_LINKS], *(link for link in links[MOST_LINKS:] if link.is_here)]
    return tuple(first) if len(links) > 1 else ()
