"""Cardinal numbers put together from words and digits: three hundred and forty-five thousand, 4 thousand 3 hundred.

Strict: each word must fit where it stands, largest first, so that “one two three” and “twenty thirty” are no numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Context as DecimalContext
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from apps.claims.numbers import last_digit
from apps.claims.reading.amounts.digits import Digits, Written, read_digits
from apps.claims.reading.lexicon import Atom, Kind, Lexicon
from apps.claims.reading.tokens import Token

_ANY = 10**30
_FIFTEEN = DecimalContext(prec=15)


class Number(NamedTuple):
    """A number and how finely it was written.

    `step` is the value of its last digit as written. `mantissa` times `scale` is the value where a word of scale ends
    it: 1.2 and a million. `is_fraction`: a part of one. `is_round`: a word that itself means “about”.
    """

    value: Fraction
    step: Fraction
    mantissa: Fraction
    scale: int = 1
    is_fraction: bool = False
    is_round: bool = False


@dataclass(frozen=True)
class Context:
    """In which language, and by which of their meanings, digits are read. `is_measured`: days or tons follow them."""

    lexicon: Lexicon
    language: str
    variant: int = 0
    is_measured: bool = False

    def written(self, token: Token) -> Written:
        return read_digits(token.raw, token.text, self.language)

    def digits(self, token: Token) -> Digits | None:
        meanings = self.written(token).meanings
        return meanings[min(self.variant, len(meanings) - 1)] if meanings else None


class _MisfitError(Exception):
    """A word that does not fit where it stands."""


@dataclass
class _Sum:
    """A number while it is put together: whole groups of thousands, and the chunk that is not yet one."""

    units_first: bool  # as in Arabic, where each part is joined by “and”
    groups: list[tuple[Fraction, int]] = field(default_factory=list)
    chunk: Fraction | None = None
    room: int = _ANY
    room_of_tens: int = 0  # after a unit, where tens come last: three and twenty
    has_hundred: bool = False
    is_closed: bool = False
    is_round: bool = False
    digits: list[Digits] = field(default_factory=list)
    scaled_by: int = 1

    def take(self, atom: Atom, *, is_joined: bool) -> None:
        if self.is_closed or (atom.kind in (Kind.ADD, Kind.GROUP) and self._wants_join(is_joined=is_joined)):
            raise _MisfitError
        match atom.kind:
            case Kind.ADD:
                self._add(atom)
            case Kind.HUNDRED:
                self._hundred(atom)
            case Kind.SCALE:
                needs_number = atom.is_plural or (bool(self.groups) and atom.value > 1000 and not is_joined)
                self._scale(atom.value, needs_number=needs_number)
            case Kind.GROUP:
                self._group(atom.value)
            case Kind.DOZEN:
                self._dozen(atom)

    def _wants_join(self, *, is_joined: bool) -> bool:
        return self.units_first and not is_joined and (self.chunk is not None or bool(self.groups))

    def take_digits(self, digits: Digits, *, is_joined: bool) -> None:
        value = Fraction(digits.value)
        is_first = self.chunk is None
        if self.is_closed or self._wants_join(is_joined=is_joined):
            raise _MisfitError
        if value >= self.room or not (is_first or (digits.places == 0 and self.room >= 10)):
            raise _MisfitError
        if digits.places and self.groups:
            raise _MisfitError
        self.chunk = (self.chunk or Fraction(0)) + value
        self.room, self.room_of_tens = 0, 0
        self.digits.append(digits)
        self.has_hundred = self.has_hundred or not is_first

    def _add(self, atom: Atom) -> None:
        value = Fraction(atom.sixths, 6) if atom.sixths else Fraction(atom.value)
        is_last_ten = self.units_first and 20 <= value < 100 and value < self.room_of_tens
        if not is_last_ten and value >= self.room:
            raise _MisfitError
        if value == 0 and (self.chunk is not None or self.groups):
            raise _MisfitError
        self.room_of_tens = self.room if 0 < value < 10 else 0
        self.chunk = (self.chunk or Fraction(0)) + value
        self.room = 0 if value == 0 else atom.room
        self.has_hundred = self.has_hundred or value >= 100

    def _hundred(self, atom: Atom) -> None:
        if self.chunk is None:
            if atom.is_plural or self.room <= 100:
                raise _MisfitError
            self.chunk = Fraction(1)
        if self.has_hundred or self.chunk == 0 or self.chunk * 100 >= (self.groups[-1][1] if self.groups else _ANY):
            raise _MisfitError
        self.is_closed = self._is_decimal or self.chunk >= 10  # twenty-two hundred, and nothing more
        self.chunk *= 100
        self.room, self.room_of_tens, self.has_hundred, self.scaled_by = 100, 0, True, 100

    def _scale(self, scale: int, *, needs_number: bool) -> None:
        below = [group for group in self.groups if group[1] < scale]
        above = [group for group in self.groups if group[1] >= scale]
        times = self.chunk if self.chunk is not None or below else (None if needs_number else Fraction(1))
        times = (times or Fraction(0)) + sum((value for value, _ in below), Fraction(0))
        if times == 0 or (above and (above[-1][1] == scale or times * scale >= above[-1][1])):
            raise _MisfitError
        self.groups = [*above, (times * scale, scale)]
        self.scaled_by = scale * (self.scaled_by if below or self.has_hundred else 1)
        self.chunk, self.room, self.room_of_tens, self.has_hundred = None, scale, 0, False
        self.is_closed = self._is_decimal

    def _group(self, value: int) -> None:
        if self.chunk is not None or value >= self.room:
            raise _MisfitError
        scale = 1000 ** ((len(str(value)) - 1) // 3)
        self.groups.append((Fraction(value), scale or 1))
        self.room, self.scaled_by = min(scale, value), scale or 1

    def _dozen(self, atom: Atom) -> None:
        if self.groups or (self.chunk is not None and not 0 < self.chunk < 100):
            raise _MisfitError
        self.is_round = atom.is_round and self.chunk in (None, 1)
        self.chunk = (Fraction(1) if self.chunk is None else self.chunk) * atom.value
        self.is_closed, self.scaled_by = True, atom.value

    @property
    def _is_decimal(self) -> bool:
        return any(digits.places for digits in self.digits)

    def number(self, last: Atom | None) -> Number:
        if self.chunk is None and not self.groups:
            raise _MisfitError
        value = (self.chunk or Fraction(0)) + sum((value for value, _ in self.groups), Fraction(0))
        scale = self.scaled_by if last is not None and last.kind is not Kind.ADD else 1
        step = step_of_words(value)
        if len(self.digits) == 1 and value == Fraction(self.digits[0].value) * scale:
            step = step_of_digits(self.digits[0]) * scale
        return Number(value, step, value / scale, scale, is_round=self.is_round)


def cardinal(tokens: Sequence[Token], context: Context) -> Number | None:
    """The cardinal that all the tokens make, None if they make none."""
    made = _Sum(context.lexicon.units_first)
    tokens = _without_the(tokens, context.lexicon)
    position, last, is_first = 0, None, True
    try:
        while position < len(tokens):
            join = None if is_first else context.lexicon.joins.at(tokens, position)
            position += join[0] if join else 0
            if position >= len(tokens):
                return None
            if tokens[position].kind == "digits":
                digits = context.digits(tokens[position])
                if digits is None:
                    return None
                made.take_digits(digits, is_joined=join is not None)
                last = None
                position += 1
            else:
                length, last = _atom(tokens, position, context.lexicon)
                made.take(last, is_joined=join is not None)
                position += length
            is_first = False
        return made.number(last)
    except _MisfitError:
        return None


def _without_the(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    the = lexicon.the.first(tokens)
    return tokens[the[0] :] if the else tokens


def _atom(tokens: Sequence[Token], position: int, lexicon: Lexicon) -> tuple[int, Atom]:
    """The word of a number at a position; “a” counts as one before a hundred, a million, a dozen."""
    atom = lexicon.atoms.at(tokens, position)
    if atom is None and (article := lexicon.articles.at(tokens, position)):
        after = lexicon.atoms.at(tokens, position + article[0])
        if after is not None and after[1].kind is not Kind.ADD and not after[1].is_plural:
            return article[0], Atom(Kind.ADD, 1, 1)
    if atom is None:
        raise _MisfitError
    return atom


def step_of_digits(digits: Digits) -> Fraction:
    """The value of the last digit as written: 0.1 of 2.0, 1,000 of 674,000, one of zero."""
    if digits.places:
        return Fraction(1, 10**digits.places)
    return Fraction(last_digit(digits.value))


def step_of_words(value: Fraction) -> Fraction:
    """How finely a number in words is meant: two million to a million, and below a hundred to one."""
    if value.denominator != 1:
        return Fraction(1, 10) if (value * 10).denominator == 1 else Fraction(1, 100)
    return Fraction(last_digit(Decimal(value.numerator))) if abs(value) >= 100 else Fraction(1)


def to_decimal(value: Fraction) -> Decimal:
    """To fifteen digits, exactly where there are no more."""
    return _FIFTEEN.divide(Decimal(value.numerator), Decimal(value.denominator))
