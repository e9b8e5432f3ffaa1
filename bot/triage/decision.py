"""From scores to signals: which ones a message shows, and by how much the verdict was won."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.content.signals import Kind, Signal, Signals
from bot.triage.weights import ABOUT_DEBT

Scores = Mapping[str, float]


@dataclass(frozen=True, slots=True, repr=False)
class Decision:
    """The signals found, whether a debt is spoken of, and the distance of the nearest other verdict."""

    found: tuple[Signal, ...]
    about_debt: bool
    margin: float


def decide(scores: Scores, signals: Signals) -> Decision:
    """Choose the signals.

    Whether anything prohibited (or suspicious) is there is judged by the group and its strongest signal together,
    so that a threat too new for any one signal is not lost; then the signals above their thresholds are named,
    at least the strongest one.
    """
    prohibited = _group(scores, signals, Kind.PROHIBITED)
    suspicious = _group(scores, signals, Kind.SUSPICIOUS)
    pressing = max(scores[signal] for signal in _of(signals, Kind.PRESSING))
    found = [
        *(_named(scores, signals, Kind.PROHIBITED) if prohibited > 0 else ()),
        *(_named(scores, signals, Kind.SUSPICIOUS) if suspicious > 0 else ()),
        *(signal for kind in (Kind.PRESSING, Kind.PLAIN) for signal in _above(scores, signals, kind)),
    ]
    about_debt = scores[ABOUT_DEBT] > 0
    ladder = (prohibited, suspicious, pressing, scores[ABOUT_DEBT])
    return Decision(tuple(found), about_debt, _margin(ladder))


def _margin(ladder: tuple[float, ...]) -> float:
    """The verdict is the first rung above 0: it falls when that rung fails or an earlier one rises."""
    nearest = float("inf")
    for rung in ladder:
        nearest = min(nearest, abs(rung))
        if rung > 0:
            break
    return nearest


def _group(scores: Scores, signals: Signals, kind: Kind) -> float:
    return (scores[kind] + max(scores[signal] for signal in _of(signals, kind))) / 2


def _of(signals: Signals, kind: Kind) -> list[Signal]:
    return [signal for signal, rules in signals.rules.items() if rules.kind is kind]


def _above(scores: Scores, signals: Signals, kind: Kind) -> list[Signal]:
    return [signal for signal in _of(signals, kind) if scores[signal] > 0]


def _named(scores: Scores, signals: Signals, kind: Kind) -> list[Signal]:
    return _above(scores, signals, kind) or [max(_of(signals, kind), key=lambda signal: scores[signal])]
