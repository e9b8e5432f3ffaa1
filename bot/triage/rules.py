"""Where the written patterns of each signal speak in normal text, look-alikes taken out."""

from __future__ import annotations

from bot.content.signals import Signal, SignalRules, Signals

Span = tuple[int, int]


def hits(text: str, signals: Signals) -> dict[Signal, list[Span]]:
    """For every signal the spans its patterns match and none of its look-alikes overlaps."""
    return {signal: _spans(text, rules) for signal, rules in signals.rules.items()}


def _spans(text: str, rules: SignalRules) -> list[Span]:
    found = [match.span() for match in rules.speaks.finditer(text) if match[0]]
    if not found:
        return []
    cancelled = [match.span() for match in rules.only_looks_like.finditer(text)]
    return [span for span in found if not any(_overlap(span, other) for other in cancelled)]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
