"""Flows as Mermaid flowcharts."""

from __future__ import annotations

from collections.abc import Iterable

from bot.dialogue.diagram.sketch import Box, sketch
from bot.dialogue.model import Call, Flow, Start

SHAPES = {
    "ask": ("(", ")"),
    "branch": ("{", "}"),
    "call": ("[[", "]]"),
    "start": ("[[", "]]"),
    "do": ("[/", "/]"),
    "wait": ("([", "])"),
    "end": ("((", "))"),
}
"""Opening and closing marks of a box by the kind of its step; all others are plain boxes."""


def mermaid(flow: Flow) -> str:
    """One flow as a Mermaid flowchart: boxes with the steps' ids and first words, arrows with what leads along."""
    drawn = sketch(flow)
    lines = [f"    {_box(box)}" for box in drawn.boxes]
    for arrow in drawn.arrows:
        label = f'|"{_escaped(arrow.label)}"|' if arrow.label else ""
        lines.append(f"    {_name(arrow.source)} -->{label} {_name(arrow.target)}")
    return "\n".join(["flowchart TD", *lines]) + "\n"


def overview_mermaid(flows: Iterable[Flow]) -> str:
    """Which flow calls (whole arrow) or starts (dotted arrow) which, as a Mermaid flowchart."""
    table = sorted(flows, key=lambda flow: flow.flow)
    lines = [f'    {_name(flow.flow)}["{_escaped(flow.flow)}"]' for flow in table]
    ways: dict[tuple[str, str, str], None] = {}
    for flow in table:
        for step in flow.steps:
            if isinstance(step, Call):
                ways[(flow.flow, "-->", step.call)] = None
            elif isinstance(step, Start):
                ways[(flow.flow, "-.->", step.start)] = None
    lines += [f"    {_name(source)} {arrow} {_name(target)}" for source, arrow, target in ways]
    return "\n".join(["flowchart LR", *lines]) + "\n"


def _box(box: Box) -> str:
    opening, closing = SHAPES.get(box.kind, ("[", "]"))
    words = f"<br/>{_escaped(box.words)}" if box.words else ""
    return f'{_name(box.id)}{opening}"{_escaped(box.id)}{words}"{closing}'


def _name(identity: str) -> str:
    """A name Mermaid takes for no keyword (``end`` is one)."""
    return "s_" + identity.replace("/", "__")


def _escaped(text: str) -> str:
    for mark, code in (("#", "#35;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;"), ("|", "#124;")):
        text = text.replace(mark, code)
    return text
