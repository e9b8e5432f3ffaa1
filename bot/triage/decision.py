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

HELP = 0.3
"""How much the strongest signal of a kind speaks for the verdict it leads to, beside the score of that verdict.
In cross-validation the macro-F1 of verdicts rose by 0.008 with 0.3, with 0.15 and 0.5 a little less."""

MOST_HELP = 4.0
"""A signal surer than this, either way, helps no more."""


@dataclass(frozen=True, slots=True, repr=False)
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
    spoken_for = {verdict: _spoken_for(verdict, scores, signals) for verdict in Verdict}
    first, second = sorted(Verdict, key=lambda verdict: -spoken_for[verdict])[:2]
    found = tuple(signal for kind in _allowed(first) for signal in _named(kind, first, scores, signals))
    return Decision(found, first is not Verdict.UNRELATED, spoken_for[first] - spoken_for[second])


def _spoken_for(verdict: Verdict, scores: Scores, signals: Signals) -> float:
    kind = LEADS_TO.get(verdict, Kind.PLAIN)
    if kind is Kind.PLAIN:
        return scores[f"is:{verdict.value}"]
    strongest = max(scores[signal] for signal in _of(kind, signals))
    return scores[f"is:{verdict.value}"] + HELP * min(MOST_HELP, max(-MOST_HELP, strongest))


def _allowed(verdict: Verdict) -> tuple[Kind, ...]:
    gravest = LEADS_TO.get(verdict)
    return GRAVITY[GRAVITY.index(gravest) :] if gravest else ()


def _named(kind: Kind, verdict: Verdict, scores: Scores, signals: Signals) -> list[Signal]:
    above = [signal for signal in _of(kind, signals) if scores[signal] > 0]
    if above or kind is Kind.PLAIN or kind is not LEADS_TO[verdict]:
        return above
    return [max(_of(kind, signals), key=lambda signal: scores[signal])]


def _of(kind: Kind, signals: Signals) -> list[Signal]:
    return [signal for signal, rules in signals.rules.items() if rules.kind is kind]
