"""A sum of money, typed as people type it."""

from __future__ import annotations

from bot.dialogue.layout import rows_of
from bot.dialogue.model import Ask
from bot.dialogue.questions.base import Reply, Row, Understood, Unsure
from bot.dialogue.questions.choice import match_offer, suggested
from bot.dialogue.scene import Scene
from bot.dialogue.session import Question
from bot.language.money import Money


class Sum:
    """``money``; another currency than the region's is asked back in the region's, never converted.

    A suggestion is no sum: it leaves the question unanswered and leads to its ``go``.
    """

    def rows(self, ask: Ask, question: Question, scene: Scene) -> tuple[Row, ...]:  # noqa: ARG002
        """The suggestions."""
        return rows_of([(offer.id, offer.text) for offer in suggested(ask, scene)], ask.columns)

    def tapped(self, ask: Ask, choice: str, question: Question, scene: Scene) -> Reply:  # noqa: ARG002
        """A suggestion taken instead of a sum."""
        found = next((offer for offer in suggested(ask, scene) if offer.id == choice), None)
        return None if found is None else Understood(None, found.text, found.go)

    def typed(self, ask: Ask, text: str, question: Question, scene: Scene) -> Reply:  # noqa: ARG002
        """The sum named, the likely readings where several are possible, or the words of a suggestion."""
        offer = None if text.strip().isdecimal() else match_offer(text, suggested(ask, scene))
        if offer is not None:
            return Understood(None, offer.text, offer.go)
        read = scene.setting.understanding.amount(text, scene.region)
        foreign = read.currency is not None and read.currency != scene.style.currency
        values = read.readings if read.ambiguous else () if read.value is None else (read.value,)
        sums = [Money(value, scene.style.currency) for value in values]
        fitting = [money for money in sums if _fits(ask, money)]
        if not fitting:
            return None
        if read.ambiguous or foreign:
            return Unsure(tuple((scene.style.spoken(money), money) for money in fitting))
        return Understood(fitting[0], scene.style.spoken(fitting[0]))


def _fits(ask: Ask, money: Money) -> bool:
    bounds = ask.money
    return bounds is not None and bounds.from_ <= money.amount <= bounds.to
