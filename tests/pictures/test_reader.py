"""The reader: real screenshots through the real process, hostile files, hangs, waiting and leaving."""

import asyncio
import io
import json
import os
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
import pytest_asyncio
from measure_screens import edits, squeezed
from PIL import Image
from test_opening import png_claiming, saved

from bot.pictures.limits import LARGEST_FILE
from bot.pictures.reader import PATIENCE, Reader
from bot.pictures.screenshot import Reason, Refusal, Screenshot
from bot.processes.child import surroundings

HERE = Path(__file__).parent
WORDS = HERE.parent.parent / "content" / "reading" / "screenshots.yaml"
SCREENS = HERE / "screens"
TRUTH = {one["file"]: one for one in json.loads((SCREENS / "truth.json").read_text(encoding="utf-8"))}
READ_HERE = [
    "wechat_dark_hans.png",
    "sms_ios_dark_hant.png",
    "line_light_hant.png",
    "whatsapp_light_hk.png",
    "notes_ios_light_hans.png",
    "held_line_dark_photo_hant.jpg",
]
MEGABYTE = 1024 * 1024
SHORT = replace(PATIENCE, answer=1.0, idle=0.2, waiting=2)

pytestmark = [pytest.mark.xdist_group("pictures"), pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def reader() -> AsyncIterator[Reader]:
    reader = Reader(WORDS)
    yield reader
    await reader.close()


@pytest_asyncio.fixture(loop_scope="module")
async def stuck(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Reader]:
    """A reader whose process takes a picture and never answers."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(HERE), str(HERE.parent.parent)]))
    reader = Reader(WORDS, SHORT, program="stuck_worker")
    yield reader
    await reader.close()


def as_json(read: Screenshot | Refusal) -> list[dict[str, str]]:
    assert isinstance(read, Screenshot), read
    return [{"from": message.sender.value, "text": message.text} for message in read.messages]


async def until(there: Callable[[], bool]) -> None:
    """Wait for another process to get there."""
    async with asyncio.timeout(30):
        while not there():  # noqa: ASYNC110 - nothing tells us
            await asyncio.sleep(0.01)


async def gone(pid: int) -> None:
    await until(lambda: not psutil.pid_exists(pid))


async def test_screens_of_every_app_are_read_bubble_by_bubble(reader: Reader):
    """Character error under 3 % and every bubble with its sender; the process stays under 700 MB."""
    wrong = total = 0
    for name in READ_HERE:
        read = as_json(await reader.read((SCREENS / name).read_bytes()))
        truth = TRUTH[name]["messages"]
        assert [one["from"] for one in read] == [one["from"] for one in truth], name
        for side in ("them", "me"):
            wrong += edits(squeezed(read, side), squeezed(truth, side))
            total += len(squeezed(truth, side))
    assert wrong / total < 0.03
    assert reader.process_id is not None
    assert psutil.Process(reader.process_id).memory_info().rss < 700 * MEGABYTE


async def test_hostile_files_get_their_reason_and_the_next_picture_is_read(reader: Reader):
    noise = saved(Image.effect_noise((400, 400), 90).convert("RGB"))
    frames = [Image.new("RGB", (90, 90), (shade, 0, 0)) for shade in (0, 200)]
    hostile = {
        b"": Reason.EMPTY,
        b"\x89PNG\r\n\x1a\n" + bytes(LARGEST_FILE + MEGABYTE): Reason.TOO_HEAVY,
        "这不是图片".encode(): Reason.NOT_A_PICTURE,
        png_claiming(60_000, 60_000): Reason.TOO_LARGE,
        noise[: len(noise) // 3]: Reason.BROKEN,
        saved(frames[0], "GIF", save_all=True, append_images=frames[1:]): Reason.ANIMATED,
        saved(Image.new("RGB", (400, 800), (20, 90, 40))): Reason.NO_TEXT,
    }
    for data, reason in hostile.items():
        assert await reader.read(data) == Refusal(reason)
    # 40 megapixels are allowed: what they cost is bounded too.
    assert await reader.read(saved(Image.new("L", (8_000, 5_000), 128))) == Refusal(Reason.NO_TEXT)
    assert reader.process_id is not None
    assert psutil.Process(reader.process_id).memory_info().rss < 700 * MEGABYTE
    assert as_json(await reader.read((SCREENS / "sms_android_light_hant.png").read_bytes()))


async def test_the_loop_keeps_its_beat_while_a_picture_is_read(reader: Reader):
    start = last = time.perf_counter()
    longest = 0.0
    reading = asyncio.create_task(reader.read((SCREENS / "wechat_light_hans.png").read_bytes()))
    while not reading.done():
        await asyncio.sleep(0.005)
        longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
    assert isinstance(reading.result(), Screenshot)
    assert longest < (last - start) / 2


async def test_nothing_of_a_picture_is_left_on_disk(reader: Reader):
    await reader.read((SCREENS / "line_small_hant.png").read_bytes())
    assert reader.process_id is not None
    opened = psutil.Process(reader.process_id).open_files()
    assert [file.path for file in opened if "r" not in file.mode and file.path != os.devnull] == []


async def test_a_picture_that_hangs_is_given_up_and_its_process_killed(stuck: Reader):
    reading = asyncio.create_task(stuck.read(saved(Image.effect_noise((90, 90), 90))))
    await until(lambda: stuck.process_id is not None)
    pid = stuck.process_id
    assert await reading == Refusal(Reason.TOO_SLOW)
    await gone(pid)


async def test_a_process_that_dies_costs_one_picture_its_answer(stuck: Reader):
    assert await stuck.read(saved(Image.new("1", (30, 30)))) == Refusal(Reason.FAILED)


async def test_more_pictures_than_may_wait_are_turned_away(stuck: Reader):
    picture = saved(Image.effect_noise((90, 90), 90))
    first = [asyncio.create_task(stuck.read(picture)) for _ in range(SHORT.waiting)]
    await asyncio.sleep(0)
    assert await stuck.read(picture) == Refusal(Reason.BUSY)
    assert await asyncio.gather(*first) == [Refusal(Reason.TOO_SLOW)] * SHORT.waiting


async def test_a_cancelled_picture_does_not_answer_the_next(reader: Reader):
    cancelled = asyncio.create_task(reader.read((SCREENS / "wechat_dark_hans.png").read_bytes()))
    await until(lambda: reader.process_id is not None)
    cancelled.cancel()
    with pytest.raises(asyncio.CancelledError):
        await cancelled
    read = as_json(await reader.read((SCREENS / "sms_android_dark_hans.png").read_bytes()))
    assert read[0]["text"].startswith("【某某律师事务所】")


async def test_an_idle_process_leaves():
    reader = Reader(WORDS, replace(PATIENCE, idle=0.1))
    await reader.read((SCREENS / "sms_android_light_hant.png").read_bytes())
    pid = reader.process_id
    assert pid is not None
    await gone(pid)
    assert reader.process_id is None
    await reader.close()


async def test_the_process_is_given_no_secret(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:secret")
    assert "123:secret" not in surroundings().values()


async def test_a_scrolled_screenshot_is_read_to_its_end(reader: Reader):
    """Two screens in one picture: every bubble is there, none is cut where the windows meet."""
    texts = [one["text"] for one in as_json(await reader.read(long_picture()))]
    assert [text for text in texts if text.startswith("您好，您在我司的借款")] == [texts[0]] * 2


def long_picture() -> bytes:
    screen = Image.open(SCREENS / "wechat_light_hans.png").convert("RGB")
    chat = screen.crop((0, 160, screen.width, 1480))
    tall = Image.new("RGB", (chat.width, chat.height * 2))
    for part in range(2):
        tall.paste(chat, (0, chat.height * part))
    file = io.BytesIO()
    tall.save(file, "PNG")
    return file.getvalue()
