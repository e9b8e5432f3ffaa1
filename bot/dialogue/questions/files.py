"""Files the person sends: they come in from outside, one by one, and a button says that these are all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.dialogue.model import Ask
from bot.dialogue.questions.base import Reply, Row, Stay, Understood
from bot.dialogue.questions.several import DONE
from bot.dialogue.scene import Scene
from bot.dialogue.session import Question
from bot.dialogue.values import Value
from bot.language.passing import alike


class SentFiles:
    """``files``."""

    def rows(self, ask: Ask, question: Question, scene: Scene) -> tuple[Row, ...]:
        """Nothing to tap before a file is there."""
        return (((DONE, scene.text(ask.done or "")),),) if question.files else ()

    def typed(self, ask: Ask, text: str, question: Question, scene: Scene) -> Reply:
        """Only the words of the button."""
        if alike(text) == alike(scene.text(ask.done or "")):
            return self.tapped(ask, DONE, question, scene)
        return None

    def tapped(self, ask: Ask, choice: str, question: Question, scene: Scene) -> Reply:
        """These are all."""
        return _all(ask, question, scene) if choice == DONE and question.files else None

    def arrived(self, ask: Ask, file: Mapping[str, Value], question: Question, scene: Scene) -> Understood | Stay:
        """One more file; the last that is taken ends the question."""
        more = replace(question, files=(*question.files, file))
        full = ask.files is not None and len(more.files) >= ask.files.at_most
        return _all(ask, more, scene) if full else Stay(more)


def _all(ask: Ask, question: Question, scene: Scene) -> Understood:
    return Understood([dict(file) for file in question.files], scene.text(ask.done or ""))
