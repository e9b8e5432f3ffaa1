"""Every text and expression of a step, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.dialogue.model import Ask, Branch, Call, Do, OptionsFrom, Say, Set, Start, Step
from bot.dialogue.reading import FlowFile
from bot.language.extraction import FlowText, texts_of_step
from bot.marked_yaml import Loc


@dataclass(frozen=True, slots=True)
class Source:
    """One text or expression.

    ``item_of`` is the list expression whose items it is read with; ``words`` the text as the translators see
    it, None for an expression.
    """

    loc: Loc
    source: str
    is_text: bool
    item_of: str | None = None
    words: FlowText | None = None


def sources_of(file: FlowFile, index: int) -> tuple[Source, ...]:
    """Texts and expressions of a step; those of ``set`` are in their order."""
    return (*_texts(file, index), *_expressions(file, index))


def _texts(file: FlowFile, index: int) -> Iterator[Source]:
    step = file.flow.steps[index]
    for text in texts_of_step(file.source, index):
        yield Source(text.loc, text.text, is_text=True, item_of=_list_of(step, text.loc), words=text)


def _list_of(step: Step, loc: Loc) -> str | None:
    """The list whose items a text is said for."""
    match step:
        case Say(each=str() as listed) if loc[2] in {"say", "copy"}:
            return listed
        case Ask():
            listed_options = {"choice_from": step.choice_from, "choices_from": step.choices_from}.get(str(loc[2]))
            return None if listed_options is None else listed_options.list
    return None


def _expressions(file: FlowFile, index: int) -> Iterator[Source]:
    step, at = file.flow.steps[index], ("steps", index)
    match step:
        case Say():
            yield from _of_say(step, at)
        case Branch():
            for number, case in enumerate(step.branch):
                if case.when is not None:
                    yield Source((*at, "branch", number, "when"), case.when, is_text=False)
        case Set():
            for target, expression in step.set.items():
                yield Source((*at, "set", target), expression, is_text=False)
        case Call() | Do() | Start():
            for name, expression in step.with_.items():
                yield Source((*at, "with", name), expression, is_text=False)
        case Ask():
            yield from _of_ask(step, at)


def _of_say(say: Say, at: Loc) -> Iterator[Source]:
    for key, expression in (("each", say.each), ("photo", say.photo), ("document", say.document)):
        if expression is not None:
            yield Source((*at, key), expression, is_text=False)


def _of_ask(ask: Ask, at: Loc) -> Iterator[Source]:
    for key, options in (("choice", ask.choice), ("choices", ask.choices), ("suggest", ask.suggest)):
        for number, option in enumerate(options or ()):
            if option.when is not None:
                yield Source((*at, key, number, "when"), option.when, is_text=False)
    for key, listed in (("choice_from", ask.choice_from), ("choices_from", ask.choices_from)):
        if listed is not None:
            yield from _of_list(listed, (*at, key))
    if ask.date is not None and ask.date.after is not None:
        yield Source((*at, "date", "after"), ask.date.after, is_text=False)


def _of_list(listed: OptionsFrom, at: Loc) -> Iterator[Source]:
    yield Source((*at, "list"), listed.list, is_text=False)
    if listed.words is not None:
        yield Source((*at, "words"), listed.words, is_text=False, item_of=listed.list)
    yield Source((*at, "id"), listed.id, is_text=True, item_of=listed.list)
    if "text" not in listed.model_fields_set:
        yield Source((*at, "text"), listed.text, is_text=True, item_of=listed.list)
