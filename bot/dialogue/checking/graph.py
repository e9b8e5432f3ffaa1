"""The steps of a flow as a graph: where each leads, by which words of the file, under which condition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.dialogue.model import Ask, Branch, End, Flow, Option, Start, Step, Wait
from bot.marked_yaml import Loc

END = "end"
"""Where a flow stands after its last step."""

Answer = Literal["given", "skipped", ""]


@dataclass(frozen=True, slots=True)
class Edge:
    """One way on from a step.

    ``loc`` is the place of the written target, None for the step written next; ``assume`` are the conditions
    that hold on this way; ``answer`` says whether a question was answered.
    """

    target: str
    loc: Loc | None = None
    label: str = ""
    assume: tuple[tuple[str, bool], ...] = ()
    answer: Answer = ""


def edges_of(flow: Flow, index: int) -> tuple[Edge, ...]:
    """Every way on from a step."""
    step, at = flow.steps[index], ("steps", index)
    after = flow.steps[index + 1].id if index + 1 < len(flow.steps) else END
    match step:
        case Start() | End():
            return ()
        case Ask():
            return tuple(_answers(step, at, after))
        case Branch():
            return tuple(_arms(step, at))
    onward = (_to(step.go, (*at, "go"), after),)
    if isinstance(step, Wait) and step.button is not None:
        return (*onward, Edge(step.button.go, (*at, "button", "go"), step.button.text))
    return onward


def _to(go: str | None, loc: Loc, after: str, label: str = "", answer: Answer = "") -> Edge:
    return Edge(after, None, label, answer=answer) if go is None else Edge(go, loc, label, answer=answer)


def _answers(ask: Ask, at: Loc, after: str) -> Iterator[Edge]:
    usual = _to(ask.go, (*at, "go"), after, answer="given")
    for key, options in (("choice", ask.choice), ("suggest", ask.suggest)):
        for number, option in enumerate(options or ()):
            if option.go is not None:
                answer: Answer = "skipped" if key == "suggest" and ask.kind in {"money", "date"} else "given"
                yield Edge(option.go, (*at, key, number, "go"), option.text, answer=answer)
    if not _all_lead(ask.choice) or ask.own_words is not None:
        yield usual
    if ask.skip is not None and ask.skip.go is not None:
        yield Edge(ask.skip.go, (*at, "skip", "go"), ask.skip.text, answer="skipped")
        return
    assumed = next((option.go for option in ask.choice or () if option.id == ask.fallback), None)
    yield Edge(assumed, answer="skipped") if assumed else Edge(usual.target, usual.loc, answer="skipped")


def _all_lead(options: tuple[Option, ...] | None) -> bool:
    return bool(options) and all(option.go is not None for option in options or ())


def _arms(branch: Branch, at: Loc) -> Iterator[Edge]:
    failed: tuple[tuple[str, bool], ...] = ()
    for number, case in enumerate(branch.branch):
        target = case.go or case.otherwise
        holds = failed if case.when is None else (*failed, (case.when, True))
        if target is not None:
            key = "go" if case.go else "otherwise"
            yield Edge(target, (*at, "branch", number, key), case.when or "", holds)
        if case.when is not None:
            failed = (*failed, (case.when, False))


def waits(step: Step) -> bool:
    """Whether a step hands over to the person or the clock."""
    return isinstance(step, Ask | Wait)


def reachable(ways: Mapping[str, Iterable[str]], starts: Iterable[str]) -> set[str]:
    """Everything that can be reached, the starts included."""
    seen, todo = set(), list(starts)
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo.extend(ways.get(node, ()))
    return seen


def cycles(ways: Mapping[str, Iterable[str]]) -> Iterator[frozenset[str]]:
    """The nodes of each cycle (strongly connected component that leads back to itself)."""
    told: set[str] = set()
    for node, nexts in ways.items():
        after = reachable(ways, nexts)
        if node in after and node not in told:
            around = frozenset(other for other in after if node in reachable(ways, ways.get(other, ())))
            told |= around
            yield around
