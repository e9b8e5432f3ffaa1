"""The numbers when everything else is broken: no session, no flow, nothing written.

Used where a person's words could not be kept (the disk is full, the database cannot be written or read) or where their
turn failed. Whoever asks for help or writes words of crisis gets the numbers, straight over the Bot API.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime

import structlog

from bot.content.hotlines import Hotline, HotlineKind
from bot.content.last_resort import LastResort
from bot.conversation.incoming import Incoming
from bot.conversation.values import InboxRow
from bot.conversation.watch import CRISIS, level
from bot.conversation.world import World
from bot.dialogue.scene import Scene
from bot.dialogue.values import Value
from bot.language.formatting import Style
from bot.language.region import Region, script_of_language
from bot.safety.crisis_rules import CrisisLevel

REMEMBERED = 1000
"""Updates of which it is known that they were answered: the same one comes again while the disk stays full."""

Send = Callable[[int, str], Awaitable[object]]
LastCall = Callable[[InboxRow], Sequence[str]]

log = structlog.get_logger(__name__)


class Lifeline:
    """Answers people whose updates cannot be kept; ``send`` puts a text straight into a chat, ``last``
    gives what is said to an update where not even the world can be used.
    """

    def __init__(self, world: Callable[[], World], send: Send, last: LastCall | None = None) -> None:
        self._world, self._send, self._last = world, send, last
        self._answered: OrderedDict[int, None] = OrderedDict()
        self.reached = 0

    async def reach(self, rows: Iterable[InboxRow]) -> None:
        """Give the numbers to everybody among the rows who needs them; never raises."""
        for row in rows:
            if row.update_id in self._answered:
                continue
            self._remember(row.update_id)
            try:
                await self._reach(row)
            except Exception as fault:  # noqa: BLE001 - the others are waiting for theirs
                log.error("lifeline_failed", fault=type(fault).__name__)
                self._answered.pop(row.update_id, None)

    async def _reach(self, row: InboxRow) -> None:
        try:
            texts = await self._texts(row)
        except Exception as fault:
            if self._last is None:
                raise
            log.error("lifeline_shortened", fault=type(fault).__name__)
            texts = self._last(row)
        self.reached += bool(texts)
        for text in texts:
            await self._send(row.chat_id, text)

    async def _texts(self, row: InboxRow) -> Sequence[str]:
        world = self._world()
        incoming = world.read_update(row.payload)
        asks = await asyncio.to_thread(asks_for_help, world, incoming)  # it may be long, and others wait
        me: dict[str, Value] = {"script": script_of_language(incoming.language).value}
        return numbers(world, me) if asks else ()

    def _remember(self, update_id: int) -> None:
        self._answered[update_id] = None
        if len(self._answered) > REMEMBERED:
            self._answered.popitem(last=False)


def last_texts(last: LastResort, incoming: Incoming) -> Sequence[str]:
    """What is said where flows and content cannot be used; nothing to who does not ask for help."""
    own = incoming.private and not incoming.forwarded and not incoming.is_bot
    return last.texts(incoming.language) if own and last.asked(incoming.text) else ()


def asks_for_help(world: World, incoming: Incoming) -> bool:
    """Whether a person asks for the numbers or writes words of crisis; never raises for a text."""
    if not incoming.private or incoming.is_bot or incoming.forwarded or not incoming.text:
        return False
    command = world.commands.named(incoming.text)
    if command is not None:
        return command.flow == CRISIS
    return level(world, incoming.text) >= CrisisLevel.PASSIVE


def numbers(world: World, me: Mapping[str, Value]) -> list[str]:
    """The sentence that says nothing can be kept, and two crisis lines and one for emergencies a region.

    Of the person's own region where it is known, else of every one there is.
    """
    scene = Scene(world.setting, "", "", {}, {**world.setting.flows.defaults(), **me}, datetime.now(UTC))
    known = me.get("region")
    regions = [Region(str(known))] if known else [region for region in Region if region is not Region.OTHER]
    return [scene.shared("_shared/trouble", "numbers"), *(_of(world, region, scene) for region in regions)]


def _of(world: World, region: Region, scene: Scene) -> str:
    lines = world.library.hotlines[region]
    style = scene.style
    chosen = (*lines.of(HotlineKind.CRISIS)[:2], *lines.of(HotlineKind.EMERGENCY)[:1])
    if not chosen:
        return "\n".join(text.for_(style.script, style.region) for text in lines.say)
    return "\n".join(_line(line, style) for line in chosen)


def _line(line: Hotline, style: Style) -> str:
    hours = f" · {line.hours.for_(style.script, style.region)}" if line.hours is not None else ""
    return f"{line.name.for_(style.script, style.region)} {line.number}{hours}"
