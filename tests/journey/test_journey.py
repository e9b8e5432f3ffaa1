"""The whole way on the chat page: from the first button to the record of the call, the program killed in between."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import async_playwright

from tests.journey.house import House
from tests.journey.reader import Reader
from tests.journey.story import STORIES, Teller, read_story
from tests.sandbox.page.page_stage import ARGUMENTS, CHROMIUM, PHONE, PIXEL, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("processes")]


@pytest.mark.parametrize("name", sorted(path.stem for path in STORIES.glob("*.yaml")))
async def test_a_person_comes_from_the_first_button_to_the_record_of_the_call(name: str, tmp_path: Path) -> None:
    story = read_story(name)
    house = House(tmp_path)
    await house.start()
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            visitor = Visitor(browser)
            context = await browser.new_context(
                viewport=PHONE, locale=story.locale, permissions=["clipboard-read", "clipboard-write"]
            )
            page = await context.new_page()
            visitor.watch(page, house.url)
            await page.goto(house.url)
            await Teller(house, Reader(page), PIXEL).tell(story)
            await browser.close()
    finally:
        await house.kill()
    assert visitor.complaints == []
