"""Text messages and copies of messages: sendMessage, forwardMessage, copyMessage, sendChatAction."""

from __future__ import annotations

from bot.sandbox.arguments import Arguments
from bot.sandbox.chats import Chat
from bot.sandbox.methods.addressing import (
    caption_text,
    find_message,
    message_text,
    reply_markup,
    reply_target,
    target_chat,
)
from bot.sandbox.methods.table import method
from bot.sandbox.model import JsonObject, Message
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import TYPING_LASTS, World

_ACTIONS = frozenset(
    {"typing", "upload_photo", "upload_video", "upload_voice", "upload_document", "upload_video_note"}
    | {"record_video", "record_voice", "record_video_note", "choose_sticker", "find_location"}
)


@method("sendMessage")
def send_message(world: World, arguments: Arguments) -> object:
    """A text message."""
    chat = target_chat(world, arguments)
    body = message_text(arguments)
    markup = reply_markup(arguments)
    body.update(reply_target(chat, arguments))
    return world.post(chat, world.bot_user, body, markup).to_api()


@method("forwardMessage")
def forward_message(world: World, arguments: Arguments) -> object:
    """A message once more, saying where it came from."""
    chat = target_chat(world, arguments)
    original = find_message(_source(world, arguments), arguments, "forward")
    body = {**_without_reply(original), "forward_origin": _origin(original)}
    return world.post(chat, world.bot_user, body).to_api()


@method("copyMessage")
def copy_message(world: World, arguments: Arguments) -> object:
    """A message once more, as the bot's own."""
    chat = target_chat(world, arguments)
    original = find_message(_source(world, arguments), arguments, "copy")
    body = _without_reply(original)
    if "caption" in arguments.values and "text" not in body:
        body = {k: v for k, v in body.items() if not k.startswith("caption")} | caption_text(arguments)
    markup = reply_markup(arguments)
    body.update(reply_target(chat, arguments))
    return {"message_id": world.post(chat, world.bot_user, body, markup).id}


@method("sendChatAction")
def send_chat_action(world: World, arguments: Arguments) -> bool:
    """Show that the bot is busy for five seconds."""
    chat = target_chat(world, arguments)
    if arguments.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.typing_until = world.now() + TYPING_LASTS
    world.publish(chat, "typing", None, {"action": arguments.text("action")})
    return True


def _source(world: World, arguments: Arguments) -> Chat:
    return world.known_chat(arguments.text("from_chat_id"))


def _without_reply(message: Message) -> JsonObject:
    return {k: v for k, v in message.body.items() if k not in {"reply_to_message", "forward_origin"}}


def _origin(message: Message) -> JsonObject:
    earlier = message.body.get("forward_origin")
    if earlier:
        return dict(earlier)
    return {"type": "user", "sender_user": message.sender, "date": message.date}
