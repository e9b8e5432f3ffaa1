"""A sum of money, typed as people type it."""

from __future__ import annotations

from bot.dialogue.model import Ask
from bot.dialogue.questions.base import NoButtons, Reply, Understood, Unsure
from bot.dialogue.scene import Scene
from bot.dialogue.session import Question
from bot.language.money import Money


class Sum(NoButtons):
    """``money``; another currency than the region's is asked back in the region's, never converted."""

    def typed(self, ask: Ask, text: str, question: Question, scene: Scene) -> Reply:  # noqa: ARG002
        """The sum named; the likely readings where several are possible."""
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
