"""Screenshots over real HTTP into the real reading process: what the other side wrote comes back."""

from __future__ import annotations

import asyncio
import io
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from bot.conversation.incoming import IncomingFile
from bot.jobs.job import LARGEST_FILE, Job
from bot.pictures.screenshot import Message, Screenshot, Sender
from bot.safety.private_data import COVER
from bot.sandbox.sandbox import Sandbox
from bot.workshop.pictures import Found, _new, in_bubbles, theirs
from bot.workshop.table import KINDS

SCREENS = Path(__file__).parents[1] / "pictures" / "screens"

pytestmark = pytest.mark.xdist_group("pictures")


def sent(sandbox: Sandbox, content: bytes, name: str = "a.png") -> IncomingFile:
    stored = sandbox.files.store("photos", content, name, "image/png")
    return IncomingFile("photo", stored.id, len(content), "image/png", name)


async def read(floor, *albums: list[IncomingFile]):
    await floor.ask(*[Job("pictures", {"files": [asdict(file) for file in album]}, then="picture") for album in albums])
    async with floor.working(KINDS) as shop:
        await shop.idle()
    return [opened["answers"] for opened in await floor.results()]


async def test_screenshots_and_broken_files_of_one_person(floor, sandbox):
    screen = (SCREENS / "wechat_light_hans.png").read_bytes()
    other = (SCREENS / "line_light_hant.png").read_bytes()
    bomb = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    plain = io.BytesIO()
    Image.new("RGB", (400, 800), (20, 90, 40)).save(plain, "PNG")
    frames = [Image.new("RGB", (90, 90), (shade, 0, 0)) for shade in (0, 200)]
    moving = io.BytesIO()
    frames[0].save(moving, "GIF", save_all=True, append_images=frames[1:])

    one, album, *refused = await read(
        floor,
        [sent(sandbox, screen)],
        [sent(sandbox, other), sent(sandbox, screen[:3000])],
        [sent(sandbox, bomb.getvalue())],
        [sent(sandbox, bytes(LARGEST_FILE + 1))],
        [sent(sandbox, plain.getvalue())],
        [sent(sandbox, moving.getvalue())],
        [sent(sandbox, b"not a picture at all")],
    )

    assert one["text"].startswith("您好，您在我司的借款已逾期37天")
    assert "能不能分期" not in one["text"]
    assert one["mine"] is True
    assert all(len(bubble) <= 120 for bubble in one["shown"])
    assert one["short"] is (len(one["text"]) <= 256)
    (kept,) = one["files"]
    assert await floor.storage.attachments.load(7, kept["id"]) == screen
    assert "匯五千" in album["text"]
    assert album["missed"] == 1
    assert [each["failed"] for each in refused] == ["too_big", "too_big", "no_text", "other_kind", "other_kind"]
    assert len(await floor.storage.attachments.all_of(7)) == 2


async def test_numbers_that_are_nobodys_business_are_covered_in_a_picture_and_under_it(floor, sandbox):
    """Drawn with Latin letters only, so that no font has to be there; what is found is covered by the same rules."""
    paper = Image.new("RGB", (1200, 400), "white")
    drawn = ImageDraw.Draw(paper)
    drawn.text((40, 60), "PAY TO CARD 4111111111111111", "black", ImageFont.load_default(size=48))
    drawn.text((40, 200), "OTP: 448201 CALL US TODAY", "black", ImageFont.load_default(size=48))
    content = io.BytesIO()
    paper.save(content, "PNG")
    file = sent(sandbox, content.getvalue())
    payload = {"files": [asdict(file)], "under": "身份证11010519491231002X的李某，今天还钱"}
    await floor.ask(Job("pictures", payload, then="picture"))
    async with floor.working(KINDS) as shop:
        await shop.idle()
    (opened,) = await floor.results()
    text = opened["answers"]["text"]
    assert text.startswith(f"身份证{18 * COVER}的李某，今天还钱")
    assert "CALL US TODAY" in text
    assert not any(number in text for number in ("4111111111111111", "448201", "11010519491231002X"))
    assert opened["answers"]["covered"] is True


async def test_another_person_is_answered_while_a_picture_is_read(floor, sandbox):
    """The loop goes on: a light job of somebody else is done before the picture is."""

    async def light(task, tools):
        return {}

    screen = (SCREENS / "wechat_dark_hans.png").read_bytes()
    await floor.ask(Job("pictures", {"files": [asdict(sent(sandbox, screen))]}, then="picture"))
    kinds = {**KINDS, "light": light_kind(light)}
    async with floor.working(kinds) as shop:
        while not floor.storage.jobs or not shop._hands:  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        await floor.ask(Job("light", then="menu"), chat_id=8)
        shop.ring()
        async with asyncio.timeout(20):
            while 8 not in floor.woken:  # noqa: ASYNC110
                await asyncio.sleep(0.001)
        assert 7 not in floor.woken
        await shop.idle()
    assert len(await floor.results()) == 1


def light_kind(make):
    from bot.workshop.making import Kind

    return Kind(make)


def shot(*texts: str) -> Screenshot:
    return Screenshot(tuple(Message(Sender.THEM, text) for text in texts))


def test_what_two_screens_share_is_taken_once():
    found = Found()
    for screen in (shot("一", "二", "三"), shot("二", "三", "四"), shot("五")):
        found.messages += _new(found.messages, screen)
    assert theirs(found.messages) == "一\n二\n三\n四\n五"


@given(st.text(max_size=600))
def test_any_text_fits_its_bubbles_and_nothing_but_blanks_is_lost(text):
    bubbles = in_bubbles(text)
    assert all(0 < len(bubble) <= 120 for bubble in bubbles)
    assert "".join("".join(bubbles).split()) == "".join(text.split())
