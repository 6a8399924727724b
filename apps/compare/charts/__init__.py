"""Charts as plotly's plain dictionaries, made of the same rows as the table beside them.

Colours are written `var(--un)`; charts.js resolves them in the theme of the page, and in the light one for paper and
for pictures. Every length along an axis of levels is in pixels, so that words have the same room on every screen.
"""

from apps.compare.charts.intervals import IntervalChart, build_interval_chart
from apps.compare.charts.parts import PartsChart, build_parts_chart, find_rivals
from apps.compare.charts.theme import Chart
from apps.compare.charts.timeline import Series, Timeline, build_timeline, find_series

__all__ = [
    "Chart",
    "IntervalChart",
    "PartsChart",
    "Series",
    "Timeline",
    "build_interval_chart",
    "build_parts_chart",
    "build_timeline",
    "find_rivals",
    "find_series",
]
