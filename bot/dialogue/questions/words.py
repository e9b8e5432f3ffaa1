"""Free text, times of day and lengths of time: what is only typed."""

from __future__ import annotations

from bot.dialogue.layout import rows_of
from bot.dialogue.model import Ask
from bot.dialogue.questions.base import Beyond, NoButtons, Reply, Row, Understood, Unsure
from bot.dialogue.questions.choice import match_offer, suggested
from bot.dialogue.scene import Scene
from bot.dialogue.session import Question


class FreeText:
    """``text``, with buttons for suggestions."""

    def rows(self, ask: Ask, question: Question, scene: Scene) -> tuple[Row, ...]:  # noqa: ARG002
        """The suggestions."""
        return rows_of([(offer.id, offer.text) for offer in suggested(ask, scene)], ask.columns)

    def typed(self, ask: Ask, text: str, question: Question, scene: Scene) -> Reply:  # noqa: ARG002
        """What was written, trimmed, when it is not too long; a typed suggestion counts as tapped."""
        said = text.strip()
        found = match_offer(said, suggested(ask, scene))
        if found is not None and not said.isdecimal():
            return Understood(found.text, found.text, found.go)
        if ask.text is None or not said:
            return None
        if len(said) > ask.text.at_most:
            return Beyond("long", {"number": str(len(said)), "most": str(ask.text.at_most)})
        return Understood(said, said)

    def tapped(self, ask: Ask, choice: str, question: Question, scene: Scene) -> Reply:  # noqa: ARG002
        """A suggestion taken as the answer."""
        found = next((offer for offer in suggested(ask, scene) if offer.id == choice), None)
        return None if found is None else Understood(found.text, found.text, found.go)


class ClockTime(NoButtons):
    """``time``."""

    def typed(self, ask: Ask, text: str, question: Question, scene: Scene) -> Reply:  # noqa: ARG002
        """The time named; both halves of the day where it is open."""
        read = scene.setting.understanding.time(text)
        if read.ambiguous:
            return Unsure(tuple((scene.style.time(clock), clock) for clock in read.readings)) if read.readings else None
        return None if read.time is None else Understood(read.time, scene.style.time(read.time))


class Span(NoButtons):
    """``days``."""

    def typed(self, ask: Ask, text: str, question: Question, scene: Scene) -> Reply:  # noqa: ARG002
        """A length of time within the bounds, in days."""
        days = scene.setting.understanding.days(text)
        bounds = ask.days
        if bounds is None or days is None or not bounds.from_ <= days <= bounds.to:
            return None
        return Understood(days, str(days))
