"""Expressions and texts read with what is known at a place: what they give, and what could go wrong in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import chain

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
    """Reads trees at one place of a flow; faults are collected on the way.

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

    # -- texts ---------------------------------------------------------------------------------------------------

    def text(self, body: list[nodes.Node], state: State | None) -> int:
        """Most characters a text can have at this place; ways nobody comes along count nothing."""
        return 0 if state is None else sum(self._statement(node, state) for node in body)

    def _statement(self, node: nodes.Node, state: State) -> int:
        match node:
            case nodes.Output():
                return sum(self._shown(child, state) for child in node.nodes)
            case nodes.If():
                return self._if(node, state)
            case nodes.For():
                return self._for(node, state)
        return 0

    def _if(self, node: nodes.If, state: State) -> int:
        self.read(node.test, state)
        longest = self.text(node.body, narrow(node.test, state, True, self.kind_of))
        rest = narrow(node.test, state, False, self.kind_of)
        for other in node.elif_:
            if rest is not None:
                self.read(other.test, rest)
                longest = max(longest, self.text(other.body, narrow(other.test, rest, True, self.kind_of)))
                rest = narrow(other.test, rest, False, self.kind_of)
        return max(longest, self.text(node.else_, rest))

    def _for(self, node: nodes.For, state: State) -> int:
        listed = self._needed(node.iter, state)
        before = dict(self.local)
        self.local |= {"loop": UNKNOWN, **dict.fromkeys(_names(node.target), listed.kind.items or UNKNOWN)}
        once = self.text(node.body, state)
        self.local = before
        return max(once * self.world.list_items, self.text(node.else_, state))

    def _shown(self, node: nodes.Node, state: State) -> int:
        if isinstance(node, nodes.TemplateData):
            return len(node.data)
        if isinstance(node, nodes.CondExpr):
            return self._shown_either(node, state)
        read = self._needed(node, state)
        if read.kind.type in {"choice", "choices"}:
            name = _written(node)
            self._fault(
                "choice-shown",
                f"{name} holds the id of an option, not its words.",
                "Write the words with an if.",
            )
        return self.length(read.kind)

    def _shown_either(self, node: nodes.CondExpr, state: State) -> int:
        """``'…' if x else '…'`` is as long as its longer side."""
        self.read(node.test, state)
        sides = ((node.expr1, True), (node.expr2, False))
        if node.expr2 is None:
            self._fault(
                "template", "An `if` inside {{ }} has no `else`: nothing can be shown.", "Give it an else."
            )
        states = [
            (side, narrow(node.test, state, holds, self.kind_of)) for side, holds in sides if side is not None
        ]
        return max((self._shown(side, after) for side, after in states if after is not None), default=0)

    def length(self, kind: Kind) -> int:
        """Most characters a value of a kind is written with."""
        if kind.longest is not None:
            return kind.longest
        return self.world.longest.get(kind.type or "text", self.world.longest.get("text", 0))

    # -- expressions ---------------------------------------------------------------------------------------------

    def read(self, node: nodes.Node, state: State) -> Read:
        """What an expression gives; its faults are collected."""
        name = variable_of(node)
        if name is not None:
            return self._variable(name, state)
        match node:
            case nodes.Const():
                return _constant(node.value)
            case nodes.Getattr():
                return self._field(node, state)
            case nodes.Filter():
                return self._filtered(node, state)
            case nodes.And() | nodes.Or():
                return self._joined(node, state)
            case nodes.CondExpr():
                return self._either(node, state)
            case nodes.Compare():
                return self._compared(node, state)
            case nodes.Test():
                return self._tested(node, state)
            case nodes.Not():
                self.read(node.node, state)
                return Read(Has.VALUE, Kind("yes_no"))
            case nodes.Call() | nodes.Getitem():
                return self._python(node, state)
        return self._reckoned(node, state)

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
            self._fault("unknown-me", f"Nothing is kept as {name}.", f"Add it to flows/_profile.yaml{close}.")

    def _unset(self, name: str, value: Has) -> None:
        if name not in self.assigned:
            close = _nearest(name, self.assigned)
            self._fault(
                "unknown-variable",
                f"No step gives {name} a value.",
                f"Correct the name{close} or ask for it.",
            )
        else:
            sure = "has no value yet" if value == Has.UNSET else "has no value on one of the ways here"
            self._fault("maybe-unset", f"{name} {sure}.", "Ask for it or set it on every way to this step.")

    def _field(self, node: nodes.Getattr, state: State) -> Read:
        if isinstance(node.node, nodes.Name) and node.node.name == "word" and "word" not in self.local:
            return self._word(node.attr)
        base = self._needed(node.node, state)
        fields = base.kind.fields or FIELDS.get(base.kind.type or "")
        if node.attr in ATTRIBUTES_OF_DICT or node.attr.startswith("_"):
            self._fault(
                "python", f".{node.attr} is Python, not a field.", "Use a filter or a field of the record."
            )
        elif base.kind.type not in {None, "record"} and node.attr not in (fields or {}):
            self._fault(
                "unknown-field", f"A {base.kind.type} has no field {node.attr!r}.", "Take the field out."
            )
        elif fields and node.attr not in fields:
            close = _nearest(node.attr, fields)
            self._fault(
                "unknown-field", f"There is no field {node.attr!r} here.", f"Correct the name{close}."
            )
        kind = (fields or {}).get(node.attr, UNKNOWN)
        path = path_of(node)
        told = MAYBE if path is None else has(state, path)
        return Read(told if kind.nullable else Has.VALUE, kind)

    def _word(self, key: str) -> Read:
        if not self.words:
            self._fault("unknown-variable", "`word` is only known in texts.", "Compare something else.")
        elif key not in self.world.terms:
            close = _nearest(key, self.world.terms)
            self._fault("unknown-word", f"There is no word.{key}.", f"Add it to content/terms.yaml{close}.")
        return Read(Has.VALUE, Kind("text", longest=self.world.terms.get(key)))

    def _filtered(self, node: nodes.Filter, state: State) -> Read:
        for argument in node.args:
            self.read(argument, state)
        if node.node is None:
            return Read(Has.VALUE, UNKNOWN)
        if node.name == "default":
            return self._default(node, state)
        base = self._needed(node.node, state)
        known = FILTERS.get(node.name)
        if known is None:
            return Read(Has.VALUE, UNKNOWN)
        if base.kind.type is not None and known.takes and base.kind.type not in known.takes:
            message = f"The filter {node.name!r} takes a {' or '.join(known.takes)}, not a {base.kind.type}."
            self._fault("wrong-filter", message, "Use the filter of this type or none.")
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
        take = self._needed if ordering else self.read
        left = Compared(node.expr, take(node.expr, state).kind)
        for operand in node.ops:
            into_list = operand.op in {"in", "notin"}
            right = Compared(operand.expr, (self._needed if into_list else take)(operand.expr, state).kind)
            self.faults |= {Fault(*fault) for fault in comparison_faults(left, operand.op, right)}
            left = right
        return Read(Has.VALUE, Kind("yes_no"))

    def _tested(self, node: nodes.Test, state: State) -> Read:
        name = variable_of(node.node)
        asks_whether_set = node.name in {"defined", "undefined"} and name is not None
        if not asks_whether_set:
            self.read(node.node, state)
        return Read(Has.VALUE, Kind("yes_no"))

    def _python(self, node: nodes.Node, state: State) -> Read:
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            base = self._needed(node.node, state)
            return Read(Has.VALUE, base.kind.items or UNKNOWN)
        self._fault("python", "Nothing is called in a flow.", "Use a filter, or an action with `do`.")
        return Read(Has.VALUE, UNKNOWN)

    def _reckoned(self, node: nodes.Node, state: State) -> Read:
        reads = [
            self._needed(child, state) for child in node.iter_child_nodes() if isinstance(child, nodes.Expr)
        ]
        if isinstance(node, nodes.List | nodes.Tuple):
            return Read(Has.VALUE, Kind("list"))
        if isinstance(node, nodes.BinExpr | nodes.UnaryExpr):
            kinds = {read.kind.type for read in reads}
            return Read(Has.VALUE, Kind(kinds.pop()) if len(kinds) == 1 else UNKNOWN)
        if isinstance(node, nodes.Concat):
            return Read(Has.VALUE, Kind("text", longest=sum(self.length(read.kind) for read in reads)))
        return Read(Has.VALUE, UNKNOWN)

    def _needed(self, node: nodes.Node, state: State) -> Read:
        """An expression where none would stop the conversation."""
        read = self.read(node, state)
        if Has.NONE in read.has:
            message = f"{_written(node)} may be none here (skipped, given up or never told)."
            self._fault(
                "maybe-none", message, "Go round it with a branch or an if, or give the question a fallback."
            )
        return read

    def _fault(self, rule: str, message: str, fix: str) -> None:
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


def _names(target: nodes.Node) -> Iterator[str]:
    yield from (
        name.name for name in chain([target], target.find_all(nodes.Name)) if isinstance(name, nodes.Name)
    )


def _nearest(name: str, known: Iterable[str]) -> str:
    """A hint at what was probably meant."""
    close = get_close_matches(name, list(known), 1)
    return f" (did you mean {close[0]}?)" if close else ""


def _written(node: nodes.Node) -> str:
    """An expression as a person would name it."""
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Name):
        return str(node.name)
    if isinstance(node, nodes.Filter) and node.node is not None:
        return _written(node.node)
    return "This value"
