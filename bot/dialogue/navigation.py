"""Moving about: back, pause, resume, changing an earlier answer, opening another flow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from bot.dialogue.asking import present
from bot.dialogue.model import Ask
from bot.dialogue.outputs import Button
from bot.dialogue.session import Checkpoint, Frame, Question, Queued
from bot.dialogue.stepping import CONTINUE, ask_again, leave_conversation, run
from bot.dialogue.values import Value
from bot.dialogue.walk import SAME, Walk

RESUME = "!resume"

MOST_QUEUED = 4
"""What waits behind the one being looked at: five in all (product design F8)."""

IN_ONE_GO = timedelta(seconds=20)

UNFINISHED = "unfinished"
"""What the home flow may take: whether something under it waits to be taken up."""


def open_flow(walk: Walk, name: str, answers: dict[str, Value], *, over: bool) -> None:
    """Begin a flow: over the question being asked, which is taken up afterwards, or instead of everything."""
    if over and answers and _has_to_queue(walk, name):
        _queue(walk, name, answers)
        return
    aside, walk.paused, walk.kept = (
        walk.paused,
        False,
        {},
    )  # answers kept from a change belong to what was changed, not to what begins now
    if over and _back_to_running(walk, name):
        resume_here(walk, returning=True)
        return
    if not over or walk.at_home:
        walk.clear()
        walk.push(name, answers)
    else:
        _leave_same(walk, name)
        if walk.setting.flows.flow(name).again == "queue":
            _leave_waiting(walk)
        _begin_over(walk, name, {**_unfinished(walk, name), **answers}, aside=aside)
    walk.question = None
    run(walk)


def _has_to_queue(walk: Walk, name: str) -> bool:
    """Whether something of its kind is being looked at: one after the other, or nobody could follow."""
    flows = walk.setting.flows
    if walk.paused or flows.flow(name).again != "queue" or _waits_for_one(walk):
        return False
    begun = (frame.flow for n, frame in enumerate(walk.stack) if n == 0 or frame.digression)
    return any(flows.flow(each).again == "queue" for each in begun)


def _waits_for_one(walk: Walk) -> bool:
    """Whether what runs has nothing to look at yet, and asks for it."""
    step = walk.step if walk.stack and walk.top.step != "end" else None
    return isinstance(step, Ask) and step.forwarded and walk.flow.again == "queue"


def _leave_waiting(walk: Walk) -> None:
    """What only asks for something to look at gives way to it."""
    if walk.stack and _waits_for_one(walk):
        leave_conversation(walk)
        walk.question = walk.top.held if walk.stack else None


def _queue(walk: Walk, name: str, answers: dict[str, Value]) -> None:
    """Put it behind what is being looked at; said once for what comes in one go."""
    if len(walk.queued) >= MOST_QUEUED:
        walk.say_shared("_shared/queue", "full")
        return
    walk.queued.append(Queued(name, answers))
    before = walk.before.seen_at
    if len(walk.queued) == 1 or before is None or walk.now - before > IN_ONE_GO:
        walk.say_shared("_shared/queue", "waits")


def _begin_over(walk: Walk, name: str, answers: dict[str, Value], *, aside: bool) -> None:
    """Begin a flow over what runs; over nothing it is the conversation itself."""
    if not walk.stack:
        walk.clear()
        walk.push(name, answers)
        return
    _hold(walk, aside=aside)
    walk.push(name, answers, digression=True)


def _unfinished(walk: Walk, name: str) -> dict[str, Value]:
    """What the home flow is told when it is opened over something that is not finished."""
    flow = walk.setting.flows.flow(name)
    return {UNFINISHED: True} if flow.home and UNFINISHED in flow.takes else {}


def _back_to_running(walk: Walk, name: str) -> bool:
    """Leave what interrupted a flow that is to be resumed when asked for again; False when it does not run."""
    depth = _depth(walk, name)
    if depth is None or walk.setting.flows.flow(name).again != "resume":
        return False
    upper = (n for n, frame in enumerate(walk.stack) if n > depth and frame.digression)
    walk.stack = walk.stack[: next(upper, len(walk.stack))]
    walk.question = walk.top.held or walk.question
    return True


def _depth(walk: Walk, name: str) -> int | None:
    """Where a flow was begun that still runs; flows called by others do not count."""
    begun = (n for n, frame in enumerate(walk.stack) if frame.flow == name and (n == 0 or frame.digression))
    return next(begun, None)


def _leave_same(walk: Walk, name: str) -> None:
    """A flow begun anew takes the place of the one of that name that still runs; what came over that one goes on."""
    depth = _depth(walk, name)
    if depth is None:
        return
    over = (n for n, frame in enumerate(walk.stack) if n > depth and frame.digression and frame.flow != CONTINUE)
    upper = walk.stack[next(over, len(walk.stack)) :]
    walk.stack = walk.stack[:depth]
    if not upper:
        walk.question = walk.top.held if walk.stack else None
    elif not walk.stack:
        walk.stack = [replace(upper[0], digression=False), *upper[1:]]
    else:
        walk.stack += upper


def _hold(walk: Walk, *, aside: bool) -> None:
    """Keep the interrupted question with its frame, and the moment, so that one step back returns to it.

    ``aside`` says that the person had put it aside: then it stays so when what begins now is over.
    """
    walk.past.append(Checkpoint.of(walk.asked, walk.stack, dict(walk.me)))
    held = replace(walk.question or Question(0), aside=True) if aside else walk.question
    walk.stack[-1] = replace(walk.top, held=held)


def back(walk: Walk) -> None:
    """One step back: the question before, with the answer it was given.

    Out of what interrupted a question it leads back to that question; where that is asked again already, it is no step.
    """
    while walk.past and not walk.past[-1].label and _places(walk.past[-1].frames) == _places(walk.stack):
        walk.past.pop()
    if not walk.past:
        walk.say_shared("_shared/back", "first")
        resume_here(walk)
    elif walk.past[-1].label:
        restore(walk, walk.past.pop())
    else:
        _back_out(walk, walk.past.pop())


def _places(frames: Iterable[Frame]) -> list[tuple[str, str]]:
    return [(frame.flow, frame.step) for frame in frames]


def _back_out(walk: Walk, point: Checkpoint) -> None:
    """Leave what interrupted a question; what was ticked there stays ticked."""
    frames = list(point.frames)
    held = walk.stack[len(frames) - 1].held if len(walk.stack) >= len(frames) else None
    walk.stack, walk.me, walk.paused = (
        [*frames[:-1], replace(frames[-1], held=held)],
        walk.setting.flows.gone_back(point.me, walk.me),
        False,
    )
    if not ask_again(walk, returning=True):
        run(walk)


def restore(walk: Walk, point: Checkpoint) -> None:
    """Stand again where a question was asked."""
    walk.stack, walk.paused = list(point.frames), False
    walk.me = walk.setting.flows.gone_back(point.me, walk.me)
    if point.shown:
        walk.say_shared("_shared/back", "was", shown=point.shown)
    ticked = tuple(str(item) for item in point.answer) if isinstance(point.answer, list) else ()
    step = walk.step
    if isinstance(step, Ask):
        present(walk, step, Question(0, ticked=ticked))
    else:
        walk.question = None
        run(walk)


def pause(walk: Walk) -> None:
    """Stop for now; the place is kept."""
    walk.paused = True
    walk.asked += 1
    walk.say_shared("_shared/pause", "said", buttons=((Button(walk.word("resume"), RESUME),),))
    walk.bubbles[-1] = replace(walk.bubbles[-1], question=walk.asked)


def resume(walk: Walk) -> None:
    """Go on where it was."""
    resume_here(walk, returning=walk.paused)


def resume_here(walk: Walk, *, returning: bool = False) -> None:
    """Ask the current question again; with none running, go home."""
    walk.paused = False
    if not walk.stack:
        open_flow(walk, walk.setting.flows.home, {}, over=False)
    elif not ask_again(walk, returning=returning):
        run(walk)


def change(walk: Walk, number: int) -> None:
    """Answer question ``number`` anew; later answers are kept where what was asked stays the same.

    What was answered in another conversation meanwhile is not kept: in a crisis, say, everything is asked again.
    A question that cannot be gone back to any more is left as it is.
    """
    place = next((n for n, point in enumerate(walk.past) if point.number == number and point.label), None)
    if place is None:
        walk.move("end")
        run(walk)
        return
    point, later = walk.past[place], walk.past[place + 1 :]
    walk.past = walk.past[:place]
    walk.kept = {key(after): _kept(after) for after in later if after.label and _begun(after) == _begun(point)}
    walk.kept[SAME + key(point)] = {"answer": point.answer}
    restore(walk, point)


def _begun(point: Checkpoint) -> tuple[int, str]:
    """The conversation a question was asked in: how deep it lies and the flow it began with."""
    depth, frame = next((n, f) for n, f in reversed(list(enumerate(point.frames))) if f.digression or n == 0)
    return depth, frame.flow


def key(point: Checkpoint) -> str:
    """flow.step of the question a checkpoint is of."""
    return f"{point.frames[-1].flow}.{point.frames[-1].step}"


def _kept(point: Checkpoint) -> Value:
    return {"label": point.label, "answer": point.answer, "shown": point.shown, "go": point.go}
