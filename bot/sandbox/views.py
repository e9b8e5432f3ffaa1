"""What the chat page and the tests get to see, as JSON."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.sandbox.chats import Chat
from bot.sandbox.model import Button, Event, JsonObject, Message
from bot.sandbox.world import World


def state_view(world: World) -> JsonObject:
    """The bot, the people, the groups, the time, the faults in force."""
    groups = [
        {"id": chat.id, "title": chat.info["title"], "kind": chat.kind, "membership": chat.membership}
        for chat in world.chats.values()
        if chat.kind != "private"
    ]
    people = [
        {"id": p.id, "name": p.name, "language_code": p.language_code, "blocked": p.blocked}
        for p in world.people.values()
    ]
    return {
        "bot": {**world.bot_user, **_about_bot(world)},
        "people": people,
        "groups": groups,
        "clock": world.now().isoformat(),
        "faults": world.faults.faults.to_json(),
        "pending_updates": len(world.updates),
    }


def chat_view(world: World, chat: Chat) -> JsonObject:
    """A chat from its first kept message on, with what the client shows around it."""
    return {
        "messages": [message_view(message, chat) for message in chat.messages.values()],
        "commands": commands_view(world, chat),
        "menu_button": chat.menu_button or world.menu.menu_button,
        "last_event": chat.events.last,
        "typing": chat.typing_until is not None and chat.typing_until > world.now(),
        "started": chat.started,
    }


def commands_view(world: World, chat: Chat) -> list[JsonObject]:
    """The commands in that chat, in the person's language."""
    person = world.people.get(chat.id)
    return world.menu.seen_by(chat.id, person.language_code if person else "")


def event_view(world: World, chat: Chat, event: Event) -> JsonObject:
    """One event with the message it is about."""
    shape: JsonObject = {"type": event.kind, **(event.details or {})}
    if event.message is not None:
        shape["message"] = message_view(event.message, chat) | {"deleted": event.kind == "delete"}
    if event.kind == "commands":
        shape["commands"] = commands_view(world, chat)
        shape["menu_button"] = chat.menu_button or world.menu.menu_button
    return shape


def message_view(message: Message, chat: Chat) -> JsonObject:
    """One message as a client would show it."""
    body = message.body
    return {
        "id": message.id,
        "from": "bot" if message.from_bot else "person",
        "name": (message.sender or message.chat).get("first_name") or message.chat.get("title"),
        "date": _iso(message.date),
        "text": body.get("text", ""),
        "entities": body.get("entities") or body.get("caption_entities") or [],
        "buttons": [[_button_view(button) for button in row] for row in message.buttons],
        "edited": message.edited is not None,
        "deleted": False,
        "forwarded_from": _forwarded_from(body),
        "photo": _file_view(body["photo"][-1], None) if "photo" in body else None,
        "covered": "has_media_spoiler" in body,
        "document": _file_view(body["document"], body["document"].get("file_name")) if "document" in body else None,
        "voice": _file_view(body["voice"], None) if "voice" in body else None,
        "sticker": body["sticker"]["emoji"] if "sticker" in body else None,
        "poll": body["poll"]["question"] if "poll" in body else None,
        "caption": body.get("caption"),
        "pinned": message.id in chat.pinned,
        "reply_to": body["reply_to_message"]["message_id"] if "reply_to_message" in body else None,
        "keyboard": _reply_keyboard(message.markup),
    }


def _about_bot(world: World) -> JsonObject:
    return {
        "description": world.menu.get_about("description", ""),
        "short_description": world.menu.get_about("short_description", ""),
    }


def _button_view(button: Button) -> JsonObject:
    actions = {"data": button.data, "url": button.url, "copy_text": button.copy_text}
    return {"text": button.text, **{name: value for name, value in actions.items() if value is not None}}


def _forwarded_from(body: JsonObject) -> str | None:
    origin = body.get("forward_origin")
    if origin is None:
        return None
    return str(origin.get("sender_user_name") or origin["sender_user"]["first_name"])


def _file_view(file: JsonObject, name: str | None) -> JsonObject:
    shape: JsonObject = {"url": f"/sandbox/files/{file['file_id']}"}
    return shape if name is None else {**shape, "name": name}


def _reply_keyboard(markup: JsonObject | None) -> list[list[str]] | None:
    if not markup or "keyboard" not in markup:
        return None
    return [[b if isinstance(b, str) else str(b.get("text", "")) for b in row] for row in markup["keyboard"]]


def _iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()
