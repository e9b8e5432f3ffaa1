"""Comparisons that can never be what was meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from jinja2 import nodes

from bot.dialogue.checking.kinds import Kind, fits

Parts = tuple[str, str, str]
"""Rule, message, how to mend it."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One side of a comparison."""

    node: nodes.Node
    kind: Kind

    def constants(self) -> list[object]:
        """The fixed values of this side: one, or those of a list."""
        items = self.node.items if isinstance(self.node, nodes.List | nodes.Tuple) else [self.node]
        return [item.value for item in items if isinstance(item, nodes.Const)]


def comparison_faults(left: Compared, op: str, right: Compared) -> Iterator[Parts]:
    """What is wrong with ``left op right``."""
    for one, other in ((left, right), (right, left)):
        if one.kind.options is not None:
            yield from _no_option(one.kind.options, other)
    if op in {"in", "notin"}:
        one_kind = Kind(right.kind.type if right.kind.type in {"list", "choices", "text", "record"} else None)
        if right.kind.type is not None and one_kind.type is None:
            yield _differ("a list", right.kind.type)
        return
    nothing = any(None in side.constants() for side in (left, right))
    if not nothing and not fits(left.kind.type, right.kind.type):
        yield _differ(f"a {left.kind.type}", right.kind.type)


def _no_option(options: frozenset[str], other: Compared) -> Iterator[Parts]:
    for value in other.constants():
        if isinstance(value, str) and value not in options:
            close = get_close_matches(value, options, 1)
            hint = f"; did you mean {close[0]!r}?" if close else ""
            message = f"The question has no option {value!r}{hint}"
            yield (
                "unknown-option",
                message if hint else f"{message}.",
                f"Its options are {', '.join(sorted(options))}.",
            )


def _differ(one: str, other: str | None) -> Parts:
    message = f"Here {one} is compared with a {other}."
    return "wrong-comparison", message, "Compare values of one type (a sum has .amount)."
