"""Translations that are not there, or not of this text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.dialogue.checking.measuring import SOURCE
from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import flow_rule, rule
from bot.dialogue.checking.world import Translations
from bot.dialogue.problems import Problem
from bot.dialogue.reading import FlowFile
from bot.language.extraction import texts_of
from bot.language.region import Script
from bot.language.translations import key_of
from bot.marked_yaml import Mark


def _others(project: Project) -> Iterator[tuple[Script, Translations]]:
    return ((script, each) for script, each in project.world.translations.items() if script is not SOURCE)


@flow_rule("untranslated")
def untranslated(file: FlowFile, project: Project) -> Iterable[Problem]:
    """A text has no translation.

    Example: a new ``say`` before `python -m bot flows texts` and the translator have run.
    """
    for script, translations in _others(project):
        for text in texts_of(file.source):
            message = translations.by_key.get(text.key)
            if text.translatable and (message is None or not message.string):
                fix = "Run `python -m bot flows texts` and translate it in locales/."
                yield file.problem("untranslated", f"There is no {script} translation.", fix, *text.loc)


@flow_rule("stale-translation")
def stale_translation(file: FlowFile, project: Project) -> Iterable[Problem]:
    """A text was changed after it was translated; its old translation is marked fuzzy and not used.

    Example: ``#, fuzzy`` in the catalogue.
    """
    for script, translations in _others(project):
        for text in texts_of(file.source):
            message = translations.by_key.get(text.key)
            if message is not None and message.string and message.fuzzy:
                fix = "Look through the translation in locales/ and take the fuzzy mark away."
                yield file.problem(
                    "stale-translation", f"The {script} translation is of an older text.", fix, *text.loc
                )


@rule("left-over-translation")
def left_over_translation(project: Project) -> Iterable[Problem]:
    """A translation of a text that no flow says any more.

    Example: the entry of a step that was deleted.
    """
    said = {text.key for file in project.files for text in texts_of(file.source)}
    for script, translations in _others(project):
        for message in translations.messages:
            if message.id and key_of(message) not in said:
                mark = Mark(message.lineno or 1, 1)
                text = f"No flow says this any more ({script})."
                fix = "Run `python -m bot flows texts`."
                yield Problem(translations.path, mark, "left-over-translation", text, fix)
