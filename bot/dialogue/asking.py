"""Asking a question, taking its answer, and what happens when it is not understood."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.model import Ask
from bot.dialogue.outputs import Answered, Button
from bot.dialogue.questions import KINDS, Beyond, Full, Reply, Row, Stay, Understood, Unsure
from bot.dialogue.session import Question
from bot.dialogue.values import Value
from bot.dialogue.walk import HEARD, SAME, Walk
from bot.language.passing import alike

SKIP, AGAIN, PAUSE = "!skip", "!again", "!pause"
READING = "r"
"""First letter of the choices that offer readings of an ambiguous text."""

TRIES = 3
"""After the third answer not understood the question is left for later (product design 4.0)."""

NOT_UNDERSTOOD, BEYOND, WHICH_ONE = "_shared/not_understood", "_shared/beyond", "_shared/which_one"


def present(walk: Walk, ask: Ask, question: Question | None = None, *, rewrite: bool = False) -> None:
    """Show a question: anew with the next number, or rewritten in its own bubble."""
    scene = walk.scene
    text = scene.text(ask.ask)
    if not rewrite:
        walk.asked += 1
    if question is None:
        shown = Question(walk.asked, text)
    else:
        shown = replace(question, number=walk.asked, text=text, offered={}, aside=False)
    walk.question = shown
    rows = rows_of_question(walk, ask, shown)
    walk.say(text, buttons=rows, question=shown.number, rewrite=rewrite, pin=ask.pin)


def rows_of_question(walk: Walk, ask: Ask, question: Question) -> tuple[tuple[Button, ...], ...]:
    """The buttons under a question, ways out included."""
    scene = walk.scene
    if ask.kind == "date" and ask.suggest:
        walk.walked.append("_shared/buttons.calendar")
    rows = [_buttons(row) for row in KINDS[ask.kind].rows(ask, question, scene)]
    if ask.copy_ is not None:
        label = walk.word("copy")
        rows.append((Button(label, copy=scene.text(ask.copy_)),))
    return (*rows, *_ways_out(walk, ask, question))


def _ways_out(walk: Walk, ask: Ask, question: Question) -> tuple[tuple[Button, ...], ...]:
    """The last row: leave the question unanswered; at sums, which weigh most, also stop for now."""
    row: list[Button] = []
    if ask.skip is not None:
        row.append(Button(walk.scene.text(ask.skip.text), SKIP))
    elif question.tries + 1 >= TRIES and ask.fallback is None:
        row.append(Button(walk.word("skip"), SKIP))
    if ask.kind == "money":
        row.append(Button(walk.word("pause"), PAUSE))
    return (tuple(row),) if row else ()


def _buttons(row: Row) -> tuple[Button, ...]:
    return tuple(Button(text, choice) for choice, text in row)


def answer_typed(walk: Walk, ask: Ask, question: Question, text: str) -> bool:
    """Take a typed text as the answer; True when the walk goes on. The words of a button tap it."""
    choice = _named_button(walk, ask, question, text)
    if choice is not None:
        return answer_tapped(walk, ask, question, choice)
    reply = KINDS[ask.kind].typed(ask, text, question, walk.scene)
    if ask.skip is not None and walk.setting.understanding.passes(text) and (reply is None or _kept_words(ask)):
        return _skip(walk, ask, question)
    return _take(walk, ask, question, reply, tapped=False)


def _named_button(walk: Walk, ask: Ask, question: Question, text: str) -> str | None:
    """A way out, or "none of these" below readings, typed instead of tapped."""
    said = alike(text)
    ways = [(AGAIN, walk.scene.shared("_shared/which_one", "neither"))] if question.offered else []
    if ask.skip is not None:
        ways.append((SKIP, walk.scene.text(ask.skip.text)))
    return next((choice for choice, label in ways if said and alike(label) == said), None)


def _kept_words(ask: Ask) -> bool:
    """Whether the person's own words are kept as the answer: "don't know" is then no name and no reason."""
    return ask.kind == "text" and ask.into is not None and not ask.into.startswith(HEARD)


def answer_tapped(walk: Walk, ask: Ask, question: Question, choice: str) -> bool:
    """Take a tap as the answer; True when the walk goes on."""
    if choice == SKIP:
        return _skip(walk, ask, question)
    if choice == AGAIN:
        present(walk, ask, question)
        return False
    if choice in question.offered:
        value = question.offered[choice]
        return accept(walk, ask, question, Understood(value, walk.scene.style.any(value)), tapped=True)
    return _take(walk, ask, question, KINDS[ask.kind].tapped(ask, choice, question, walk.scene), tapped=True)


