"""What several methods read the same way: the chat, the message, the text, the keyboard, the reply."""

from __future__ import annotations

from bot.sandbox.arguments import Arguments, whole_number
from bot.sandbox.chats import Chat
from bot.sandbox.entities import FormattedText, read
from bot.sandbox.model import JsonObject, Message
from bot.sandbox.refusals import bad_request
from bot.sandbox.validation import check_caption, check_markup, check_text
from bot.sandbox.world import World


def target_chat(world: World, arguments: Arguments) -> Chat:
    """The chat of `chat_id`; raises Refused when the bot may not write there."""
    return world.chat_for_bot(arguments.text("chat_id"))


def message_text(arguments: Arguments) -> JsonObject:
    """{"text", "entities"?} from the call; raises Refused when Telegram would."""
    return check_text(_formatted(arguments, "text", "entities")).as_text()


def caption_text(arguments: Arguments) -> JsonObject:
    """{"caption", "caption_entities"?}, empty without a caption."""
    return check_caption(_formatted(arguments, "caption", "caption_entities")).as_caption()


def reply_markup(arguments: Arguments) -> JsonObject | None:
    """The keyboard of the call; raises Refused when Telegram would."""
    return check_markup(arguments.decoded("reply_markup"))


def reply_target(chat: Chat, arguments: Arguments) -> JsonObject:
    """{"reply_to_message"} when the call answers a message; raises Refused when that one is gone."""
    parameters = arguments.decoded_object("reply_parameters") or {}
    number = parameters.get("message_id") or arguments.integer("reply_to_message_id")
    if not number:
        return {}
    replied = chat.messages.get(whole_number(number, "message_id"))
    if replied:
        return {"reply_to_message": replied.nested()}
    if parameters.get("allow_sending_without_reply") or arguments.flag("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def find_message(chat: Chat, arguments: Arguments, purpose: str) -> Message:
    """The message of `message_id`; raises Refused: "message to <purpose> not found"."""
    number = arguments.integer("message_id")
    message = chat.messages.get(number) if number else None
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    return message


def _formatted(arguments: Arguments, name: str, entities: str) -> FormattedText:
    given = arguments.decoded_list(entities)
    return read(arguments.text(name), arguments.text("parse_mode"), given)
