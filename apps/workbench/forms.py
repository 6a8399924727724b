"""The form of a claim as the workbench fills it: the admin's own, with the guesses of a proposal in its boxes."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.forms import HiddenInput
from django.http import HttpRequest, QueryDict

from apps.claims.models import Claim, Indicator, Place, Population, Unit
from apps.claims.models.codes import CodeEntry
from apps.claims.proposals.guesses import Guess
from apps.sources.admin_site import PickOne
from apps.sources.models import Speaker
from apps.sources.picking import fold
from apps.workbench.standing import Bench, Item

# What is looked at for every figure; all else of a claim waits below it.
MAIN = (
    *("quote", "figure_as_said", "qualifier", "value", "value_high", "unit"),
    *("indicator", "population", "place", "origin"),
    *("period_as_said", "period_start", "period_end", "is_cumulative", "status", "speaker"),
)
HIDDEN = ("source", "position")
LEFT_OUT = ("state", "supersedes")  # an accepted claim is a new draft
GUESSED: dict[str, type[CodeEntry]] = {
    "indicator": Indicator,
    "population": Population,
    "place": Place,
    "origin": Place,
}


class OfferingSelect(PickOne):
    """A picker in whose box the guesses stand as options, for whoever has no scripts.

    Where nothing is picked the first option is blank, so that a browser takes no guess by itself.
    """

    offered: tuple[tuple[int, str], ...] = ()

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        groups = super().optgroups(name, value, attr)
        shown = {str(option["value"]) for _, options, _ in groups for option in options}
        offered = [(key, label) for key, label in self.offered if str(key) not in shown]
        more = [self.create_option(name, key, label, selected=False, index=i) for i, (key, label) in enumerate(offered)]
        blank = [] if shown else [(None, [self.create_option(name, "", "", selected=False, index=0)], 0)]
        return [*blank, *groups, (None, more, len(groups))]


def build_form(
    request: HttpRequest, bench: Bench, item: Item | None, data: QueryDict | None = None, *, made: Sequence[Claim] = ()
) -> Any:
    """The admin's form of a new claim of this source: as sent, or filled from a proposal, or blank.

    `made` are the claims that were made since the bench was read.
    """
    model_admin: Any = admin.site.get_model_admin(Claim)
    kind = model_admin.get_form(request, None, change=False)
    initial: dict[str, Any] = {"source": bench.source.pk, "position": next_position(bench, item, made)}
    offered = _offers(item)
    if item is not None:
        initial |= fill(bench, item, offered)
    if data is not None:
        data = data.copy()
        data["source"], data["position"] = str(initial["source"]), str(initial["position"])
    form = _without_what_is_set(kind(data, initial=initial))
    for name, records in offered.items():
        _offer(form, name, [(record.pk, record.name) for record in records])
    return form


def media_of() -> Any:
    """The scripts and styles of the admin's form."""
    return admin.site.get_model_admin(Claim).media


def send_untouched(form: Any, speaker: str) -> Any:
    """The same form as a browser would send it when nobody touched it; `speaker` is picked where it names nobody."""
    data = as_sent(form)
    data.setdefault("speaker", speaker)
    return _without_what_is_set(type(form)(data, initial=form.initial))


def as_sent(form: Any) -> QueryDict:
    """What a browser would send of a form that nobody touched."""
    data = QueryDict(mutable=True)
    for bound in form:
        value = bound.value()
        if isinstance(value, (list, tuple)):
            data.setlist(bound.html_name, [str(one) for one in value])
        elif value is True:
            data[bound.html_name] = "on"
        elif value not in (None, False, ""):
            data[bound.html_name] = str(value)
    return data