def _take(walk: Walk, ask: Ask, question: Question, reply: Reply, *, tapped: bool) -> bool:
    match reply:
        case Understood():
            return accept(walk, ask, question, reply, tapped=tapped)
        case Unsure():
            _offer(walk, question, reply)
            return False
        case Stay():
            if reply.heard:
                walk.say_shared(WHICH_ONE, "heard")
            present(walk, ask, reply.question, rewrite=tapped)
            return False
        case Full(most):
            _full(walk, ask, question, most, tapped=tapped)
            return False
    return _not_taken(walk, ask, question, reply)


def _full(walk: Walk, ask: Ask, question: Question, most: int, *, tapped: bool) -> None:
    """A tick too many is refused, not swapped for an earlier one: a passing note to a tap, a bubble to words."""
    if tapped:
        walk.note = walk.shared(BEYOND, "full", most=str(most))
    else:
        walk.say_shared(BEYOND, "full", most=str(most))
        present(walk, ask, question)


def accept(walk: Walk, ask: Ask, question: Question, reply: Understood, *, tapped: bool) -> bool:
    """Keep the answer and go on."""
    if not (ask.text is not None and ask.text.secret):
        walk.remember(question, reply.value, reply.shown, reply.go)
    if tapped:
        _mark_answered(walk, ask, question, reply.shown)
    if walk.kept.pop(f"{SAME}{walk.top.flow}.{ask.id}", None) == {"answer": reply.value}:
        walk.new_until = 0  # the same as before: what it leads to was read too
    _settle(walk, ask, reply.value, reply.go or ask.go)
    return True


def _mark_answered(walk: Walk, ask: Ask, question: Question, shown: str) -> None:
    copied = None if ask.copy_ is None else Button(walk.word("copy"), copy=walk.scene.text(ask.copy_))
    walk.answered = Answered(question.number, walk.word("answered", asked=question.text, shown=shown), copied)


def _skip(walk: Walk, ask: Ask, question: Question) -> bool:
    label = walk.scene.text(ask.skip.text) if ask.skip else walk.word("skip")
    _mark_answered(walk, ask, question, label)
    walk.remember(question, None, label, _skip_target(ask))
    _settle(walk, ask, ask.fallback, _skip_target(ask))
    return True


def _settle(walk: Walk, ask: Ask, value: Value, go: str | None) -> None:
    walk.assign(ask.into, value)
    walk.question = None
    if go is not None:
        walk.walked.append(f"{walk.top.flow}.{ask.id}>{go}")
    advance(walk, go)


def _skip_target(ask: Ask) -> str | None:
    """Where leaving a question unanswered leads: its skip, else where its fallback would, else on."""
    if ask.skip is not None and ask.skip.go is not None:
        return ask.skip.go
    assumed = next((option.go for option in ask.choice or () if option.id == ask.fallback), None)
    return assumed or ask.go


def advance(walk: Walk, go: str | None) -> None:
    """Move to ``go``, or to the step written next; past the last one stands at ``end``."""
    walk.move(go or walk.flow.following[walk.top.step] or "end")


def _offer(walk: Walk, question: Question, unsure: Unsure) -> None:
    walk.asked += 1
    offered = {f"{READING}{n}": value for n, (_, value) in enumerate(unsure.readings)}
    rows = [(Button(label, f"{READING}{n}"),) for n, (label, _) in enumerate(unsure.readings)]
    rows.append((Button(walk.scene.shared("_shared/which_one", "neither"), AGAIN),))
    walk.question = replace(question, number=walk.asked, offered=offered)
    walk.walked += ["_shared/which_one.said", "_shared/which_one.neither"]
    walk.say(walk.scene.shared("_shared/which_one", "said"), buttons=tuple(rows), question=walk.asked)


def _not_taken(walk: Walk, ask: Ask, question: Question, beyond: Beyond | None) -> bool:
    tries = question.tries + 1
    if tries >= TRIES:
        walk.say_shared(NOT_UNDERSTOOD, "third")
        walk.remember(question, None, "", _skip_target(ask))
        _settle(walk, ask, ask.fallback, _skip_target(ask))
        return True
    if beyond is not None:
        walk.say_shared(BEYOND, beyond.step, **beyond.slots)
    elif tries == 1 and ask.example is not None:
        walk.say(walk.scene.text(ask.example))
    else:
        walk.say_shared(NOT_UNDERSTOOD, "first" if tries == 1 else "second")
    present(walk, ask, replace(question, tries=tries))
    return False
