"""The words apps write themselves, from content/reading/screenshots.yaml, as one question each."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from pydantic import Field

from bot.content.both import Entry
from bot.errors import ContentError
from bot.marked_yaml import read_yaml

DOTS = re.compile("[·・•‧∙]")
"""The dot in the middle of a line, as whichever of its look-alikes it was read."""


PHONE_LINE = 12
"""Characters of the longest piece of the phone's own line."""

TICKS = re.compile(r"[√✓✔]")


class Repair(Entry):
    """A letter the model has no place for, and the doubtful letters that stand for it in certain company."""

    is_: str = Field(alias="is", min_length=1, max_length=1)
    read: str = Field(min_length=1)
    after: str = ""
    before: str = ""

    def fits(self, text: str, place: int) -> bool:
        """Whether the letter at ``place`` is one of them, in that company."""
        if text[place] not in self.read:
            return False
        return self._in(self.after, text[:place][-1:]) and self._in(self.before, text[place + 1 :][:1])

    @staticmethod
    def _in(company: str, letter: str) -> bool:
        return not company or (bool(letter) and letter in company)


class ScreenWords(Entry):
    """Patterns and words of chrome; every pattern has to match the whole of a line without its spaces."""

    days: tuple[str, ...] = Field(min_length=1)
    parts_of_day: tuple[str, ...] = Field(min_length=1)
    clock: str
    dates: tuple[str, ...] = Field(min_length=1)
    ago: tuple[str, ...] = Field(min_length=1)
    marks: tuple[str, ...] = Field(min_length=1)
    notices: tuple[str, ...] = Field(min_length=1)
    fields: tuple[str, ...] = Field(min_length=1)
    apps: tuple[str, ...] = Field(min_length=1)
    keys: tuple[str, ...] = Field(min_length=1)
    phone: tuple[str, ...] = Field(min_length=1)
    repairs: tuple[Repair, ...] = ()

    def is_moment(self, text: str) -> bool:
        """A date, a time of day or both, with or without the app's name or a mark before or after."""
        return self._moment.fullmatch(_bare(text)) is not None

    def is_time(self, text: str) -> bool:
        """A time of day, perhaps with ticks or a read mark."""
        return self._time.fullmatch(_bare(text)) is not None

    def is_mark(self, text: str) -> bool:
        """A read or sent mark."""
        return self._mark.fullmatch(_bare(text)) is not None

    def is_ago(self, text: str) -> bool:
        """How long ago a notification came."""
        return self._ago.fullmatch(_bare(text)) is not None or self.is_moment(text)

    def is_notice(self, text: str) -> bool:
        """Something the app says in the middle of a chat."""
        return self._notice.search(_bare(text)) is not None

    def is_field(self, text: str) -> bool:
        """What stands in an empty input field."""
        return _bare(text).casefold() in self._fields

    def names_app(self, text: str) -> bool:
        """Whether it begins with the name of an app that shows notifications."""
        return _bare(text).casefold().startswith(self._apps)

    def is_dotted(self, text: str) -> bool:
        """Whether it ends with an age after a dot, as "App · 5m"."""
        parts = DOTS.split(_bare(text))
        return len(parts) > 1 and (not parts[-1] or self.is_ago(parts[-1]))

    def is_phone(self, text: str) -> bool:
        """The phone's own line at the top: the time, the network, the battery."""
        short = len(_bare(text)) <= PHONE_LINE
        return short and (self.is_time(text) or self._phone.search(_bare(text)) is not None)

    def is_keys(self, text: str) -> bool:
        """A row of a keyboard."""
        bare = _bare(text).casefold()
        return len(bare) >= 4 and any(bare in row for row in self.keys)

    def time_at_end(self, text: str) -> int | None:
        """Where a time begins that a bubble carries at its end, None without one."""
        found = self._time_at_end.search(text)
        return found.start() if found and found.start() else None

    def ticks_at_end(self, text: str) -> bool:
        """Whether the time at the end has ticks behind it, as only an app writes."""
        found = self._time_at_end.search(text)
        return found is not None and TICKS.search(found.group()) is not None

    @cached_property
    def _clock(self) -> str:
        return rf"(?:{_any(self.parts_of_day)})?{self.clock}(?:{_any(self.parts_of_day)})?"

    @cached_property
    def _date(self) -> str:
        return rf"(?:{_any((*self.dates, *self.days))})"

    @cached_property
    def _mark(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{_any(self.marks)})+", re.IGNORECASE)

    @cached_property
    def _time(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{_any(self.marks)})*{self._clock}(?:{_any(self.marks)})*", re.IGNORECASE)

    @cached_property
    def _moment(self) -> re.Pattern[str]:
        around = rf"(?:{_any((*self.apps, *self.marks))}|[·・•‧∙,，:：.|-])*"
        when = rf"(?:{self._date}[,，]?)*(?:{self._clock})?"
        return re.compile(rf"(?=.){around}{when}{around}", re.IGNORECASE)

    @cached_property
    def _ago(self) -> re.Pattern[str]:
        return re.compile(_any(self.ago), re.IGNORECASE)

    @cached_property
    def _phone(self) -> re.Pattern[str]:
        return re.compile(_any(self.phone))

    @cached_property
    def _notice(self) -> re.Pattern[str]:
        return re.compile(_any(self.notices), re.IGNORECASE)

    @cached_property
    def _time_at_end(self) -> re.Pattern[str]:
        return re.compile(rf"\s*{self._clock}\s*(?:{_any(self.marks)}|\s)*$", re.IGNORECASE)

    @cached_property
    def _fields(self) -> frozenset[str]:
        return frozenset(field.casefold() for field in self.fields)

    @cached_property
    def _apps(self) -> tuple[str, ...]:
        return tuple(app.casefold() for app in self.apps)


def load_words(path: Path) -> ScreenWords:
    """Read the file. Raises ContentError when it is not there or does not fit."""
    try:
        return ScreenWords.model_validate(read_yaml(path).data)
    except (OSError, ValueError) as error:
        raise ContentError(f"{path}: {error}") from None


def _any(patterns: tuple[str, ...]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in sorted(patterns, key=len, reverse=True))


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
