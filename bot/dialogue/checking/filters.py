"""What each filter takes, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.dialogue.checking.kinds import UNKNOWN, Kind
from bot.dialogue.model import ValueType

Gives = Callable[[Kind, int], Kind]
"""From the kind of what is filtered and its longest spelling to the kind of what comes out."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter; no types in ``takes`` means any."""

    takes: tuple[ValueType, ...]
    gives: Gives


def _as_text(kind: Kind, longest: int) -> Kind:
    del kind
    return Kind("text", longest=longest)


def _listed(kind: Kind, longest: int) -> Kind:
    """Several ids joined are still ids."""
    return replace(kind, longest=longest) if kind.type == "choices" else Kind("text", longest=longest)


def _items(kind: Kind, longest: int) -> Kind:
    del longest
    return kind.items or UNKNOWN


def _same(kind: Kind, longest: int) -> Kind:
    return replace(kind, longest=longest)


def _short(characters: int, of_type: ValueType = "text") -> Gives:
    return lambda _kind, _longest: Kind(of_type, longest=characters)


FILTERS: Mapping[str, Filter] = {
    "money": Filter(("money",), _as_text),
    "figure": Filter(("money",), _as_text),
    "date": Filter(("date",), _as_text),
    "full_date": Filter(("date",), _as_text),
    "month_day": Filter(("date",), _short(6)),
    "time": Filter(("time",), _as_text),
    "number": Filter(("number",), _as_text),
    "day": Filter(("date",), _short(2)),
    "join": Filter(("list", "choices"), _listed),
    "length": Filter(("list", "choices", "text", "record"), _short(3, "number")),
    "first": Filter(("list", "choices"), _items),
    "last": Filter(("list", "choices"), _items),
    "trim": Filter(("text", "choice"), _same),
    "int": Filter(("number", "text"), _short(9, "number")),
}
"""Every filter of templates.ENVIRONMENT but ``default``; a test holds the two tables together."""
