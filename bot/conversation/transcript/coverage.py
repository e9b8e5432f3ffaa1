"""How much of the flows the transcripts walk: every step, every arm of a branch, every way an answer can lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.dialogue.flowset import FlowSet
from bot.dialogue.model import Ask, Branch, Flow, Step, Wait
from bot.dialogue.stepping import WAIT_BUTTON

SAID_OUTSIDE = frozenset(
    {
        "_shared/trouble.said",
        "_shared/trouble.numbers",
        "_shared/files.full",
        *(f"_shared/slow_down.{step}" for step in ("messages", "files")),
    }
)
"""What no transcript needs to lead to: when a turn broke, and when somebody sends too much."""


@dataclass(frozen=True, slots=True)
class FlowCoverage:
    """What of one flow is walked: flow.step, and flow.step>target for the ways out of a step."""

    flow: str
    places: frozenset[str]
    missing: tuple[str, ...]

    @property
    def walked(self) -> int:
        """How many places were walked."""
        return len(self.places) - len(self.missing)


def coverage(flows: FlowSet, walked: Iterable[str]) -> tuple[FlowCoverage, ...]:
    """The coverage of every flow, by name."""
    seen = frozenset(walked)
    return tuple(_of(flow, seen) for _, flow in sorted(flows.flows.items()))


def _of(flow: Flow, seen: frozenset[str]) -> FlowCoverage:
    places = [place for step in flow.steps for place in _places(flow, step)]
    wanted = [place for place in places if place not in SAID_OUTSIDE]
    return FlowCoverage(flow.flow, frozenset(wanted), tuple(dict.fromkeys(p for p in wanted if p not in seen)))


def _places(flow: Flow, step: Step) -> Iterator[str]:
    place = f"{flow.flow}.{step.id}"
    yield place
    for target in ways(step):
        yield f"{place}>{target}"


def ways(step: Step) -> Iterator[str]:
    """Where a step says it may lead, beyond simply going on."""
    if isinstance(step, Branch):
        yield from (case.go or case.otherwise or "" for case in step.branch)
    elif isinstance(step, Wait) and step.button is not None:
        yield WAIT_BUTTON
    elif isinstance(step, Ask):
        options = (*(step.choice or ()), *(step.choices or ()), *step.suggest)
        yield from (option.go for option in options if option.go is not None)
        if step.skip is not None and step.skip.go is not None:
            yield step.skip.go
