"""Numbers when flows and content cannot be used: a few small files, each read by itself, what is broken left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from unicodedata import normalize

import structlog
from pydantic import BaseModel, Field

from bot.content.both import Bubble, Entry, Line
from bot.content.hotlines import Hotline, HotlineKind, Hotlines
from bot.language.region import Region, Script, script_of_language
from bot.marked_yaml import YamlProblem, read_yaml

NAME, ALWAYS = "last_resort.yaml", ("sos",)
"""The file, and the words that are known without it."""

Model = TypeVar("Model", bound=BaseModel)

log = structlog.get_logger(__name__)


class LastWords(Entry):
    """content/last_resort.yaml."""

    say: Bubble
    words: tuple[Line, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class LastResort:
    """What is said in each script, and the words that ask for it."""

    said: Mapping[Script, tuple[str, ...]]
    words: tuple[str, ...]

    def asked(self, text: str) -> bool:
        """Whether a text has one of the words, whatever its width, case and spaces."""
        plain = "".join(normalize("NFKC", text).casefold().split())
        return any(word in plain for word in self.words)

    def texts(self, language: str) -> tuple[str, ...]:
        """The sentence and the numbers of every region, a bubble each, for an app in this language."""
        return self.said[script_of_language(language)]


NOTHING_TO_SAY = LastResort(dict.fromkeys(Script, ()), ())
"""Where nothing was read."""


def load_last_resort(content: Path) -> LastResort:
    """Read what can be read. Never raises."""
    words = _read(LastWords, content / NAME)
    lists = [_read(Hotlines, content / "hotlines" / f"{region.value}.yaml") for region in Region]
    said = {script: tuple(_said(words, lists, script)) for script in Script}
    return LastResort(said, ALWAYS if words is None else words.words)


def _said(words: LastWords | None, lists: Iterable[Hotlines | None], script: Script) -> Iterator[str]:
    if words is not None:
        yield words.say.for_(script, Region.OTHER)
    for listed in lists:
        if listed is not None and listed.lines:
            yield "\n".join(_line(line, script, listed.region) for line in _chosen(listed))


def _read(kind: type[Model], path: Path) -> Model | None:
    try:
        return kind.model_validate(read_yaml(path).data)
    except (OSError, ValueError, YamlProblem) as fault:  # pydantic's own is a ValueError
        log.error("last_resort_not_read", file=path.name, fault=type(fault).__name__)
        return None


def _chosen(listed: Hotlines) -> tuple[Hotline, ...]:
    return (*listed.of(HotlineKind.CRISIS)[:2], *listed.of(HotlineKind.EMERGENCY)[:1])


def _line(line: Hotline, script: Script, region: Region) -> str:
    hours = f" · {line.hours.for_(script, region)}" if line.hours is not None else ""
    return f"{line.name.for_(script, region)} {line.number}{hours}"
