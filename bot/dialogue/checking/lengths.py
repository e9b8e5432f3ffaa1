"""Texts read at one place of a flow: how long they get, and what could go wrong in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from jinja2 import nodes

from bot.dialogue.checking.kinds import UNKNOWN
from bot.dialogue.checking.narrowing import narrow
from bot.dialogue.checking.states import State
from bot.dialogue.checking.understood import Understanding, written


def text_length(reading: Understanding, body: Sequence[nodes.Node], state: State | None) -> int:
    """Most characters a text can have at this place; ways nobody comes along count nothing."""
    return 0 if state is None else sum(_statement(reading, node, state) for node in body)


def _statement(reading: Understanding, node: nodes.Node, state: State) -> int:
    match node:
        case nodes.Output():
            return sum(_shown(reading, child, state) for child in node.nodes)
        case nodes.If():
            return _if(reading, node, state)
        case nodes.For():
            return _for(reading, node, state)
    return 0


def _if(reading: Understanding, node: nodes.If, state: State) -> int:
    """The longest arm; each is read with what its condition tells."""
    longest, rest = 0, state
    for arm in (node, *node.elif_):
        reading.read(arm.test, rest)
        longest = max(longest, text_length(reading, arm.body, narrow(arm.test, rest, True, reading.kind_of)))
        otherwise = narrow(arm.test, rest, False, reading.kind_of)
        if otherwise is None:
            return longest
        rest = otherwise
    return max(longest, text_length(reading, node.else_, rest))


def _for(reading: Understanding, node: nodes.For, state: State) -> int:
    listed = reading.needed(node.iter, state)
    before = reading.local
    items = dict.fromkeys(_names(node.target), listed.kind.items or UNKNOWN)
    reading.local = {**before, "loop": UNKNOWN, **items}
    once = text_length(reading, node.body, state)
    reading.local = before
    return max(once * reading.world.list_items, text_length(reading, node.else_, state))


def _names(target: nodes.Node) -> Iterator[str]:
    inside = chain([target], target.find_all(nodes.Name))
    yield from (name.name for name in inside if isinstance(name, nodes.Name))


def _shown(reading: Understanding, node: nodes.Node, state: State) -> int:
    if isinstance(node, nodes.TemplateData):
        return len(node.data)
    if isinstance(node, nodes.CondExpr):
        return _shown_either(reading, node, state)
    read = reading.needed(node, state)
    if read.kind.type in {"choice", "choices"}:
        message = f"{written(node)} holds the id of an option, not its words."
        reading.fault("choice-shown", message, "Write the words with an if.")
    return reading.length(read.kind)


def _shown_either(reading: Understanding, node: nodes.CondExpr, state: State) -> int:
    """``'…' if x else '…'`` is as long as its longer side."""
    reading.read(node.test, state)
    longest = 0
    for side, holds in ((node.expr1, True), (node.expr2, False)):
        after = narrow(node.test, state, holds, reading.kind_of)
        if side is not None and after is not None:
            longest = max(longest, _shown(reading, side, after))
    if node.expr2 is None:
        message = "An `if` inside {{ }} has no `else`: nothing can be shown."
        reading.fault("template", message, "Give it an else.")
    return longest
