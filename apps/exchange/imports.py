"""Importing claims: all rows or none, every fault named by row and column.

A reference that exists updates that claim, an unknown `C-<n>` creates that very one, a blank one makes a new claim,
and any other is a label that only the rows of the same file know. Documents, speakers and code lists must exist.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint
from django.utils import timezone

from apps.claims.models import Breakdown, BreakdownPart, Claim
from apps.claims.references import claim_ref
from apps.exchange.drafts import Draft, Membership, Names, draft, number_of
from apps.exchange.table import Fault, Refused, read_table
from apps.reconciliation import hooks, services

# Fields an import may write; the rest are the database's own.
FIELDS = [
    field.name
    for field in Claim._meta.concrete_fields
    if field.name not in {"id", "created_at", "updated_at", "entered_by"}
]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the rows."""

    added: int
    changed: int
    unchanged: int


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
    faults = [fault for _, found in drafted for fault in found] + _check_labels(drafts)
    if faults:
        raise Refused(faults)
    _number_new(drafts)
    faults = _link(drafts) + _check_corrections(drafts) + _check_positions(drafts)
    if faults:
        raise Refused(faults + _check_constraints(drafts))
    try:
        with transaction.atomic():
            return _save(drafts)
    except IntegrityError:
        # The table checks its constraints at once; only what it refused is asked about one row and rule at a time.
        faults = _check_constraints(drafts)
        if not faults:
            raise
        raise Refused(faults) from None


def _check_labels(drafts: Sequence[Draft]) -> list[Fault]:
    faults, seen = [], dict[str, int]()
    for made in drafts:
        if made.label in seen:
            expected = f"another reference: row {seen[made.label]} has this one"
            faults.append(Fault(made.row.number, "ref", made.label, expected))
        elif made.label:
            seen[made.label] = made.row.number
    return faults


def _number_new(drafts: Sequence[Draft]) -> None:
    """Gives every new claim its number, above all that were ever used."""
    chosen = [made.claim.pk for made in drafts if made.was is None and made.claim.pk is not None]
    unnumbered = [made for made in drafts if made.claim.pk is None]
    with connection.cursor() as cursor:
        if chosen:
            cursor.execute(
                "SELECT setval('claims_claim_id_seq', greatest(last_value, %s)) FROM claims_claim_id_seq",
                [max(chosen)],
            )
        cursor.execute("SELECT nextval('claims_claim_id_seq') FROM generate_series(1, %s)", [len(unnumbered)])
        for made, (number,) in zip(unnumbered, cursor.fetchall(), strict=True):
            made.claim.pk = number


def _link(drafts: Sequence[Draft]) -> list[Fault]:
    """Points shares and corrections at the claims their cells name."""
    labels = {made.label: made.claim.pk for made in drafts if made.label}
    named = {label for made in drafts for label in [*made.links.values(), *_wholes(made)] if label}
    stored = {number for label in named - set(labels) if (number := number_of(label))}
    labels |= {claim_ref(pk): pk for pk in Claim.objects.filter(pk__in=stored).values_list("pk", flat=True)}
    faults = []
    for made in drafts:
        for name, label in made.links.items():
            setattr(made.claim, f"{name}_id", labels.get(label))
            if label and label not in labels:
                faults.append(_unknown(made, name, label))
        if made.membership and made.membership.whole not in labels:
            faults.append(_unknown(made, "part_of", made.membership.whole))
        elif made.membership:
            whole = labels[made.membership.whole]
            made.membership = replace(made.membership, whole=claim_ref(whole))
            if whole == made.claim.pk:
                faults.append(
                    Fault(made.row.number, "part_of", made.label, "another claim: a whole is not its own part")
                )
    return faults + _check_wholes(drafts)


def _wholes(made: Draft) -> list[str]:
    return [made.membership.whole] if made.membership else []


def _unknown(made: Draft, column: str, label: str) -> Fault:
    return Fault(made.row.number, column, label, "the reference of a claim in this file or in the database")


