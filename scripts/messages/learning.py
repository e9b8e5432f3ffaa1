"""Learns the weights: one logistic regression a head over the features of the labelled messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression

from bot.content.signals import Kind, Signals
from bot.triage.features import importance
from bot.triage.weights import ABOUT_DEBT, HEADS, loudness
from scripts.messages.corpus import Message, joined

STRENGTH = 1.0
"""Inverse strength of regularisation, as good as 0.3 in cross-validation (macro-F1 0.827 and 0.826)."""

SEEN = 2
"""A feature is learned when it occurs in that many messages."""

JOINED = 600
"""Joined messages added to each training set; 600 did better than 1,500 in cross-validation."""


@dataclass(frozen=True)
class Learned:
    """Weights before rounding: one row a head, one column a feature."""

    features: dict[str, int]
    weights: np.ndarray
    bias: np.ndarray

    def scores(self, seen: Sequence[set[str]]) -> np.ndarray:
        """One row a message, one column a head."""
        return np.asarray(_matrix(seen, self.features) @ self.weights.T + self.bias)


def learn(messages: Sequence[Message], seen: Sequence[set[str]], signals: Signals) -> Learned:
    """Fit every head on these messages and on joined ones made from them."""
    longer = joined(messages, JOINED)
    everything = [*messages, *longer]
    features = [*seen, *(message.features(signals) for message in longer)]
    counts = Counter(name for one in features for name in one)
    index = {name: place for place, name in enumerate(sorted(n for n, k in counts.items() if k >= SEEN))}
    matrix = _matrix(features, index)
    weight = np.array([message.weight for message in everything])
    fitted = [_fit(matrix, targets(everything, head, signals), weight) for head in HEADS]
    return Learned(index, np.array([w for w, _ in fitted]), np.array([b for _, b in fitted]))


def _fit(matrix: csr_matrix, target: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, float]:
    model = LogisticRegression(
        C=STRENGTH, solver="liblinear", dual=True, tol=1e-3, class_weight="balanced", max_iter=200
    )
    model.fit(matrix, target, sample_weight=weight)
    return model.coef_[0], float(model.intercept_[0])


def targets(messages: Sequence[Message], head: str, signals: Signals) -> np.ndarray:
    """Which messages a head should say yes to."""
    if head == ABOUT_DEBT:
        return np.array([message.about_debt for message in messages])
    if head in (Kind.PROHIBITED, Kind.SUSPICIOUS):
        return np.array([any(signals.kind_of(s) == head for s in message.signals) for message in messages])
    return np.array([head in message.signals for message in messages])


def _matrix(seen: Sequence[set[str]], index: dict[str, int]) -> csr_matrix:
    columns, values, starts, loud = [], [], [0], []
    for names in seen:
        known = [name for name in sorted(names) if name in index]
        columns += [index[name] for name in known]
        values += [importance(name) for name in known]
        starts.append(len(columns))
        loud.append(loudness(sum(importance(name) ** 2 for name in names)))
    plain = csr_matrix((values, columns, starts), shape=(len(seen), len(index)))
    return csr_matrix(diags(loud) @ plain)
