"""Texts and expressions read where they stand, and texts measured in every script at their longest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import nodes

from bot.dialogue.checking.dataflow import FlowWalk, Walked
from bot.dialogue.checking.kinds import UNKNOWN, Kind
from bot.dialogue.checking.lengths import text_length
from bot.dialogue.checking.narrowing import narrow
from bot.dialogue.checking.ports import Known
from bot.dialogue.checking.sources import Source, sources_of
from bot.dialogue.checking.states import State, with_value
from bot.dialogue.checking.syntax import Broken, parsed_expression, parsed_text
from bot.dialogue.checking.understood import Fault, Understanding
from bot.dialogue.problems import Problem
from bot.dialogue.reading import FlowFile
from bot.language.extraction import FlowText
from bot.language.region import Script
from bot.marked_yaml import Loc, Mark

SOURCE = Script.HANS
"""The script the flows are written in."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A text in one script: as written there, and the most characters it can have."""

    file: FlowFile
    text: FlowText
    script: Script
    written: str
    longest: int
    path: Path = Path()
    line: int = 0

    def problem(self, rule: str, message: str, fix: str) -> Problem:
        """A problem with it: in the flow file, or in the catalogue when it is a translation."""
        if self.script is SOURCE:
            return self.file.problem(rule, message, fix, *self.text.loc)
        return Problem(self.path, Mark(self.line, 1), rule, message, fix)


@dataclass(frozen=True, slots=True)
class Observation:
    """One text or expression where it stands: what is wrong in it, and its measures."""

    file: FlowFile
    loc: Loc
    faults: frozenset[Fault]
    measured: tuple[Measured, ...]
    longest: int = 0


def observe(file: FlowFile, walked: Walked, known: Known) -> Iterator[Observation]:
    """Every text and expression of a flow with what holds at its step; steps nobody comes to are left out."""
    walk = FlowWalk(file.flow, known)
    for index, before in enumerate(walked.before):
        state = before
        for source in sources_of(file, index):
            if state is not None:
                yield _observed(file, source, state, walk)
                state = _after(source, state, walk)


def _after(source: Source, state: State, walk: FlowWalk) -> State | None:
    """What holds for the next expression of the same step: values just set, arms of a branch that did not hold."""
    if source.loc[2] == "set":
        return with_value(state, str(source.loc[3]), walk.read(source.source, state).has)
    tree = parsed_expression(source.source) if source.loc[2] == "branch" else None
    return state if not isinstance(tree, nodes.Expr) else narrow(tree, state, False, walk.kind_of)


def _observed(file: FlowFile, source: Source, state: State, walk: FlowWalk) -> Observation:
    known = walk.known
    item = _item(source, state, walk)
    reading = Understanding(known.world, walk.kinds, walk.assigned, words=source.is_text, local=dict(item))
    if not source.is_text:
        tree = parsed_expression(source.source)
        if not isinstance(tree, Broken):
            take = reading.needed if source.loc[2] in {"photo", "document"} else reading.read
            take(tree, state)
        return Observation(file, source.loc, frozenset(reading.faults), ())
    longest = _length(source.source, reading, state)
    if source.loc[2:] in {("choice_from", "id"), ("choices_from", "id")}:  # an id is what it is made of
        reading.faults = {fault for fault in reading.faults if fault.rule != "choice-shown"}
    faults = frozenset(reading.faults)
    if source.words is None:
        return Observation(file, source.loc, faults, (), longest)
    measured = (
        Measured(file, source.words, SOURCE, source.source, longest),
        *_spoken(file, source.words, reading, state),
    )
    return Observation(file, source.loc, faults, measured, longest)


def _spoken(file: FlowFile, words: FlowText, reading: Understanding, state: State) -> Iterator[Measured]:
    for script, translations in reading.world.translations.items():
        message = translations.spoken(words.key)
        if script is not SOURCE and message is not None:
            text = str(message.string)
            longest = _length(text, reading, state)
            yield Measured(file, words, script, text, longest, translations.path, message.lineno or 1)


def _length(text: str, reading: Understanding, state: State) -> int:
    tree = parsed_text(text)
    return len(text) if isinstance(tree, Broken) else text_length(reading, tree.body, state)


def _item(source: Source, state: State, walk: FlowWalk) -> dict[str, Kind]:
    if source.item_of is None:
        return {}
    return {"item": walk.read(source.item_of, state).kind.items or UNKNOWN}
