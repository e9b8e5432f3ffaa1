"""Everything the rules look at: the flows, the world, and what following values through them has shown."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from bot.dialogue.checking.books import BOOKS, WALKED
from bot.dialogue.checking.dataflow import FlowWalk, Walked
from bot.dialogue.checking.kinds import UNKNOWN, Kind, join
from bot.dialogue.checking.measuring import Measured, Observation, observe
from bot.dialogue.checking.states import Has, State
from bot.dialogue.checking.understood import Read
from bot.dialogue.checking.variables import kinds_in, known_at_first, of_person
from bot.dialogue.checking.world import CheckWorld
from bot.dialogue.flowset import SHARED
from bot.dialogue.model import Call, Flow, Start
from bot.dialogue.problems import Problem
from bot.dialogue.reading import FlowFile, Sources

ROUNDS = 6
"""Rounds in which arguments are followed from flow to flow: calls are at most that deep."""


class Project:
    """The flows as the rules see them; everything costly is worked out once."""

    def __init__(self, sources: Sources, world: CheckWorld) -> None:
        self.sources, self.world, self.files = sources, world, sources.files
        rightly_named_last = sorted(self.files, key=lambda file: file.source.path.stem in file.flow.flow)
        self.by_name = {file.flow.flow: file for file in rightly_named_last}
        self.person = of_person(sources.profile, (file.flow for file in self.files))
        self.kinds: dict[str, dict[str, Kind]] = {}
        self.passed: dict[str, dict[str, Has]] = {}
        self.passed_kinds: dict[str, dict[str, Kind]] = {}
        self._left: dict[tuple[str, frozenset[tuple[str, Has]]], State | None] = {}
        self._inside: list[str] = []
        self._follow()

    def is_book(self, name: str) -> bool:
        """Whether a flow is spoken from, not walked."""
        return name in BOOKS or name in self._own_repairs

    @cached_property
    def _own_repairs(self) -> frozenset[str]:
        names = {name for file in self.files for repair, name in file.flow.repairs.items()}
        return frozenset(name for name in names if name not in WALKED and name.startswith(SHARED))

    @cached_property
    def walks(self) -> dict[str, Walked]:
        """Every flow walked from where people come to it, by the path of its file."""
        return {file.source.path.as_posix(): self._walk(file.flow) for file in self.files}

    def walked(self, file: FlowFile) -> Walked:
        """The walk of one flow."""
        return self.walks[file.source.path.as_posix()]

    def parameters(self, flow: Flow) -> dict[str, Kind]:
        """The kinds of a flow's parameters: as declared, as long as the longest that is passed."""
        passed = self.passed_kinds.get(flow.flow, {})
        declared = {name: Kind(of_type) for name, of_type in flow.takes.items()}
        return {
            name: passed[name] if name in passed and passed[name].type == kind.type else kind
            for name, kind in declared.items()
        }

    def left_by(self, name: str, entry: State) -> State | None:
        """What may hold when a called flow is left; None when it never is; recursion changes nothing."""
        file = self.by_name.get(name)
        key = (name, frozenset(entry.items()))
        if file is None or name in self._inside:
            return entry
        if key not in self._left:
            self._inside.append(name)
            self._left[key] = FlowWalk(file.flow, self).walk(entry).exit
            self._inside.pop()
        return self._left[key]

    def _walk(self, flow: Flow) -> Walked:
        passed = self.passed.get(flow.flow, {})
        nobody = Has.NONE if flow.entry is not None else Has.NOTHING
        taken = {name: passed.get(name, Has.VALUE) | nobody for name in flow.takes}
        return FlowWalk(flow, self).walk({**known_at_first(self.sources.profile), **taken})

    def _follow(self) -> None:
        """Learn the kinds of variables and what callers pass, until nothing changes."""
        for _ in range(ROUNDS):
            before = (dict(self.passed), dict(self.kinds))
            self._left.clear()
            self.kinds = {file.flow.flow: kinds_in(file.flow, self) for file in self.files}
            for file in self.files:
                self._pass_on(file.flow)
            if before == (self.passed, self.kinds):
                return

    def _pass_on(self, flow: Flow) -> None:
        walk = FlowWalk(flow, self)
        for step, state in zip(flow.steps, self._walk(flow).before, strict=True):
            if state is None or not isinstance(step, Call | Start):
                continue
            name = step.call if isinstance(step, Call) else step.start
            for parameter in self.by_name[name].flow.takes if name in self.by_name else ():
                expression = step.with_.get(parameter)
                read = Read(Has.NONE, UNKNOWN) if expression is None else walk.read(expression, state)
                self._pass(name, parameter, read.has, read.kind)

    def _pass(self, flow: str, parameter: str, value: Has, kind: Kind) -> None:
        before = self.passed.get(flow, {})
        self.passed[flow] = {**before, parameter: before.get(parameter, Has.NOTHING) | value}
        kinds = self.passed_kinds.get(flow, {})
        joined = join(kinds[parameter], kind) if parameter in kinds else kind
        self.passed_kinds[flow] = {**kinds, parameter: joined}

    @cached_property
    def observations(self) -> tuple[Observation, ...]:
        """Every text and expression of every step anybody can come to, read with what holds there."""
        return tuple(each for file in self.files for each in observe(file, self.walked(file), self))

    @cached_property
    def findings(self) -> tuple[Problem, ...]:
        """What is wrong in texts and expressions, for the rules that are about one kind of it."""
        return tuple(self._findings())

    def _findings(self) -> Iterator[Problem]:
        for seen in self.observations:
            for fault in sorted(seen.faults):
                yield seen.file.problem(fault.rule, fault.message, fault.fix, *seen.loc)

    @cached_property
    def measured(self) -> tuple[Measured, ...]:
        """Every text in every script, as long as it can get."""
        return tuple(each for seen in self.observations for each in seen.measured)
