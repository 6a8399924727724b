"""How a topic's page is cited, in two lengths."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from apps.claims.directions import isolated
from apps.claims.numbers import spoken_day
from apps.compare.models import Topic
from apps.compare.rows.claims import Row


@dataclass(frozen=True, slots=True)
class Citation:
    """The same page cited in a line, and with everything that a reader needs to check it."""

    short: str
    full: str


def cite(topic: Topic, rows: Sequence[Row], *, address: str, today: date) -> Citation:
    """The citations of a topic's page as it stands on a day."""
    as_of = max((row.said_on for row in rows), default=None)
    year = f"{as_of.year}" if as_of else "no data yet"
    documents = dict.fromkeys(f"{row.source} ({spoken_day(row.said_on)})" for row in rows)
    speakers = len({row.speaker_slug for row in rows})
    counted = f"{_number(len(rows), 'figure')} by {_number(speakers, 'speaker')} from {'; '.join(documents)}"
    title, question = isolated(topic.title), isolated(topic.question)
    return Citation(
        short=f"Countercheck ({year}), “{title}”, {address}",
        full=(
            f"Countercheck, “{title}: {question}”. {counted if rows else 'No figures'}. "
            f"{f'Data as of {spoken_day(as_of)}. ' if as_of else ''}{address} (accessed {spoken_day(today)})."
        ),
    )


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
