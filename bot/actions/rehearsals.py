"""Actions on a rehearsal: begin a run, play the collector's next move, understand the reply, say how it went."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.actions.cards import Item
from bot.actions.did import did
from bot.actions.registry import Context, Done, action
from bot.content.both import Both
from bot.content.rehearsal import Level
from bot.content.replies import Behaviour
from bot.language.money import Money
from bot.rehearsal.behaviours import ReplyReading, read_reply
from bot.rehearsal.run import KEPT, Run, answered, is_over, next_move, result
from bot.reminders.timer import Timer

CLOSES_AFTER = 2
"""Replies after which a line to close the call with is offered too."""

SHOWN_DONE = 2

QUIET, PATIENCE = "rehearse_quiet", timedelta(minutes=3)
"""The timer that says there is no hurry, and when (product design, F6)."""


@dataclass(frozen=True, slots=True)
class Today:
    """How many runs are left today."""

    left: int


@dataclass(frozen=True, slots=True)
class Played:
    """One move: the run with it, what the collector says, a hint, what can be tapped."""

    run: Run
    say: str
    hint: str
    buttons: list[Item]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a reply did: the run after it, whether it is over, what the coach says at once."""

    run: Run
    over: bool
    coach: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """How a run went: points won, at most two things done, one to try, the best line."""

    points: int
    done: list[str]
    next: str | None
    best: str | None


@action("rehearsal.today")
def today(context: Context) -> Today:
    """The runs left today."""
    return Today(max(0, context.library.score.runs_a_day - _runs(context)))


@action("rehearsal.levels")
def levels(context: Context) -> list[Item]:
    """How hard the collector presses, as buttons; while the person chooses, the reading of replies is made ready."""
    if not context.library.replies.ready:
        context.library.replies.get_ready()
    return [Item(each.id.value, context.words(each.label)) for each in context.library.moves.levels]


@action("rehearsal.begin", gives=Run)
def begin(context: Context, level: str) -> Done:
    """Begin a run and count it."""
    runs = _runs(context)
    run = Run(level, seed=context.now.date().toordinal() + runs)
    return Done(run, me={"rehearsed_on": context.now.date(), "rehearsals": runs + 1, **did(context, "practised")})


@action("rehearsal.rest", gives=type(None))
def rest(context: Context) -> Done:
    """No more runs today."""
    return Done(me={"rehearsed_on": context.now.date(), "rehearsals": context.library.score.runs_a_day})


@action("rehearsal.move", gives=Played, opens=("rehearse_quiet",))
def move(context: Context, run: dict[str, Any]) -> Done:
    """The collector's next move, with what they say back to the last reply before it; three minutes to answer."""
    words, now = context.library.moves, _run(run)
    chosen = next_move(words.moves, now)
    said = context.words(chosen.say.at(Level(now.level)))
    before = _reaction(context, now)
    lines = [Item("line", context.words(chosen.line))]
    if now.replies >= CLOSES_AFTER:
        lines.append(Item("close", context.words(words.close)))
    buttons = [*lines, Item("hint", context.words(words.buttons.hint)), Item("stop", context.words(words.buttons.stop))]
    played = dataclasses.replace(now, used=(*now.used, chosen.id))
    value = Played(played, context.words(words.label) + before + said, _coach(context, chosen.hint), buttons)
    payload = {"kind": "open", "flow": "rehearse_quiet", "within": "rehearse"}
    return Done(value, timers=(Timer(QUIET, context.now + PATIENCE, payload),))


@action("rehearsal.hear")
def hear(context: Context, run: dict[str, Any], reply: str, buttons: list[dict[str, Any]], cap: Money | None) -> Heard:
    """Understand a reply, typed or tapped, and hold it against the person's own cap."""
    said = next((str(each["text"]) for each in buttons if each["id"] == reply), reply)
    before = _run(run)
    reading = _read(context, said, before.used[-1], cap)
    after = answered(before, said, reading, context.library.score)
    return Heard(after, is_over(after, context.library.score), _coaching(context, reading, cap))


@action("rehearsal.score")
def score(context: Context, run: dict[str, Any]) -> Told:
    """How a run went."""
    known = context.library.score
    found = result(_run(run), known)
    points = {point.id: point for point in known.points}
    lost = context.words(points[found.lost[0]].next) if found.lost else None
    done = [context.words(points[each].done) for each in found.won[:SHOWN_DONE]]
    return Told(len(found.won), done, lost, _run(run).best or None)


@action("rehearsal.keep", gives=type(None))
def keep(context: Context, run: dict[str, Any]) -> Done:
    """Keep the best line of a run, if the person allows keeping records."""
    best = _run(run).best
    return Done(me={"best_line": best} if best and context.session.me.get("consent_records") else {})


@action("rehearsal.rose")
def rose(context: Context, before: int, after: int) -> bool:
    """Whether a run left the person so much tenser that there is no further one today."""
    return after - before >= context.library.score.rise


@action("rehearsal.too_tense")
def too_tense(context: Context, tension: int) -> bool:
    """Whether a person is too tense to begin."""
    return tension >= context.library.score.too_tense


def _runs(context: Context) -> int:
    """Runs begun today."""
    kept, on = context.session.me.get("rehearsals"), context.session.me.get("rehearsed_on")
    same = isinstance(on, date) and on == context.now.date()
    return kept if same and isinstance(kept, int) else 0


def _run(run: dict[str, Any]) -> Run:
    plain: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in run.items()}
    return Run(**plain)


def _read(context: Context, said: str, answering: str, cap: Money | None) -> ReplyReading:
    reader, region = context.understanding, context.style.region
    if reader is None:
        raise LookupError("a rehearsal needs the reader of amounts")
    limit = None if cap is None else cap.amount
    return read_reply(said, answering, limit, context.library.replies, lambda text: reader.amount(text, region))


def _reaction(context: Context, run: Run) -> str:
    """What the collector says back first; nothing after a slip, when the coach has just spoken."""
    if any(slip.value in run.last for slip in KEPT):
        return ""
    said = next((each.say for each in context.library.moves.reactions if each.to.value in run.last), None)
    return "" if said is None else context.words(said)


def _coaching(context: Context, reading: ReplyReading, cap: Money | None) -> str | None:
    words = context.library.moves.coaching
    if cap is not None and reading.proposed is not None and reading.proposed > cap.amount:
        return _coach(context, words.over_cap).format(cap=context.style.money(cap))
    if Behaviour.PRIVATE_DATA_OR_PAYMENT in reading.shown:
        return _coach(context, words.private_data_or_payment)
    if Behaviour.OVER_PROMISE in reading.shown:
        return _coach(context, words.over_promise)
    return None


def _coach(context: Context, words: Both) -> str:
    return context.words(context.library.moves.coach) + context.words(words)
