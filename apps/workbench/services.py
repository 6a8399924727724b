"""What a clerk does with proposals: accepts, dismisses, takes back; one transaction under a lock on the source."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, QueryDict

from apps.claims.anchors import find_anchors
from apps.claims.entry.publishing import make_ready
from apps.claims.models import Claim, State
from apps.sources.models import Source
from apps.sources.refusals import words_of
from apps.workbench.forms import build_form, send_untouched
from apps.workbench.models import Dismissal
from apps.workbench.standing import BEFORE, Bench, Item, read_bench

MOST_STEPS = 200  # that can be taken back, one by one


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was made, or the form with what stands against it; `item` is the proposal that was meant."""

    bench: Bench
    item: Item | None
    claims: tuple[Claim, ...] = ()
    form: Any = None
    dismissed: int = 0
    problems: tuple[str, ...] = field(default=())


@contextmanager
def locked_bench(pk: int) -> Iterator[Bench]:
    """The bench of a source that nobody else changes meanwhile."""
    with transaction.atomic():
        yield read_bench(Source.objects.select_for_update(no_key=True).get(pk=pk))


def accept(request: HttpRequest, pk: int, key: str, data: QueryDict) -> Outcome:
    """Makes a draft of what was sent for a proposal, or for a figure of one's own where the key is blank."""
    with locked_bench(pk) as bench:
        item = bench.item_at(key)
        if item is not None and item.claim is not None:
            return Outcome(bench, item, problems=(f"This figure is a claim already: {item.claim.ref}.",))
        form = build_form(request, bench, item, data)
        claim = _save(request, form, bench, item)
        if claim is not None:
            _remember(request, pk, "claim", [claim.pk])
        return Outcome(bench, item, (claim,) if claim else (), form)


def accept_as_proposed(
    request: HttpRequest, pk: int, keys: list[str], *, key: str = "", data: QueryDict | None = None
) -> Outcome:
    """Makes drafts of several proposals as they stand. Those with something to look at stay open, and are named.

    Of the one at `key`, whose form was open, what was sent (`data`) counts; if that does not stand, nothing is made.
    """
    made: list[Claim] = []
    with locked_bench(pk) as bench:
        chosen = [item for item in bench.open_items if item.key in set(keys)]
        problems = _not_open(bench, keys)
        opened = next((item for item in chosen if item.key == key), None) if data is not None else None
        if opened is not None:
            form = build_form(request, bench, opened, data)
            claim = _save(request, form, bench, opened)
            if claim is None:
                return Outcome(bench, opened, form=form)
            made.append(claim)
        for item in (item for item in chosen if item is not opened):
            picked = request.POST.get("speaker", "")  # beside it, for where nobody is named
            form = send_untouched(build_form(request, bench, item, made=made), picked)
            claim = _save(request, form, bench, item)
            if claim is None:
                problems.append(f"“{item.proposal.quote}” waits: {_first_problem(form)}")
            else:
                made.append(claim)
        if made:
            _remember(request, pk, "claim", [claim.pk for claim in made])
        return Outcome(bench, chosen[-1] if chosen else None, tuple(made), problems=tuple(problems))


def dismiss(request: HttpRequest, pk: int, keys: list[str]) -> Outcome:
    """Notes that these proposals are no claims."""
    with locked_bench(pk) as bench:
        chosen = [item for item in bench.open_items if item.key in set(keys)]
        made = [
            Dismissal.objects.create(
                source=bench.source,
                quote=item.proposal.quote,
                start=item.proposal.start,
                before=bench.source.text[: item.proposal.start][-BEFORE:],
                by=request.user,  # type: ignore[misc]
            )
            for item in chosen
        ]
        if made:
            _remember(request, pk, "dismissal", [dismissal.pk for dismissal in made])
        problems = tuple(_not_open(bench, keys))
        return Outcome(bench, chosen[-1] if chosen else None, dismissed=len(made), problems=problems)


def _not_open(bench: Bench, keys: list[str]) -> list[str]:
    """Why nothing becomes of what was pressed for: none was chosen, or somebody else was there first."""
    if not any(keys):
        return ["Nothing was done: no figure was chosen."]
    said: list[str] = []
    for item in map(bench.item_at, dict.fromkeys(keys)):
        if item is None:
            said.append("A figure that was chosen is no longer proposed: the text is another one now.")
        elif item.claim is not None:
            said.append(f"“{item.proposal.quote}” is a claim already: {item.claim.ref}.")
        elif not item.is_open:
            said.append(f"“{item.proposal.quote}” was dismissed already.")
    return list(dict.fromkeys(said))


