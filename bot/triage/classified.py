"""A message read: verdict, signals, the words that show them, and how sure the reading is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.content.signals import Signal, Signals
from bot.language.region import Region
from bot.triage.decision import decide
from bot.triage.evidence import evidence_for
from bot.triage.features import NO_MONEY, features_of
from bot.triage.normal_text import normalise
from bot.triage.verdict import Verdict, verdict_of
from bot.triage.weights import Weights

LONGEST_MESSAGE = 4096
"""Characters read; Telegram sends no longer message (product design, 4.0)."""


@dataclass(frozen=True, slots=True, repr=False)
class Classified:
    """``evidence`` quotes the message exactly; ``confidence`` is the share of such verdicts that are right.

    ``bare`` says that no word of money, debts or collecting is in it: it may be talk of everyday life.
    """

    verdict: Verdict
    signals: tuple[Signal, ...]
    evidence: Mapping[Signal, tuple[str, ...]]
    confidence: float
    bare: bool = False


def classify(text: str, region: Region, signals: Signals, weights: Weights) -> Classified:
    """Read a forwarded message. Words after the first 4,096 characters are not read."""
    normal = normalise(text[:LONGEST_MESSAGE], signals.folding)
    if not any(char.isalnum() for char in normal.text):
        return Classified(
            Verdict.UNRELATED, (), MappingProxyType({}), weights.confidence(0.0, bare_threat=False), bare=True
        )
    features = features_of(normal.text, region, signals)
    decision = decide(weights.scores(features), signals)
    bare = NO_MONEY in features
    verdict = verdict_of(decision.found, signals, about_debt=decision.about_debt)
    bare_threat = bare and verdict is Verdict.UNLAWFUL
    return Classified(
        verdict=verdict,
        signals=decision.found,
        evidence=MappingProxyType(evidence_for(decision.found, normal, region, signals, weights)),
        confidence=round(weights.confidence(decision.margin, bare_threat=bare_threat), 3),
        bare=bare,
    )
