"""Words and marks that never stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.dialogue.checking.measuring import Measured
from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import rule
from bot.dialogue.problems import Problem
from bot.language.extraction import TAG
from bot.language.region import Script


def fixed_words(each: Measured) -> str:
    """A text without its slots."""
    return TAG.sub("□", each.written)


def without_quotes(text: str, quotes: str) -> str:
    """A text without what it quotes: a script line is the person's, or the collector's."""
    return re.sub(f"{quotes[0]}[^{quotes[1]}]*{quotes[1]}", "", text) if len(quotes) == 2 else text


@rule("banned-word")
def banned_word(project: Project) -> Iterable[Problem]:
    """A text has one of the words content/house_style.yaml keeps out, in either script.

    Example: 加油.
    """
    for each in project.measured:
        for pattern in _patterns(project, each.script):
            found = re.search(pattern, fixed_words(each))
            if found is not None:
                message = f"{found.group()!r} is a word this house does not use ({each.script})."
                yield each.problem("banned-word", message, "Say it plainly.")


def _patterns(project: Project, script: Script) -> tuple[str, ...]:
    style = project.world.style
    return (*project.world.banned.get(script, ()), *(style.banned.get(script, ()) if style else ()))


@rule("exclamation")
def exclamation(project: Project) -> Iterable[Problem]:
    """A text has an exclamation mark.

    Example: 好的！
    """
    style = project.world.style
    for each in project.measured if style else ():
        if style is not None and re.search(style.exclamation, fixed_words(each)):
            yield each.problem(
                "exclamation", f"An exclamation mark is loud ({each.script}).", "End it with a full stop."
            )


@rule("formal-you")
def formal_you(project: Project) -> Iterable[Problem]:
    """A bubble says 您 outside a quoted line.

    Example: 您现在感觉怎么样？
    """
    for each in _bubbles(project):
        style = project.world.style
        if style is not None and re.search(
            style.formal_you, without_quotes(each.written, style.quotes.get(each.script, ""))
        ):
            message = f"The person is addressed formally ({each.script})."
            yield each.problem("formal-you", message, "Use the plain form.")


def _bubbles(project: Project) -> Iterator[Measured]:
    return (each for each in project.measured if each.text.role == "bubble")
