"""The command menu and the descriptions people see."""

from __future__ import annotations

import pytest
from scripted_api import ScriptedApi, refusal

from bot.sandbox.sandbox import Sandbox
from bot.telegram.calls import Calls
from bot.telegram.profile import Command, Profile, commands_for_chat, forget_chat, publish

BOTH = (Command("help", "帮助 / 幫助"), Command("stop", "停"))
PROFILE = Profile(BOTH, "接电话前，先缓口气", "缓口气")


def menu(sandbox: Sandbox, person: int) -> list[str]:
    seen = sandbox.menu.seen_by(person, sandbox.people[person].language_code)
    return [command["description"] for command in seen]


async def test_everybody_sees_the_commands_in_private_chats(sandbox: Sandbox, calls: Calls, lin: int):
    assert await publish(calls, PROFILE) == 0

    assert menu(sandbox, lin) == ["帮助 / 幫助", "停"]
    assert sandbox.menu.about["description", ""] == PROFILE.description
    assert sandbox.menu.about["short_description", ""] == PROFILE.short_description
    assert sandbox.menu.menu_button == {"type": "commands"}
    assert ("default", "") not in sandbox.menu.commands


async def test_a_chat_whose_script_is_known_has_its_own(sandbox: Sandbox, calls: Calls, lin: int, meet):
    chen = meet("Chen")
    await publish(calls, PROFILE)

    assert await commands_for_chat(calls, lin, (Command("help", "幫助"),))

    assert menu(sandbox, lin) == ["幫助"]
    assert menu(sandbox, chen) == ["帮助 / 幫助", "停"]


async def test_forgetting_a_chat_gives_it_the_common_menu_again(sandbox: Sandbox, calls: Calls, lin: int):
    await publish(calls, PROFILE)
    await commands_for_chat(calls, lin, (Command("help", "幫助"),))

    assert await forget_chat(calls, lin)

    assert menu(sandbox, lin) == ["帮助 / 幫助", "停"]


async def test_what_is_set_already_is_not_set_again(sandbox: Sandbox, calls: Calls):
    await publish(calls, PROFILE)
    before = len(sandbox.log.after(0))

    assert await publish(calls, PROFILE) == 0

    again = [entry.method for entry in sandbox.log.after(0)[before:]]
    assert again
    assert not [method for method in again if method.lower().startswith("set")]


async def test_a_refusal_is_counted_and_the_rest_is_set(api: ScriptedApi, scripted_calls: Calls):
    api.answer("setMyCommands", refusal(429, "Too Many Requests", 900))
    api.answer("getMyDescription", refusal(404, "Not Found"))
    api.answer("setMyShortDescription", refusal(404, "Not Found"))

    assert await publish(scripted_calls, PROFILE) == 2

    assert "setmydescription" in api.methods()


async def test_a_chat_that_cannot_have_commands_is_no_error(scripted_calls: Calls, api: ScriptedApi):
    api.answer("setMyCommands", refusal(400, "Bad Request: chat not found"))
    api.answer("deleteMyCommands", refusal(500, "Internal Server Error"))

    assert not await commands_for_chat(scripted_calls, 5, BOTH)
    assert not await forget_chat(scripted_calls, 5)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Command("help", ""),
        lambda: Command("help", "x" * 257),
        lambda: Profile(BOTH, description="x" * 513),
        lambda: Profile(BOTH, short_description="x" * 121),
    ],
)
def test_texts_telegram_would_refuse_are_refused_before(make):
    with pytest.raises(ValueError, match="characters"):
        make()
