"""The commands a client lists, and the button beside the text field."""

from __future__ import annotations

from bot.sandbox.arguments import Arguments
from bot.sandbox.command_menu import check_language, scope_key
from bot.sandbox.methods.table import method
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import World

_MENU_BUTTONS = frozenset({"commands", "default", "web_app"})


@method("setMyCommands")
def set_my_commands(world: World, arguments: Arguments) -> bool:
    """Set the commands of one scope and language."""
    commands = arguments.decoded_list("commands")
    if commands is None:
        raise bad_request("commands are not specified")
    _put(world, arguments, commands)
    return True


@method("deleteMyCommands")
def delete_my_commands(world: World, arguments: Arguments) -> bool:
    """Take the commands of one scope and language away."""
    _put(world, arguments, [])
    return True


@method("getMyCommands")
def get_my_commands(world: World, arguments: Arguments) -> object:
    """The commands of exactly this scope and language."""
    return world.menu.commands.get(_key(arguments), [])


@method("setChatMenuButton")
def set_chat_menu_button(world: World, arguments: Arguments) -> bool:
    """The menu button of one chat, or of all private chats."""
    button = arguments.decoded_object("menu_button") or {"type": "default"}
    if str(button.get("type")) not in _MENU_BUTTONS:
        raise bad_request("can't parse menu button: Unsupported type specified")
    if arguments.text("chat_id"):
        world.known_chat(arguments.text("chat_id")).menu_button = button
    else:
        world.menu.menu_button = button
    _show(world)
    return True


@method("getChatMenuButton")
def get_chat_menu_button(world: World, arguments: Arguments) -> object:
    """The menu button of one chat, or of all private chats."""
    if arguments.text("chat_id"):
        return world.known_chat(arguments.text("chat_id")).menu_button or world.menu.menu_button
    return world.menu.menu_button


def _key(arguments: Arguments) -> tuple[str, str]:
    scope = scope_key(arguments.decoded_object("scope"))
    return scope, check_language(arguments.text("language_code"))


def _put(world: World, arguments: Arguments, commands: list[object]) -> None:
    world.menu.set_commands(*_key(arguments), commands)
    _show(world)


def _show(world: World) -> None:
    for chat in world.chats.values():
        world.publish(chat, "commands")
