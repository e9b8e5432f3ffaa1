"""The bot's commands, menu button and descriptions, as set by scope and language."""

from __future__ import annotations

import re

from bot.sandbox.model import JsonObject
from bot.sandbox.refusals import bad_request

MOST_COMMANDS = 100
LONGEST_DESCRIPTION = 256
_COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_SCOPES = frozenset(
    {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
    | {"chat", "chat_administrators", "chat_member"}
)
_ABOUT = {"description": 512, "short_description": 120, "name": 64}


class CommandMenu:
    """Commands under (scope, language); texts about the bot under (field, language)."""

    def __init__(self) -> None:
        self.commands: dict[tuple[str, str], list[JsonObject]] = {}
        self.about: dict[tuple[str, str], str] = {}
        self.menu_button: JsonObject = {"type": "commands"}

    def set_commands(self, scope: str, language: str, commands: list[object]) -> None:
        """Set the list of a scope; an empty list takes it away. Raises Refused for names Telegram refuses."""
        checked = [_checked(command) for command in commands]
        if len(checked) > MOST_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        if checked:
            self.commands[scope, language] = checked
        else:
            self.commands.pop((scope, language), None)

    def seen_by(self, chat_id: int, language_code: str) -> list[JsonObject]:
        """The commands a client shows: the chat's, private chats' or everyone's, in its language first."""
        language = language_code[:2].lower()
        for scope in (f"chat:{chat_id}", "all_private_chats", "default"):
            for tried in (language, ""):
                if found := self.commands.get((scope, tried)):
                    return found
        return []

    def set_about(self, field: str, language: str, text: str) -> None:
        """Set a description; an empty one takes it away."""
        if len(text) > _ABOUT[field]:
            raise bad_request(f"BOT_{field.upper()}_TOO_LONG")
        if text:
            self.about[field, language] = text
        else:
            self.about.pop((field, language), None)

    def get_about(self, field: str, language: str) -> str:
        """The description in this language, or the one for everyone, or nothing."""
        return self.about.get((field, language)) or self.about.get((field, ""), "")


def scope_key(scope: JsonObject | None) -> str:
    """One word for a BotCommandScope: its type and the chat and person it names."""
    if not scope:
        return "default"
    kind = str(scope.get("type"))
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    return ":".join(str(part) for part in (kind, scope.get("chat_id"), scope.get("user_id")) if part is not None)


def check_language(language: str) -> str:
    """A two-letter code or nothing (Bot API, setMyCommands: ISO 639-1); raises Refused otherwise."""
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _checked(command: object) -> JsonObject:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: Object expected")
    name, description = str(command.get("command", "")), str(command.get("description", "")).strip()
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= LONGEST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name.removeprefix("/"), "description": description}
