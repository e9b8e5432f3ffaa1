"""The engine: one input, one turn. Pure: the same session, input and moment always give the same turn."""

from __future__ import annotations

from datetime import datetime

from bot.dialogue import navigation
from bot.dialogue.arriving import arrive
from bot.dialogue.asking import PAUSE, advance, answer_tapped, answer_typed
from bot.dialogue.inputs import (
    Arrived,
    Back,
    Change,
    Elapsed,
    Input,
    Open,
    Pause,
    Received,
    Result,
    Resume,
    Tapped,
    Typed,
)
from bot.dialogue.model import Ask, Do, Wait
from bot.dialogue.outputs import Turn
from bot.dialogue.scene import Setting
from bot.dialogue.session import Session
from bot.dialogue.stepping import WAIT_BUTTON, run
from bot.dialogue.walk import Walk


def step(setting: Setting, session: Session, given: Input, now: datetime) -> Turn:
    """Take one input.

    ``now`` is aware and in the person's own zone. An Elapsed whose turn has passed changes nothing.
    Raises ConversationError when a flow cannot go on (the checks make sure none gets there).
    """
    walk = Walk(setting, session, now)
    if isinstance(given, Elapsed) and given.turn != session.turn:
        return walk.finish()
    if not isinstance(given, Result):
        walk.turn += 1
    _take(walk, given)
    return walk.finish()


def _take(walk: Walk, given: Input) -> None:
    match given:
        case Typed(text):
            _typed(walk, text)
        case Tapped(choice):
            _tapped(walk, choice)
        case Received(kind):
            walk.say_shared("_shared/unexpected", kind)
            navigation.resume_here(walk)
        case Arrived():
            arrive(walk, given)
        case Open(flow, over, answers):
            navigation.open_flow(walk, flow, dict(answers), over=over)
        case Result(value):
            _result(walk, value)
        case Elapsed():
            _elapsed(walk)
        case Change(number):
            navigation.change(walk, number)
        case Back() | Pause() | Resume():
            _MOVES[type(given)](walk)


_MOVES = {Back: navigation.back, Pause: navigation.pause, Resume: navigation.resume}


def _typed(walk: Walk, text: str) -> None:
    if walk.paused or not walk.stack:
        navigation.resume(walk)
    elif walk.question is None:
        _end_wait(walk)
    elif isinstance(walk.step, Ask) and answer_typed(walk, walk.step, walk.question, text):
        run(walk)


def _tapped(walk: Walk, choice: str) -> None:
    if choice == navigation.RESUME or walk.paused or not walk.stack:
        navigation.resume(walk)
    elif choice == PAUSE:
        navigation.pause(walk)
    elif walk.question is None:
        _end_wait(walk)
    elif isinstance(walk.step, Ask) and answer_tapped(walk, walk.step, walk.question, choice):
        run(walk)


def _end_wait(walk: Walk) -> None:
    """Whatever a person does while a bubble is being waited on ends the wait."""
    waiting = walk.step
    if isinstance(waiting, Wait):
        advance(walk, waiting.button.go if waiting.button else waiting.go)
        walk.walked.append(f"{walk.top.flow}.{waiting.id}>{WAIT_BUTTON}")
    run(walk)


def _elapsed(walk: Walk) -> None:
    if walk.stack and isinstance(walk.step, Wait):
        advance(walk, walk.step.go)
        run(walk)


def _result(walk: Walk, value: object) -> None:
    doing = walk.step
    if isinstance(doing, Do):
        walk.assign(doing.into, value)  # type: ignore[arg-type]
        advance(walk, doing.go)
    run(walk)
