"""Messages: what Telegram takes, what it refuses and in which words."""

from __future__ import annotations

from datetime import timedelta

import pytest


def keyboard(*buttons: dict) -> dict:
    return {"inline_keyboard": [list(buttons)]}


def button(**action: object) -> dict:
    return {"text": "好", **action}


YES = keyboard(button(callback_data="yes"))


async def test_a_message_has_telegrams_shape_and_counts_on_in_its_chat(sandbox, lin, api) -> None:
    message = await api.result("sendMessage", chat_id=lin, text="你好", reply_markup=YES)

    assert message == {
        "message_id": 2,
        "date": message["date"],
        "chat": {"id": lin, "type": "private", "first_name": "小林"},
        "from": {"id": 4242, "is_bot": True, "first_name": "缓口气", "username": "huankouqi_bot"},
        "text": "你好",
        "reply_markup": YES,
    }
    assert sandbox.last_from_bot(lin).buttons[0][0].data == "yes"


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n\t "}, "message text is empty"),
        ({"text": "长" * 4097}, "message is too long"),
        # A character outside the basic plane counts twice.
        ({"text": "😀" * 2048 + "a"}, "message is too long"),
        ({"text": "x", "chat_id": 999}, "chat not found"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        ({"text": "x", "reply_parameters": {"message_id": 77}}, "message to be replied not found"),
    ],
)
async def test_a_message_telegram_would_refuse_is_refused(lin, api, parameters, why) -> None:
    assert await api.refusal("sendMessage", **{"chat_id": lin, **parameters}) == f"Bad Request: {why}"


@pytest.mark.parametrize("text", ["长" * 4096, "😀" * 2048, " " * 5000 + "a"])
async def test_a_message_at_the_limit_is_taken(lin, api, text) -> None:
    assert (await api.result("sendMessage", chat_id=lin, text=text))["text"] == text.strip()


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (button(), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        (
            button(callback_data="a", url="https://a.cn"),
            "can't parse inline keyboard button: Exactly one action must be specified",
        ),
        (button(callback_data=""), "BUTTON_DATA_INVALID"),
        # 22 characters of three bytes are 66 bytes.
        (button(callback_data="还" * 22), "BUTTON_DATA_INVALID"),
        (button(copy_text={"text": ""}), "BUTTON_COPY_TEXT_INVALID"),
        (button(copy_text={"text": "x" * 257}), "BUTTON_COPY_TEXT_INVALID"),
        (button(url="no address"), "inline keyboard button URL 'no address' is invalid: Wrong HTTP URL"),
        (button(url="ftp://a.cn"), "inline keyboard button URL 'ftp://a.cn' is invalid: Wrong HTTP URL"),
        ({"text": " ", "callback_data": "a"}, "can't parse inline keyboard button: Text must be non-empty"),
    ],
)
async def test_a_button_telegram_would_refuse_is_refused(lin, api, raw, why) -> None:
    answer = await api.refusal("sendMessage", chat_id=lin, text="x", reply_markup=keyboard(raw))

    assert answer == f"Bad Request: {why}"


@pytest.mark.parametrize(
    "raw",
    [
        button(callback_data="x" * 64),
        button(copy_text={"text": "x" * 256}),
        button(url="https://a.cn/路?q=1"),
        button(url="tg://resolve?domain=a"),
    ],
)
async def test_a_button_at_the_limit_is_taken(lin, api, raw) -> None:
    sent = await api.result("sendMessage", chat_id=lin, text="x", reply_markup=keyboard(raw))

    assert sent["reply_markup"] == keyboard(raw)


async def test_nobody_can_be_written_to_before_they_write(sandbox, api) -> None:
    stranger = sandbox.add_person("陌生人")

    assert await api.refusal("sendMessage", chat_id=stranger, text="x") == "Bad Request: chat not found"


async def test_who_blocked_the_bot_cannot_be_written_to(sandbox, lin, api) -> None:
    sandbox.block(lin)
    assert await api.refusal("sendMessage", chat_id=lin, text="x") == "Forbidden: bot was blocked by the user"

    sandbox.block(lin, blocked=False)
    assert (await api.result("sendMessage", chat_id=lin, text="x"))["text"] == "x"


async def test_an_edit_changes_text_and_takes_the_buttons_away(sandbox, lin, api) -> None:
    sent = await api.result("sendMessage", chat_id=lin, text="一", reply_markup=YES)
    edited = await api.result("editMessageText", chat_id=lin, message_id=sent["message_id"], text="二")

    assert (edited["text"], "reply_markup" in edited, "edit_date" in edited) == ("二", False, True)
    assert sandbox.last_from_bot(lin).text == "二"


async def test_an_edit_that_changes_nothing_is_refused(lin, api) -> None:
    sent = await api.result("sendMessage", chat_id=lin, text="一", reply_markup=YES)
    same = {"chat_id": lin, "message_id": sent["message_id"], "text": "一", "reply_markup": YES}

    assert (await api.refusal("editMessageText", **same)).startswith("Bad Request: message is not modified")
    markup = {"chat_id": lin, "message_id": sent["message_id"], "reply_markup": YES}
    assert "message is not modified" in await api.refusal("editMessageReplyMarkup", **markup)


async def test_only_known_messages_of_its_own_can_be_edited(lin, api) -> None:
    gone = await api.refusal("editMessageText", chat_id=lin, message_id=99, text="x")
    theirs = await api.refusal("editMessageText", chat_id=lin, message_id=1, text="x")

    assert gone == "Bad Request: message to edit not found"
    assert theirs == "Bad Request: message can't be edited"


