"""Everything else a person can send from the page, several people, blocking, groups."""

import pytest
from page_stage import PIXEL, Visitor, attach, bot_running, bubbles, started, write
from playwright.async_api import expect

from bot.sandbox import RunningServer

pytestmark = pytest.mark.browser


async def test_ones_own_message_can_be_edited(visitor: Visitor, server: RunningServer) -> None:
    async with bot_running(server) as bot:
        page = await started(visitor, server.url)
        await write(page, "2500")
        await bubbles(page).last.click(button="right")
        await page.get_by_role("button", name="编辑", exact=True).click()
        await expect(page.locator("#write")).to_be_focused()
        await write(page, "2600")
        await expect(bubbles(page).last).to_contain_text("已编辑")
        assert (await bot.got("edited_message"))["text"] == "2600"


async def test_a_reply_carries_what_it_answers(visitor: Visitor, server: RunningServer) -> None:
    async with bot_running(server) as bot:
        page = await started(visitor, server.url)
        await bubbles(page).last.click(button="right")
        await page.get_by_role("button", name="回复", exact=True).click()
        await write(page, "收到")
        reply = await bot.got("message", lambda message: message.get("text") == "收到")
        assert reply["reply_to_message"]["text"] == "你好"
        await expect(bubbles(page).last.locator(".quote")).to_have_text("你好")


async def test_somebody_elses_words_are_forwarded_under_their_name(visitor: Visitor, server: RunningServer) -> None:
    async with bot_running(server) as bot:
        page = await started(visitor, server.url)
        await attach(page, "forward")
        await page.get_by_label("原来是谁发的").fill("小李")
        await page.get_by_label("消息内容").fill("今天五点前处理")
        await page.get_by_role("dialog").get_by_role("button", name="发送").click()
        await expect(bubbles(page).last).to_contain_text("转发自 小李")
        forwarded = await bot.got("message", lambda message: "forward_origin" in message)
        assert forwarded["forward_origin"]["sender_user_name"] == "小李"


async def test_pictures_documents_voices_stickers_and_polls_reach_the_bot(
    visitor: Visitor, server: RunningServer
) -> None:
    async with bot_running(server) as bot:
        page = await started(visitor, server.url)
        await page.set_input_files("#picture-file", {"name": "a.png", "mimeType": "image/png", "buffer": PIXEL})
        await expect(page.locator(".picture img")).to_be_visible()
        await page.set_input_files("#document-file", {"name": "a.txt", "mimeType": "text/plain", "buffer": b"a"})
        await expect(bubbles(page).last).to_contain_text("a.txt")
        await attach(page, "voice")
        await expect(bubbles(page).last).to_contain_text("语音")
        await attach(page, "sticker")
        await page.get_by_role("dialog").get_by_role("button", name="🌿").click()
        await expect(bubbles(page).last).to_contain_text("🌿")
        await attach(page, "poll")
        await page.get_by_label("问题").fill("先还哪一笔")
        await page.get_by_role("dialog").get_by_role("button", name="发送").click()
        await expect(bubbles(page).last).to_contain_text("先还哪一笔")
        for kind in ("photo", "document", "voice", "sticker", "poll"):
            assert await bot.got("message", lambda message, kind=kind: kind in message)


async def test_people_have_their_own_chat_language_and_draft(visitor: Visitor, server: RunningServer) -> None:
    async with bot_running(server) as bot:
        page = await started(visitor, server.url)
        await page.fill("#write", "还没写完")
        await page.get_by_role("button", name="加一个人").click()
        await page.get_by_label("名字").fill("阿明")
        await page.get_by_role("dialog").get_by_label("手机语言").select_option("zh-hk")
        await page.get_by_role("button", name="完成").click()
        await expect(bubbles(page)).to_have_count(0)
        await page.click("#start")
        message = await bot.got("message", lambda one: one["from"]["first_name"] == "阿明")
        assert message["from"]["language_code"] == "zh-hk"
        await page.locator(".person", has_text="zh-hans").click()
        await expect(page.locator("#write")).to_have_value("还没写完")


async def test_a_person_blocks_the_bot_and_lets_it_in_again(visitor: Visitor, server: RunningServer) -> None:
    async with bot_running(server) as bot:
        page = await started(visitor, server.url)
        await page.get_by_role("button", name="屏蔽机器人").click()
        await expect(page.locator("#composer")).to_be_hidden()
        await bot.got("my_chat_member", lambda one: one["new_chat_member"]["status"] == "kicked")
        await page.locator("#unblock").click()
        await expect(page.locator("#composer")).to_be_visible()
        await bot.got("my_chat_member", lambda one: one["new_chat_member"]["status"] == "member")


async def test_the_bot_can_be_put_into_a_group_and_spoken_to_there(visitor: Visitor, server: RunningServer) -> None:
    async with bot_running(server) as bot:
        page = await started(visitor, server.url)
        await page.get_by_role("button", name="把机器人拉进群").click()
        await page.get_by_label("群名").fill("家里人")
        await page.get_by_role("button", name="完成").click()
        await bot.got("my_chat_member", lambda one: one["chat"]["title"] == "家里人")
        await expect(page.locator(".person[aria-pressed=true]")).to_contain_text("家里人")
        await write(page, "/start")
        await expect(bubbles(page).last).to_contain_text("你好")
