"""The nine blanks to fill while a collector talks."""

from __future__ import annotations

from collections.abc import Collection

from bot.content.both import Breath, Entry, Line, ShortButton


class ListeningItem(Entry):
    """One blank, and the question to ask aloud when it was not heard."""

    id: Line
    label: ShortButton
    ask: Breath


class Listening(Entry):
    """content/listening.yaml."""

    slow_down: Breath
    items: tuple[ListeningItem, ...]

    def unheard(self, heard: Collection[str]) -> tuple[ListeningItem, ...]:
        """The items not yet heard, in the order of the file."""
        return tuple(item for item in self.items if item.id not in heard)
