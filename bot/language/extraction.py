"""The texts of a flow file, each with its gettext context and place; and the Babel extractor for them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from bot.marked_yaml import Loc, Mark, Marked, parse_yaml

Role = Literal["bubble", "button", "copy"]
"""Where a text is seen: as a message, on a button, or on the clipboard after a tap."""

EVERY = "*"
"""In a place: every item of a list."""

PLACES: tuple[tuple[Loc, Role], ...] = (
    (("say",), "bubble"),
    (("say", EVERY), "bubble"),
    (("ask",), "bubble"),
    (("example",), "bubble"),
    (("copy",), "copy"),
    (("copy_label",), "button"),
    (("choice", EVERY, "text"), "button"),
    (("choices", EVERY, "text"), "button"),
    (("suggest", EVERY, "text"), "button"),
    (("choice_from", "text"), "button"),
    (("choices_from", "text"), "button"),
    (("done",), "button"),
    (("skip", "text"), "button"),
    (("button", "text"), "button"),
)
"""Every place in a step that holds words for the person; a test holds it equal to the model's Text fields."""

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
"""A piece of Jinja2 in a text."""

HAN = re.compile(r"[\u3400-\u9fff]")
"""A Chinese character."""


@dataclass(frozen=True, slots=True)
class FlowText:
    """One text: its gettext context (flow.step), the words, their place, and the note for the translator."""

    context: str
    text: str
    role: Role
    loc: Loc
    mark: Mark
    note: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What identifies it in a catalogue."""
        return (self.context, self.text)

    @property
    def translatable(self) -> bool:
        """Whether there are words in it at all, not only slots, figures and marks."""
        return bool(HAN.search(self.text)) or any(char.isalpha() for char in TAG.sub("", self.text))


def texts_of(source: Marked) -> Iterator[FlowText]:
    """Every text of a flow file in the order of its steps; what has not the shape of a flow is left out."""
    steps = source.data.get("steps") if isinstance(source.data, Mapping) else None
    for index in range(len(steps) if isinstance(steps, list) else 0):
        yield from texts_of_step(source, index)


def texts_of_step(source: Marked, index: int) -> Iterator[FlowText]:
    """Every text of one step of a flow file."""
    step, at = source.data["steps"][index], ("steps", index)
    if not isinstance(step, Mapping):
        return
    context = f"{source.data.get('flow', '')}.{step.get('id', '')}"
    note = str(step.get("note") or "")
    for place, role in PLACES:
        for path, text in _found(step, place):
            loc = (*at, *path)
            yield FlowText(context, text, role, loc, source.mark(loc), note)


def _found(value: object, place: Loc) -> Iterator[tuple[Loc, str]]:
    if not place:
        if isinstance(value, str):
            yield (), value
        return
    for key, item in _children(value, place[0]):
        for path, text in _found(item, place[1:]):
            yield (key, *path), text


def _children(value: object, key: str | int) -> Iterable[tuple[str | int, object]]:
    if key == EVERY:
        return enumerate(value) if isinstance(value, list) else ()
    return ((key, value[key]),) if isinstance(value, Mapping) and key in value else ()


def extract_flows(
    fileobj: IO[bytes],
    keywords: Collection[str],  # noqa: ARG001
    comment_tags: Collection[str],  # noqa: ARG001
    options: Mapping[str, object],  # noqa: ARG001
) -> Iterator[tuple[int, str, tuple[str, str], list[str]]]:
    """Babel extractor: (line, function name, (context, text), comments) of every text worth translating.

    Raises YamlProblem when the file is not YAML.
    """
    path = Path(getattr(fileobj, "name", "flow.yaml"))
    for found in texts_of(parse_yaml(fileobj.read().decode(), path)):
        if found.translatable:
            yield found.mark.line, "pgettext", (found.context, found.text), [found.note] if found.note else []
