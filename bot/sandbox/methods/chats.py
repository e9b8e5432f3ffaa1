"""Chats and who is in them: getChat, getChatMember, leaveChat."""

from __future__ import annotations

from bot.sandbox.arguments import Arguments
from bot.sandbox.groups import change_membership, member_shape
from bot.sandbox.methods.addressing import target_chat
from bot.sandbox.methods.table import method
from bot.sandbox.model import JsonObject
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import World


@method("getChat")
def get_chat(world: World, arguments: Arguments) -> object:
    """A Telegram ChatFullInfo."""
    chat = target_chat(world, arguments)
    shape: JsonObject = {
        **chat.info,
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if chat.pinned:
        shape["pinned_message"] = chat.messages[chat.pinned[-1]].nested()
    return shape


@method("getChatMember")
def get_chat_member(world: World, arguments: Arguments) -> object:
    """Whether somebody, or the bot itself, is in a chat."""
    chat = target_chat(world, arguments)
    user_id = arguments.integer("user_id")
    if user_id == world.bot.id:
        return member_shape(world, chat.membership)
    person = world.people.get(user_id or 0)
    if person is None:
        raise bad_request("user not found")
    return {"user": person.to_api(), "status": "member"}


@method("getChatMemberCount")
def get_chat_member_count(world: World, arguments: Arguments) -> int:
    """Two in a private chat; in a group, everyone who wrote, and the bot."""
    chat = target_chat(world, arguments)
    writers = {m.sender["id"] for m in chat.messages.values() if m.sender and not m.from_bot}
    return 2 if chat.kind == "private" else len(writers) + 1


@method("leaveChat")
def leave_chat(world: World, arguments: Arguments) -> bool:
    """The bot goes out of a group or channel."""
    chat = target_chat(world, arguments)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    change_membership(world, chat, world.bot_user, "left")
    return True
