"""Everything the sandbox knows, and the few ways in which it changes."""

from __future__ import annotations

import asyncio
import inspect
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.sandbox.call_log import CallLog
from bot.sandbox.callbacks import DEFAULT_LIFETIME, CallbackQueries
from bot.sandbox.chats import Chat, private_chat
from bot.sandbox.clock import MovableClock, movable
from bot.sandbox.command_menu import CommandMenu
from bot.sandbox.faults import FaultSource
from bot.sandbox.files import FileShelf
from bot.sandbox.model import BotProfile, Event, JsonObject, Message, Person
from bot.sandbox.refusals import NotPossible, bad_request, forbidden
from bot.sandbox.updates import UpdateQueue
from bot.sandbox.webhook import Webhook

DEFAULT_TOKEN = "4242:AASandboxTokenForTryingThingsOut0000"  # noqa: S105 - a made-up token, known to everyone
FIRST_PERSON_ID = 1001
TYPING_LASTS = timedelta(seconds=5)
"""How long a client shows "typing" (Bot API, sendChatAction)."""

FARTHEST_ADVANCE = timedelta(days=3653)

_CHAT_ID = re.compile(r"-?[0-9]{1,16}")

Listener = Callable[[int, Event], Awaitable[None] | None]


class World:
    """People, chats, files, the bot's settings, and the queue of updates between them and the bot."""

    def __init__(
        self,
        *,
        token: str = DEFAULT_TOKEN,
        username: str = "huankouqi_bot",
        bot_name: str = "Huankouqi",
        clock: MovableClock | Callable[[], datetime] | None = None,
        callback_lifetime: timedelta = DEFAULT_LIFETIME,
        keep_log: bool = True,
        reads_all_group_messages: bool = False,
        latency: timedelta = timedelta(0),
    ) -> None:
        self.bot = BotProfile(token, username, bot_name, reads_all_group_messages)
        self.bot_user = self.bot.to_api()
        self.clock = movable(clock)
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        # Above every id of an earlier run: a bot may remember the last id it handled.
        self.updates = UpdateQueue(self.clock.now, int(self.clock.now().timestamp()))
        self.webhook = Webhook(self.updates)
        self.callbacks = CallbackQueries(self.clock.now, callback_lifetime)
        self.files = FileShelf()
        self.menu = CommandMenu()
        self.log = CallLog(on=keep_log)
        self.faults = FaultSource()
        self.updates.repeats = self.faults.repeats_update
        self.latency = latency
        self.clock_listeners: list[Callable[[timedelta], None]] = []
        self.changed = False
        self.serving = False
        self._listeners: list[Listener] = []
        self._running: set[asyncio.Future[None]] = set()

    def now(self) -> datetime:
        """The sandbox's present, aware."""
        return self.clock.now()

    def seconds(self) -> int:
        """The present as Unix seconds, as messages carry it."""
        return int(self.clock.now().timestamp())

    def advance(self, by: timedelta) -> None:
        """Move time forward, tell the listeners and every open chat."""
        if not timedelta(0) <= by <= FARTHEST_ADVANCE:
            raise NotPossible("time only goes forward, at most ten years at once")
        self.clock.advance(by)
        for listener in self.clock_listeners:
            listener(by)
        for chat in self.chats.values():
            self.publish(chat, "clock", None, {"clock": self.now().isoformat()})

    def rename_bot(self, name: str) -> None:
        """Show the bot under another name, in older messages too, as clients do; "" brings the first back."""
        self.bot_user["first_name"] = name or self.bot.name

    def add_person(self, name: str, language_code: str = "zh-hans", person_id: int | None = None) -> int:
        """A new person who has not written to the bot yet; returns their id, which is also their chat's."""
        new_id = person_id or max([FIRST_PERSON_ID - 1, *self.people]) + 1
        person = Person(new_id, name, language_code)
        self.people[new_id] = person
        self.chats[new_id] = private_chat(person)
        self.changed = True
        return new_id

    def person(self, person_id: int) -> Person:
        """Someone by id; raises NotPossible when there is no such person."""
        try:
            return self.people[person_id]
        except KeyError:
            raise NotPossible(f"there is no person {person_id}", 404) from None

    def chat(self, chat_id: int) -> Chat:
        """A chat by id, as people see it; raises NotPossible when there is none."""
        try:
            return self.chats[chat_id]
        except KeyError:
            raise NotPossible(f"there is no chat {chat_id}", 404) from None

    def chat_for_bot(self, chat_id: str) -> Chat:
        """A chat the bot may write to; raises Refused when it is unknown, blocked or left."""
        chat = self.known_chat(chat_id)
        if chat.kind == "private" and self.people[chat.id].blocked:
            raise forbidden("bot was blocked by the user")
        if chat.membership == "kicked":
            raise forbidden(f"bot was kicked from the {chat.kind} chat")
        if chat.membership == "left":
            raise forbidden(f"bot is not a member of the {chat.kind} chat")
        return chat

    def known_chat(self, chat_id: str) -> Chat:
        """A chat the bot has met; raises Refused otherwise."""
        if not chat_id:
            raise bad_request("chat_id is empty")
        chat = self.chats.get(int(chat_id)) if _CHAT_ID.fullmatch(chat_id) else None
        if chat is None or not chat.started:
            raise bad_request("chat not found")
        return chat

    def post(
        self,
        chat: Chat,
        sender: JsonObject | None,
        body: JsonObject,
        markup: JsonObject | None = None,
    ) -> Message:
        """Put a message into a chat and show it to whoever looks."""
        message = Message(chat.next_id(), chat.info, sender, self.seconds(), body, markup)
        chat.keep(message)
        if message.from_bot:
            chat.typing_until = None
        self.publish(chat, "message", message)
        return message

    def rewrite(
        self, chat: Chat, old: Message, body: JsonObject, markup: JsonObject | None, *, marked: bool = True
    ) -> Message:
        """Replace what a message says; `marked` shows it as edited."""
        edited = self.seconds() if marked else old.edited
        message = replace(old, body=body, markup=markup, edited=edited)
        chat.keep(message)
        self.publish(chat, "edit", message)
        return message

    def delete(self, chat: Chat, message: Message) -> None:
        """Take a message away from both sides."""
        chat.remove(message.id)
        self.publish(chat, "delete", message)

    def publish(self, chat: Chat, kind: str, message: Message | None = None, details: JsonObject | None = None) -> None:
        """Show an event in a chat and tell the listeners about it."""
        self.changed = True
        event = chat.events.publish(kind, message, details)
        for listener in self._listeners:
            outcome = listener(chat.id, event)
            if inspect.isawaitable(outcome):
                task = asyncio.ensure_future(outcome)
                self._running.add(task)
                task.add_done_callback(self._running.discard)

    def listen(self, listener: Listener) -> None:
        """Call `listener(chat_id, event)` for everything that appears in a chat; a coroutine is run."""
        self._listeners.append(listener)

    def tell_bot(self, kind: str, payload: JsonObject, chat: Chat) -> int | None:
        """Queue an update; returns its id, or None when the bot did not ask for this kind."""
        self.changed = True
        return self.updates.add(kind, payload, chat.id)

    def stop_serving(self) -> None:
        """End whatever waits: polls and readers of events."""
        self.serving = False
        self.updates.interrupt(None)
        for chat in self.chats.values():
            chat.events.wake()
