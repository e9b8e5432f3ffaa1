"""Builds the world a turn needs from the files of the project: flows, content and locales."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.actions.message_reader import load_classifier
from bot.actions.table import TABLE
from bot.content.commands import Commands
from bot.content.last_resort import load_last_resort
from bot.content.library import Library, load_library
from bot.conversation.world import World
from bot.dialogue.flowset import FlowSet
from bot.dialogue.reading import Sources, read_flows
from bot.dialogue.scene import Setting
from bot.dialogue.versions import History
from bot.dialogue.voice import Voice
from bot.errors import ContentError
from bot.language.catalogue import read_catalogue
from bot.language.formatting import Style
from bot.language.region import Script
from bot.language.understanding import load_readers
from bot.marked_yaml import read_yaml
from bot.telegram.updates import read_update

ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True, slots=True)
class Home:
    """Where the project's own files are."""

    root: Path

    @property
    def flows(self) -> Path:
        """Dialogue flows."""
        return self.root / "flows"

    @property
    def content(self) -> Path:
        """What the domain knows."""
        return self.root / "content"

    @property
    def locales(self) -> Path:
        """Translations."""
        return self.root / "locales"

    @property
    def dialogues(self) -> Path:
        """Transcripts of every flow."""
        return self.root / "tests" / "dialogues"


HOME = Home(Path(__file__).resolve().parent.parent)
"""The project this program was started from."""


def load_commands(home: Home) -> Commands:
    """The commands. Raises pydantic.ValidationError."""
    return Commands.model_validate(read_yaml(home.content / "commands.yaml").data)


def build_world(home: Home = HOME, history: History | None = None) -> World:
    """The world from files. Raises ContentError naming the first problem and how many there are."""
    sources = read_flows(home.flows)
    if sources.problems:
        more = f" (and {len(sources.problems) - 1} more)" if len(sources.problems) > 1 else ""
        raise ContentError(f"{sources.problems[0]}{more} Run `python -m bot flows check` for the whole list.")
    library = load_library(home.content)
    return World(
        setting=Setting(sources.flow_set(), build_voice(home, library), load_readers(home.content)),
        library=library,
        commands=load_commands(home),
        actions=TABLE,
        history=history or History({}),
        read_update=read_update,
        new_session_id=new_session_id,
        messages=load_classifier(home.content),
        last_resort=load_last_resort(home.content),
    )


def build_voice(home: Home, library: Library) -> Voice:
    """The catalogues of both scripts, with the terms of each region."""

    @lru_cache(maxsize=64)
    def words(style: Style) -> dict[str, str]:
        return library.terms.words(style.script, style.region)

    return Voice({script: read_catalogue(home.locales, script) for script in Script}, words)


def new_session_id() -> str:
    """Six random letters and digits: enough to tell a person's sessions apart in a button."""
    return "".join(secrets.choice(ALPHABET) for _ in range(6))


__all__ = [
    "HOME",
    "FlowSet",
    "Home",
    "Sources",
    "build_voice",
    "build_world",
    "load_commands",
    "new_session_id",
]
