"""Actions on the conversation itself: the answers given so far, and changing one."""

from __future__ import annotations

from bot.actions.cards import Item
from bot.actions.registry import Context, Done, action
from bot.dialogue.inputs import Change
from bot.dialogue.session import Checkpoint

LONGEST_LABEL = 20
"""Characters of a question and its answer on one button of a narrow phone."""


@action("answers.list")
def list_answers(context: Context) -> list[Item]:
    """The questions answered so far, newest first, as buttons: the question's first words and the answer."""
    answered = [point for point in context.session.past if point.label and point.shown]
    return [Item(f"q{point.number}", _label(point)) for point in reversed(answered)]


@action("answers.change", gives=type(None))
def change(context: Context, question: str) -> Done:  # noqa: ARG001
    """Go back to one of them; later answers stay where what was asked stays the same."""
    return Done(then=Change(int(question.removeprefix("q"))))


def _label(point: Checkpoint) -> str:
    asked = point.label.split("\n")[0]
    room = max(8, LONGEST_LABEL - len(point.shown) - 3)
    short = asked if len(asked) <= room else f"{asked[: room - 1]}…"
    label = f"{short} → {point.shown}"
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"
