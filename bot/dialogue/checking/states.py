"""Whether a variable has a value: the lattice of the data-flow checks."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Flag
from types import MappingProxyType


class Has(Flag):
    """What a variable may hold at a place: nothing yet, none, a value, or several of these."""

    NOTHING = 0
    UNSET = 1
    NONE = 2
    VALUE = 4


MAYBE = Has.NONE | Has.VALUE

State = Mapping[str, Has]
"""Variables (``me.NAME`` among them) by what they may hold; one that is missing is unset."""

EMPTY: State = MappingProxyType({})


def is_field(name: str) -> bool:
    """Whether a name is a field of a variable (``offer.note``): known only where a condition told of it."""
    return "." in name.removeprefix("me.")


def has(state: State, name: str) -> Has:
    """What a variable or a field may hold."""
    value = state.get(name)
    if value is None:
        return MAYBE if is_field(name) else Has.UNSET
    return value


def with_value(state: State, name: str, value: Has) -> State:
    """The state after a variable was given a value; what was known of its fields is forgotten."""
    others = {other: held for other, held in state.items() if not other.startswith(f"{name}.")}
    return {**others, name: value}


def kept(state: State | None, name: str, only: Has) -> State | None:
    """The state where a variable holds one of ``only``; None when that cannot be."""
    if state is None or not has(state, name) & only:
        return None
    return {**state, name: has(state, name) & only}


def join(one: State | None, other: State | None) -> State | None:
    """What may be where two ways meet; None is a way nobody comes along."""
    if one is None or one is other:
        return other
    if other is None:
        return one
    names = {name for name in {*one, *other} if not is_field(name) or (name in one and name in other)}
    return {name: _either(has(one, name), has(other, name)) for name in names}


def _either(one: Has, other: Has) -> Has:
    return one if one is other else one | other
