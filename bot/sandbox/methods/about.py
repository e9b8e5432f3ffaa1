"""Who the bot is: getMe, its name and descriptions."""

from __future__ import annotations

from bot.sandbox.arguments import Arguments
from bot.sandbox.command_menu import check_language
from bot.sandbox.methods.table import Handler, method
from bot.sandbox.world import World


@method("getMe")
def get_me(world: World, _: Arguments) -> object:
    """The bot's own User, with what only getMe tells."""
    return {
        **world.bot_user,
        "can_join_groups": True,
        "can_read_all_group_messages": world.bot.reads_all_group_messages,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@method("logOut")
def log_out(_: World, __: Arguments) -> bool:
    """Nothing to log out from."""
    return True


@method("close")
def close(_: World, __: Arguments) -> bool:
    """Nothing to close."""
    return True


def _enter_text(field: str, suffix: str) -> None:
    method(f"setMy{suffix}")(_setter(field))
    method(f"getMy{suffix}")(_getter(field))


def _setter(field: str) -> Handler:
    def set_text(world: World, arguments: Arguments) -> bool:
        language = check_language(arguments.text("language_code"))
        world.menu.set_about(field, language, arguments.text(field))
        if field == "name" and not language:
            world.rename_bot(arguments.text(field))
        return True

    return set_text


def _getter(field: str) -> Handler:
    def get_text(world: World, arguments: Arguments) -> object:
        language = check_language(arguments.text("language_code"))
        text = world.menu.get_about(field, language)
        return {field: text or (world.bot.name if field == "name" else "")}

    return get_text


_enter_text("name", "Name")
_enter_text("description", "Description")
_enter_text("short_description", "ShortDescription")
