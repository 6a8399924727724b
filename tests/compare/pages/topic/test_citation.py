"""A topic's page can be cited in two lengths and taken along in every form there is."""

from datetime import date

from apps.compare.models import Topic
from apps.compare.pages.topic.citation import cite
from tests.compare.factories import make_row

TOPIC = Topic(slug="returns", title="Returns", question="Who came back?")
ADDRESS = "https://countercheck.example.org/topics/returns/?by=place"
TODAY = date(2026, 11, 25)


def test_the_short_citation_is_a_line_and_the_full_one_can_be_checked() -> None:
    citation = cite(TOPIC, [make_row(), make_row(by="Fleischer")], address=ADDRESS, today=TODAY)
    assert citation.short == f"Countercheck (2019), “Returns”, {ADDRESS}"
    assert citation.full == (
        "Countercheck, “Returns: Who came back?”. 2 figures by 2 speakers from Session (24 July 2019). "
        f"Data as of 24 July 2019. {ADDRESS} (accessed 25 November 2026)."
    )


def test_a_topic_without_figures_can_be_cited_too() -> None:
    assert cite(TOPIC, [], address=ADDRESS, today=TODAY).full == (
        f"Countercheck, “Returns: Who came back?”. No figures. {ADDRESS} (accessed 25 November 2026)."
    )


def test_names_written_from_right_to_left_turn_nothing_in_a_citation() -> None:
    topic = Topic(slug="returns", title="العودة", question="كم عاد؟")
    citation = cite(topic, [make_row(title="بيان 5")], address=ADDRESS, today=TODAY)
    assert citation.short == f"Countercheck (2019), “\u2068العودة\u2069”, {ADDRESS}"
    assert "“\u2068العودة\u2069: \u2068كم عاد؟\u2069”" in citation.full
    assert "from \u2068بيان 5\u2069 (24 July 2019)" in citation.full
