"""The value of a run of numeral tokens: 一万二, 3千5, 1.2w, 两万五千三百零五, 五零零.

Written here rather than with cn2an, which refuses 3千5 and 千五, says nothing about a doubtful numeral
(三五千, 一千零) and takes traditional forms only in part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from bot.language.amounts.lexicon import AmountLexicon
from bot.language.amounts.tokens import Token
from bot.language.region import Region

MYRIAD = 10_000
_NO_UNIT = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral that was read: its value, and what is remarkable about how it was written."""

    value: Decimal | None
    doubtful: bool = False
    open_ended: bool = False
    scaled: bool = False
    """Written with a unit (百, 万, k …), so it can stand for a sum without a currency."""
    decimals: int = 0


_UNREADABLE = Numeral(None, doubtful=True)


class MalformedNumeralError(ValueError):
    """The tokens are numerals but not one well-formed number."""


def read_numeral(run: Sequence[Token], region: Region, lexicon: AmountLexicon) -> Numeral:
    """Read one run of numeral tokens; what is no proper number is doubtful, never guessed."""
    atoms = [token for token in run if token.kind != "open_inside"]
    if len(atoms) < len(run):
        return _open_ended(atoms, region, lexicon)
    try:
        numeral = _whole(atoms)
    except MalformedNumeralError:
        return _UNREADABLE
    if _needs_region(atoms, region, lexicon):
        return Numeral(numeral.value, True, False, numeral.scaled, numeral.decimals)
    return numeral


def either_figure(run: Sequence[Token], region: Region, lexicon: AmountLexicon) -> tuple[Decimal, ...]:
    """What 三五千 or 五百三四 may mean: the number with the one figure, and with the other."""
    for place in range(len(run) - 1):
        if run[place].kind == run[place + 1].kind == "digit":
            kept = ([*run[: place + 1], *run[place + 2 :]], [*run[:place], *run[place + 1 :]])
            values = [read_numeral(one, region, lexicon).value for one in kept]
            return tuple(value for value in values if value is not None)
    return ()


def _open_ended(atoms: Sequence[Token], region: Region, lexicon: AmountLexicon) -> Numeral:
    """三千多, 十几万: the figure named is offered as a reading, when there is one."""
    if not atoms or atoms[0].kind in ("unit", "large", "slang"):
        return Numeral(None, doubtful=True, open_ended=True, scaled=bool(atoms))
    return Numeral(read_numeral(atoms, region, lexicon).value, doubtful=True, open_ended=True, scaled=True)


def _needs_region(atoms: Sequence[Token], region: Region, lexicon: AmountLexicon) -> bool:
    """Whether this way of writing is everyday speech elsewhere, but not in this region."""
    if any(token.kind == "slang" and token.text not in lexicon.sets["slang_everywhere"] for token in atoms):
        return region not in lexicon.slang_regions
    return _starts_bare(atoms) and region not in lexicon.bare_unit_regions


def _starts_bare(atoms: Sequence[Token]) -> bool:
    """千五, 百八, 萬二: a unit with nothing before it, other than 十 and 百万."""
    first = atoms[0]
    if first.kind not in ("unit", "large") or first.value == 10:
        return False
    return not (len(atoms) == 2 and atoms[1].kind == "large")


def _whole(atoms: Sequence[Token]) -> Numeral:
    if all(token.kind == "digit" for token in atoms):
        return Numeral(_positional(atoms))
    if len(atoms) == 1 and atoms[0].kind == "arabic":
        return Numeral(_number(atoms[0]), decimals=_decimals(atoms[0].text))
    atoms = _with_point(atoms)
    if len(atoms) == 1:
        return Numeral(_lone_unit(atoms[0]), decimals=_decimals(str(atoms[0].value)))
    if _starts_bare(atoms) and len(atoms) > 2 and atoms[-1].kind != "half" and atoms[1].kind != "large":
        raise MalformedNumeralError  # 千八百, 百八十 are "about that much"
    return Numeral(_split_by_large(atoms), scaled=True)


def _number(token: Token) -> Decimal:
    if not isinstance(token.value, Decimal):
        raise MalformedNumeralError
    return token.value


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def _lone_unit(token: Token) -> Decimal:
    if token.kind == "half":
        return Decimal("0.5")
    if token.kind in ("letter", "slang"):
        raise MalformedNumeralError
    return _number(token)


def _positional(atoms: Sequence[Token]) -> Decimal:
    """五零零 digit by digit; 三五, 两三 and 七八九 are "three to five" and the like."""
    values = [int(_number(token)) for token in atoms]
    if len(values) == 1:
        return Decimal(values[0])
    rising = all(later - earlier == 1 for earlier, later in pairwise(values))
    if values[0] == 0 or rising or (len(values) == 2 and values[1] != 0):
        raise MalformedNumeralError
    return Decimal("".join(map(str, values)))


