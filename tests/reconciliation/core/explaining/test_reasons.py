"""Every reason has its place and its words, and what the rules suggest is said in one list."""

import re
from collections import Counter

from apps.config.folders import BASE_DIR
from apps.reconciliation.core.explaining.reasons import FAMILIES, SUGGESTED, WORDS, Code

CORE = BASE_DIR / "apps" / "reconciliation" / "core"


def test_every_reason_is_of_one_family() -> None:
    assert Counter(code for codes in FAMILIES.values() for code in codes) == Counter(Code)


def test_every_reason_has_words_of_its_own() -> None:
    assert set(WORDS) == set(Code)
    assert len(set(WORDS.values())) == len(Code)


def test_the_rules_suggest_just_the_reasons_that_they_are_said_to() -> None:
    texts = [path.read_text(encoding="utf-8") for path in CORE.rglob("*.py") if path.name != "reasons.py"]
    named = {Code[name] for text in texts for name in re.findall(r"\bCode\.([A-Z_]+)", text)}
    assert named == SUGGESTED
