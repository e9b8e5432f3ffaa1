"""What a handler gets, what it may use, and what it gives back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

from bot.content.library import Library
from bot.conversation.world import World
from bot.dialogue.values import Value
from bot.export.everything import Everything
from bot.language.formatting import Style
from bot.papers.press import Press
from bot.pictures.reader import Reader
from bot.records.entry import Record
from bot.telegram.calls import Calls
from bot.workshop.files import Files


class CannotMake(Exception):
    """This will never work out, trying again is of no use; ``reason`` is a short word the flow can tell apart."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, repr=False)
class Task:
    """A job as its handler sees it.

    ``payload`` is what the action put in; ``me`` what is known about the person; ``style`` their script and
    region; ``now`` their own time; ``files`` theirs to read, and new ones to make.
    """

    chat_id: int
    payload: Mapping[str, Any]
    me: Mapping[str, Value]
    style: Style
    now: datetime
    files: Files


ROOM = 40_000_000
"""Bytes of files kept for one person: an export of all of them has to fit into the 50 MB a bot may send."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What handlers may use: ``world`` is today's content and voice, ``records`` gives everything kept for a chat,
    ``press`` makes papers, ``telegram`` has the files people sent, ``pictures`` reads screenshots, ``everything``
    opens all that is kept for a chat, ``content`` is the folder of that name, ``room`` how many bytes of files
    one person may have kept, ``operator`` who runs this bot and how to reach them.
    """

    world: Callable[[], World]
    records: Callable[[int], Awaitable[tuple[Record, ...]]]
    press: Press
    telegram: Calls
    pictures: Reader
    everything: Callable[[int], Awaitable[Everything]]
    content: Path
    room: int = ROOM
    operator: str = ""

    @property
    def library(self) -> Library:
        """The content of today."""
        return self.world().library


Handler: TypeAlias = Callable[[Task, Tools], Awaitable[Mapping[str, Value]]]
"""Gives the values its flow takes. Raises CannotMake; whatever else it raises is tried again."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job: what does it, whether it is heavy (one at a time over all people), how long a try may take."""

    make: Handler
    heavy: bool = False
    patience: timedelta = timedelta(minutes=2)
