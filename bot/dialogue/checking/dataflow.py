"""Values followed along every way through a flow: a forward analysis to its fixed point."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import heappop, heappush

from bot.dialogue.checking.books import SLOTS
from bot.dialogue.checking.graph import END, Edge, edges_of
from bot.dialogue.checking.kinds import UNKNOWN, Kind
from bot.dialogue.checking.narrowing import narrow
from bot.dialogue.checking.ports import Known
from bot.dialogue.checking.states import Has, State, has, join, with_value
from bot.dialogue.checking.syntax import Broken, parsed_expression
from bot.dialogue.checking.understood import Read, Understanding
from bot.dialogue.checking.variables import assigned_in
from bot.dialogue.model import Ask, Call, Do, End, Flow, Set, Start, Step


@dataclass(frozen=True, slots=True)
class Walked:
    """What may hold before each step (None: nobody comes there), and when the flow is left."""

    before: tuple[State | None, ...]
    exit: State | None


class FlowWalk:
    """One flow walked from one state of things."""

    def __init__(self, flow: Flow, known: Known) -> None:
        self.flow, self.known = flow, known
        self.kinds: Mapping[str, Kind] = known.kinds.get(flow.flow, {})
        self.assigned = assigned_in(flow)
        self.index = {step.id: index for index, step in reversed(list(enumerate(flow.steps)))}

    def kind_of(self, name: str) -> Kind:
        """What is known of a variable."""
        return self.kinds.get(name, UNKNOWN)

    def walk(self, entry: State) -> Walked:
        """Follow every way until nothing new is learned."""
        if self.known.is_book(self.flow.flow):
            return Walked(tuple(self._spoken(step, entry) for step in self.flow.steps), entry)
        before: list[State | None] = [None] * len(self.flow.steps)
        before[0], left, todo = entry, None, [0]
        while todo:
            index = heappop(todo)
            for edge, after in self._onward(index, before[index]):
                place = self.index.get(edge.target)
                if edge.target == END:
                    left = join(left, after)
                elif place is not None and (joined := join(before[place], after)) != before[place]:
                    before[place] = joined
                    heappush(todo, place)
        return Walked(tuple(before), left)

    def _spoken(self, step: Step, entry: State) -> State:
        return {**entry, **dict.fromkeys(SLOTS.get(f"{self.flow.flow}.{step.id}", ()), Has.VALUE)}

    def _onward(self, index: int, state: State | None) -> list[tuple[Edge, State]]:
        step = self.flow.steps[index]
        if state is None:
            return []
        if isinstance(step, End):
            return [(Edge(END), state)] if step.end == "here" else []
        if isinstance(step, Start):
            left = self.known.left_by(step.start, self._arguments(step, state))
            return [] if left is None else [(Edge(END), {**state, **_of_person(left)})]
        after = self._after(step, state)
        return [] if after is None else self._along(index, step, after)

    def _along(self, index: int, step: Step, after: State) -> list[tuple[Edge, State]]:
        ways = []
        for edge in edges_of(self.flow, index):
            state = self._assumed(edge, after)
            if state is not None:
                ways.append((edge, self._answered(step, edge, state)))
        return ways

    def _assumed(self, edge: Edge, state: State | None) -> State | None:
        for expression, holds in edge.assume:
            tree = parsed_expression(expression)
            if not isinstance(tree, Broken):
                state = narrow(tree, state, holds, self.kind_of)
        return state

    @staticmethod
    def _answered(step: Step, edge: Edge, state: State) -> State:
        if not isinstance(step, Ask) or step.into is None:
            return state
        skipped = edge.answer == "skipped" and step.fallback is None
        return with_value(state, step.into, Has.NONE if skipped else Has.VALUE)

    def _after(self, step: Step, state: State) -> State | None:
        match step:
            case Set():
                for target, expression in step.set.items():
                    state = with_value(state, target, self.read(expression, state).has)
            case Do(into=str() as target):
                return with_value(state, target, self._given_by(step.do))
            case Call():
                return self._called(step, state)
        return state

    def _given_by(self, action: str) -> Has:
        signature = self.known.world.signatures.get(action)
        nullable = signature is not None and (signature.gives is None or signature.gives.nullable)
        return Has.NONE | Has.VALUE if nullable else Has.VALUE

    def _called(self, step: Call, state: State) -> State | None:
        if step.call not in self.known.by_name:
            return {**state, **dict.fromkeys(step.into, Has.VALUE)}
        left = self.known.left_by(step.call, self._arguments(step, state))
        if left is None:
            return None
        after = {**state, **_of_person(left)}
        for target, given in step.into.items():
            value = has(left, given)
            after[target] = (value & ~Has.UNSET) | (Has.NONE if Has.UNSET in value else Has.NOTHING)
        return after

    def _arguments(self, step: Call | Start, state: State) -> State:
        file = self.known.by_name.get(step.call if isinstance(step, Call) else step.start)
        missing = dict.fromkeys(file.flow.takes if file else (), Has.NONE)
        given = {name: self.read(expression, state).has for name, expression in step.with_.items()}
        return {**_of_person(state), **missing, **given}

    def read(self, expression: str, state: State) -> Read:
        """What an expression gives in a state."""
        tree = parsed_expression(expression)
        if isinstance(tree, Broken):
            return Read(Has.VALUE, UNKNOWN)
        return Understanding(self.known.world, self.kinds, self.assigned, words=False).read(tree, state)


def _of_person(state: State) -> State:
    return {name: value for name, value in state.items() if name.startswith("me.")}
