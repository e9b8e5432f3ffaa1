"""The words of a message that show a signal, exactly as they were sent."""

from __future__ import annotations

from collections.abc import Iterator

from bot.content.signals import Kind, Signal, Signals
from bot.language.region import Region
from bot.triage.clauses import balanced, clauses_of, whole, with_numbers
from bot.triage.denials import without_denials
from bot.triage.features import features_of
from bot.triage.normal_text import NormalText
from bot.triage.rules import Span, hits
from bot.triage.weights import Weights

MOST = 3
"""Fragments shown for one signal: a card has room for no more."""

LONGEST = 60
"""Characters of a quoted fragment: two lines on a phone."""

BRIEF = 24
"""Characters of a clause that is quoted whole for a lawful signal; of a longer one what the pattern matched."""

LAWFUL = frozenset({Kind.PRESSING, Kind.PLAIN})


def evidence_for(
    found: tuple[Signal, ...], normal: NormalText, region: Region, signals: Signals, weights: Weights
) -> dict[Signal, tuple[str, ...]]:
    """For each signal the fragments its patterns matched, or else the clause that speaks most for it."""
    spoken = hits(without_denials(normal.text, signals), signals)
    clauses = clauses_of(normal.text)
    scored = _Scored(normal.text, region, signals, weights)
    return {signal: tuple(_fragments(normal, spoken[signal], clauses, signal, scored, signals)) for signal in found}


class _Scored:
    """The scores of each clause on its own, worked out when first asked for."""

    def __init__(self, text: str, region: Region, signals: Signals, weights: Weights) -> None:
        self._text, self._region, self._signals, self._weights = text, region, signals, weights
        self._known: dict[Span, dict[str, float]] = {}

    def __call__(self, span: Span, signal: Signal) -> float:
        if span not in self._known:
            features = features_of(self._text[slice(*span)], self._region, self._signals)
            self._known[span] = self._weights.scores(features)
        return self._known[span][signal]


def _fragments(
    normal: NormalText, spans: list[Span], clauses: list[Span], signal: Signal, scored: _Scored, signals: Signals
) -> Iterator[str]:
    def told(span: Span) -> float:
        return scored(span, signal)

    if not spans:
        spans = [max(clauses, key=told)] if clauses else [(0, len(normal.text))]
    else:
        longest = BRIEF if signals.kind_of(signal) in LAWFUL else LONGEST
        speaks = signals.rules[signal].speaks
        spans = sorted({whole(span, clauses, normal.text, told, speaks, longest) for span in spans})
    shown: list[str] = []
    for span in spans:
        fragment = balanced(normal.fragment(*with_numbers(span, normal.text))[:LONGEST]).strip()
        if fragment and fragment not in shown and len(shown) < MOST:
            shown.append(fragment)
    yield from shown or [normal.source.strip()[:LONGEST].strip()]
