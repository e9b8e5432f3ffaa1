"""Quotation marks of the script."""

from __future__ import annotations

from collections.abc import Iterable

from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import rule
from bot.dialogue.problems import Problem


@rule("quotation-marks")
def quotation_marks(project: Project) -> Iterable[Problem]:
    """A text quotes with the marks of the other script: “” belongs to zh-Hans, 「」 to zh-Hant.

    Example: 说：「我在听。」 in a flow file.
    """
    quotes = project.world.style.quotes if project.world.style else {}
    for each in project.measured:
        own = quotes.get(each.script, "")
        foreign = {mark for script, marks in quotes.items() if script != each.script for mark in marks} - set(own)
        if foreign & set(each.written):
            yield each.problem("quotation-marks", f"These are not the quotation marks of {each.script}.", f"Use {own}.")
