"""Pictures of the chat page on the way of a story: those of the README, or every stage in every look.

    python -m tests.journey.pictures                  # docs/images: the chat, and the diagram of a flow
    python -m tests.journey.pictures --all FOLDER     # every stage: phone and desktop, light and dark, every story

The first takes about half a minute; it changes the pictures only in the hour they show.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from PIL import Image
from playwright.async_api import Page, async_playwright, expect

from bot.assembly import HOME
from bot.dialogue.diagram import svg
from bot.dialogue.reading import read_flows
from tests.journey.house import ROOT, House
from tests.journey.reader import Reader
from tests.journey.story import STORIES, Teller, read_story
from tests.sandbox.page.page_stage import ARGUMENTS, CHROMIUM, DESK, PHONE

IMAGES = ROOT / "docs" / "images"
MOMENT = "script"
"""The stage the README shows: the words to say, each with its copy button."""
DIAGRAM = "check_in"
"""A flow that fits a page: preparing is 3400 pixels tall."""
SHARPNESS = 2
"""Pixels of the picture for one of the page."""
COLOURS = 64
WINDOWS = {"phone": PHONE, "desktop": DESK}
Shown = Callable[[str, Page], Awaitable[None]]


async def walk(name: str, shown: Shown, sharpness: int) -> None:
    """Play a story; ``shown`` gets the name and the page of each stage."""
    story = read_story(name)
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        await house.start()
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            context = await browser.new_context(
                viewport=PHONE,
                locale=story.locale,
                device_scale_factor=sharpness,
                permissions=["clipboard-read", "clipboard-write"],
            )
            page = await context.new_page()
            await page.goto(house.url)
            try:
                await Teller(house, Reader(page), receipt()).tell(story, lambda stage: shown(stage, page))
            finally:
                await house.kill()


def receipt() -> bytes:
    """A picture a person might send, with nobody's words on it."""
    drawn = io.BytesIO()
    Image.linear_gradient("L").resize((240, 320)).save(drawn, "PNG")
    return drawn.getvalue()


async def take(page: Page, window: str, scheme: str, path: Path) -> None:
    """The page in another window and light, as a PNG with few colours; the window is put back."""
    await page.set_viewport_size(WINDOWS[window])
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    await page.mouse.move(0, 0)
    whole = Image.open(io.BytesIO(await page.screenshot())).convert("RGB")
    whole.quantize(COLOURS, dither=Image.Dither.NONE).save(path, "PNG", optimize=True)
    await page.set_viewport_size(PHONE)


async def every_stage(folder: Path) -> None:
    """All stages of all stories in all looks."""
    for name in sorted(path.stem for path in STORIES.glob("*.yaml")):

        async def shown(stage: str, page: Page, name: str = name) -> None:
            for window in WINDOWS:
                for scheme in ("light", "dark"):
                    await take(page, window, scheme, folder / f"{name}-{stage}-{window}-{scheme}.png")

        await walk(name, shown, 1)


async def for_the_readme(folder: Path) -> None:
    """The chat on a phone in both scripts, and on a desktop."""
    chosen = {
        "mainland": {"phone": "chat-phone-zh-Hans.png", "desktop": "chat-desktop.png"},
        "taiwan": {"phone": "chat-phone-zh-Hant.png"},
    }
    for name, files in chosen.items():

        async def shown(stage: str, page: Page, files: dict[str, str] = files) -> None:
            if stage != MOMENT:
                return
            await expect(page.locator("#toasts")).to_be_empty(timeout=10_000)
            for window, file in files.items():
                await take(page, window, "light", folder / file)

        await walk(name, shown, SHARPNESS)


def draw_flow(folder: Path) -> None:
    """The diagram, as `python -m bot flows graph check_in --svg FOLDER` draws it."""
    flow = read_flows(HOME.flows).flow_set().flows[DIAGRAM]
    (folder / f"{DIAGRAM}.svg").write_text(svg(flow), encoding="utf-8")


def main() -> None:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", type=Path, metavar="FOLDER")
    everything = parser.parse_args().all
    if everything is not None:
        everything.mkdir(parents=True, exist_ok=True)
        asyncio.run(every_stage(everything))
    else:
        IMAGES.mkdir(parents=True, exist_ok=True)
        draw_flow(IMAGES)
        asyncio.run(for_the_readme(IMAGES))


if __name__ == "__main__":
    main()
