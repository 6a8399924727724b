"""Claims whose quotes do not stand in the stored text of their document. Triggers write them down, and nobody else.

Whoever changes a quote or a text, by form, file or SQL, the rows of `Orphan` are those that `anchors.is_orphan` would
name. So they are no column of a claim: a claim that is saved as it was read some time ago cannot bring an old answer
back, and its history holds what people changed.

Whoever writes a quote holds the text of its document until the end of the transaction, so that of a new text and a new
quote the later one sees the earlier one.
"""

from typing import Any

import pgtrigger
from django.db import connection, models
from django.db.models import Case, CharField, Exists, OuterRef, Value, When

from apps.claims.models.claim import Claim
from apps.claims.models.claim_choices import QuoteState
from apps.sources.models import Source

# `anchors.is_orphan`, of the rows `claim` and `source`.
IS_ORPHAN = "(source.text <> '' AND strpos(source.text, claim.quote) = 0)"
_NOTE = f"""
    INSERT INTO claims_orphan (claim_id, since) SELECT claim.id, clock_timestamp()
    FROM {{claims}} AS claim JOIN {{sources}} AS source ON source.id = claim.source_id
    WHERE {IS_ORPHAN} ON CONFLICT (claim_id) DO NOTHING;
"""  # noqa: S608 - our own tables
_FORGET = f"""
    DELETE FROM claims_orphan AS orphan USING {{claims}} AS claim, {{sources}} AS source
    WHERE orphan.claim_id = claim.id AND source.id = claim.source_id AND NOT {IS_ORPHAN};
"""  # noqa: S608 - our own tables
_HOLD = """
    PERFORM 1 FROM sources_source WHERE id IN (SELECT source_id FROM new_rows) ORDER BY id FOR SHARE;
"""
_ROWS: dict[str, Any] = {"old": "old_rows", "new": "new_rows"}


def keep_orphans(claims: str = "claims_claim", sources: str = "sources_source") -> str:
    """Statements that bring the stored orphans of these rows to what the texts say."""
    return "".join(statement.format(claims=claims, sources=sources) for statement in (_NOTE, _FORGET))


def _where(differing: str, then: str) -> str:
    """Does something where a row of the statement became another in this."""
    changed = "SELECT 1 FROM new_rows AS now JOIN old_rows AS was ON was.id = now.id"
    return f"IF EXISTS ({changed} WHERE {differing}) THEN {then} END IF;"


def _after(name: str, operation: Any, func: str, *seen: str) -> pgtrigger.Trigger:
    """Does something after a statement, which it may see the old or the new rows of."""
    referencing: Any = pgtrigger.Referencing(**{name: _ROWS[name] for name in seen})  # type: ignore[no-untyped-call]
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=referencing,
        func=f"{' '.join(func.split())} RETURN NULL;",
    )


class OrphanManager(models.Manager["Orphan"]):
    """Reads the orphans, and holds them against the texts."""

    def find_doubts(self) -> list[Claim]:
        """The claims that are noted as orphans and are none, or are ones and are not noted; as `is_orphan` says."""
        return list(
            Claim.objects.raw(
                "SELECT claim.* FROM claims_claim AS claim JOIN sources_source AS source ON source.id = claim.source_id"  # noqa: S608
                " LEFT JOIN claims_orphan AS orphan ON orphan.claim_id = claim.id"
                f" WHERE {IS_ORPHAN} <> (orphan.claim_id IS NOT NULL) ORDER BY claim.id"
            )
        )

    def work_out_anew(self) -> None:
        """Puts right what was written while the triggers were off."""
        with connection.cursor() as cursor:
            cursor.execute(keep_orphans())


class Orphan(models.Model):
    """A claim whose quote does not stand in the text of its source, and since when."""

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, primary_key=True, related_name="orphan")
    since = models.DateTimeField()

    objects = OrphanManager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"the note that the quote of {self.claim.ref} is not in the text"


def quote_state_in_sql() -> Case:
    """`Claim.quote_state` as the database works it out. Of a state of the history, `id` is that of its claim."""
    return Case(
        When(source__text_sha256="", then=Value(QuoteState.NO_TEXT.value)),
        When(Exists(Orphan.objects.filter(claim=OuterRef("id"))), then=Value(QuoteState.ORPHAN.value)),
        default=Value(QuoteState.FOUND.value),
        output_field=CharField(),
    )


class QuotedClaim(Claim):
    """A claim, for the triggers that note whether its quote stands in the text."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers: list[Any] = [
            _after(
                "orphans_of_new_claims",
                pgtrigger.Insert,
                _HOLD + _NOTE.format(claims="new_rows", sources="sources_source"),
                "new",
            ),
            _after(
                "orphans_of_changed_claims",
                pgtrigger.Update,
                _where(
                    "was.quote <> now.quote OR was.source_id <> now.source_id",
                    _HOLD + keep_orphans(claims="new_rows"),
                ),
                "old",
                "new",
            ),
            _after(
                "orphans_of_deleted_claims",
                pgtrigger.Delete,
                "DELETE FROM claims_orphan WHERE claim_id IN (SELECT id FROM old_rows);",
                "old",
            ),
        ]


class QuotedSource(Source):
    """A document, for the trigger that notes which quotes a new text leaves out."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers: list[Any] = [
            # A file may hold claims before their document: keys are checked at the end.
            _after(
                "orphans_of_a_new_text",
                pgtrigger.Insert,
                _NOTE.format(claims="claims_claim", sources="new_rows"),
                "new",
            ),
            _after(
                "orphans_of_a_changed_text",
                pgtrigger.Update,
                _where("was.text <> now.text", keep_orphans(sources="new_rows")),
                "old",
                "new",
            ),
        ]
