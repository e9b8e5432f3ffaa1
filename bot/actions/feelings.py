"""Actions on feelings: the list, and one short sentence back."""

from __future__ import annotations

from bot.actions.cards import Item
from bot.actions.registry import Context, action


@action("feelings.list")
def list_feelings(context: Context) -> list[Item]:
    """The feelings, as buttons."""
    return [Item(feeling.id, context.words(feeling.label)) for feeling in context.library.feelings.feelings]


@action("feelings.reflect")
def reflect(context: Context, feelings: list[str]) -> str:
    """What is said back to one feeling or two."""
    second = feelings[1] if len(feelings) > 1 else None
    return context.library.feelings.reflect(feelings[0], second, context.style.script, context.style.region)
