"""Learns the weights: small networks over the features of the labelled messages, joined into one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from bot.content.signals import Signals
from bot.triage.features import importance
from bot.triage.verdict import Verdict
from bot.triage.weights import HEADS, loudness
from scripts.messages.corpus import Message, joined

SEEN = 3
"""A feature is learned when it occurs in that many messages."""

JOINED = 600
"""Joined messages added to each training set; 600 did better than 1,500 in cross-validation."""

HIDDEN = 128
"""Units of one network: 32 lost 0.02 of signals' F1 in cross-validation."""

SEEDS = (1, 2)
"""One network for each, averaged by standing side by side: each more is as large again. On the other author's hard
messages, left out of learning, verdict macro-F1 was 0.91 with one, 0.92 with two and with three."""

EPOCHS = 20
BATCH = 128
RATE = 3e-3
DECAY = 1e-5
LEFT_OUT = 0.5
"""Share of features not shown, drawn anew each time, so that no single word decides."""

UNITS_OUT = 0.3
"""Share of hidden units not used, drawn anew each time."""

MISSED = 1.5
"""How much more a missed signal counts than an invented one."""

Numbers = NDArray[Any]


@dataclass(frozen=True)
class Learned:
    """Weights before rounding: features to hidden units to heads."""

    features: dict[str, int]
    inner: Numbers
    inner_bias: Numbers
    outer: Numbers
    outer_bias: Numbers

    def scores(self, seen: Sequence[set[str]]) -> Numbers:
        """One row a message, one column a head."""
        hidden = np.maximum(_matrix(seen, self.features) @ self.inner + self.inner_bias, 0)
        return np.asarray(hidden @ self.outer + self.outer_bias)


def learn(messages: Sequence[Message], seen: Sequence[set[str]], signals: Signals) -> Learned:
    """Fit every head on these messages and on joined ones made from them."""
    longer = joined(messages, JOINED)
    everything = [*messages, *longer]
    features = [*seen, *(message.features(signals) for message in longer)]
    counts = Counter(name for one in features for name in one)
    index = {name: place for place, name in enumerate(sorted(n for n, k in counts.items() if k >= SEEN))}
    matrix = _matrix(features, index)
    target = np.stack([targets(everything, head, signals) for head in HEADS], 1).astype(np.float32)
    weight = np.array([message.weight for message in everything], dtype=np.float32)
    return _side_by_side(index, [_fitted(matrix, target, weight, seed) for seed in SEEDS])


def _side_by_side(index: dict[str, int], networks: Sequence[_Network]) -> Learned:
    """The average of networks is one network with all their hidden units."""
    share = len(networks)
    return Learned(
        index,
        np.hstack([network.inner for network in networks]),
        np.hstack([network.inner_bias for network in networks]),
        np.vstack([network.outer for network in networks]) / share,
        np.sum([network.outer_bias for network in networks], axis=0) / share,
    )


@dataclass
class _Network:
    """One network while it learns, with the running means that Adam keeps of its gradients."""

    inner: Numbers
    inner_bias: Numbers
    outer: Numbers
    outer_bias: Numbers
    steps: int = 0
    means: dict[str, tuple[Numbers, Numbers]] = field(default_factory=dict)

    def move(self, name: str, gradient: Numbers, rate: float, rows: Numbers | slice = slice(None)) -> None:
        """One step of Adam (Kingma and Ba 2015, their default decay) for some rows of one of the tables."""
        table = getattr(self, name)
        first, second = self.means.setdefault(name, (np.zeros_like(table), np.zeros_like(table)))
        first[rows] = 0.9 * first[rows] + 0.1 * gradient
        second[rows] = 0.999 * second[rows] + 0.001 * gradient * gradient
        ahead = first[rows] / (1 - 0.9**self.steps)
        spread = np.sqrt(second[rows] / (1 - 0.999**self.steps)) + 1e-7
        table[rows] -= rate * ahead / spread


