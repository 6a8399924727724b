"""What claims are parts and shares of, and what is a part or a share of them, however many steps away: in one query."""

from collections.abc import Collection
from typing import Literal

from django.db import connection

from apps.claims.models.breakdown import PARTS

_EDGES = f"""{PARTS}
    UNION ALL SELECT id, numerator_id FROM claims_claim WHERE numerator_id IS NOT NULL
    UNION ALL SELECT id, denominator_id FROM claims_claim WHERE denominator_id IS NOT NULL
"""  # noqa: S608 - our own queries


def with_bases(claims: Collection[int]) -> set[int]:
    """These claims, what they are parts and shares of, what those are parts and shares of, and so on."""
    return _reached(claims, "low", "high")


def with_dependants(claims: Collection[int]) -> set[int]:
    """These claims, the parts of their breakdowns and the shares of them, those of these, and so on."""
    return _reached(claims, "high", "low")


def _reached(claims: Collection[int], near: Literal["low", "high"], far: Literal["low", "high"]) -> set[int]:
    """Each step looks up the edges of one claim: OFFSET keeps the planner from joining all of them."""
    step = f"SELECT edge.{far} FROM ({_EDGES}) AS edge WHERE edge.{near} = reached.id OFFSET 0"  # noqa: S608 - our own
    reached = f"""
        WITH RECURSIVE reached(id) AS (
            SELECT unnest(%s::bigint[]) UNION SELECT beside.{far} FROM reached CROSS JOIN LATERAL ({step}) AS beside
        ) SELECT id FROM reached
    """  # noqa: S608 - our own words
    with connection.cursor() as cursor:
        cursor.execute(reached, [list(claims)])
        return {key for (key,) in cursor.fetchall()}
