"""What a condition tells about the variables in it."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import nodes

from bot.dialogue.checking.kinds import Kind
from bot.dialogue.checking.states import Has, State, has, is_field, join, kept

Kinds = Callable[[str], Kind]
"""The kind of a variable by name."""

ALWAYS_TRUE = frozenset({"money", "date", "time", "record", "choice"})
"""Types whose values are never false: where one is not true it is none."""


def path_of(node: nodes.Node) -> str | None:
    """``x``, ``me.x`` or ``x.field`` when the node is one."""
    if isinstance(node, nodes.Name):
        return str(node.name)
    if not isinstance(node, nodes.Getattr):
        return None
    base = path_of(node.node)
    return None if base is None else f"{base}.{node.attr}"


def variable_of(node: nodes.Node) -> str | None:
    """``x`` or ``me.x`` when the node is one."""
    path = path_of(node)
    return None if path is None or is_field(path) or path.startswith("word.") else path


def narrow(node: nodes.Node, state: State | None, holds: bool, kinds: Kinds) -> State | None:
    """The state where a condition holds, or does not; None when that cannot be."""
    if state is None:
        return None
    match node:
        case nodes.Not():
            return narrow(node.node, state, not holds, kinds)
        case nodes.And():
            return _both(node, state, kinds) if holds else _not_both(node, state, kinds)
        case nodes.Or():
            return _either(node, state, kinds) if holds else _neither(node, state, kinds)
        case nodes.Test():
            return _tested(node, state, holds)
        case nodes.Compare():
            return _compared(node, state, holds)
        case nodes.Const():
            return state if bool(node.value) is holds else None
    name = path_of(node)
    return state if name is None else _true(name, state, holds, kinds(name))


def _true(name: str, state: State, holds: bool, kind: Kind) -> State | None:
    if holds:
        return kept(state, name, Has.VALUE)
    return kept(state, name, Has.NONE if kind.type in ALWAYS_TRUE else Has.NONE | Has.VALUE)


def _both(node: nodes.And, state: State, kinds: Kinds) -> State | None:
    return narrow(node.right, narrow(node.left, state, True, kinds), True, kinds)


def _not_both(node: nodes.And, state: State, kinds: Kinds) -> State | None:
    left = narrow(node.left, state, True, kinds)
    return join(narrow(node.left, state, False, kinds), narrow(node.right, left, False, kinds))


def _either(node: nodes.Or, state: State, kinds: Kinds) -> State | None:
    left = narrow(node.left, state, False, kinds)
    return join(narrow(node.left, state, True, kinds), narrow(node.right, left, True, kinds))


def _neither(node: nodes.Or, state: State, kinds: Kinds) -> State | None:
    return narrow(node.right, narrow(node.left, state, False, kinds), False, kinds)


def _tested(node: nodes.Test, state: State, holds: bool) -> State | None:
    name = path_of(node.node)
    only = {"none": Has.NONE, "defined": Has.NONE | Has.VALUE, "undefined": Has.UNSET}.get(node.name)
    if name is None or only is None:
        return state
    if not holds:
        only = ~only if node.name != "none" else Has.VALUE
    return kept(state, name, only)


def _compared(node: nodes.Compare, state: State, holds: bool) -> State | None:
    """``x == none`` and its like; a comparison with anything else that holds says that x has a value."""
    name, other = path_of(node.expr), node.ops[0]
    if name is None or len(node.ops) != 1:
        return state
    if _is_none(other.expr) and other.op in {"eq", "ne"}:
        return kept(state, name, Has.NONE if holds is (other.op == "eq") else Has.VALUE)
    says_value = isinstance(other.expr, nodes.Const | nodes.List | nodes.Tuple)
    if (other.op in {"eq", "in"} and holds and says_value) or (
        other.op in {"ne", "notin"} and not holds and says_value
    ):
        return kept(state, name, Has.VALUE)
    return kept(state, name, Has.VALUE) if other.op in {"lt", "lteq", "gt", "gteq"} else _defined(state, name)


def _is_none(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and node.value is None


def _defined(state: State, name: str) -> State | None:
    return state if has(state, name) == Has.UNSET else kept(state, name, Has.NONE | Has.VALUE)
