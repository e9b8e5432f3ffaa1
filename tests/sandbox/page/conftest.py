"""The browser and the server of the page's tests."""

from collections.abc import AsyncIterator

import pytest
from page_stage import ARGUMENTS, CHROMIUM, Visitor
from playwright.async_api import async_playwright

from bot.sandbox import RunningServer, Sandbox, serve


@pytest.fixture
async def visitor() -> AsyncIterator[Visitor]:
    """A browser whose pages do not stumble, keep the content policy, and load nothing from elsewhere."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        visitor = Visitor(browser)
        yield visitor
        await browser.close()
    assert visitor.complaints == []


@pytest.fixture
async def sandbox() -> Sandbox:
    return Sandbox()


@pytest.fixture
async def server(sandbox: Sandbox) -> AsyncIterator[RunningServer]:
    running = await serve(sandbox, "127.0.0.1", 0)
    yield running
    await running.close()
