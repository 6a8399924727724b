"""Importing claims: all rows or none, every fault named by row and column.

A reference that exists updates that claim, an unknown `C-<n>` creates that very one, a blank one makes a new claim,
and any other is a label that only the rows of the same file know. Documents, speakers and code lists must exist.
"""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from apps.claims.models import Claim
from apps.claims.references import claim_ref
from apps.exchange.constraints import check_constraints
from apps.exchange.drafts import Draft, Names, draft, number_of
from apps.exchange.links import check_corrections, check_labels, link, number_new
from apps.exchange.saving import Imported, save
from apps.exchange.table import Fault, Refused, read_table


@transaction.atomic
def import_claims(data: bytes) -> Imported:
    """Writes the claims of a file and marks them to be reconciled. Raises Refused, and then nothing was written."""
    rows = read_table(data)
    numbers = [number for row in rows if (number := number_of(row.cells.get("ref", "")))]
    known = {
        claim.pk: claim for claim in Claim.objects.filter(pk__in=numbers).with_links().select_for_update(of=("self",))
    }
    names = Names()
    drafted = [draft(row, names=names, known=known) for row in rows]
    drafts = [made for made, _ in drafted]
    faults = [fault for _, found in drafted for fault in found] + check_labels(drafts)
    if faults:
        raise Refused(faults)
    number_new(drafts)
    faults = link(drafts) + check_corrections(drafts) + _check_positions(drafts)
    if faults:
        raise Refused(faults + check_constraints(drafts))
    try:
        with transaction.atomic():
            return save(drafts)
    except IntegrityError:
        # The table checks its constraints at once; only what it refused is asked about one row and rule at a time.
        faults = check_constraints(drafts)
        if not faults:
            raise
        raise Refused(faults) from None


def _check_positions(drafts: Sequence[Draft]) -> list[Fault]:
    """One claim at a position of a source, over the file and the database together."""
    moved = [made.claim.pk for made in drafts]
    sources = {made.claim.source_id for made in drafts}
    others = Claim.objects.filter(source__in=sources).exclude(pk__in=moved)
    taken = {
        (source, position): claim_ref(pk) for pk, source, position in others.values_list("pk", "source", "position")
    }
    faults = []
    for made in drafts:
        place = (made.claim.source_id, made.claim.position)
        if place in taken:
            expected = f"a position of its own: {taken[place]} has this one"
            faults.append(Fault(made.row.number, "position", str(made.claim.position), expected))
        taken.setdefault(place, made.claim.ref)
    return faults
