"""The composition root: puts the rooms together into a running bot."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import structlog

from bot.assembly import HOME, Home, build_world, load_commands
from bot.content.both import Both
from bot.content.commands import Commands
from bot.content.freshness import stale
from bot.conversation.alarm import Alarm
from bot.conversation.lanes import Lanes
from bot.conversation.lifeline import Lifeline, last_texts
from bot.conversation.limits import Gate
from bot.conversation.ports import Store
from bot.conversation.reaching import ReachingOutbox, ReachingStore, Unanswered
from bot.conversation.turn import Outcome
from bot.conversation.values import Sendable
from bot.conversation.world import World
from bot.dialogue.versions import History, shape_of
from bot.errors import BotError, WrongKey
from bot.housekeeping import House
from bot.language.region import Region, Script
from bot.memory import spare_collector
from bot.papers.press import Press
from bot.pictures.reader import Reader
from bot.preflight import refuse_broken
from bot.safety.private_data import Masked, mask
from bot.safety.retention import Retention
from bot.settings import Settings, parse_place
from bot.storage import KeyRing, Storage, flow_shapes, open_storage
from bot.telegram.calls import Calls
from bot.telegram.pacing import Pacing
from bot.telegram.polling import Poller, Receive
from bot.telegram.profile import Command, Profile, commands_for_chat, forget_chat, publish
from bot.telegram.request import make_bot
from bot.telegram.sender import Sender
from bot.telegram.veil import Shown
from bot.workshop.making import Tools
from bot.workshop.shop import Workshop
from bot.workshop.table import KINDS

WEBHOOK_PATH = "/telegram"

Clock = Callable[[], datetime]

log = structlog.get_logger(__name__)


def utc_now() -> datetime:
    """The machine's time."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Bot:
    """A running bot: its parts, for the metrics, the sandbox and the tests."""

    world: World
    storage: Storage
    calls: Calls
    sender: Sender
    lanes: Lanes
    alarm: Alarm
    workshop: Workshop
    house: House
    lifeline: Lifeline
    store: Store

    @property
    def receive(self) -> Receive:
        """Where updates go in; those who need help are reached even when nothing can be kept."""
        return self.store.receive

    def cover(self, text: str) -> Masked:
        """Private numbers are covered before an update is kept."""
        return mask(text, self.lanes.world.library.privacy)

    async def idle(self) -> None:
        """Wait until nothing is in hand: no job, no turn, no message."""
        await self.lanes.idle()
        await self.workshop.idle()
        await self.lanes.idle()
        await self.sender.idle()

    async def reload(self, home: Home = HOME) -> None:
        """Take the flows as they are now; when they do not pass, the old ones keep running."""
        try:
            await refuse_broken(self.storage.database, home)
            self.lanes.world = await remembering_world(self.storage, home, self.house.retention)
        except BotError as problem:
            log.error("reload_refused", problem=str(problem))
        else:
            log.info("reloaded", flows=len(self.lanes.world.setting.flows.flows))


