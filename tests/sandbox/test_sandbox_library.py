"""A stranger's bot, written with python-telegram-bot and told only the address, works here."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, MessageHandler, filters

from bot.sandbox import Sandbox


@pytest.fixture
async def bot(api) -> AsyncIterator[telegram.Bot]:
    """The library's plain client."""
    url = api.server.url
    bot = telegram.Bot(api.server.world.bot.token, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot")
    async with bot:
        yield bot


async def test_the_library_reads_what_the_sandbox_answers(lin, bot, png) -> None:
    choices = InlineKeyboardMarkup([[InlineKeyboardButton("好", callback_data="yes")]])
    sent = await bot.send_message(lin, "<b>好吗</b>", parse_mode="HTML", reply_markup=choices)
    edited = await bot.edit_message_text("好的", chat_id=lin, message_id=sent.message_id)
    photo = await bot.send_photo(lin, png(), caption="看")
    document = await bot.send_document(lin, b"a,b", filename="账.csv")
    file = await bot.get_file(document.document.file_id)
    chat = await bot.get_chat(lin)

    assert sent.reply_markup == choices
    assert (edited.text, edited.reply_markup) == ("好的", None)
    assert (photo.photo[-1].width, photo.caption) == (40, "看")
    assert bytes(await file.download_as_bytearray()) == b"a,b"
    assert (document.document.file_name, chat.first_name) == ("账.csv", "小林")
    assert await bot.delete_message(lin, sent.message_id)
    assert await bot.set_my_commands([("help", "帮助")], language_code="zh")
    assert await bot.get_my_commands(language_code="zh") == (telegram.BotCommand("help", "帮助"),)
    assert await bot.set_chat_menu_button(menu_button=telegram.MenuButtonCommands())
    assert (await bot.get_webhook_info()).url == ""


@pytest.mark.parametrize(
    ("breaking", "error"),
    [
        (lambda bot, lin: bot.send_message(999, "x"), telegram.error.BadRequest),
        (lambda bot, lin: bot.edit_message_text("x", chat_id=lin, message_id=99), telegram.error.BadRequest),
        (lambda bot, lin: bot.answer_callback_query("1"), telegram.error.BadRequest),
    ],
)
async def test_the_library_raises_its_own_errors(lin, bot, breaking, error) -> None:
    with pytest.raises(error):
        await breaking(bot, lin)


async def test_the_library_knows_a_flood_and_a_block(sandbox, lin, api, bot, monkeypatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    await api.control("PUT", "faults", {"status": {"429": 1}, "retry_after": 3})
    with pytest.raises(telegram.error.RetryAfter):
        await bot.send_message(lin, "x")
    await api.control("PUT", "faults", {})
    sandbox.block(lin)
    with pytest.raises(telegram.error.Forbidden):
        await bot.send_message(lin, "x")


async def echo(update: telegram.Update, _: object) -> None:
    choices = InlineKeyboardMarkup([[InlineKeyboardButton("再说一遍", callback_data="again")]])
    await update.message.reply_text(update.message.text, reply_markup=choices)


async def again(update: telegram.Update, _: object) -> None:
    await update.callback_query.answer("好")
    await update.callback_query.edit_message_text("又说了一遍")


async def test_an_echo_bot_polls_and_answers(sandbox: Sandbox, api) -> None:
    shown: asyncio.Queue[str] = asyncio.Queue()
    sandbox.listen(
        lambda _, event: shown.put_nowait(event.message.text) if event.message and event.message.from_bot else None
    )
    url = api.server.url
    builder = ApplicationBuilder().token(sandbox.token)
    application: Application = builder.base_url(f"{url}/bot").base_file_url(f"{url}/file/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(again))
    async with application:
        await application.updater.start_polling(timeout=5)
        await application.start()
        amei = sandbox.add_person("阿美", "zh-hant")
        sandbox.say(amei, "有人嗎")
        assert await asyncio.wait_for(shown.get(), 5) == "有人嗎"

        sandbox.tap(amei, sandbox.last_from_bot(amei).id, "again")
        assert await asyncio.wait_for(shown.get(), 5) == "又说了一遍"
        await application.updater.stop()
        await application.stop()
