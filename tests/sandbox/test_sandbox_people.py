"""What people do reaches the bot as Telegram would send it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.sandbox import NotPossible, Upload

CHOICES = {"inline_keyboard": [[{"text": "好", "callback_data": "yes"}]]}


def waiting(sandbox) -> list[dict]:
    return [update.to_api() for update in sandbox.updates.waiting()]


async def test_a_message_is_trimmed_and_carries_the_persons_language(sandbox, lin) -> None:
    sandbox.say(lin, "  在吗\n")
    [update] = waiting(sandbox)

    assert update["message"]["text"] == "在吗"
    assert update["message"]["from"]["language_code"] == "zh-hans"


async def test_a_long_text_is_cut_as_clients_cut_it(sandbox, lin) -> None:
    sandbox.say(lin, "字" * 4000 + "\n" + "句" * 1000)

    assert [len(update["message"]["text"]) for update in waiting(sandbox)] == [4000, 1000]


async def test_forwarded_text_says_who_wrote_it(sandbox, lin) -> None:
    sandbox.say(lin, "今天不还就上门", forward_from="催收小李")
    [update] = waiting(sandbox)

    assert update["message"]["forward_origin"]["sender_user_name"] == "催收小李"


async def test_an_edit_arrives_as_edited_message(sandbox, lin) -> None:
    sandbox.edit(lin, sandbox.say(lin, "三千"), "三万")

    assert waiting(sandbox)[-1]["edited_message"]["text"] == "三万"


async def test_a_tap_carries_the_message_and_the_data(sandbox, lin, api) -> None:
    sent = await api.result("sendMessage", chat_id=lin, text="好吗", reply_markup=CHOICES)
    query_id = sandbox.tap(lin, sent["message_id"], "yes")
    [update] = waiting(sandbox)

    assert update["callback_query"]["id"] == query_id
    assert update["callback_query"]["data"] == "yes"
    assert update["callback_query"]["message"] == sent


async def test_a_button_that_is_gone_can_only_be_tapped_by_force(sandbox, lin, api) -> None:
    sent = await api.result("sendMessage", chat_id=lin, text="好吗", reply_markup=CHOICES)
    await api.result("deleteMessage", chat_id=lin, message_id=sent["message_id"])

    with pytest.raises(NotPossible):
        sandbox.tap(lin, sent["message_id"], "yes")
    sandbox.tap(lin, sent["message_id"], "yes", force=True)
    assert waiting(sandbox)[-1]["callback_query"]["message"]["date"] == 0


async def test_a_tap_is_answered_once_and_in_time(sandbox, lin, api) -> None:
    sent = await api.result("sendMessage", chat_id=lin, text="好吗", reply_markup=CHOICES)
    first, second = (sandbox.tap(lin, sent["message_id"], "yes") for _ in range(2))
    await api.result("answerCallbackQuery", callback_query_id=first, text="收到")
    sandbox.advance(timedelta(seconds=16))

    late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert sandbox.chat(lin).events.after(0)[-2].details == {"text": "收到", "show_alert": False}
    assert await api.refusal("answerCallbackQuery", callback_query_id=first) == late
    assert await api.refusal("answerCallbackQuery", callback_query_id=second) == late
    assert await api.refusal("answerCallbackQuery", callback_query_id="1") == late


async def test_blocking_and_letting_in_again_is_told_to_the_bot(sandbox, lin) -> None:
    sandbox.block(lin)
    sandbox.block(lin, blocked=False)

    changes = [update["my_chat_member"] for update in waiting(sandbox)]
    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member"]


async def test_who_blocked_the_bot_cannot_write_to_it(sandbox, lin) -> None:
    sandbox.block(lin)

    with pytest.raises(NotPossible):
        sandbox.say(lin, "在吗")


async def test_several_pictures_arrive_as_an_album_with_the_caption_first(sandbox, lin, png) -> None:
    pictures = [Upload(f"{n}.png", "image/png", png(width=1080, height=2400)) for n in "ab"]
    sandbox.send_pictures(lin, pictures, caption="聊天记录")
    first, second = (update["message"] for update in waiting(sandbox))

    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], "caption" in second) == ("聊天记录", False)
    assert (first["photo"][-1]["width"], first["photo"][-1]["height"]) == (1080, 2400)
    assert [size["height"] for size in first["photo"]] == [90, 320, 800, 2400]


async def test_a_picture_can_be_downloaded_by_its_path(sandbox, lin, api, png) -> None:
    sandbox.send_pictures(lin, [Upload("../../etc/x.PNG", "image/png", png())])
    [update] = waiting(sandbox)
    file = await api.result("getFile", file_id=update["message"]["photo"][-1]["file_id"])
    token = sandbox.token
    async with api.session.get(f"{api.server.url}/file/bot{token}/{file['file_path']}") as answer:
        assert await answer.read() == png()
    assert file["file_path"] == "photos/file_1.png"


async def test_a_file_that_is_no_picture_is_not_sent_as_one(sandbox, lin) -> None:
    with pytest.raises(NotPossible):
        sandbox.send_pictures(lin, [Upload("a.png", "image/png", b"text")])


async def test_everything_shown_is_told_to_listeners(sandbox, lin, api) -> None:
    seen: list[tuple[int, str]] = []
    sandbox.listen(lambda chat_id, event: seen.append((chat_id, event.kind)))
    sent = await api.result("sendMessage", chat_id=lin, text="一")
    await api.result("editMessageText", chat_id=lin, message_id=sent["message_id"], text="二")
    await api.result("deleteMessage", chat_id=lin, message_id=sent["message_id"])
    await api.result("sendChatAction", chat_id=lin, action="typing")

    assert seen == [(lin, "message"), (lin, "edit"), (lin, "delete"), (lin, "typing")]


async def test_a_group_lets_the_bot_hear_only_what_privacy_mode_allows(sandbox, lin, api) -> None:
    group = sandbox.add_group("家里人", "group", lin)
    asked = await api.result("sendMessage", chat_id=group, text="请私聊我")
    sandbox.updates.clear()
    sandbox.say_in_group(group, lin, "晚上吃什么")
    sandbox.say_in_group(group, lin, "/help@other_bot")
    sandbox.say_in_group(group, lin, "/help@huankouqi_bot")
    sandbox.say_in_group(group, lin, "好的", reply_to=asked["message_id"])

    assert [update["message"]["text"] for update in waiting(sandbox)] == ["/help@huankouqi_bot", "好的"]
    assert len(sandbox.messages(group)) == 6


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_a_bot_hears_of_coming_into_a_group_and_going_out(sandbox, lin, api, kind) -> None:
    group = sandbox.add_group("家里人", kind, lin)
    assert waiting(sandbox)[0]["my_chat_member"]["chat"] == {"id": group, "type": kind, "title": "家里人"}

    await api.result("leaveChat", chat_id=group)
    assert waiting(sandbox)[-1]["my_chat_member"]["new_chat_member"]["status"] == "left"
    refusal = await api.refusal("sendMessage", chat_id=group, text="x")
    assert refusal == f"Forbidden: bot is not a member of the {kind} chat"


async def test_a_kicked_bot_may_not_write(sandbox, lin, api) -> None:
    group = sandbox.add_group("家里人", "supergroup", lin)
    sandbox.kick(group)

    refusal = await api.refusal("sendMessage", chat_id=group, text="x")
    assert refusal == "Forbidden: bot was kicked from the supergroup chat"