def _fresh(features: int, heads: int, rng: np.random.Generator) -> _Network:
    def drawn(rows: int, columns: int, spread: float) -> Numbers:
        return (rng.standard_normal((rows, columns)) * spread).astype(np.float32)

    return _Network(
        drawn(features, HIDDEN, 0.1),
        np.zeros(HIDDEN, np.float32),
        drawn(HIDDEN, heads, float(np.sqrt(2 / HIDDEN))),
        np.full(heads, -2, np.float32),
    )


def _fitted(matrix: csr_matrix, target: Numbers, weight: Numbers, seed: int) -> _Network:
    rng = np.random.default_rng(seed)
    network = _fresh(matrix.shape[1], target.shape[1], rng)
    batches = EPOCHS * (len(weight) // BATCH + 1)
    for chosen in _batches(len(weight), rng):
        network.steps += 1
        rate = RATE * max(0.05, 1 - network.steps / batches)
        _step(network, _thinned(matrix[chosen], rng), target[chosen], weight[chosen], rate, rng)
    return network


def _batches(count: int, rng: np.random.Generator) -> Iterator[Numbers]:
    for _ in range(EPOCHS):
        order = rng.permutation(count)
        for start in range(0, count, BATCH):
            yield order[start : start + BATCH]


def _thinned(shown: csr_matrix, rng: np.random.Generator) -> csr_matrix:
    kept = (rng.random(shown.nnz) > LEFT_OUT).astype(np.float32) / (1 - LEFT_OUT)
    return csr_matrix((shown.data * kept, shown.indices, shown.indptr), shape=shown.shape)


def _step(
    network: _Network, shown: csr_matrix, target: Numbers, weight: Numbers, rate: float, rng: np.random.Generator
) -> None:
    before = shown @ network.inner + network.inner_bias
    used = (rng.random(before.shape) > UNITS_OUT).astype(np.float32) / (1 - UNITS_OUT)
    hidden = np.maximum(before, 0) * used
    wrong = _said(hidden @ network.outer + network.outer_bias) - target
    wrong = np.where(_missable(target), wrong * MISSED, wrong) * weight[:, None] / len(weight)
    back = ((wrong @ network.outer.T) * used * (before > 0)).astype(np.float32)
    network.move("outer", hidden.T @ wrong + DECAY * network.outer, rate)
    network.move("outer_bias", wrong.sum(0), rate)
    network.move("inner_bias", back.sum(0), rate)
    rows = np.unique(shown.indices)
    network.move("inner", shown[:, rows].T @ back + DECAY * network.inner[rows], rate, rows)


def _said(scores: Numbers) -> Numbers:
    """Each signal is there or not; of the verdicts one is right."""
    signals, verdicts = np.split(scores, [len(HEADS) - len(Verdict)], axis=1)
    raised = np.exp(verdicts - verdicts.max(1, keepdims=True))
    return np.hstack([1 / (1 + np.exp(-signals)), raised / raised.sum(1, keepdims=True)])


def _missable(target: Numbers) -> Numbers:
    signal = np.arange(target.shape[1]) < len(HEADS) - len(Verdict)
    return np.asarray((target > 0) & signal)


def targets(messages: Sequence[Message], head: str, signals: Signals) -> Numbers:
    """Which messages a head should say yes to."""
    if head.startswith("is:"):
        return np.array([f"is:{message.verdict(signals).value}" == head for message in messages])
    return np.array([head in message.signals for message in messages])


def _matrix(seen: Sequence[set[str]], index: dict[str, int]) -> csr_matrix:
    columns, values, starts, loud = [], [], [0], []
    for names in seen:
        known = [name for name in sorted(names) if name in index]
        columns += [index[name] for name in known]
        values += [importance(name) for name in known]
        starts.append(len(columns))
        loud.append(loudness(sum(importance(name) ** 2 for name in names)))
    plain = csr_matrix((values, columns, starts), shape=(len(seen), len(index)), dtype=np.float32)
    return csr_matrix(diags(loud) @ plain, dtype=np.float32)
