"""Expressions read with what is known at a place: what they give, and what could go wrong in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from jinja2 import nodes

from bot.dialogue.checking.comparing import Compared, comparison_faults
from bot.dialogue.checking.filters import FILTERS
from bot.dialogue.checking.kinds import FIELDS, UNKNOWN, Kind, join
from bot.dialogue.checking.narrowing import narrow, path_of, variable_of
from bot.dialogue.checking.states import MAYBE, Has, State, has
from bot.dialogue.checking.world import CheckWorld

ATTRIBUTES_OF_DICT = frozenset(dir(dict))
"""A field of this name would be the method of the record instead."""


@dataclass(frozen=True, slots=True)
class Read:
    """What an expression gives: whether it can be none, its kind."""

    has: Has
    kind: Kind


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong in an expression: the rule it breaks, what, and how to mend it."""

    rule: str
    message: str
    fix: str


@dataclass
class Understanding:
    """Reads expressions at one place of a flow; faults are collected on the way.

    ``assigned`` are the variables that any step of the flow gives a value; ``words`` whether ``word`` is there.
    """

    world: CheckWorld
    kinds: Mapping[str, Kind]
    assigned: frozenset[str]
    words: bool = True
    local: dict[str, Kind] = field(default_factory=dict)
    faults: set[Fault] = field(default_factory=set)

    def kind_of(self, name: str) -> Kind:
        """What is known of a variable."""
        return self.local.get(name) or self.kinds.get(name, UNKNOWN)

    def length(self, kind: Kind) -> int:
        """Most characters a value of a kind is written with."""
        if kind.longest is not None:
            return kind.longest
        return self.world.longest.get(kind.type or "text", self.world.longest.get("text", 0))

    def read(self, node: nodes.Node, state: State) -> Read:
        """What an expression gives; its faults are collected."""
        name = variable_of(node)
        if name is not None:
            return self._variable(name, state)
        if isinstance(node, nodes.Const):
            return _constant(node.value)
        return self._readers().get(type(node), self._reckoned)(node, state)

    def _readers(self) -> dict[type[nodes.Node], Callable[[Any, State], Read]]:
        return {
            nodes.Getattr: self._field,
            nodes.Filter: self._filtered,
            nodes.And: self._joined,
            nodes.Or: self._joined,
            nodes.CondExpr: self._either,
            nodes.Compare: self._compared,
            nodes.Test: self._tested,
            nodes.Not: self._not,
            nodes.Call: self._python,
            nodes.Getitem: self._python,
        }

    def _variable(self, name: str, state: State) -> Read:
        if name in self.local:
            return Read(Has.VALUE, self.local[name])
        if name.startswith("me."):
            self._check_me(name)
        elif name in {"me", "today", "now"} or (name == "word" and self.words):
            return Read(Has.VALUE, self.kind_of(name))
        value = has(state, name)
        if Has.UNSET in value and not name.startswith("me."):
            self._unset(name, value)
            return Read(Has.VALUE, self.kind_of(name))
        return Read((value & (Has.NONE | Has.VALUE)) or Has.VALUE, self.kind_of(name))

    def _check_me(self, name: str) -> None:
        if name not in self.kinds:
            close = _nearest(name, (known for known in self.kinds if known.startswith("me.")))
            self.fault("unknown-me", f"Nothing is kept as {name}.", f"Add it to flows/_profile.yaml{close}.")

    def _unset(self, name: str, value: Has) -> None:
        if name not in self.assigned:
            close = _nearest(name, self.assigned)
            self.fault(
                "unknown-variable",
                f"No step gives {name} a value.",
                f"Correct the name{close} or ask for it.",
            )
        else:
            sure = "has no value yet" if value == Has.UNSET else "has no value on one of the ways here"
            self.fault("maybe-unset", f"{name} {sure}.", "Ask for it or set it on every way to this step.")

    def _field(self, node: nodes.Getattr, state: State) -> Read:
        if isinstance(node.node, nodes.Name) and node.node.name == "word" and "word" not in self.local:
            return self._word(node.attr)
        base = self.needed(node.node, state)
        fields = base.kind.fields or FIELDS.get(base.kind.type or "")
        if node.attr in ATTRIBUTES_OF_DICT or node.attr.startswith("_"):
            self.fault("python", f".{node.attr} is Python, not a field.", "Use a filter or a field of the record.")
        elif base.kind.type not in {None, "record"} and node.attr not in (fields or {}):
            self.fault("unknown-field", f"A {base.kind.type} has no field {node.attr!r}.", "Take the field out.")
        elif fields and node.attr not in fields:
            close = _nearest(node.attr, fields)
            self.fault("unknown-field", f"There is no field {node.attr!r} here.", f"Correct the name{close}.")
        kind = (fields or {}).get(node.attr, UNKNOWN)
        path = path_of(node)
        told = MAYBE if path is None else has(state, path)
        return Read(told if kind.nullable else Has.VALUE, kind)

    def _word(self, key: str) -> Read:
        if not self.words:
            self.fault("unknown-variable", "`word` is only known in texts.", "Compare something else.")
        elif key not in self.world.terms:
            close = _nearest(key, self.world.terms)
            self.fault("unknown-word", f"There is no word.{key}.", f"Add it to content/terms.yaml{close}.")
        return Read(Has.VALUE, Kind("text", longest=self.world.terms.get(key)))

    def _filtered(self, node: nodes.Filter, state: State) -> Read:
        for argument in node.args:
            self.read(argument, state)
        if node.node is None:
            return Read(Has.VALUE, UNKNOWN)
        if node.name == "default":
            return self._default(node, state)
        base = self.needed(node.node, state)
        known = FILTERS.get(node.name)
        if known is None:
            return Read(Has.VALUE, UNKNOWN)
        if base.kind.type is not None and known.takes and base.kind.type not in known.takes:
            message = f"The filter {node.name!r} takes a {' or '.join(known.takes)}, not a {base.kind.type}."
            self.fault("wrong-filter", message, "Use the filter of this type or none.")
        return Read(Has.VALUE, known.gives(base.kind, self.length(base.kind)))

    def _default(self, node: nodes.Filter, state: State) -> Read:
        """``default`` helps where nothing was ever set; for none it takes a second argument ``true``."""
        assert node.node is not None  # noqa: S101  (the caller looked)
        name = variable_of(node.node)
        value = has(state, name) if name else Has.VALUE
        base = (
            self._variable(name, {**state, name: value & ~Has.UNSET or Has.VALUE})
            if name
            else self.read(node.node, state)
        )
        other = self.read(node.args[0], state) if node.args else _constant("")
        covers_none = len(node.args) > 1 or bool(node.kwargs)
        left = base.has & ~Has.NONE if covers_none else base.has
        return Read(left | other.has, join(base.kind, other.kind))

    def _joined(self, node: nodes.And | nodes.Or, state: State) -> Read:
        left = self.read(node.left, state)
        after = narrow(node.left, state, isinstance(node, nodes.And), self.kind_of)
        right = self.read(node.right, after) if after is not None else left
        stays = left.has if isinstance(node, nodes.And) else left.has & ~Has.NONE
        return Read(stays | right.has, join(left.kind, right.kind))

    def _either(self, node: nodes.CondExpr, state: State) -> Read:
        """As a value; shown directly it is read by ``lengths``."""
        self.read(node.test, state)
        one, other = (narrow(node.test, state, holds, self.kind_of) for holds in (True, False))
        reads = [self.read(node.expr1, one)] if one is not None else []
        if node.expr2 is not None and other is not None:
            reads.append(self.read(node.expr2, other))
        if not reads:
            return Read(Has.VALUE, UNKNOWN)
        return Read(reads[0].has | reads[-1].has, join(reads[0].kind, reads[-1].kind))

    def _compared(self, node: nodes.Compare, state: State) -> Read:
        ordering = any(operand.op in {"lt", "lteq", "gt", "gteq"} for operand in node.ops)
        take = self.needed if ordering else self.read
        left = Compared(node.expr, take(node.expr, state).kind)
        for operand in node.ops:
            into_list = operand.op in {"in", "notin"}
            right = Compared(operand.expr, (self.needed if into_list else take)(operand.expr, state).kind)
            self.faults |= {Fault(*fault) for fault in comparison_faults(left, operand.op, right)}
            left = right
        return Read(Has.VALUE, Kind("yes_no"))

    def _not(self, node: nodes.Not, state: State) -> Read:
        self.read(node.node, state)
        return Read(Has.VALUE, Kind("yes_no"))

    def _tested(self, node: nodes.Test, state: State) -> Read:
        name = variable_of(node.node)
        asks_whether_set = node.name in {"defined", "undefined"} and name is not None
        if not asks_whether_set:
            self.read(node.node, state)
        return Read(Has.VALUE, Kind("yes_no"))

    def _python(self, node: nodes.Node, state: State) -> Read:
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            base = self.needed(node.node, state)
            return Read(Has.VALUE, base.kind.items or UNKNOWN)
        self.fault("python", "Nothing is called in a flow.", "Use a filter, or an action with `do`.")
        return Read(Has.VALUE, UNKNOWN)

    def _reckoned(self, node: nodes.Node, state: State) -> Read:
        reads = [self.needed(child, state) for child in node.iter_child_nodes() if isinstance(child, nodes.Expr)]
        if isinstance(node, nodes.List | nodes.Tuple):
            return Read(Has.VALUE, Kind("list"))
        if isinstance(node, nodes.BinExpr | nodes.UnaryExpr):
            kinds = {read.kind.type for read in reads}
            return Read(Has.VALUE, Kind(kinds.pop()) if len(kinds) == 1 else UNKNOWN)
        if isinstance(node, nodes.Concat):
            return Read(Has.VALUE, Kind("text", longest=sum(self.length(read.kind) for read in reads)))
        return Read(Has.VALUE, UNKNOWN)

    def needed(self, node: nodes.Node, state: State) -> Read:
        """An expression where none would stop the conversation."""
        read = self.read(node, state)
        if Has.NONE in read.has:
            message = f"{written(node)} may be none here (skipped, given up, never told or not handed over)."
            self.fault("maybe-none", message, "Go round it with a branch or an if, or give the question a fallback.")
        return read

    def fault(self, rule: str, message: str, fix: str) -> None:
        """Note something wrong."""
        self.faults.add(Fault(rule, message, fix))


def _constant(value: object) -> Read:
    match value:
        case None:
            return Read(Has.NONE, UNKNOWN)
        case bool():
            return Read(Has.VALUE, Kind("yes_no"))
        case int() | float():
            return Read(Has.VALUE, Kind("number", longest=len(f"{value:,}")))
    return Read(Has.VALUE, Kind("text", longest=len(str(value))))


def _nearest(name: str, known: Iterable[str]) -> str:
    """A hint at what was probably meant."""
    close = get_close_matches(name, list(known), 1)
    return f" (did you mean {close[0]}?)" if close else ""


def written(node: nodes.Node) -> str:
    """An expression as a person would name it."""
    if isinstance(node, nodes.Getattr):
        return f"{written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Name):
        return str(node.name)
    if isinstance(node, nodes.Filter) and node.node is not None:
        return written(node.node)
    return "This value"