async def test_messages_can_be_deleted_for_48_hours(sandbox, lin, api) -> None:
    first = await api.result("sendMessage", chat_id=lin, text="一")
    await api.result("deleteMessage", chat_id=lin, message_id=first["message_id"])
    again = await api.refusal("deleteMessage", chat_id=lin, message_id=first["message_id"])
    second = await api.result("sendMessage", chat_id=lin, text="二")
    sandbox.advance(timedelta(hours=48, seconds=2))
    late = await api.refusal("deleteMessage", chat_id=lin, message_id=second["message_id"])

    assert again == "Bad Request: message to delete not found"
    assert late == "Bad Request: message can't be deleted for everyone"
    assert [message.text for message in sandbox.messages(lin)] == ["/start", "二"]


async def test_several_messages_are_deleted_at_once_and_missing_ones_passed_over(sandbox, lin, api) -> None:
    sent = [(await api.result("sendMessage", chat_id=lin, text=t))["message_id"] for t in "一二三"]
    await api.result("deleteMessages", chat_id=lin, message_ids=[*sent[:2], 99])

    assert [message.text for message in sandbox.messages(lin)] == ["/start", "三"]


async def test_a_forwarded_message_names_its_author_and_a_copy_does_not(sandbox, lin, api) -> None:
    source = sandbox.say(lin, "还款通知")
    forwarded = await api.result("forwardMessage", chat_id=lin, from_chat_id=lin, message_id=source)
    copied = await api.result("copyMessage", chat_id=lin, from_chat_id=lin, message_id=source)

    assert forwarded["forward_origin"]["sender_user"]["first_name"] == "小林"
    assert "forward_origin" not in sandbox.messages(lin)[-1].body
    assert copied == {"message_id": sandbox.messages(lin)[-1].id}


async def test_a_reply_holds_the_message_it_answers(lin, api) -> None:
    sent = await api.result("sendMessage", chat_id=lin, text="在", reply_parameters={"message_id": 1})
    loose = {"message_id": 99, "allow_sending_without_reply": True}

    assert sent["reply_to_message"]["text"] == "/start"
    assert "reply_to_message" not in await api.result("sendMessage", chat_id=lin, text="x", reply_parameters=loose)


async def test_a_pinned_message_shows_in_the_chat_until_unpinned(lin, api) -> None:
    sent = await api.result("sendMessage", chat_id=lin, text="记住这条")
    await api.result("pinChatMessage", chat_id=lin, message_id=sent["message_id"])
    assert (await api.result("getChat", chat_id=lin))["pinned_message"]["text"] == "记住这条"

    await api.result("unpinChatMessage", chat_id=lin)
    assert "pinned_message" not in await api.result("getChat", chat_id=lin)


@pytest.mark.parametrize("way", ["query", "form", "multipart", "json"])
async def test_parameters_may_come_in_four_ways(lin, api, way) -> None:
    url = f"{api.server.bot_api_url}{api.server.world.bot.token}/sendMessage"
    values = {"chat_id": str(lin), "text": "你好 & 再见"}
    if way == "query":
        request = api.session.get(url, params=values)
    elif way == "json":
        request = api.session.post(url, json=values)
    else:
        import aiohttp

        form = aiohttp.FormData(values, default_to_multipart=way == "multipart")
        request = api.session.post(url, data=form)
    async with request as answer:
        assert (await answer.json())["result"]["text"] == "你好 & 再见"


async def test_an_unknown_method_and_an_unknown_token_are_refused(api) -> None:
    assert (await api.call("sendTelepathy"))["error_code"] == 404
    async with api.session.post(f"{api.server.bot_api_url}1:wrong/getMe") as answer:
        assert (answer.status, await answer.json()) == (
            401,
            {"ok": False, "error_code": 401, "description": "Unauthorized"},
        )


async def test_commands_are_kept_by_scope_and_language(sandbox, lin, api) -> None:
    def menu(text: str) -> list[dict]:
        return [{"command": "help", "description": text}]

    await api.result("setMyCommands", commands=menu("Help"))
    await api.result("setMyCommands", commands=menu("帮助"), language_code="zh")
    await api.result(
        "setMyCommands", commands=menu("只给你"), scope={"type": "chat", "chat_id": lin}, language_code="zh"
    )

    assert await api.result("getMyCommands") == menu("Help")
    assert sandbox.menu.seen_by(lin, "zh-hant") == menu("只给你")
    assert sandbox.menu.seen_by(lin + 1, "zh-hans") == menu("帮助")
    assert sandbox.menu.seen_by(lin + 1, "en") == menu("Help")
    await api.result("deleteMyCommands", language_code="zh")
    assert sandbox.menu.seen_by(lin + 1, "zh-hans") == menu("Help")


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"commands": [{"command": "Help", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "help", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [], "language_code": "zh-hant"}, "invalid language code specified"),
        (
            {"commands": [], "scope": {"type": "moon"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
    ],
)
async def test_commands_telegram_would_refuse_are_refused(api, parameters, why) -> None:
    assert await api.refusal("setMyCommands", **parameters) == f"Bad Request: {why}"


async def test_descriptions_and_the_menu_button_are_kept(lin, api) -> None:
    await api.result("setMyDescription", description="喘口气再接电话", language_code="zh")
    await api.result("setChatMenuButton", menu_button={"type": "commands"}, chat_id=lin)

    assert await api.result("getMyDescription", language_code="zh") == {"description": "喘口气再接电话"}
    assert await api.result("getMyDescription") == {"description": ""}
    assert await api.result("getMyName") == {"name": "缓口气"}
    await api.result("setMyName", name="歇口气")
    assert (await api.result("getMe"))["first_name"] == "歇口气"
    assert await api.result("getChatMenuButton", chat_id=lin) == {"type": "commands"}
