"""How the bot looks before the first word: its commands, menu button, descriptions.

A person's app says "zh-hans" or "zh-hant", but these settings take two-letter codes (ISO 639-1) only: one
"zh" for both scripts. So what everybody sees is set once without a language, in words that both read, and
as soon as a person's script is known their own chat gets its commands (``commands_for_chat``), which come
before all others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from telegram.constants import BotCommandLimit, BotDescriptionLimit
from telegram.error import TelegramError

from bot.errors import TokenRefused
from bot.telegram.calls import Calls

MENU_OF_COMMANDS = {"type": "commands"}
PRIVATE_CHATS = {"type": "all_private_chats"}

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Command:
    """A line of the command menu.

    ``name`` comes without the slash (1-32 of a-z 0-9 _), ``description`` has 1 to 256 characters.
    """

    name: str
    description: str

    def __post_init__(self) -> None:
        if not self.description or len(self.description) > BotCommandLimit.MAX_DESCRIPTION:
            raise ValueError(f"/{self.name}: a description has 1 to {BotCommandLimit.MAX_DESCRIPTION} characters")


@dataclass(frozen=True, slots=True)
class Profile:
    """What everybody sees, in words for both scripts.

    ``description`` (at most 512 characters) fills the empty chat, ``short_description`` (at most 120)
    goes along when the bot is shared. Empty texts are left as they are at Telegram.
    """

    commands: Sequence[Command]
    description: str = ""
    short_description: str = ""

    def __post_init__(self) -> None:
        if len(self.description) > BotDescriptionLimit.MAX_DESCRIPTION_LENGTH:
            raise ValueError(f"a description has at most {BotDescriptionLimit.MAX_DESCRIPTION_LENGTH} characters")
        if len(self.short_description) > BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH:
            most = BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH
            raise ValueError(f"a short description has at most {most} characters")


async def publish(calls: Calls, profile: Profile) -> int:
    """Set what differs from ``profile`` at Telegram; gives how many settings failed. Never raises for those.

    Looking first costs nothing; setting what is there already counts against Telegram's limits.
    """
    wanted = [
        ("mycommands", {"scope": PRIVATE_CHATS}, _listed(profile.commands)),
        ("chatmenubutton", {}, {"menu_button": MENU_OF_COMMANDS}),
        ("mydescription", {}, {"description": profile.description}),
        ("myshortdescription", {}, {"short_description": profile.short_description}),
    ]
    done = [await _settle(calls, name, where, what) for name, where, what in wanted if any(what.values())]
    return done.count(False)


async def commands_for_chat(calls: Calls, chat_id: int, commands: Sequence[Command]) -> bool:
    """Give one private chat its own command menu, in its own script; false when Telegram would not."""
    return await _set(calls, "mycommands", {"scope": _chat(chat_id), **_listed(commands)})


async def forget_chat(calls: Calls, chat_id: int) -> bool:
    """Take a chat's own command menu away, when a person erases everything; false when Telegram would not."""
    try:
        await calls.profile("deletemycommands", {"scope": _chat(chat_id)})
    except (TelegramError, TokenRefused) as fault:
        log.warning("profile_not_set", setting="deletemycommands", fault=type(fault).__name__)
        return False
    return True


async def _settle(calls: Calls, name: str, where: Mapping[str, Any], what: Mapping[str, Any]) -> bool:
    try:
        present = await calls.profile(f"get{name}", where)
    except (TelegramError, TokenRefused):  # then we set it without having looked
        present = None
    return _same(present, what) or await _set(calls, name, {**where, **what})


async def _set(calls: Calls, name: str, asked: Mapping[str, Any]) -> bool:
    try:
        await calls.profile(f"set{name}", asked)
    except (TelegramError, TokenRefused) as fault:
        log.warning("profile_not_set", setting=f"set{name}", fault=type(fault).__name__)
        return False
    return True


def _same(present: object, what: Mapping[str, Any]) -> bool:
    """Telegram gives a list of commands and a menu button bare, texts under the names they are set by."""
    return present == what or present in what.values()


def _listed(commands: Sequence[Command]) -> dict[str, Any]:
    return {"commands": [{"command": line.name, "description": line.description} for line in commands]}


def _chat(chat_id: int) -> dict[str, Any]:
    return {"type": "chat", "chat_id": chat_id}
