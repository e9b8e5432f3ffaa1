"""The commands: Telegram's Latin names, and the Chinese words that mean the same when typed."""

from __future__ import annotations

from functools import cached_property
from typing import Literal
from unicodedata import normalize

from pydantic import model_validator

from bot.content.both import Both, Entry, Line

Move = Literal["back", "pause", "resume"]
"""What the engine does itself; every other command opens a flow."""


class Command(Entry):
    """One command: it opens ``flow`` or does ``move``; ``menu`` is its line in Telegram's command list."""

    id: Line
    flow: str | None = None
    move: Move | None = None
    words: tuple[Line, ...] = ()
    menu: Both | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """Its line of the menu in every wording: typed out, it means the command too."""
        return () if self.menu is None else tuple(text for _, text in self.menu.wordings())

    @model_validator(mode="after")
    def _one_deed(self) -> Command:
        if (self.flow is None) == (self.move is None):
            raise ValueError(f"the command {self.id!r} needs either flow or move")
        return self


class Commands(Entry):
    """content/commands.yaml; ``about`` fills the empty chat, ``in_short`` goes along when the bot is shared."""

    name: Both
    about: Both
    in_short: Both
    commands: tuple[Command, ...]

    @cached_property
    def by_word(self) -> dict[str, Command]:
        """Commands by every word that means them, squeezed."""
        pairs = [(word, command) for command in self.commands for word in (command.id, *command.words, *command.lines)]
        return {squeeze(word): command for word, command in pairs}

    @cached_property
    def _spoken(self) -> frozenset[str]:
        """The Latin words that mean a command without a slash too; another one alone ("log") is an answer."""
        return frozenset(squeeze(word) for command in self.commands for word in command.words if word.isascii())

    def named(self, text: str) -> Command | None:
        """The command a text is: a word of the list alone, or any word after a slash (``/start@bot x`` too)."""
        said = normalize("NFKC", text).strip()
        if said.startswith("/"):
            said = said[1:].split(maxsplit=1)[0].split("@")[0] if len(said) > 1 and not said[1].isspace() else ""
        elif squeeze(said).isascii() and squeeze(said) not in self._spoken:
            return None
        return self.by_word.get(squeeze(said)) if said else None


def squeeze(text: str) -> str:
    """A word without width, case, spaces and marks."""
    return "".join(char for char in normalize("NFKC", text).casefold() if char.isalnum())
