"""Answers to taps."""

from __future__ import annotations

from bot.sandbox.arguments import Arguments
from bot.sandbox.methods.table import method
from bot.sandbox.refusals import bad_request
from bot.sandbox.utf16 import units
from bot.sandbox.validation import LONGEST_TOAST
from bot.sandbox.world import World


@method("answerCallbackQuery")
def answer_callback_query(world: World, arguments: Arguments) -> bool:
    """End a button's waiting mark; a text appears as a toast, or as an alert."""
    text = arguments.text("text")
    if units(text) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    chat_id = world.callbacks.answer(arguments.text("callback_query_id"))
    details = {"text": text, "show_alert": arguments.flag("show_alert")}
    world.publish(world.chats[chat_id], "toast", None, details)
    return True
