"""Scores of messages by weights that never saw them; thresholds and reliability taken from those."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np
from sklearn.isotonic import IsotonicRegression

from bot.content.signals import Kind, Signals
from bot.triage.decision import Decision, decide
from bot.triage.verdict import Verdict, verdict_of
from bot.triage.weights import ABOUT_DEBT, HEADS
from scripts.messages.corpus import Message
from scripts.messages.learning import learn, targets
from scripts.messages.report import macro_f1, say

FOLDS = 5
MADE = "made"
"""Messages made from templates are learned from but not counted: they are too much alike to measure with."""

CANDIDATES = np.arange(-1.5, 1.51, 0.1)
BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
TRUST = 0.5
"""How far a threshold follows its best value: the best one on few messages is partly luck."""


def fold_of(message: Message) -> int:
    """The fold of a message, the same in every run; one group is in one fold."""
    return crc32(f"{message.origin}:{message.group}".encode()) % FOLDS


def out_of_fold(messages: Sequence[Message], signals: Signals) -> np.ndarray:
    """Scores of every message by weights learned from the other folds."""
    seen = [message.features(signals) for message in messages]
    folds = np.array([fold_of(message) for message in messages])
    scores = np.zeros((len(messages), len(HEADS)))
    for fold in range(FOLDS):
        train = np.flatnonzero(folds != fold)
        held = np.flatnonzero(folds == fold)
        learned = learn([messages[i] for i in train], [seen[i] for i in train], signals)
        scores[held] = learned.scores([seen[i] for i in held])
    return scores


def thresholds(messages: Sequence[Message], scores: np.ndarray, signals: Signals) -> np.ndarray:
    """For every head the threshold with the best F1 score, drawn halfway back to 0."""
    return np.array(
        [TRUST * _best(targets(messages, head, signals), scores[:, place]) for place, head in enumerate(HEADS)]
    )


def balanced(messages: Sequence[Message], scores: np.ndarray, limits: np.ndarray, signals: Signals) -> np.ndarray:
    """Move the thresholds of the groups and of debt, one after the other, to where the verdicts agree best."""
    limits = limits.copy()
    meant = [message.verdict(signals) for message in messages]
    for head in (Kind.PROHIBITED, Kind.SUSPICIOUS, ABOUT_DEBT):
        place = HEADS.index(head)
        tried = [(_agreement(meant, scores, _moved(limits, place, limit), signals), limit) for limit in CANDIDATES]
        limits = _moved(limits, place, float(max(tried)[1]))
    return limits


def _moved(limits: np.ndarray, place: int, limit: float) -> np.ndarray:
    return np.array([limit if here == place else old for here, old in enumerate(limits)])


def _agreement(meant: Sequence[Verdict], scores: np.ndarray, limits: np.ndarray, signals: Signals) -> float:
    decided = decisions(scores - limits, signals)
    said = [verdict_of(decision.found, signals, about_debt=decision.about_debt) for decision in decided]
    return macro_f1(list(zip(meant, said, strict=True)))


def _best(target: np.ndarray, score: np.ndarray) -> float:
    found = [(_f1(target, score > limit), -abs(limit), limit) for limit in CANDIDATES]
    return float(max(found)[2])


def _f1(target: np.ndarray, said: np.ndarray) -> float:
    return float(2 * np.sum(target & said) / max(1, np.sum(target) + np.sum(said)))


def decisions(scores: np.ndarray, signals: Signals) -> list[Decision]:
    """What is decided from rows of scores."""
    return [decide(dict(zip(HEADS, map(float, row), strict=True)), signals) for row in scores]


def reliability(messages: Sequence[Message], scores: np.ndarray, signals: Signals) -> list[tuple[float, float]]:
    """Points (margin, share of right verdicts), rising, from scores out of fold."""
    decided = decisions(scores, signals)
    margins = np.array([decision.margin for decision in decided])
    right = np.array(
        [
            verdict_of(decision.found, signals, about_debt=decision.about_debt) == message.verdict(signals)
            for decision, message in zip(decided, messages, strict=True)
        ]
    )
    curve = IsotonicRegression(y_min=0.2, y_max=0.99, out_of_bounds="clip").fit(margins, right)
    points = np.quantile(margins, np.linspace(0, 1, 21))
    return sorted({round(float(x), 3): round(float(curve.predict([x])[0]), 3) for x in points}.items())


def print_reliability(
    messages: Sequence[Message], scores: np.ndarray, curve: list[tuple[float, float]], signals: Signals
) -> None:
    """For each band of confidence how many verdicts lie in it and how many of them are right."""
    decided = decisions(scores, signals)
    sure = np.interp([d.margin for d in decided], [x for x, _ in curve], [y for _, y in curve])
    right = np.array(
        [
            verdict_of(d.found, signals, about_debt=d.about_debt) == m.verdict(signals)
            for d, m in zip(decided, messages, strict=True)
        ]
    )
    say("\nconfidence   n     said  right")
    for low, high in pairwise(BANDS):
        inside = (sure >= low) & (sure < high)
        if inside.any():
            say(f"{low:.2f}-{high:.2f} {inside.sum():5}   {sure[inside].mean():.2f}   {right[inside].mean():.2f}")
