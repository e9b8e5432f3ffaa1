"""The verdict on a message, which follows from its signals by a written rule."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from bot.content.signals import Kind, Signal, Signals


class Verdict(StrEnum):
    """What a person may make of a message, the gravest that applies."""

    UNLAWFUL = "unlawful"
    SUSPICIOUS = "suspicious"
    PRESSURE = "pressure"
    ROUTINE = "routine"
    UNRELATED = "unrelated"


def verdict_of(found: Collection[Signal], signals: Signals, *, about_debt: bool) -> Verdict:
    """The verdict for these signals (taxonomy, rule 1)."""
    kinds = {signals.kind_of(signal) for signal in found}
    if Kind.PROHIBITED in kinds:
        return Verdict.UNLAWFUL
    if Kind.SUSPICIOUS in kinds:
        return Verdict.SUSPICIOUS
    if Kind.PRESSING in kinds:
        return Verdict.PRESSURE
    return Verdict.ROUTINE if about_debt or found else Verdict.UNRELATED