def _with_point(atoms: Sequence[Token]) -> list[Token]:
    """一点二万 -> 1.2 万: the numerals around the point become one number."""
    places = [place for place, token in enumerate(atoms) if token.kind == "point"]
    if not places:
        return list(atoms)
    place = places[0]
    end = place + 1
    while end < len(atoms) and atoms[end].kind in ("digit", "arabic"):
        end += 1
    fraction = "".join(str(_number(token)) for token in atoms[place + 1 : end])
    if len(places) > 1 or not fraction.isdigit() or not place:
        raise MalformedNumeralError
    value = Decimal(f"{int(_section(atoms[:place]))}.{fraction}")
    if end < len(atoms) and atoms[end].value in (10, 100):
        raise MalformedNumeralError
    return [Token("arabic", str(value), value), *atoms[end:]]


def _split_by_large(atoms: Sequence[Token]) -> Decimal:
    """Value of a numeral with 万, 亿, k, w or a slang unit in it: each part times its unit."""
    places = [place for place, token in enumerate(atoms) if token.kind in ("large", "letter", "slang")]
    if not places:
        return _section(atoms)
    place = max(places, key=lambda at: _number(atoms[at]))
    unit = _number(atoms[place])
    head, tail = atoms[:place], atoms[place + 1 :]
    value = (_split_by_large(head) if head else Decimal(1)) * unit
    return value + _tail(tail, unit)


def _tail(tail: Sequence[Token], unit: Decimal) -> Decimal:
    """What follows a large unit: nothing, 二 (two tenths of it), 半, or a smaller number."""
    if not tail:
        return Decimal(0)
    if len(tail) == 1:
        return _last_figure(tail[0], unit)
    if any(token.kind in ("slang", "letter") for token in tail):
        raise MalformedNumeralError
    figures = all(token.kind == "digit" for token in tail)
    if figures and (len(tail) > 2 or tail[0].value != 0):
        raise MalformedNumeralError
    value = _split_by_large(tail)
    if value >= unit or tail[0].kind in ("large", "unit"):
        raise MalformedNumeralError
    return value


def _last_figure(token: Token, unit: Decimal) -> Decimal:
    """The figure after the last unit, with no unit of its own: 三百五, 1万2000, 一万半."""
    if token.kind == "half":
        return unit / 2
    value = _number(token)
    if token.kind == "digit" or (token.kind == "arabic" and token.text in "123456789"):
        if value == 0:
            raise MalformedNumeralError
        return value * unit / 10
    enough = len(token.text) >= 3 or (unit == 100 and len(token.text) == 2)
    if token.kind != "arabic" or not token.text.isdigit() or not enough or value >= unit:
        raise MalformedNumeralError
    return value


@dataclass(slots=True)
class _Sum:
    """A section below 万 as it is read from left to right."""

    total: Decimal = Decimal(0)
    unit: Decimal = _NO_UNIT
    pending: Token | None = None
    zero: bool = False

    def take(self, token: Token) -> None:
        if token.kind == "unit":
            self._multiply(_number(token))
        elif token.kind == "digit" and token.value == 0 and self.unit != _NO_UNIT and not self.zero:
            if self.pending is not None:
                raise MalformedNumeralError
            self.zero = True
        elif token.kind in ("digit", "arabic", "half") and self.pending is None:
            self.pending = token
        else:
            raise MalformedNumeralError

    def _multiply(self, unit: Decimal) -> None:
        if unit >= self.unit:
            raise MalformedNumeralError
        self.total += self._coefficient(unit) * unit
        self.unit, self.pending, self.zero = unit, None, False

    def _coefficient(self, unit: Decimal) -> Decimal:
        token = self.pending
        if token is None:
            if self.unit != _NO_UNIT and unit != 10:
                raise MalformedNumeralError
            return Decimal(1)
        if token.kind == "half":
            return Decimal("0.5")
        value = _number(token)
        fraction_misplaced = value != int(value) and (self.unit != _NO_UNIT or unit == 10)
        if not 0 < value < 10 or fraction_misplaced:
            raise MalformedNumeralError
        return value

    def end(self) -> Decimal:
        token = self.pending
        if token is None:
            if self.zero:
                raise MalformedNumeralError
            return self.total
        if self.unit == _NO_UNIT or (self.unit == 10 and token.kind == "digit"):
            return self.total + (Decimal("0.5") if token.kind == "half" else _number(token))
        if self.zero and (token.kind == "digit" or (token.kind == "arabic" and 0 < _number(token) < 1000)):
            return self.total + _number(token)
        unusual_half = token.kind == "half" and self.unit < 1000
        if self.zero or self.unit == 10 or self.total % self.unit or unusual_half:
            raise MalformedNumeralError
        return self.total + _last_figure(token, self.unit)


def _section(atoms: Sequence[Token]) -> Decimal:
    if len(atoms) > 1 and all(token.kind == "digit" for token in atoms) and atoms[0].value != 0:
        return _positional(atoms)
    section = _Sum()
    for place, token in enumerate(atoms):
        if place == 0 and token.value == 0 and len(atoms) > 1 and token.kind == "digit":
            section.zero, section.unit = True, Decimal(10_000)
        else:
            section.take(token)
    return section.end()