def restore(pk: int, key: str) -> Outcome:
    """Opens a dismissed proposal again."""
    with locked_bench(pk) as bench:
        item = bench.item_at(key)
        if item is not None and item.dismissal is not None:
            item.dismissal.delete()
        return Outcome(bench, item)


def hand_on(pk: int) -> tuple[Claim, ...]:
    """Marks every draft of the source as ready to be published, in one transaction."""
    with locked_bench(pk) as bench:
        return make_ready(bench.claims)


def undo(request: HttpRequest, pk: int) -> str:
    """Takes back the last step of this person on this source, and says what it was; what was done since stays."""
    steps = _steps(request, pk)
    if not steps:
        return "There is nothing to take back."
    kind, keys = steps.pop()
    request.session[_name(pk)] = steps
    with locked_bench(pk):
        if kind == "dismissal":
            Dismissal.objects.filter(pk__in=keys, source=pk).delete()
            return "Open again: what was dismissed last."
        own = Claim.objects.filter(pk__in=keys, source=pk, state=State.DRAFT, entered_by=request.user.pk)
        try:
            with transaction.atomic():
                gone = [str(claim) for claim in own]
                own.delete()
                connection.check_constraints()
        except DatabaseError:  # ProtectedError comes before: another record names it
            gone = []
    return f"Taken back: {', '.join(gone)}." if gone else "The claim was changed since, and stays: withdraw it."


def _save(request: HttpRequest, form: Any, bench: Bench, item: Item | None) -> Claim | None:
    """The claim of a form, as the admin saves one; None where something stands against it, which the form then says."""
    if not form.is_valid():
        return None
    model_admin: Any = admin.site.get_model_admin(Claim)
    try:
        with transaction.atomic():
            claim: Claim = form.save(commit=False)
            claim.state = State.DRAFT.value
            if item is not None:
                claim.quote = exact_quote(bench, item, claim)
            model_admin.save_model(request, claim, form, change=False)
            form.save_m2m()
            connection.check_constraints()
            model_admin.log_addition(request, claim, [{"added": {}}])
    except DatabaseError as error:
        words = words_of(error)
        if words is None:
            raise
        form.add_error(None, words)
        return None
    return claim


def exact_quote(bench: Bench, item: Item, claim: Claim) -> str:
    """The quote, made longer word by word where the same words stand elsewhere and would be found there first.

    A quote that was typed anew stays as typed.
    """
    text, proposal, quote = bench.source.text, item.proposal, claim.quote
    if quote != proposal.quote:
        return quote
    start, end = proposal.start, proposal.end
    others = [(other.position, other.pk, other.quote) for other in Claim.objects.filter(source=bench.source)]
    while True:
        quotes = sorted([*others, (claim.position, 0, text[start:end])])
        anchors = find_anchors(text, [(pk, said) for _, pk, said in quotes]).anchors
        stands_at = next((anchor.start for anchor in anchors if anchor.number == 0), None)
        wider = _one_word_more(text, start, end)
        if stands_at == start or wider is None:
            return text[start:end]
        start, end = wider


def _one_word_more(text: str, start: int, end: int, most: int = 300) -> tuple[int, int] | None:
    """A stretch of text with one word more before it, or after it where nothing stands before on its line."""
    before = text[:start].rstrip(" \t")
    if before and before[-1] != "\n":
        first = max(before.rfind(" "), before.rfind("\n"), before.rfind("\t")) + 1
        return (first, end) if end - first <= most else None
    after = text[end:].lstrip(" \t")
    word = after.split(maxsplit=1)[0] if after[:1] not in ("", "\n") else ""
    last = len(text) - len(after) + len(word)
    return (start, last) if word and last - start <= most else None


def _first_problem(form: Any) -> str:
    for name, errors in form.errors.items():
        label = form.fields[name].label or name if name in form.fields else ""
        return f"{str(label).lower()}: {errors[0]}" if label else str(errors[0])
    return ""


def _name(pk: int) -> str:
    return f"figures:{pk}"


def _steps(request: HttpRequest, pk: int) -> list[Any]:
    return list(request.session.get(_name(pk), []))


def _remember(request: HttpRequest, pk: int, kind: str, keys: list[int]) -> None:
    request.session[_name(pk)] = [*_steps(request, pk), [kind, keys]][-MOST_STEPS:]


def has_steps(request: HttpRequest, pk: int) -> bool:
    """Whether this person did something here that can be taken back."""
    return bool(_steps(request, pk))


def is_complete(form: Any) -> bool:
    """Whether a form that was sent says enough of a claim for the rules to be asked."""
    claim: Claim = form.instance
    named = (claim.speaker_id, claim.unit_id, claim.indicator_id, claim.qualifier, claim.figure_as_said)
    return all(named) and (claim.value is not None or claim.qualifier == "vague")
