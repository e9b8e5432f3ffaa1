"""Who reads messages from collectors for the actions: the classifier with its rules and weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from bot.actions.long_work import only_when_calm
from bot.content.signals import Signals, load_signals
from bot.language.region import Region
from bot.triage import Weights, classify, load_weights


class Classified(Protocol):
    """What a message was read as."""

    @property
    def verdict(self) -> str:
        """One of the labels of content/verdicts.yaml."""

    @property
    def signals(self) -> tuple[str, ...]:
        """What it shows, by the names of content/signals."""

    @property
    def evidence(self) -> Mapping[str, tuple[str, ...]]:
        """For a signal the words of the message that show it, exactly as they were sent."""

    @property
    def confidence(self) -> float:
        """How sure the verdict is, from 0 to 1."""

    @property
    def bare(self) -> bool:
        """Whether no word of money, debts or collecting is in it."""


class MessageReader(Protocol):
    """Reads a message for what it is; pure, so that the same text always gives the same answer."""

    def read(self, text: str, region: Region) -> Classified:
        """What a message of at most 4,096 characters is where the person lives."""


@dataclass(frozen=True, slots=True, repr=False)
class Read:
    """A message as it was read, in plain values."""

    verdict: str
    signals: tuple[str, ...]
    evidence: Mapping[str, tuple[str, ...]]
    confidence: float
    bare: bool


SHORT = 120
"""Characters that are read in five milliseconds; reading takes 15 to 40 µs a character."""


@dataclass(frozen=True)
class Classifier:
    """Reads messages with the rules and weights of content/signals.

    The weights are read at the first message (a tenth of a second, 20 MB): many a bot never needs them.
    """

    signals: Signals
    weights_file: Path

    @cached_property
    def weights(self) -> Weights:
        """The learned part. Raises UnknownWeights for weights of another version."""
        return load_weights(self.weights_file)

    def read(self, text: str, region: Region) -> Read:
        """What a message is where the person lives. Raises TakesLong for a long one on the event loop."""
        if len(text) > SHORT or "weights" not in self.__dict__:
            only_when_calm()
        found = classify(text, region, self.signals, self.weights)
        evidence = {signal.value: fragments for signal, fragments in found.evidence.items()}
        return Read(
            found.verdict.value,
            tuple(signal.value for signal in found.signals),
            MappingProxyType(evidence),
            found.confidence,
            found.bare,
        )


def load_classifier(content: Path) -> Classifier | None:
    """The classifier with what content/ holds for it; None before its weights were ever made.

    Raises ContentProblems for signals that do not pass.
    """
    weights = content / "signals" / "weights.npz"
    return Classifier(load_signals(content), weights) if weights.exists() else None
