"""The readable page of an export: one HTML file without anything from elsewhere, every value escaped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.content.both import Both
from bot.content.export import ExportWords
from bot.export.sections import Sections
from bot.language.formatting import Style
from bot.language.money import Money

TEMPLATE = "export.html.j2"
ANSWERS = 3
"""Where the answers stand in a frame as a session writes it."""


class Words:
    """The words of the page for one reader."""

    def __init__(self, words: ExportWords, style: Style) -> None:
        self._words, self._style = words, style

    def say(self, name: str) -> str:
        """A sentence of the page."""
        return self._said(getattr(self._words, name))

    def section(self, name: str) -> str:
        """The heading of a section."""
        return self._said(self._words.sections[name])

    def name(self, name: str) -> str:
        """What a field is called; its own name where there is no word for it."""
        known = self._words.names.get(name)
        return name if known is None else self._said(known)

    def is_inner(self, name: str) -> bool:
        """Whether a field is of use to the program alone."""
        return name in self._words.inner

    def value(self, value: Any, name: str = "") -> str:
        """A single value as the reader's place writes it; ``name`` is the field it stands in."""
        coded = self._words.values.get(name, {})
        if isinstance(value, str) and value in coded:
            return self._said(coded[value])
        match value:
            case bool():
                return self.say("yes" if value else "no")
            case {"amount": str(amount), "currency": str(currency)}:
                return self._style.money(Money(Decimal(amount), currency))
            case str():
                return self._moment(value)
        return str(value)

    def _moment(self, text: str) -> str:
        try:
            if len(text) == 10:
                return self._style.full_date(date.fromisoformat(text))
            if len(text) > 18 and text[10] == "T":
                return f"{self._style.full_date(datetime.fromisoformat(text).date())} {text[11:16]}"
        except ValueError:
            pass
        return text

    def _said(self, both: Both) -> str:
        return both.for_(self._style.script, self._style.region)


def page(folder: Path, words: ExportWords, style: Style, sections: Sections, made: datetime, *, phones: bool) -> str:
    """The page. ``folder`` holds the template; ``made`` is the reader's own time."""
    template = _environment(folder).get_template(TEMPLATE)
    said = Words(words, style)
    return template.render(
        words=said,
        lang=style.script.value.replace("_", "-"),
        sections={
            **sections,
            "conversation": _told(sections.get("conversation"), words),
            "waiting": _on_the_way(sections.get("waiting")),
        },
        made=made.isoformat(timespec="seconds"),
        phones=phones,
        simple=_simple,
        empty=_empty,
    )


def _told(conversation: Any, words: ExportWords) -> Any:
    """The running conversation as it was talked: what was asked and answered. What flows note for themselves has no
    word here and is in data.json.
    """
    if not isinstance(conversation, Mapping):
        return conversation
    frames = [frame[ANSWERS] for frame in conversation.get("stack") or [] if len(frame) > ANSWERS]
    answers = {name: value for frame in frames for name, value in frame.items() if name in words.names}
    asked = [{name: point.get(name) for name in ("label", "shown")} for point in conversation.get("past") or []]
    return {
        "past": [point for point in asked if point["label"]],
        "answers": {name: value for name, value in answers.items() if not _empty(value) and _simple(value)},
        "question": (conversation.get("question") or {}).get("text"),
    }


def _on_the_way(waiting: Any) -> Any:
    """What waits to be sent, in its words alone, and what is being done."""
    if not isinstance(waiting, Mapping):
        return waiting
    messages = [{"text": message.get("text")} for message in waiting.get("messages") or []]
    return {"messages": messages, "jobs": [{"kind": job.get("kind")} for job in waiting.get("jobs") or []]}


def _simple(value: Any) -> bool:
    """Whether it is shown in one cell."""
    return not isinstance(value, dict | list) or _is_money(value)


def _is_money(value: Any) -> bool:
    return isinstance(value, Mapping) and set(value) == {"amount", "currency"}


def _empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


@lru_cache(maxsize=2)
def _environment(folder: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
