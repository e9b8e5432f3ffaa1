"""Several of the options, ticked one by one; a tap says what the tick becomes, so a doubled tap is harmless."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.layout import rows_of
from bot.dialogue.model import Ask
from bot.dialogue.questions.base import Full, Reply, Row, Stay, Understood
from bot.dialogue.questions.choice import Offer, match_offer, offers
from bot.dialogue.scene import Scene
from bot.dialogue.session import Question
from bot.dialogue.values import Value
from bot.language.passing import alike

DONE = "done"
TICK = "✓ "
TAKEN = " "
"""Stands where a word was heard; no word has it."""


class Several:
    """``choices``: at least ``at_least``, at most ``at_most`` of them."""

    def rows(self, ask: Ask, question: Question, scene: Scene) -> tuple[Row, ...]:
        """The options, ticked ones marked, and the button that ends the ticking."""
        buttons = [self._button(offer, question.ticked) for offer in offers(ask, scene)]
        ends: tuple[Row, ...] = ()
        if len(question.ticked) >= ask.at_least:
            ends = (((DONE, scene.text(ask.done or "")),),)
        return (*rows_of(buttons, ask.columns), *ends)

    @staticmethod
    def _button(offer: Offer, ticked: tuple[str, ...]) -> tuple[str, str]:
        if offer.id in ticked:
            return (f"-{offer.id}", f"{TICK}{offer.text}")
        return (f"+{offer.id}", offer.text)

    def typed(self, ask: Ask, text: str, question: Question, scene: Scene) -> Reply:
        """A typed label ticks it; the words of the last button end the ticking; a story ticks what is heard in it."""
        if alike(text) == alike(scene.text(ask.done or "")):
            return self.tapped(ask, DONE, question, scene)
        offered = offers(ask, scene)
        found = match_offer(text, offered)
        if found is not None:
            return self.tapped(ask, f"+{found.id}", question, scene)
        heard = [identity for identity in _heard(text, offered) if identity not in question.ticked]
        if heard and len(question.ticked) >= ask.at_most:
            return Full(ask.at_most)
        ticked = (*question.ticked, *heard)[: ask.at_most]
        return Stay(replace(question, ticked=ticked), heard=True) if heard else None

    def tapped(self, ask: Ask, choice: str, question: Question, scene: Scene) -> Reply:
        """Tick, untick, or be done."""
        offered = {offer.id: offer for offer in offers(ask, scene)}
        if choice == DONE and len(question.ticked) >= ask.at_least:
            chosen: list[Value] = [identity for identity in offered if identity in question.ticked]
            shown = "、".join(offered[str(identity)].text for identity in chosen)
            return Understood(chosen, shown or scene.text(ask.done or ""))
        sign, identity = choice[:1], choice[1:]
        if identity not in offered or sign not in "+-":
            return None
        others = tuple(tick for tick in question.ticked if tick != identity)
        if sign == "+" and len(others) >= ask.at_most:
            return Full(ask.at_most)
        return Stay(replace(question, ticked=(*others, identity) if sign == "+" else others))


def _heard(text: str, offered: list[Offer]) -> list[str]:
    """The options heard in what somebody wrote, in the order they come up in it.

    A longer word keeps the shorter ones in it: a parent in hospital is not oneself in hospital.
    """
    said, places = alike(text), dict[str, int]()
    for word, identity in sorted(_words(offered), key=lambda each: -len(each[0])):
        place = said.find(word)
        while place >= 0:
            places[identity] = min(place, places.get(identity, place))
            said = f"{said[:place]}{TAKEN * len(word)}{said[place + len(word) :]}"
            place = said.find(word)
    return sorted(places, key=lambda each: places[each])


def _words(offered: list[Offer]) -> list[tuple[str, str]]:
    return [(alike(word), offer.id) for offer in offered for word in offer.words]
