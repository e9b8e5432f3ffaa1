"""The world in a JSON file, so that chats and unconfirmed updates survive a restart of the sandbox."""

from __future__ import annotations

import base64
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from bot.errors import StorageError
from bot.sandbox.chats import Chat
from bot.sandbox.clock import OffsetClock
from bot.sandbox.files import StoredFile
from bot.sandbox.model import JsonObject, Message, Person
from bot.sandbox.updates import Update
from bot.sandbox.webhook import WebhookSettings
from bot.sandbox.world import World

VERSION = 1


class StateFileUnreadable(StorageError):
    """The sandbox's state file cannot be read: move it away and start again with an empty sandbox."""


def save_state(world: World, path: Path) -> None:
    """Write everything; the old file stays whole until the new one is."""
    world.changed = False
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    draft.write_bytes(orjson.dumps(_to_json(world)))
    draft.replace(path)


LEAP = 10_000
"""Ids left out at a load: what happened after the last save is forgotten here, but a bot remembers the ids it saw."""


def load_state(world: World, path: Path) -> None:
    """Read what was saved into an empty world; a missing file leaves it empty. Raises StateFileUnreadable."""
    if not path.exists():
        return
    try:
        state = orjson.loads(path.read_bytes())
        if state["version"] == VERSION:
            _from_json(world, state)
            return
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as problem:
        raise StateFileUnreadable from problem
    raise StateFileUnreadable


def _to_json(world: World) -> JsonObject:
    offset = world.clock.offset if isinstance(world.clock, OffsetClock) else timedelta(0)
    return {
        "version": VERSION,
        "offset_seconds": offset.total_seconds(),
        "people": [asdict(person) for person in world.people.values()],
        "chats": [_chat_to_json(chat) for chat in world.chats.values()],
        "updates": [asdict(update) for update in world.updates.waiting()],
        "next_update": world.updates.next_id,
        "allowed": sorted(world.updates.allowed) if world.updates.allowed else None,
        "queries": world.callbacks.issued,
        "commands": [[*key, commands] for key, commands in world.menu.commands.items()],
        "about": [[*key, text] for key, text in world.menu.about.items()],
        "menu_button": world.menu.menu_button,
        "webhook": asdict(world.webhook.settings),
        "files": [_file_to_json(stored) for stored in world.files.by_id.values()],
    }


def _from_json(world: World, state: JsonObject) -> None:
    if isinstance(world.clock, OffsetClock):
        world.clock.offset = timedelta(seconds=state["offset_seconds"])
    for raw in state["people"]:
        world.people[raw["id"]] = Person(**raw)
    for raw in state["chats"]:
        chat = _chat_from_json(raw)
        world.chats[chat.id] = chat
    updates = [Update(**{**raw, "at": datetime.fromisoformat(raw["at"])}) for raw in state["updates"]]
    world.updates.restore(updates, state["next_update"] + LEAP)
    world.updates.allowed = frozenset(state["allowed"]) if state["allowed"] else None
    world.callbacks.issued = state["queries"]
    world.menu.commands = {(scope, language): commands for scope, language, commands in state["commands"]}
    world.menu.about = {(field, language): text for field, language, text in state["about"]}
    world.rename_bot(world.menu.get_about("name", ""))
    world.menu.menu_button = state["menu_button"]
    world.webhook.settings = WebhookSettings(**state["webhook"])
    for raw in state["files"]:
        world.files.put(_file_from_json(raw))


def _chat_to_json(chat: Chat) -> JsonObject:
    return {
        "info": chat.info,
        "messages": [_message_to_json(message) for message in chat.messages.values()],
        "last_message_id": chat.last_message_id,
        "last_event": chat.events.last,
        "pinned": chat.pinned,
        "membership": chat.membership,
        "started": chat.started,
        "menu_button": chat.menu_button,
    }


def _chat_from_json(raw: JsonObject) -> Chat:
    chat = Chat(raw["info"])
    for message in raw["messages"]:
        chat.keep(Message(chat=chat.info, **message))
    chat.last_message_id = raw["last_message_id"] + LEAP
    chat.events.last = raw["last_event"]
    chat.pinned = raw["pinned"]
    chat.membership = raw["membership"]
    chat.started = raw["started"]
    chat.menu_button = raw["menu_button"]
    return chat


def _message_to_json(message: Message) -> JsonObject:
    names = ("id", "sender", "date", "body", "markup", "edited")
    return {name: getattr(message, name) for name in names}


def _file_to_json(stored: StoredFile) -> JsonObject:
    return {**asdict(stored), "content": base64.b64encode(stored.content).decode()}


def _file_from_json(raw: dict[str, Any]) -> StoredFile:
    return StoredFile(**{**raw, "content": base64.b64decode(raw["content"])})
