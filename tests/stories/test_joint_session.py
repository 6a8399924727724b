"""The story of the July 2019 session: its words against the transcript, and what reconciliation says of it."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from apps.config.folders import BASE_DIR

STORY = BASE_DIR / "fixtures" / "stories" / "joint-session-2019-07-24" / "claims.csv"
TRANSCRIPT = BASE_DIR.parent / "shared" / "seed" / "joint-session-2019-07-24.txt"
CLAIMS = list(csv.DictReader(STORY.read_text(encoding="utf-8").splitlines()))


@pytest.fixture
def transcript() -> str:
    path = Path(TRANSCRIPT)
    if not path.exists():
        pytest.skip(f"the transcript is not at {path.name} beside the checkout: quotes were not checked against it")
    return path.read_text(encoding="utf-8")


def test_every_quote_stands_in_the_transcript_in_order(transcript: str) -> None:
    end = 0
    for claim in CLAIMS:
        start = transcript.find(claim["quote"], end)
        assert start >= 0, f"{claim['ref']}: “{claim['quote']}” does not follow in the transcript"
        end = start


def test_no_quote_is_a_whole_sentence(transcript: str) -> None:
    lines = {sentence.strip() for line in transcript.splitlines() for sentence in line.split(". ")}
    assert not [claim["ref"] for claim in CLAIMS if claim["quote"] in lines]


def test_every_number_of_the_transcript_is_claimed_or_known_not_to_be_one(transcript: str) -> None:
    import re

    quoted = " ".join(claim["quote"] for claim in CLAIMS)
    # Dates, school years, names, zone and decree numbers, list numbers, and figures that a claim inherits.
    known = {"1", "12", "2019", "55", "9", "2018", "2017", "61st", "10", "3", "2", "5"}
    missing = {
        number.strip(".,")
        for number in re.findall(r"\d[\d.,]*(?:st)?", transcript)
        if number.strip(".,") not in known and number.strip(".,") not in quoted
    }
    assert missing == set()


def test_a_quote_is_short_and_holds_its_figure() -> None:
    for claim in CLAIMS:
        assert len(claim["quote"].split()) <= 15, claim["ref"]
        assert claim["figure_as_said"] in claim["quote"], claim["ref"]


def test_claims_stand_in_order_without_gaps() -> None:
    assert [claim["position"] for claim in CLAIMS] == [str(n) for n in range(1, len(CLAIMS) + 1)]
    assert [claim["ref"] for claim in CLAIMS] == [f"C-{n}" for n in range(1, len(CLAIMS) + 1)]


def test_all_seven_speakers_are_heard() -> None:
    assert Counter(claim["speaker"] for claim in CLAIMS) == {
        "Mikhail Mizintsev": 20,
        "Andrei Mustaev": 1,
        "Hussein Makhlouf": 24,
        "Faisal Mekdad": 3,
        "Alaa Mounir Ibrahim": 17,
        "Alexei Bakin": 13,
        "Corinne Fleischer": 34,
    }


def test_the_un_returns_carry_their_declared_undercount() -> None:
    low = [c for c in CLAIMS if c["speaker"] == "Corinne Fleischer" and c["indicator"] == "returns"]
    assert len(low) == 17
    assert all(claim["known_bias"] == "undercount" and claim["bias_as_said"] for claim in low)
