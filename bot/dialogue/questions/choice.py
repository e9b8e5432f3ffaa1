"""One of several buttons; a typed label, its number, or (where allowed) the person's own words."""

from __future__ import annotations

from dataclasses import dataclass

from bot.dialogue.layout import rows_of
from bot.dialogue.model import Ask, OptionsFrom
from bot.dialogue.questions.base import Reply, Row, Understood
from bot.dialogue.scene import Scene
from bot.dialogue.session import Question
from bot.dialogue.values import Value
from bot.language.passing import alike


@dataclass(frozen=True, slots=True, repr=False)
class Offer:
    """A button as offered now; ``words`` are those it is heard by in what somebody writes."""

    id: str
    text: str
    go: str | None = None
    words: tuple[str, ...] = ()


class Choice:
    """``choice`` and ``choice_from``."""

    def rows(self, ask: Ask, question: Question, scene: Scene) -> tuple[Row, ...]:  # noqa: ARG002
        """One button an option."""
        return rows_of([(offer.id, offer.text) for offer in offers(ask, scene)], ask.columns)

    def typed(self, ask: Ask, text: str, question: Question, scene: Scene) -> Reply:  # noqa: ARG002
        """The option whose label or number was typed; else own words where the question takes them."""
        offered = offers(ask, scene)
        found = match_offer(text, offered)
        if found is not None:
            return Understood(found.id, found.text, found.go)
        if ask.own_words is not None and 0 < len(text.strip()) <= ask.own_words.at_most:
            return Understood(text.strip(), text.strip())
        return None

    def tapped(self, ask: Ask, choice: str, question: Question, scene: Scene) -> Reply:  # noqa: ARG002
        """The option tapped."""
        found = next((offer for offer in offers(ask, scene) if offer.id == choice), None)
        return None if found is None else Understood(found.id, found.text, found.go)


def offers(ask: Ask, scene: Scene) -> list[Offer]:
    """The options that apply now, with their words."""
    form = ask.choice_from or ask.choices_from
    if form is not None:
        listed = scene.value(form.list)
        items = listed if isinstance(listed, list) else []
        return [_listed(form, item, scene) for item in items]
    options = ask.choice or ask.choices or ()
    shown = [option for option in options if option.when is None or scene.value(option.when)]
    return [Offer(option.id, scene.text(option.text), option.go) for option in shown]


def _listed(form: OptionsFrom, item: Value, scene: Scene) -> Offer:
    words = scene.value(form.words, item=item) if form.words else None
    known = tuple(str(word) for word in words) if isinstance(words, list) else ()
    return Offer(scene.text(form.id, item=item), scene.text(form.text, item=item), words=known)


def suggested(ask: Ask, scene: Scene) -> list[Offer]:
    """The suggestions beside a question that apply now."""
    shown = [option for option in ask.suggest if option.when is None or scene.value(option.when)]
    return [Offer(option.id, scene.text(option.text), option.go) for option in shown]


def match_offer(text: str, offered: list[Offer]) -> Offer | None:
    """The offer a typed text names: its label, a part of it that no other has, or its place in the list."""
    said = alike(text)
    if not said:
        return None
    labels = [(offer, alike(offer.text)) for offer in offered]
    exact = [offer for offer, label in labels if label == said]
    if exact:
        return exact[0]
    if said.isdecimal() and 1 <= int(said) <= len(offered):
        return offered[int(said) - 1]
    part = [offer for offer, label in labels if len(said) >= 2 and said in label]
    return part[0] if len(part) == 1 else None