@asynccontextmanager
async def running(settings: Settings, clock: Clock = utc_now, home: Home = HOME) -> AsyncIterator[Bot]:
    """A bot that takes turns and sends, without a source of updates yet. Raises BotError."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    async with AsyncExitStack() as stack:
        keys = _keys(settings)
        storage = await stack.enter_async_context(open_storage(settings.database, keys, clock=clock))
        world = await remembering_world(storage, home, settings.retention)
        telegram = make_bot(
            settings.token(),
            settings.telegram_api_url,
            connections=settings.connections,
            proxy=settings.telegram_proxy,
        )
        calls = Calls(telegram)
        stack.push_async_callback(calls.close)
        pacing = Pacing(per_chat=settings.sends_per_second_per_chat, overall=settings.sends_per_second)
        lifeline = Lifeline(
            lambda: lanes.world,
            lambda chat, text: calls.send(chat, Shown(text)),
            lambda row: last_texts(world.last_resort, world.read_update(row.payload)),
        )
        unanswered = Unanswered(lifeline)
        store = ReachingStore(storage.store, lifeline, unanswered)
        outbox = ReachingOutbox(storage.outbox, unanswered)
        sender = Sender(calls, outbox, clock, files=storage.attachments, pacing=pacing)

        def committed(outcome: Outcome, first: Sendable | None) -> None:
            follow(outcome, first)

        lanes = Lanes(
            world, store, clock, committed=committed, answer=sender.answer_callback, gate=Gate(settings.limits)
        )
        alarm = Alarm(
            storage.store, clock, lanes.wake, settings.sends_per_second, lambda: lanes.patient + sender.in_line
        )
        tools = _tools(stack, settings, home, storage, calls, lanes)
        workshop = Workshop(KINDS, tools, storage, clock, lanes.wake)
        bot = Bot(
            world, storage, calls, sender, lanes, alarm, workshop, House(storage, settings, clock), lifeline, store
        )
        follow = Aftermath(bot)
        await sender.start()
        await lanes.start()
        follow.run_beside(alarm.run())
        follow.run_beside(workshop.run())
        try:
            yield bot
        finally:
            await follow.stop()
            await lanes.stop()
            await sender.stop()


def _keys(settings: Settings) -> KeyRing:
    """The keys; fresh ones only where there is nothing yet that another key has sealed."""
    if not settings.key_file.exists() and settings.database.exists() and settings.database.stat().st_size:
        raise WrongKey(f"The key file {settings.key_file} is gone: put back your copy of it; nothing was changed.")
    return KeyRing.load_or_create(settings.key_file)


def _tools(
    stack: AsyncExitStack, settings: Settings, home: Home, storage: Storage, calls: Calls, lanes: Lanes
) -> Tools:
    """What slow work is done with; its processes end with ``stack``."""
    press = Press(home.content / "papers")
    stack.push_async_callback(press.close)
    pictures = Reader(home.content / "reading" / "screenshots.yaml")
    stack.push_async_callback(pictures.close)
    return Tools(
        world=lambda: lanes.world,
        records=storage.store.all_records,
        press=press,
        telegram=calls,
        pictures=pictures,
        everything=storage.store.everything,
        content=home.content,
        room=settings.storage_per_person_mb * 1_000_000,
        operator=settings.operator,
    )


class Aftermath:
    """What follows a turn once it is kept: messages go out, timers are set, jobs begin, menus change."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._errands: set[asyncio.Task[Any]] = set()
        self._beside: list[asyncio.Task[None]] = []

    def __call__(self, outcome: Outcome, first: Sendable | None) -> None:
        """A turn was kept; ``first`` of its messages goes out now."""
        bot, commit = self._bot, outcome.commit
        if commit.outgoing:
            bot.sender.wake(commit.row.chat_id, first, patient=commit.outgoing[0].patient)
        if commit.timers:
            bot.alarm.ring()
        if commit.jobs:
            bot.workshop.ring()
        if commit.erase or commit.withdraw:
            bot.house.erased()
        for errand in _menu_errands(bot.calls, bot.lanes.world.commands, outcome):
            task = asyncio.create_task(errand)
            self._errands.add(task)
            task.add_done_callback(self._errands.discard)

    def run_beside(self, work: Coroutine[Any, Any, None]) -> None:
        """Have something run until the bot stops."""
        self._beside.append(asyncio.create_task(work))

    async def stop(self) -> None:
        """End what runs beside, let errands come to their end."""
        for task in self._beside:
            task.cancel()
        await asyncio.gather(*self._beside, *self._errands, return_exceptions=True)


