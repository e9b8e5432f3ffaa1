"""How long what is kept stays: the same numbers are enforced by the bot and told to people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Retention:
    """Days; the defaults are those of the settings.

    ``conversation`` is for a conversation nobody went on with (product design, principles: silence);
    ``undelivered`` for the reason why a message could not arrive; ``people`` for everything of somebody who has not
    been here for so long, 0 for ever; ``backups`` how many daily copies there are.
    """

    conversation: int = 30
    undelivered: int = 7
    people: int = 1095
    backups: int = 7

    @property
    def conversation_kept(self) -> timedelta:
        """How long an idle conversation stays."""
        return timedelta(days=self.conversation)

    @property
    def undelivered_kept(self) -> timedelta:
        """How long the reason of an undeliverable message stays."""
        return timedelta(days=self.undelivered)

    @property
    def people_kept(self) -> timedelta | None:
        """How long everything of somebody who stays away is kept; None for ever."""
        return timedelta(days=self.people) if self.people else None
