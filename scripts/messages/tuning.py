"""Scores of messages by weights that never saw them; thresholds and reliability taken from those."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np
from sklearn.isotonic import IsotonicRegression

from bot.content.signals import Signal, Signals
from bot.triage.decision import Decision, decide
from bot.triage.features import NO_MONEY
from bot.triage.verdict import Verdict, verdict_of
from bot.triage.weights import HEADS
from scripts.messages.corpus import Message
from scripts.messages.learning import Numbers, learn, targets
from scripts.messages.report import say

Curve = list[tuple[float, float]]
"""Points of a margin and the share of verdicts with it that are right, both rising."""

Curves = dict[bool, Curve]
"""One curve for messages called unlawful without a word of money in them (True), and one for the others."""

FOLDS = 5
MADE = "made"
"""Messages made from templates are learned from but not counted: they are too much alike to measure with."""

EXPECTED = "dev"
"""The file whose shares of verdicts are like those of what people forward; the rounds are full of look-alikes."""

CARE = 1.0
"""How far the leaning is towards unlawful beyond the shares: a missed threat leaves somebody alone with it. Chosen in
nested cross-validation on the messages of dev and hard; four folds of five chose this value of those from 0 to 1."""

CANDIDATES = np.arange(-1.5, 1.51, 0.1)
BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
TRUST = 0.5
"""How far a threshold follows its best value: the best one on few messages is partly luck."""


def fold_of(message: Message) -> int:
    """The fold of a message, the same in every run; one group is in one fold."""
    return crc32(f"{message.origin}:{message.group}".encode()) % FOLDS


def out_of_fold(messages: Sequence[Message], signals: Signals) -> Numbers:
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


def thresholds(messages: Sequence[Message], scores: Numbers, signals: Signals) -> Numbers:
    """For every signal the threshold with the best F1 score, drawn halfway back to 0; for verdicts the leanings."""
    limits = np.zeros(len(HEADS))
    for place in range(len(Signal)):
        limits[place] = TRUST * _best(targets(messages, HEADS[place], signals), scores[:, place])
    limits[len(Signal) :] = _leanings(messages, signals)
    return limits


def _leanings(messages: Sequence[Message], signals: Signals) -> Numbers:
    """How much oftener each verdict was learned than it is expected, in logarithms: scores lean that far."""
    expected = [message for message in messages if message.origin == EXPECTED]
    if not expected:
        return np.zeros(len(Verdict))
    care = np.array([CARE if verdict is Verdict.UNLAWFUL else 0.0 for verdict in Verdict])
    return np.asarray(np.log(_shares(messages, signals) / _shares(expected, signals)) - care)


def _shares(messages: Sequence[Message], signals: Signals) -> Numbers:
    """The share of each verdict; one message more of each keeps a rare one from nothing."""
    counts = np.array([1 + sum(message.verdict(signals) is verdict for message in messages) for verdict in Verdict])
    return np.asarray(counts / counts.sum())


def _best(target: Numbers, score: Numbers) -> float:
    found = [(_f1(target, score > limit), -abs(limit), limit) for limit in CANDIDATES]
    return float(max(found)[2])


def _f1(target: Numbers, said: Numbers) -> float:
    return float(2 * np.sum(target & said) / max(1, np.sum(target) + np.sum(said)))


def decisions(scores: Numbers, signals: Signals) -> list[Decision]:
    """What is decided from rows of scores."""
    return [decide(dict(zip(HEADS, map(float, row), strict=True)), signals) for row in scores]


def _right(messages: Sequence[Message], decided: Sequence[Decision], signals: Signals) -> Numbers:
    def verdict(decision: Decision) -> Verdict:
        return verdict_of(decision.found, signals, about_debt=decision.about_debt)

    return np.array([verdict(d) is m.verdict(signals) for d, m in zip(decided, messages, strict=True)])


def reliability(messages: Sequence[Message], scores: Numbers, signals: Signals) -> Curve:
    """Points (margin, share of right verdicts), rising, from scores out of fold."""
    decided = decisions(scores, signals)
    margins = np.array([decision.margin for decision in decided])
    curve = IsotonicRegression(y_min=0.2, y_max=0.99, out_of_bounds="clip").fit(
        margins, _right(messages, decided, signals)
    )
    points = np.quantile(margins, np.linspace(0, 1, 21))
    return sorted({round(float(x), 3): round(float(curve.predict([x])[0]), 3) for x in points}.items())


def reliabilities(messages: Sequence[Message], scores: Numbers, signals: Signals) -> Curves:
    """The curve of bare threats and that of the others."""
    bare = _bare_threats(messages, decisions(scores, signals), signals)
    return {
        kind: reliability([m for m, b in zip(messages, bare, strict=True) if b == kind], scores[bare == kind], signals)
        for kind in (False, True)
    }


def _bare_threats(messages: Sequence[Message], decided: Sequence[Decision], signals: Signals) -> Numbers:
    """Which messages are called unlawful without a word of money in them."""
    unlawful = (verdict_of(d.found, signals, about_debt=d.about_debt) is Verdict.UNLAWFUL for d in decided)
    return np.array([u and NO_MONEY in m.features(signals) for u, m in zip(unlawful, messages, strict=True)])


def print_reliability(messages: Sequence[Message], scores: Numbers, curves: Curves, signals: Signals) -> None:
    """For each band of confidence how many verdicts lie in it and how many of them are right."""
    decided = decisions(scores, signals)
    bare = _bare_threats(messages, decided, signals)
    right = _right(messages, decided, signals)
    for kind, title in ((True, "called unlawful, no word of money"), (False, "all others")):
        sure = np.interp([d.margin for d in decided], *zip(*curves[kind], strict=True))
        say(f"\n{title}\nconfidence   n     said  right")
        for low, high in pairwise(BANDS):
            inside = (sure >= low) & (sure < high) & (bare == kind)
            if inside.any():
                say(f"{low:.2f}-{high:.2f} {inside.sum():5}   {sure[inside].mean():.2f}   {right[inside].mean():.2f}")
