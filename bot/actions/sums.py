"""A sum in somebody's words, where it needs no asking back."""

from __future__ import annotations

from bot.actions.registry import Context
from bot.language.money import Money


def sure_sum(context: Context, text: str) -> Money | None:
    """The one sum a text names, in the person's own currency; None where that is unclear or it is in another."""
    if context.understanding is None:
        return None
    read = context.understanding.amount(text, context.style.region)
    if read.value is None or read.ambiguous or read.currency not in {None, context.style.currency}:
        return None
    return Money(read.value, context.style.currency)
