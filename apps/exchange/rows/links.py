"""What the rows of a file say of each other and of stored claims: numbers, shares, corrections, wholes and parts."""

import re
from collections.abc import Sequence
from dataclasses import replace

from django.db import connection
from django.db.models import Max

from apps.claims.models import Claim
from apps.claims.references import claim_number, claim_ref, is_claim_ref
from apps.exchange.cells import settled
from apps.exchange.reading.faults import Fault
from apps.exchange.rows.drafts import Draft, Membership, number_of

MOST_AHEAD = 10_000_000  # numbers between the highest in use and one that a file chooses
_LIKE_A_REFERENCE = re.compile(r"c\W?\d+", re.IGNORECASE)


def check_labels(drafts: Sequence[Draft]) -> list[Fault]:
    """A reference or label stands in one row only."""
    faults, seen = [], dict[str, int]()
    for made in drafts:
        if _LIKE_A_REFERENCE.fullmatch(made.label) and not is_claim_ref(made.label):
            expected = "a reference as C-17 is written, a label of the file's own that looks like none, or nothing"
            faults.append(Fault(made.row.number, "ref", made.label, expected))
        if made.label in seen:
            expected = f"another reference: row {seen[made.label]} has this one"
            faults.append(Fault(made.row.number, "ref", made.label, expected))
        elif made.label:
            seen[made.label] = made.row.number
    return faults


def check_numbers(drafts: Sequence[Draft]) -> list[Fault]:
    """A reference that the file chooses for a new claim is not far above all others: later ones would follow it."""
    chosen = _chosen(drafts)
    if not chosen:
        return []
    highest = Claim.objects.aggregate(highest=Max("pk"))["highest"] or 0
    expected = f"a number not far above {claim_ref(highest)}, the highest in use; blank is the next"
    return [
        Fault(made.row.number, "ref", made.label, expected) for made in chosen if made.claim.pk > highest + MOST_AHEAD
    ]


def number_new(drafts: Sequence[Draft]) -> None:
    """Gives every new claim its number, above all that were ever used and those that the file chose."""
    chosen = _chosen(drafts)
    unnumbered = [made for made in drafts if made.claim.pk is None]
    with connection.cursor() as cursor:
        if chosen:  # a sequence is not taken back where the file is refused: `keep_numbers` moves it
            cursor.execute(
                "SELECT greatest(last_value, %s) + number FROM claims_claim_id_seq, generate_series(1, %s) AS number",
                [max(made.claim.pk for made in chosen), len(unnumbered)],
            )
        else:
            cursor.execute("SELECT nextval('claims_claim_id_seq') FROM generate_series(1, %s)", [len(unnumbered)])
        for made, (number,) in zip(unnumbered, cursor.fetchall(), strict=True):
            made.claim.pk = number


def keep_numbers(drafts: Sequence[Draft]) -> None:
    """Has later claims numbered above those of a file that chose numbers, once nothing is refused any more."""
    if _chosen(drafts):
        with connection.cursor() as cursor:
            moved = "SELECT setval('claims_claim_id_seq', greatest(last_value, %s)) FROM claims_claim_id_seq"
            cursor.execute(moved, [max(made.claim.pk for made in drafts)])


def _chosen(drafts: Sequence[Draft]) -> list[Draft]:
    """New claims whose numbers the file says."""
    return [made for made in drafts if made.was is None and is_claim_ref(made.label)]


def link(drafts: Sequence[Draft]) -> list[Fault]:
    """Points shares, corrections and parts at the claims their cells name, whether in the file or stored."""
    named = {label for made in drafts for label in [*made.links.values(), *_wholes(made)] if label}
    targets = {made.label: made.claim for made in drafts if made.label}
    stored = {number for label in named - targets.keys() if (number := number_of(label))}
    targets |= {claim.ref: claim for claim in Claim.objects.filter(pk__in=stored)}
    faults = []
    for made in drafts:
        for name, label in made.links.items():
            if label or getattr(made.claim, f"{name}_id") is not None:
                setattr(made.claim, name, targets.get(label))
            if label and label not in targets:
                faults.append(_unknown(made, name, label))
        if made.membership and made.membership.whole not in targets:
            faults.append(_unknown(made, "part_of", made.membership.whole))
        elif made.membership:
            whole = targets[made.membership.whole]
            made.membership = replace(made.membership, whole=whole.ref)
            if whole.pk == made.claim.pk:
                expected = "another claim: a whole is not its own part"
                faults.append(Fault(made.row.number, "part_of", made.label, expected))
    return faults + _check_wholes(drafts)


def wholes_of(drafts: Sequence[Draft]) -> dict[str, Claim]:
    """The wholes of the rows, by reference: of the file, else stored."""
    by_ref = {made.claim.ref: made.claim for made in drafts}
    named = {made.membership.whole for made in drafts if made.membership}
    numbers = [claim_number(ref) for ref in named - by_ref.keys() if is_claim_ref(ref)]
    stored = Claim.objects.filter(pk__in=numbers).select_related("unit", "indicator", "source")
    return by_ref | {claim.ref: claim for claim in stored}


def check_corrections(drafts: Sequence[Draft]) -> list[Fault]:
    """A correction is the only one of its claim, and no chain of them ends where it began."""
    return [*_check_single(drafts), *_check_circles(drafts)]


def _check_single(drafts: Sequence[Draft]) -> list[Fault]:
    corrected = [made.claim.supersedes_id for made in drafts if made.claim.supersedes_id is not None]
    elsewhere = Claim.objects.filter(supersedes__in=corrected).exclude(pk__in=[made.claim.pk for made in drafts])
    taken = {target: claim_ref(pk) for pk, target in elsewhere.values_list("pk", "supersedes")}
    faults = []
    for made in drafts:
        target = made.claim.supersedes_id
        if target is None:
            continue
        if target in taken:
            faults.append(_correction(made, f"a claim that nothing else corrects: {taken[target]} corrects this one"))
        taken.setdefault(target, f"row {made.row.number}")
    return faults


def _check_circles(drafts: Sequence[Draft]) -> list[Fault]:
    """Follows every chain of corrections through the file and what is stored."""
    targets = _follow({made.claim.pk: made.claim.supersedes_id for made in drafts})
    faults = []
    for made in drafts:
        if made.claim.supersedes_id is None:
            continue
        passed: set[int] = {made.claim.pk}
        at: int | None = made.claim.supersedes_id
        while at is not None and at not in passed:
            passed.add(at)
            at = targets[at]
        if at == made.claim.pk and len(passed) > 1:
            faults.append(_correction(made, "an earlier claim: these correct each other in a circle"))
    return faults


def _follow(targets: dict[int, int | None]) -> dict[int, int | None]:
    """What each claim corrects, with what is stored of those behind: a query for each step of the longest chain."""
    while ahead := {at for at in targets.values() if at is not None} - targets.keys():
        targets |= Claim.objects.filter(pk__in=ahead).order_by().values_list("pk", "supersedes")
    return targets


def _correction(made: Draft, expected: str) -> Fault:
    return Fault(made.row.number, "supersedes", made.links.get("supersedes", ""), expected)


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
            expected = f"what the other parts of {settled(made.row.cells['part_of'])} {part.name} say"
            if other.dimension != part.dimension:
                faults.append(Fault(made.row.number, "part_dimension", part.dimension, expected))
            if other.is_complete != part.is_complete:
                faults.append(Fault(made.row.number, "part_complete", made.row.cells["part_complete"], expected))
    return faults
