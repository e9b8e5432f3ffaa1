"""Buttons: how wide, and how much data they carry."""

from __future__ import annotations

from collections.abc import Iterable

from bot.dialogue.checking.measuring import Measured
from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import rule
from bot.dialogue.checking.world import BUTTON, CALLBACK, CALLBACK_PREFIX, NARROW_BUTTON
from bot.dialogue.layout import width
from bot.dialogue.model import Ask
from bot.dialogue.problems import Problem
from bot.language.extraction import TAG

LISTED_IDS = frozenset({("choice_from", "id"), ("choices_from", "id")})
"""Places of ids that are made from a list; all other ids are short by their pattern."""

OWN_ROW = frozenset({"done", "skip", "copy_label", "button"})
"""Buttons that stand alone in their row whatever the columns."""


@rule("button-too-wide")
def button_too_wide(project: Project) -> Iterable[Problem]:
    """A button is wider than a phone: 20 Chinese characters, or 12 where ``columns`` puts it beside another.

    Example: a whole sentence on a button.
    """
    for each in project.measured:
        most = _room(each)
        columns = _columns(each)
        if each.text.role == "button" and columns > most:
            message = f"This button is {columns} columns wide ({each.script}); {most} fit, two a Chinese character."
            yield each.problem("button-too-wide", message, "Say it shorter.")


def _room(each: Measured) -> int:
    step = each.file.flow.steps[int(each.text.loc[1])]
    beside = isinstance(step, Ask) and step.columns > 1 and each.text.loc[2] not in OWN_ROW
    return NARROW_BUTTON if beside else BUTTON


def _columns(each: Measured) -> int:
    """Columns at the longest; what slots add is counted as Chinese characters."""
    fixed = TAG.sub("", each.written)
    return width(fixed) + 2 * max(0, each.longest - len(fixed))


@rule("callback-too-long")
def callback_too_long(project: Project) -> Iterable[Problem]:
    """The data of a button has more than Telegram's 64 bytes.

    Example: ``choice_from: {list: debts, id: "{{ item.name }}"}`` with long names.
    """
    for seen in project.observations:
        if seen.loc[2:] in LISTED_IDS and CALLBACK_PREFIX + seen.longest > CALLBACK:
            message = f"The id can get {seen.longest} bytes long; {CALLBACK - CALLBACK_PREFIX} are left for it."
            yield seen.file.problem("callback-too-long", message, "Use a short id of the item.", *seen.loc)
