"""What is tapped when a contact with a collector is logged, and how it is shown again."""

from __future__ import annotations

from bot.content.both import Both, Button, Entry, Line


class Tap(Entry):
    """One thing to tap; ``spoken`` marks a way of contact that lasts."""

    id: Line
    label: Button
    spoken: bool = False


class Contacts(Entry):
    """content/contacts.yaml."""

    channels: tuple[Tap, ...]
    lengths: tuple[Tap, ...]
    said: tuple[Tap, ...]
    third: tuple[Tap, ...]
    outcomes: tuple[Tap, ...]
    fields: tuple[Tap, ...]

    def label(self, group: tuple[Tap, ...], chosen: str | None) -> Both | None:
        """How a choice is shown; None for one not made or no longer known."""
        return next((tap.label for tap in group if tap.id == chosen), None)
