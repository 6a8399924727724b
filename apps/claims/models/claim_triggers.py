"""What a row of claims alone cannot know: corrections, shares, and what is never below zero."""

import pgtrigger

from apps.claims.models.codes import COUNTS_BELOW_ZERO, SHARES_BELOW_ZERO
from apps.sources.refusals import Refuse, RefuseCircle, changed, written

SAME_SPEAKER = "A claim corrects only claims of the same speaker."
_CORRECTIONS = """
    SELECT 1 FROM claims_claim AS later
    JOIN claims_claim AS earlier ON earlier.id = later.supersedes_id
    JOIN sources_source AS later_source ON later_source.id = later.source_id
    JOIN sources_source AS earlier_source ON earlier_source.id = earlier.source_id
"""


def _corrections(what: str) -> str:
    """Corrections of, or by, the claim that was written, of which something holds."""
    ends = ("later", "earlier")  # each looked up by its key: one condition with "or" would read the whole table
    return " UNION ALL ".join(f"{_CORRECTIONS} WHERE {end}.id = NEW.id AND {what}" for end in ends)


TRIGGERS = [
    RefuseCircle(
        name="claims_do_not_correct_each_other",
        operation=written("supersedes_id"),
        condition=pgtrigger.Condition("NEW.supersedes_id IS NOT NULL"),
        edges="SELECT id AS low, supersedes_id AS high FROM claims_claim",
        start="NEW.id",
        words="These claims would correct each other in a circle: say which of them came first.",
    ),
    RefuseCircle(
        name="a_share_is_not_of_itself",
        operation=written("numerator_id", "denominator_id"),
        condition=pgtrigger.Condition("NEW.denominator_id IS NOT NULL"),
        edges="""
            SELECT id AS low, numerator_id AS high FROM claims_claim UNION ALL
            SELECT id, denominator_id FROM claims_claim
        """,
        start="NEW.id",
        words="This share would be a share of itself, over its numerator or its denominator.",
    ),
    Refuse(
        name="a_correction_is_by_the_same_speaker",
        operation=written("supersedes_id"),
        condition=pgtrigger.Condition("NEW.supersedes_id IS NOT NULL"),
        finds=_corrections("later.speaker_id <> earlier.speaker_id"),
        words=SAME_SPEAKER,
    ),
    Refuse(
        name="a_corrected_claim_keeps_its_speaker",
        operation=changed("speaker_id"),
        condition=pgtrigger.Condition("NEW.speaker_id <> OLD.speaker_id"),
        finds=_corrections("later.speaker_id <> earlier.speaker_id"),
        words=SAME_SPEAKER,
    ),
    Refuse(
        name="a_correction_comes_later",
        operation=written("supersedes_id", "source_id"),
        condition=pgtrigger.Condition("NEW.supersedes_id IS NOT NULL"),
        finds=_corrections("later_source.published_on < earlier_source.published_on"),
        words="A correction stands in a document of the same day as what it corrects, or of a later one.",
    ),
    Refuse(
        name="a_count_is_not_below_zero",
        operation=written("value", "interval_low", "unit_id", "indicator_id"),
        condition=pgtrigger.Condition("least(NEW.value, NEW.interval_low) < 0"),
        finds=f"{COUNTS_BELOW_ZERO} AND claim.id = NEW.id",
        words=(
            "A count is not below zero. Is it a correction that takes something back? "
            "Then its indicator is a net change."
        ),
    ),
    Refuse(
        name="a_share_is_not_below_zero",
        operation=written("value", "interval_low", "unit_id", "indicator_id"),
        condition=pgtrigger.Condition("least(NEW.value, NEW.interval_low) < 0"),
        finds=f"{SHARES_BELOW_ZERO} AND claim.id = NEW.id",
        words="A share of a whole is not below zero.",
    ),
]
