"""The options of a choice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import flow_rule
from bot.dialogue.model import Ask, Option
from bot.dialogue.problems import Problem
from bot.dialogue.questions.several import DONE
from bot.dialogue.reading import FlowFile


def _asks(file: FlowFile) -> Iterator[tuple[int, Ask]]:
    for index, step in enumerate(file.flow.steps):
        if isinstance(step, Ask):
            yield index, step


def _lists(ask: Ask) -> Iterator[tuple[str, tuple[Option, ...]]]:
    for key, options in (("choice", ask.choice), ("choices", ask.choices), ("suggest", ask.suggest)):
        if options:
            yield key, options


@flow_rule("option-twice")
def option_twice(file: FlowFile, project: Project) -> Iterable[Problem]:  # noqa: ARG001
    """Two options of a question have the same id.

    Example: ``choice: [{id: a, text: 好}, {id: a, text: 不}]``.
    """
    for index, ask in _asks(file):
        for key, options in _lists(ask):
            seen: set[str] = set()
            for number, option in enumerate(options):
                if option.id in seen:
                    place = ("steps", index, key, number, "id")
                    message = f"There is already an option {option.id!r}."
                    yield file.problem("option-twice", message, "Give this one an id of its own.", *place)
                seen.add(option.id)


@flow_rule("how-many")
def how_many(file: FlowFile, project: Project) -> Iterable[Problem]:  # noqa: ARG001
    """``at_least`` and ``at_most`` of several options cannot both be kept.

    Example: ``at_least: 3`` of two options.
    """
    for index, ask in _asks(file):
        if ask.choices is None:
            continue
        most = min(ask.at_most, len(ask.choices))
        if ask.at_least > most or ask.at_most < 1:
            message = f"Nobody can tick at least {ask.at_least} and at most {most}."
            yield file.key_problem("how-many", message, "Make the bounds fit the options.", "steps", index, "at_least")
        elif "at_most" in ask.model_fields_set and ask.at_most > len(ask.choices):
            message = f"There are only {len(ask.choices)} options."
            yield file.key_problem("how-many", message, "Lower `at_most` or take it out.", "steps", index, "at_most")


@flow_rule("missing-done")
def missing_done(file: FlowFile, project: Project) -> Iterable[Problem]:  # noqa: ARG001
    """Several options need the words of the button that ends the ticking.

    Example: ``choices: […]`` without ``done``.
    """
    for index, ask in _asks(file):
        if ask.kind in {"choices", "choices_from", "files"} and ask.done is None:
            message = "There is no button to end the ticking."
            yield file.key_problem("missing-done", message, "Add `done` with its words.", "steps", index, ask.kind)


@flow_rule("no-effect")
def no_effect(file: FlowFile, project: Project) -> Iterable[Problem]:  # noqa: ARG001
    """A key that its kind of question does not look at.

    ``done``, ``at_least`` and ``at_most`` belong to ``choices``, ``suggest`` to ``text``, ``money`` and ``date``,
    ``own_words`` to ``choice``; an option of ``choices`` leads nowhere.

    Example: ``done: 好`` under a ``scale``.
    """
    for index, ask in _asks(file):
        for key in _idle_keys(ask):
            message = f"{key!r} has no effect in a {ask.kind} question."
            yield file.key_problem("no-effect", message, "Take it out.", "steps", index, key)
        for number, option in enumerate(ask.choices or ()):
            place = ("steps", index, "choices", number)
            if option.go is not None:
                message = "Several options can be ticked, so none of them leads anywhere."
                yield file.key_problem("no-effect", message, "Branch after the question.", *place, "go")
            elif option.id == DONE:
                message = f"The id {DONE!r} is that of the last button."
                yield file.problem("no-effect", message, "Give the option another id.", *place, "id")


def _idle_keys(ask: Ask) -> Iterator[str]:
    given = ask.model_fields_set
    several = ask.choices or ask.choices_from
    belongs = {
        "done": several or ask.files,
        "at_least": several,
        "at_most": several,
        "suggest": ask.text or ask.money or ask.date,
        "own_words": ask.choice or ask.choice_from,
    }
    yield from (key for key, needed in belongs.items() if key in given and needed is None)
