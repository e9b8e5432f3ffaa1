"""Everything a turn needs that is the same for everybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.actions.message_reader import MessageReader
from bot.actions.registry import Action
from bot.content.commands import Commands
from bot.content.last_resort import NOTHING_TO_SAY, LastResort
from bot.content.library import Library
from bot.conversation.incoming import Incoming
from bot.dialogue.scene import Setting
from bot.dialogue.versions import History
from bot.safety.retention import Retention


@dataclass(frozen=True, slots=True)
class World:
    """The flows with their voice, the content, the actions, and how an update is read."""

    setting: Setting
    library: Library
    commands: Commands
    actions: Mapping[str, Action]
    history: History
    read_update: Callable[[bytes], Incoming]
    new_session_id: Callable[[], str]
    messages: MessageReader | None = None
    retention: Retention = field(default_factory=Retention)
    last_resort: LastResort = NOTHING_TO_SAY
