"""Walking steps until one waits for the person, for time or for an action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.dialogue.asking import accept, advance, present
from bot.dialogue.layout import BUBBLE
from bot.dialogue.model import Ask, Branch, Call, Do, End, Say, Set, Start, Wait
from bot.dialogue.outputs import ActionCall, Button
from bot.dialogue.questions import Understood
from bot.dialogue.session import Question
from bot.dialogue.walk import Walk
from bot.errors import ConversationError

MOST_STEPS = 200
"""Steps one turn may walk; the checks refuse loops without a wait, this is the last fence."""

CONTINUE = "_shared/continue"
"""Asks whether to go on with what was interrupted; it belongs to the conversation below it."""

WAIT_BUTTON = "go"
"""Choice id of the button under a bubble being waited on."""


def run(walk: Walk) -> None:
    """Walk on until something is waited for. Raises ConversationError when nothing ever is."""
    for _ in range(MOST_STEPS):
        if not walk.stack:
            return
        if walk.top.step == "end":
            if finish_flow(walk):
                return
            continue
        walk.walked.append(f"{walk.top.flow}.{walk.top.step}")
        if _HANDLERS[type(walk.step)](walk, walk.step):
            return
    raise ConversationError(f"The flow {walk.top.flow!r} walks on without ever asking: it needs a step that waits.")


def _say(walk: Walk, step: Say) -> bool:
    if step.each is not None:
        listed = walk.scene.value(step.each)
        for item in listed if isinstance(listed, list) else []:
            _bubble(walk, step, step.bubbles[0], copied=True, item=item)
    else:
        for text in step.bubbles:
            _bubble(walk, step, text, copied=text is step.bubbles[-1])
    advance(walk, step.go)
    return False


def _bubble(walk: Walk, step: Say, text: str, *, copied: bool, **more: object) -> None:
    scene = walk.scene
    rows: tuple[tuple[Button, ...], ...] = ()
    if copied and step.copy_ is not None:
        label = scene.text(step.copy_label) if step.copy_label else walk.word("copy")
        rows = ((Button(label, copy=scene.text(step.copy_, **more)),),)
    photo, document = (str(scene.value(each)) if each else "" for each in (step.photo, step.document))
    details = {"live": step.live or "", "pin": step.pin, "photo": photo, "document": document}
    walk.say(scene.text(text, **more), buttons=rows, fixed="{" not in text and not step.file, **details)


def _ask(walk: Walk, step: Ask) -> bool:
    kept = walk.kept.pop(f"{walk.top.flow}.{step.id}", None)
    if isinstance(kept, dict) and kept["label"] == walk.scene.text(step.ask):
        walk.leave_out_known()
        question = Question(walk.asked, text=str(kept["label"]))
        go = kept["go"]
        return not accept(
            walk,
            step,
            question,
            Understood(kept["answer"], str(kept["shown"]), None if go is None else str(go)),
            tapped=False,
        )
    present(walk, step)
    return True


def _branch(walk: Walk, step: Branch) -> bool:
    scene = walk.scene
    for case in step.branch:
        if case.when is None or scene.value(case.when):
            target = case.go or case.otherwise
            walk.walked.append(f"{walk.top.flow}.{step.id}>{target}")
            advance(walk, target)
            return False
    raise ConversationError(f"No arm of {walk.top.flow}.{step.id} holds: give it `otherwise`.")


def _set(walk: Walk, step: Set) -> bool:
    for target, expression in step.set.items():
        walk.assign(target, walk.scene.value(expression))
    advance(walk, step.go)
    return False


def _call(walk: Walk, step: Call) -> bool:
    walk.push(step.call, {name: walk.scene.value(value) for name, value in step.with_.items()})
    return False


def _do(walk: Walk, step: Do) -> bool:
    scene = walk.scene
    arguments = {name: scene.value(value) for name, value in step.with_.items()}
    walk.call = ActionCall(step.do, arguments, f"{walk.before.id}/{walk.turn}/{step.id}")
    return True


def _wait(walk: Walk, step: Wait) -> bool:
    if walk.before.question is not None or not walk.before.stack:
        walk.asked += 1
    walk.question = None
    if step.say is not None:
        rows = ((Button(walk.scene.text(step.button.text), WAIT_BUTTON),),) if step.button else ()
        number = walk.asked if step.button else 0
        walk.say(
            walk.scene.text(step.say),
            live=step.live or "",
            rewrite=step.live is not None and not step.fresh,
            buttons=rows,
            question=number,
        )
    walk.wake_after(step.wait)
    return True


def _start(walk: Walk, step: Start) -> bool:
    answers = {name: walk.scene.value(value) for name, value in step.with_.items()}
    digression = leave_conversation(walk)
    if any(frame.flow == step.start for frame in walk.stack):  # begun anew: the unfinished one gives way
        walk.clear()
        digression = False
    walk.push(step.start, answers, digression=digression)
    return False


def _end(walk: Walk, step: End) -> bool:
    if step.end == "here":
        walk.move("end")
        return False
    if step.end == "all":
        walk.clear()
        walk.queued = []
    else:
        _leave_for_later(walk)
    return True


def _leave_for_later(walk: Walk) -> None:
    """Put what this flow interrupted aside; with nothing under it everything is closed."""
    leave_conversation(walk)
    walk.question = walk.top.held if walk.stack else None
    walk.paused = bool(walk.stack)


def leave_conversation(walk: Walk) -> bool:
    """Leave the flow that runs and its callers, down to what they interrupted; True when they did interrupt."""
    left = walk.stack.pop()
    while walk.stack and not left.digression:  # its callers are finished too: nobody comes back to them
        left = walk.stack.pop()
    return left.digression


def finish_flow(walk: Walk) -> bool:
    """Leave the flow that ended: to its caller, to the question it interrupted, or home; True when waiting."""
    flow, left = walk.flow, walk.stack.pop()
    begun = left.digression or not walk.stack
    if walk.queued and begun and (flow.again == "queue" or not walk.stack):
        following, walk.kept = walk.queued.pop(0), {}
        walk.push(following.flow, dict(following.answers), digression=left.digression)
        walk.lead = walk.shared("_shared/queue", "next")
        return False
    if not walk.stack:
        walk.push(walk.setting.flows.home, {})
        return False
    if left.digression:
        return _stand_still(walk) if flow.after == "stay" else return_to_question(walk, offer=flow.after == "offer")
    step = walk.step
    if isinstance(step, Call):
        for target, given in step.into.items():
            walk.assign(target, left.answers.get(given))
        advance(walk, step.go)
    return False


def _stand_still(walk: Walk) -> bool:
    """Leave the interrupted question as it stands above: nobody answered anything, and its buttons still count."""
    if not isinstance(walk.step, Ask) or walk.top.held is None:
        return False
    walk.question, walk.paused = walk.top.held, walk.before.paused
    walk.stack[-1] = replace(walk.top, held=None)
    return True


def return_to_question(walk: Walk, *, offer: bool) -> bool:
    """Take up what a digression interrupted: ask it again, or first ask whether to, unless that is being asked.

    What the person had put aside stays there.
    """
    if offer and walk.flow.flow != CONTINUE:
        walk.push(CONTINUE, {}, digression=True)
        return False
    if walk.top.held is not None and walk.top.held.aside:
        walk.question, walk.paused = walk.top.held, True
        walk.stack[-1] = replace(walk.top, held=None)
        return True
    return ask_again(walk, returning=True)


def ask_again(walk: Walk, *, returning: bool = False) -> bool:
    """Show the question the walk stands at once more, ticks and all; a step that is no question is walked again.

    ``returning`` says that it is taken up again, in the same bubble where both fit in one.
    """
    step = walk.step
    said = len(walk.bubbles)
    returning = returning and walk.flow.flow != CONTINUE  # which asks just that
    if returning:
        walk.say_shared("_shared/returning", "said")
    if not isinstance(step, Ask):
        return False
    present(walk, step, walk.top.held or walk.question)
    walk.stack[-1] = replace(walk.top, held=None)  # what is ticked from now on is not what was held
    lead, asked = walk.bubbles[said], walk.bubbles[-1]
    together = f"{lead.text}\n{asked.text}"
    if returning and len(together) <= BUBBLE:
        walk.bubbles[said:] = [replace(asked, text=together)]
    return True


_HANDLERS: dict[type, Callable[[Walk, Any], bool]] = {
    Say: _say,
    Ask: _ask,
    Branch: _branch,
    Set: _set,
    Call: _call,
    Do: _do,
    Wait: _wait,
    Start: _start,
    End: _end,
}
"""One handler a kind of step; each returns True when the walk waits there."""