async def run_bot(settings: Settings, clock: Clock = utc_now, ready: Callable[[Bot], None] = lambda _: None) -> None:
    """Run until told to stop (SIGTERM, SIGINT): the turn in hand is finished, the rest waits for the next start."""
    stopping = asyncio.Event()
    async with running(settings, clock) as bot:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stopping.set)
        reloads: set[asyncio.Task[None]] = set()
        loop.add_signal_handler(signal.SIGHUP, lambda: reloads.add(asyncio.create_task(bot.reload())))
        await refuse_broken(bot.storage.database, HOME)
        async with AsyncExitStack() as stack:
            if settings.health_listen is not None:
                await stack.enter_async_context(_health_page(bot, parse_place(settings.health_listen)))
            house = asyncio.create_task(bot.house.run())
            stack.callback(house.cancel)
            profile = asyncio.create_task(publish(bot.calls, public_profile()))
            stack.callback(profile.cancel)
            spare_collector()
            for late in stale(bot.world.library, clock().date()):
                log.warning("check_again", what=late.id, days_over=late.days_over)
            log.info("started", flows=len(bot.world.setting.flows.flows))
            ready(bot)
            await (_polled(bot, stopping) if settings.webhook_url is None else _called(bot, settings, stopping))
        log.info("stopping")


async def _polled(bot: Bot, stopping: asyncio.Event) -> None:
    poller = Poller(bot.calls, bot.receive, bot.lanes.wake, cover=bot.cover)
    polling = asyncio.create_task(poller.run())
    waiting = asyncio.create_task(stopping.wait())
    await asyncio.wait({polling, waiting}, return_when=asyncio.FIRST_COMPLETED)
    poller.stop()
    waiting.cancel()
    await polling


def _health_page(bot: Bot, place: tuple[str, int]) -> AbstractAsyncContextManager[int]:
    # A web server takes megabytes: only who wants one pays for it.
    from bot.health import Health, watched  # noqa: PLC0415

    return watched(Health(bot.storage.database, bot.lanes, bot.sender), place)


async def _called(bot: Bot, settings: Settings, stopping: asyncio.Event) -> None:
    from bot.telegram.webhook import Webhook, listening  # noqa: PLC0415  as above

    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    webhook = Webhook(secret, bot.receive, bot.lanes.wake, bot.cover)
    host, port = parse_place(settings.webhook_listen)
    async with listening(webhook, host, port, WEBHOOK_PATH):
        await bot.calls.set_webhook(f"{settings.webhook_url}{WEBHOOK_PATH}", secret)
        await stopping.wait()


def _menu_errands(calls: Calls, known: Commands, outcome: Outcome) -> Iterator[Coroutine[Any, Any, bool]]:
    """A chat's own command menu: in the script just chosen, gone when everything is erased."""
    chat_id = outcome.commit.row.chat_id
    if outcome.commit.erase:
        yield forget_chat(calls, chat_id)
    elif outcome.script is not None:
        yield commands_for_chat(calls, chat_id, command_menu(known, outcome.script))


def command_menu(known: Commands, script: Script) -> list[Command]:
    """Telegram's command list in one script."""
    region = Region.TAIWAN if script is Script.HANT else Region.MAINLAND
    return [
        Command(command.id, command.menu.for_(script, region)) for command in known.commands if command.menu is not None
    ]


def public_profile(home: Home = HOME) -> Profile:
    """What everybody sees before the first word: the commands in both scripts."""
    known = load_commands(home)
    lines = [Command(command.id, _both(command.menu)) for command in known.commands if command.menu is not None]
    return Profile(lines, _both(known.about, "\n\n"), _both(known.in_short))


def _both(text: Both, between: str = " / ") -> str:
    return between.join(dict.fromkeys((text.zh_Hans, text.zh_Hant)))


async def remembering_world(storage: Storage, home: Home, kept: Retention) -> World:
    """The world of today, knowing the shape of every flow version that ever ran, to know an edit by."""
    world = build_world(home)
    flows = world.setting.flows
    shapes = {flows.versions[name]: shape_of(flow) for name, flow in flows.flows.items()}
    return replace(world, retention=kept, history=History(await flow_shapes.learn(storage.database, shapes)))
