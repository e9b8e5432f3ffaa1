"""The Bot API's methods, one module a group."""

from bot.sandbox.methods import about, buttons, chats, commands, editing, media, messages, receiving
from bot.sandbox.methods.table import METHODS, Method

__all__ = [
    "METHODS",
    "Method",
    "about",
    "buttons",
    "chats",
    "commands",
    "editing",
    "media",
    "messages",
    "receiving",
]
