"""One run with the mock collector: which move comes next, what was shown so far, when it is over, how it went."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.content.rehearsal import Move, Pressure, Score
from bot.content.replies import Behaviour
from bot.rehearsal.behaviours import ReplyReading

LONGEST_LINE = 100
"""Characters of a reply that can be shown again as the best line, in one bubble."""

SENTENCES = re.compile(r"[。！？!?\n]+")

GAINED = frozenset(Behaviour) - {Behaviour.OVER_PROMISE, Behaviour.PRIVATE_DATA_OR_PAYMENT}
"""What is good to show; the other two are slips."""

KEPT = {Behaviour.OVER_PROMISE: "no_over_promise", Behaviour.PRIVATE_DATA_OR_PAYMENT: "kept_private"}
"""The point each slip loses; without the slip it is won."""

ROUND = (Pressure.TIME, Pressure.LAW, Pressure.PEOPLE, Pressure.LOSS)


@dataclass(frozen=True, slots=True)
class Run:
    """A run in plain values, as a session keeps it. ``used`` are moves, ``shown`` and ``slips`` behaviours so far.

    ``best`` is the reply that showed most without a slip, ``last`` what the newest reply showed, and ``closes`` counts
    the times the person closed the call.
    """

    level: str
    seed: int
    used: tuple[str, ...] = ()
    replies: int = 0
    shown: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()
    best: str = ""
    best_shows: int = 0
    last: tuple[str, ...] = ()
    closes: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """How a run went: the ids of the points won and lost, in the order of the content."""

    won: tuple[str, ...]
    lost: tuple[str, ...]


def next_move(moves: Iterable[Move], run: Run) -> Move:
    """The move after those used: the first of the content to open with, then the four pressures in turn.

    Within a pressure another seed gives another order.
    """
    place = len(run.used)
    opening, *rest = moves
    if place == 0:
        return opening
    turn, pressure = divmod(place, len(ROUND))
    group = [move for move in rest if move.pressure is ROUND[pressure]]
    return group[(run.seed + turn) % len(group)]


def answered(run: Run, reply: str, reading: ReplyReading, score: Score) -> Run:
    """The run after a reply."""
    shown = reading.shown & GAINED
    if Behaviour.OVER_PROMISE in reading.shown:
        shown -= {Behaviour.OFFER}
    if len([part for part in SENTENCES.split(reply) if part.strip()]) > score.reason_sentences:
        shown -= {Behaviour.GAVE_REASON}
    slips = reading.shown & KEPT.keys()
    better = not slips and len(shown) > run.best_shows and len(reply) <= LONGEST_LINE
    return replace(
        run,
        replies=run.replies + 1,
        shown=_together(run.shown, shown),
        slips=_together(run.slips, slips),
        best=reply if better else run.best,
        best_shows=len(shown) if better else run.best_shows,
        last=tuple(each.value for each in Behaviour if each in reading.shown),
        closes=run.closes + (Behaviour.CALM_CLOSE in shown),
    )


def is_over(run: Run, score: Score) -> bool:
    """Whether every exchange is used up, or a calm close comes after enough was done or a second time."""
    closed = Behaviour.CALM_CLOSE.value in run.last and (len(run.shown) >= score.goal or run.closes > 1)
    return closed or run.replies >= score.exchanges


def result(run: Run, score: Score) -> Result:
    """The points of a run."""
    won = {*run.shown, *(point for slip, point in KEPT.items() if slip.value not in run.slips)}
    ids = [point.id for point in score.points]
    lost = sorted((each for each in ids if each not in won), key=lambda each: each not in KEPT.values())
    return Result(tuple(each for each in ids if each in won), tuple(lost))


def _together(before: tuple[str, ...], new: Iterable[Behaviour]) -> tuple[str, ...]:
    found = {*before, *(each.value for each in new)}
    return tuple(each.value for each in Behaviour if each.value in found)