def fill(bench: Bench, item: Item, offered: dict[str, list[CodeEntry]]) -> dict[str, Any]:
    """The first guess of everything that there is a reason for."""
    proposal = item.proposal
    unit = Unit.objects.filter(code=proposal.unit).first()
    speaker = find_speaker(proposal.speaker) or _speaker_before(bench, item)
    likeliest = {
        name: records[0].pk
        for name, records in offered.items()
        if records and _is_sure(name, getattr(proposal, name)[0])
    }
    return likeliest | {
        "quote": proposal.quote,
        "figure_as_said": proposal.figure_as_said,
        "qualifier": proposal.qualifier.value,
        "value": proposal.value,
        "value_high": proposal.value_high,
        "unit": unit.pk if unit else None,
        "period_start": proposal.period_start,
        "period_end": proposal.period_end,
        "period_as_said": proposal.period_as_said,
        "is_cumulative": proposal.is_cumulative,
        "status": proposal.status.value,
        "speaker": speaker.pk if speaker else None,
    }


def _is_sure(name: str, guess: Guess) -> bool:
    """Whether a guess may stand in the box before somebody looked; a blank population is the indicator's own."""
    return guess.is_plain if name == "indicator" else guess.is_told


def find_speaker(name: str) -> Speaker | None:
    """The one speaker who is spelt so, or whose spelling ends so: “Mekdad” is Faisal Mekdad where no other is.

    “John Mekdad” is nobody whom the lists have: with another first name it is another person.
    """
    words = fold(name).split()
    if not words:
        return None
    known = [(speaker, fold(spelt).split()) for speaker in Speaker.objects.all() for spelt in speaker.spellings]
    exact = {speaker.pk: speaker for speaker, spelt in known if spelt == words}
    ending = {speaker.pk: speaker for speaker, spelt in known if spelt[-len(words) :] == words}
    speakers = exact or ending
    return next(iter(speakers.values())) if len(speakers) == 1 else None


def next_position(bench: Bench, item: Item | None, made: Sequence[Claim] = ()) -> int:
    """The number of the proposal in the text, so that claims stand in its order; where that is taken, the next one."""
    taken = {claim.position for claim in (*bench.claims, *made)}
    if item is not None and item.number not in taken:
        return item.number
    return max([*taken, len(bench.items)], default=0) + 1


def offers_in_words(item: Item | None) -> dict[str, list[tuple[int, str, str]]]:
    """By field the guesses beside its box: key, name and why."""
    if item is None:
        return {}
    why = {name: {guess.code: guess.why for guess in getattr(item.proposal, name)} for name in GUESSED}
    return {
        name: [(record.pk, record.name, why[name].get(record.code, "")) for record in records]
        for name, records in _offers(item).items()
    }


def _speaker_before(bench: Bench, item: Item) -> Speaker | None:
    """Who said the nearest claim before, where the same words name both: a name that the lists do not have yet."""
    before = [
        other.claim.speaker
        for other in bench.items[: item.number - 1]
        if other.claim is not None and other.proposal.speaker == item.proposal.speaker
    ]
    if before:
        return before[-1]
    return bench.claims[-1].speaker if bench.claims and not item.proposal.speaker else None


def _offers(item: Item | None) -> dict[str, list[CodeEntry]]:
    if item is None:
        return {}
    return {name: _records(model, getattr(item.proposal, name)) for name, model in GUESSED.items()}


def _records(model: Any, guesses: tuple[Guess, ...]) -> list[CodeEntry]:
    """The entries that were guessed, the likeliest first."""
    by_code = {entry.code: entry for entry in model.objects.filter(code__in=[guess.code for guess in guesses])}
    return [by_code[guess.code] for guess in guesses if guess.code in by_code]


def _without_what_is_set(form: Any) -> Any:
    """A form without the boxes that the workbench fills itself."""
    for name in LEFT_OUT:
        form.fields.pop(name, None)
    for name in HIDDEN:
        form.fields[name].widget = HiddenInput()
    return form


def _offer(form: Any, name: str, offered: list[tuple[int, str]]) -> None:
    wrapper = form.fields[name].widget
    plain = wrapper.widget
    select = OfferingSelect(plain.field, plain.admin_site, attrs=plain.attrs, using=plain.db)
    select.choices, select.is_required, select.offered = plain.choices, plain.is_required, tuple(offered)
    wrapper.widget = select
