"""The kinds of question, by the key that marks them in a flow file."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.dialogue.questions.base import Beyond, Full, Kind, Reply, Row, Stay, Understood, Unsure
from bot.dialogue.questions.choice import Choice
from bot.dialogue.questions.dates import CalendarDay
from bot.dialogue.questions.files import SentFiles
from bot.dialogue.questions.money import Sum
from bot.dialogue.questions.numbers import OnScale, WholeNumber
from bot.dialogue.questions.several import Several
from bot.dialogue.questions.words import ClockTime, FreeText, Span

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "choice": Choice(),
        "choice_from": Choice(),
        "choices": Several(),
        "choices_from": Several(),
        "scale": OnScale(),
        "number": WholeNumber(),
        "money": Sum(),
        "date": CalendarDay(),
        "time": ClockTime(),
        "days": Span(),
        "text": FreeText(),
        "files": SentFiles(),
    }
)
"""Every kind of question; a test holds that the model and this table agree."""

__all__ = ["KINDS", "Beyond", "Full", "Kind", "Reply", "Row", "Stay", "Understood", "Unsure"]