def _check_wholes(drafts: Sequence[Draft]) -> list[Fault]:
    """All parts of one breakdown must agree on its dimension and on whether they are all of it."""
    said: dict[tuple[str, str], Membership] = {}
    faults = []
    for made in drafts:
        if made.membership:
            part = made.membership
            other = said.setdefault((part.whole, part.name), part)
            expected = f"what the other parts of {part.whole} {part.name} say"
            if other.dimension != part.dimension:
                faults.append(Fault(made.row.number, "part_dimension", part.dimension, expected))
            if other.is_complete != part.is_complete:
                faults.append(Fault(made.row.number, "part_complete", made.row.cells["part_complete"], expected))
    return faults


def _check_constraints(drafts: Sequence[Draft]) -> list[Fault]:
    """The constraints of the table in their own words."""
    rules = [rule for rule in Claim._meta.constraints if isinstance(rule, CheckConstraint)]
    all_at_once = CheckConstraint(name="all", condition=reduce(and_, (rule.condition for rule in rules)))
    faults = []
    for made in drafts:
        if _broken(all_at_once, made):
            broken = [(rule, message) for rule in rules if (message := _broken(rule, made))]
            faults += [Fault(made.row.number, "", rule.name.replace("_", " "), message) for rule, message in broken]
    return faults


def _broken(rule: CheckConstraint, made: Draft) -> str:
    """The message of a rule that this claim breaks; nothing if it keeps it."""
    try:
        rule.validate(Claim, made.claim)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _check_corrections(drafts: Sequence[Draft]) -> list[Fault]:
    """The form's rule on what a claim may correct."""
    faults = []
    for made in drafts:
        try:
            made.claim.clean()
        except ValidationError as error:
            faults.append(Fault(made.row.number, "supersedes", made.links["supersedes"], " ".join(error.messages)))
    return faults


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


def _save(drafts: Sequence[Draft]) -> Imported:
    new = [made.claim for made in drafts if made.was is None]
    changed = [made.claim for made in drafts if made.was is not None and _differs(made.claim, made.was)]
    # Rows may name each other as numerator or denominator in any order: the keys are checked at commit.
    Claim.objects.bulk_create(new)
    now = timezone.now()
    for claim in changed:
        claim.updated_at = now
    Claim.objects.bulk_update(changed, [*FIELDS, "updated_at"])
    regrouped = _save_breakdowns(drafts)
    touched = {claim.pk: claim for claim in [*new, *changed, *regrouped]}
    if touched:
        services.mark(touched.values())
        hooks.ring()
    changed_pks = touched.keys() - {claim.pk for claim in new}
    return Imported(len(new), len(changed_pks), len(drafts) - len(new) - len(changed_pks))


def _differs(claim: Claim, was: Claim) -> bool:
    return any(getattr(claim, field.attname) != getattr(was, field.attname) for field in claim._meta.concrete_fields)


def _save_breakdowns(drafts: Sequence[Draft]) -> list[Claim]:
    """Brings breakdowns to what the rows say; returns the claims whose place in one changed."""
    regrouped = []
    for made in drafts:
        if "part_of" not in made.row.cells:
            continue
        held = getattr(made.was, "membership", None) if made.was else None
        now = made.membership
        if (_held(held.breakdown) if held else None) == now:
            continue
        regrouped.append(made.claim)
        if held:
            BreakdownPart.objects.filter(pk=held.pk).delete()
        if now:
            breakdown, _ = Breakdown.objects.update_or_create(
                whole_id=number_of(now.whole),
                name=now.name,
                defaults={"dimension": now.dimension, "is_complete": now.is_complete},
            )
            BreakdownPart.objects.create(breakdown=breakdown, claim=made.claim)
        if held and not held.breakdown.memberships.exists():
            held.breakdown.delete()
    return regrouped


def _held(breakdown: Breakdown) -> Membership:
    return Membership(claim_ref(breakdown.whole_id), breakdown.dimension, breakdown.name, breakdown.is_complete)
