"""What a sender says they do not do: "we will not call your family" is no threat to call them."""

from __future__ import annotations

from bot.content.signals import Signals

SILENCE = "\u2400"
"""Stands for each character of a denial, so that places in the text stay what they were."""


def without_denials(text: str, signals: Signals) -> str:
    """Normal text of the same length with every denial silenced.

    A condition anywhere in the text ("unless you pay today") takes the denials back: then nothing is silenced.
    """
    if signals.contexts.taken_back.search(text):
        return text
    return signals.contexts.denied.sub(lambda match: SILENCE * len(match[0]), text)
