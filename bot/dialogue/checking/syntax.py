"""Texts and expressions parsed: the same environment as at run time, so what parses here runs there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import TemplateError, nodes
from jinja2.parser import Parser

from bot.dialogue.templates import ENVIRONMENT

STATEMENTS = (nodes.Output, nodes.If, nodes.For)
"""What a text may be made of."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Why a text or an expression cannot be parsed."""

    why: str


@lru_cache(maxsize=8192)
def parsed_text(source: str) -> nodes.Template | Broken:
    """The tree of a text."""
    try:
        ENVIRONMENT.compile(source)
        tree = ENVIRONMENT.parse(source)
    except TemplateError as error:
        return Broken(str(error.message))
    strange = next((node for node in tree.find_all(nodes.Stmt) if not isinstance(node, STATEMENTS)), None)
    return tree if strange is None else Broken(f"{type(strange).__name__.lower()!r} is not used in flows")


@lru_cache(maxsize=8192)
def parsed_expression(source: str) -> nodes.Expr | Broken:
    """The tree of an expression."""
    try:
        ENVIRONMENT.compile_expression(source)
        return Parser(ENVIRONMENT, source, state="variable").parse_expression()
    except TemplateError as error:
        return Broken(str(error.message))


def slots_of(tree: nodes.Template) -> frozenset[str]:
    """What a text shows and what it depends on, comparable between a text and its translation."""
    parts = {each for output in tree.find_all(nodes.Output) for node in output.nodes for each in _shown(node)}
    parts |= {f"if {_written(node.test)}" for node in tree.find_all(nodes.If)}
    parts |= {f"for {_written(node.iter)}" for node in tree.find_all(nodes.For)}
    return frozenset(parts)


def _shown(node: nodes.Node | None) -> Iterator[str]:
    """The slots of one piece; the fixed words of either side of an inline if may differ."""
    if isinstance(node, nodes.CondExpr):
        yield f"if {_written(node.test)}"
        yield from (*_shown(node.expr1), *_shown(node.expr2))
    elif node is not None and not isinstance(node, nodes.TemplateData | nodes.Const):
        yield _written(node)


def _written(node: nodes.Node) -> str:
    """A short spelling of an expression; the words in it may differ between scripts."""
    match node:
        case nodes.Name():
            return str(node.name)
        case nodes.Getattr():
            return f"{_written(node.node)}.{node.attr}"
        case nodes.Filter():
            return f"{_written(node.node)}|{node.name}" if node.node is not None else str(node.name)
        case nodes.Const():
            return "…" if isinstance(node.value, str) and not node.value.isascii() else repr(node.value)
        case nodes.Operand():
            return f"{node.op} {_written(node.expr)}"
    inner = " ".join(_written(child) for child in node.iter_child_nodes())
    return f"{type(node).__name__.lower()}({inner})"
