"""From scores to signals: what a message is as a whole, and which signals show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.content.signals import Kind, Signal, Signals
from bot.triage.verdict import Verdict

Scores = Mapping[str, float]

GRAVITY = (Kind.PROHIBITED, Kind.SUSPICIOUS, Kind.PRESSING, Kind.PLAIN)
"""Kinds of signals, the gravest first: each leads to the verdict at its place (taxonomy, rule 1)."""

LEADS_TO = dict(zip(Verdict, GRAVITY, strict=False))
"""For a verdict the gravest kind of signal that may be there; an unrelated message has none."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The signals found, whether a debt is spoken of, and by how much the verdict beat the next one."""

    found: tuple[Signal, ...]
    about_debt: bool
    margin: float


def decide(scores: Scores, signals: Signals) -> Decision:
    """Choose the signals so that the written rule leads from them to the verdict the whole message speaks for.

    A whole message says more than its parts: a threat too new for any one signal still looks like a threat, and a
    question about a threat does not. The strongest signal of the kind is then named even below its threshold.
    """
    ranked = sorted(Verdict, key=lambda verdict: -scores[f"is:{verdict.value}"])
    found = tuple(signal for kind in _allowed(ranked[0]) for signal in _named(kind, ranked[0], scores, signals))
    first, second = (scores[f"is:{verdict.value}"] for verdict in ranked[:2])
    return Decision(found, ranked[0] is not Verdict.UNRELATED, first - second)


def _allowed(verdict: Verdict) -> tuple[Kind, ...]:
    gravest = LEADS_TO.get(verdict)
    return GRAVITY[GRAVITY.index(gravest) :] if gravest else ()


def _named(kind: Kind, verdict: Verdict, scores: Scores, signals: Signals) -> list[Signal]:
    of_kind = [signal for signal, rules in signals.rules.items() if rules.kind is kind]
    above = [signal for signal in of_kind if scores[signal] > 0]
    if above or kind is Kind.PLAIN or kind is not LEADS_TO[verdict]:
        return above
    return [max(of_kind, key=lambda signal: scores[signal])]
