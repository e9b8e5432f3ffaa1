"""What is drawn of a flow: its steps as boxes, its ways as arrows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.dialogue.checking.graph import END, Edge, edges_of
from bot.dialogue.model import Ask, Branch, Call, Do, End, Flow, Say, Set, Start, Step, Wait, kind_of
from bot.language.extraction import TAG

WORDS = 12
"""Characters of a text shown in its box."""

CONDITION = 24
"""Characters of a condition or an option shown on an arrow."""


@dataclass(frozen=True, slots=True)
class Box:
    """A step: its id, its kind (``end`` for the end of the flow) and the first words of what it does."""

    id: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """A way from one step to another with what leads along it."""

    source: str
    target: str
    label: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """A flow ready to be drawn."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def sketch(flow: Flow) -> Sketch:
    """The boxes and arrows of a flow, in the order of its steps; ways between the same two steps are one arrow."""
    labels: dict[tuple[str, str], list[str]] = {}
    for index, step in enumerate(flow.steps):
        for edge in _drawn(edges_of(flow, index)):
            labels.setdefault((step.id, edge.target), []).append(shortened(edge.label, CONDITION))
    ends = {END} & {target for _, target in labels}
    boxes = [Box(step.id, kind_of(step) or "", _words(step)) for step in flow.steps]
    arrows = [Arrow(*pair, " / ".join(filter(None, dict.fromkeys(said)))) for pair, said in labels.items()]
    return Sketch((*boxes, *(Box(END, "end", "") for _ in ends)), tuple(arrows))


def _drawn(edges: tuple[Edge, ...]) -> Iterator[Edge]:
    """Giving up is drawn only where nothing else leads the same way."""
    others = {edge.target for edge in edges if edge.answer != "skipped" or edge.label}
    given_up = (edge for edge in edges if edge.answer == "skipped" and not edge.label)
    yield from (edge for edge in edges if edge.answer != "skipped" or edge.label)
    yield from (Edge(edge.target, label="…") for edge in given_up if edge.target not in others)


def _words(step: Step) -> str:
    match step:
        case Say():
            text = step.bubbles[0]
        case Ask():
            text = step.ask
        case Call():
            text = step.call
        case Start():
            text = f"→ {step.start}"
        case Do():
            text = step.do
        case Set():
            text = ", ".join(step.set)
        case Wait():
            text = f"{step.wait} s"
        case End():
            text = step.end
        case Branch():
            text = ""
    return text if isinstance(step, Call | Start | Do) else shortened(text, WORDS)


def shortened(text: str, most: int) -> str:
    """The first characters of a text on one line; slots become an ellipsis."""
    plain = " ".join(TAG.sub("…", text).split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"
