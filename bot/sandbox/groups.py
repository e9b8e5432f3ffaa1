"""Groups and channels: the bot comes, hears what it may hear, and goes."""

from __future__ import annotations

from bot.sandbox.chats import Chat, group_chat
from bot.sandbox.entities import plain
from bot.sandbox.model import ChatKind, JsonObject, Membership, Message
from bot.sandbox.refusals import NotPossible
from bot.sandbox.world import World

_FIRST_GROUP = -5_000_000
_FIRST_SUPERGROUP = -1_002_000_000_000


def add_group(world: World, title: str, kind: ChatKind, by: int) -> int:
    """Somebody makes a group and puts the bot into it; returns the chat's id."""
    person = world.person(by)
    first = _FIRST_GROUP if kind == "group" else _FIRST_SUPERGROUP
    number = sum(1 for chat in world.chats.values() if chat.kind != "private")
    chat = group_chat(first - number, title, kind)
    world.chats[chat.id] = chat
    chat.membership = "left"
    change_membership(world, chat, person.to_api(), "member")
    if kind != "channel":
        service = world.post(chat, person.to_api(), {"new_chat_members": [world.bot_user]})
        world.tell_bot("message", service.to_api(), chat)
    return chat.id


def change_membership(world: World, chat: Chat, by: JsonObject, new: Membership) -> None:
    """The bot's standing in a chat changes; it hears of it as my_chat_member."""
    old, chat.membership = chat.membership, new
    world.tell_bot("my_chat_member", membership_change(world, chat, by, old, new), chat)


def membership_change(world: World, chat: Chat, by: JsonObject, old: Membership, new: Membership) -> JsonObject:
    """A Telegram ChatMemberUpdated about the bot."""
    return {
        "chat": chat.info,
        "from": by,
        "date": world.seconds(),
        "old_chat_member": member_shape(world, old),
        "new_chat_member": member_shape(world, new),
    }


def member_shape(world: World, membership: Membership) -> JsonObject:
    """A Telegram ChatMember for the bot."""
    shape: JsonObject = {"user": world.bot_user, "status": membership}
    if membership == "kicked":
        shape["until_date"] = 0
    return shape


def say_in_group(world: World, chat_id: int, by: int, text: str, reply_to: int | None = None) -> Message:
    """Somebody writes in a group; the bot hears it only where privacy mode lets it."""
    chat, person = _group(world, chat_id), world.person(by)
    if not text.strip():
        raise NotPossible("the text is empty")
    body = plain(text.strip()).as_text()
    replied = chat.messages.get(reply_to or 0)
    if replied:
        body["reply_to_message"] = replied.nested()
    channel = chat.kind == "channel"
    message = world.post(chat, None if channel else person.to_api(), body)
    if channel:
        world.tell_bot("channel_post", message.to_api(), chat)
    elif chat.membership == "member" and _hears(world, message, replied):
        world.tell_bot("message", message.to_api(), chat)
    return message


def kick(world: World, chat_id: int, by: int | None = None) -> None:
    """Somebody takes the bot out of a group."""
    chat = _group(world, chat_id)
    person = world.person(by) if by else next(iter(world.people.values()))
    change_membership(world, chat, person.to_api(), "kicked")


def _group(world: World, chat_id: int) -> Chat:
    chat = world.chat(chat_id)
    if chat.kind == "private":
        raise NotPossible(f"{chat_id} is not a group", 404)
    return chat


def _hears(world: World, message: Message, replied: Message | None) -> bool:
    """Privacy mode (core.telegram.org/bots/features): commands to this bot or to nobody, replies to it."""
    if world.bot.reads_all_group_messages or (replied and replied.from_bot):
        return True
    command, _, addressee = message.text.split()[0].partition("@")
    return command.startswith("/") and addressee.lower() in {"", world.bot.username.lower()}
