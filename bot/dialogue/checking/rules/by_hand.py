"""Statements that come from a fact, never by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import rule
from bot.dialogue.checking.rules.banned import fixed_words
from bot.dialogue.problems import Problem


@rule("by-hand")
def by_hand(project: Project) -> Iterable[Problem]:
    """A text states a phone number, an article, a percentage or hours itself, though they change.

    Example: 打 12345 投诉.
    """
    kinds = project.world.style.by_hand if project.world.style else ()
    for each in project.measured:
        if each.text.loc[2] == "example":
            continue  # an example answer states nothing
        for kind in kinds:
            found = re.search(kind.pattern, fixed_words(each))
            if found is not None:
                message = f"{found.group()!r} is a {kind.what} written by hand ({each.script})."
                yield each.problem("by-hand", message, "Take it from a fact, with an action.")
