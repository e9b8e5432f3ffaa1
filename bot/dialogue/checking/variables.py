"""The variables of a flow: who gives them a value, and of which kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.dialogue.checking.kinds import UNKNOWN, Kind, join, of_ask, of_gives
from bot.dialogue.checking.ports import Known
from bot.dialogue.checking.states import EMPTY, Has, State
from bot.dialogue.checking.syntax import Broken, parsed_expression
from bot.dialogue.checking.understood import Understanding
from bot.dialogue.flowset import Profile
from bot.dialogue.model import Ask, Call, Do, Flow, Set, Step
from bot.marked_yaml import Loc

ALWAYS: Mapping[str, Kind] = {"today": Kind("date"), "now": Kind(longest=20), "me": UNKNOWN, "word": UNKNOWN}
"""What every text may name."""


def targets_of(flow: Flow) -> Iterator[tuple[str, Loc]]:
    """Every variable a step gives a value, with its place; ``me.NAME`` among them."""
    for index, step in enumerate(flow.steps):
        at = ("steps", index)
        match step:
            case Ask(into=str() as target) | Do(into=str() as target):
                yield target, (*at, "into")
            case Set():
                yield from ((target, (*at, "set", target)) for target in step.set)
            case Call():
                yield from ((target, (*at, "into", target)) for target in step.into)


def assigned_in(flow: Flow) -> frozenset[str]:
    """The variables of a flow that ever get a value; its parameters among them."""
    return frozenset({target for target, _ in targets_of(flow)} | set(flow.takes))


def of_person(profile: Profile, flows: Iterator[Flow]) -> dict[str, Kind]:
    """The kinds of ``me.NAME``; a text is as long as the longest question for it allows."""
    asked: dict[str, int] = {}
    for flow in flows:
        for step in flow.steps:
            if isinstance(step, Ask) and step.text is not None and step.into is not None:
                asked[step.into] = max(asked.get(step.into, 0), step.text.at_most)
    names = {f"me.{name}": kept.type for name, kept in profile.me.items()}
    return {name: Kind(of_type, longest=asked.get(name)) for name, of_type in names.items()}


def known_at_first(profile: Profile) -> State:
    """What may be known about a person when any flow begins."""
    both = Has.NONE | Has.VALUE
    return {f"me.{name}": both if kept.default is None else Has.VALUE for name, kept in profile.me.items()}


def kinds_in(flow: Flow, known: Known) -> dict[str, Kind]:
    """What is known of every variable a flow may name."""
    kinds = {**ALWAYS, **known.person, **known.parameters(flow)}
    given: dict[str, Kind] = {}
    for step in (*flow.steps, *(step for step in flow.steps if isinstance(step, Set))):
        for target, kind in _given(step, {**kinds, **given}, known):
            if not target.startswith("me."):
                given[target] = join(given[target], kind) if target in given else kind
    return {**kinds, **given}


def _given(step: Step, kinds: Mapping[str, Kind], known: Known) -> Iterator[tuple[str, Kind]]:
    match step:
        case Ask(into=str() as target):
            yield target, of_ask(step)
        case Do(into=str() as target):
            signature = known.world.signatures.get(step.do)
            yield (
                target,
                UNKNOWN if signature is None or signature.gives is None else of_gives(signature.gives),
            )
        case Set():
            for target, expression in step.set.items():
                yield target, _of_expression(expression, kinds, known)
        case Call():
            called = known.kinds.get(step.call, {})
            yield from ((target, called.get(given, UNKNOWN)) for target, given in step.into.items())


def _of_expression(expression: str, kinds: Mapping[str, Kind], known: Known) -> Kind:
    tree = parsed_expression(expression)
    if isinstance(tree, Broken):
        return UNKNOWN
    state = {**EMPTY, **dict.fromkeys(kinds, Has.VALUE)}
    return Understanding(known.world, kinds, frozenset(kinds)).read(tree, state).kind
