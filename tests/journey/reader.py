"""A person at the chat page: what they press and type, and what they see. Everything is found by role and name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Locator, Page, expect

PATIENCE = 20_000
"""Milliseconds until a person gives up waiting; reading a picture takes seconds on a busy machine."""


@dataclass
class Reader:
    """One page; ``read`` is how many items of the chat were there before the last move."""

    page: Page
    read: int = 0

    @property
    def chat(self) -> Locator:
        """The messages and the lines between days, oldest first."""
        return self.page.get_by_role("log").get_by_role("listitem")

    @property
    def new(self) -> Locator:
        """What came since the last move."""
        return self.chat.and_(self.page.locator(f":nth-child(n + {self.read + 1})"))

    def button(self, name: str) -> Locator:
        """The newest button of that name in the chat; "/…/" is a pattern of names."""
        pattern = re.compile(name.strip("/")) if name.startswith("/") else name
        return self.page.get_by_role("log").get_by_role("button", name=pattern, exact=True).last

    async def begin_move(self) -> None:
        """Everything on the screen has been read."""
        self.read = await self.chat.count()

    async def press(self, name: str) -> None:
        """Press a button of the page."""
        await self.page.get_by_role("button", name=name, exact=True).click()

    async def write(self, text: str) -> None:
        """Type into the box."""
        await self.page.get_by_role("textbox").fill(text)

    async def say(self, text: str) -> None:
        """Type and send."""
        await self.write(text)
        await self.page.keyboard.press("Enter")

    async def send_picture(self, names: list[str], picture: bytes) -> None:
        """Send a picture through the menu whose button and entry have these names."""
        await self.press(names[0])
        async with self.page.expect_file_chooser() as choosing:
            await self.press(names[1])
        chooser = await choosing.value
        await chooser.set_files({"name": "1.png", "mimeType": "image/png", "buffer": picture})

    async def save(self, name: str, folder: Path) -> Path:
        """Save the newest file whose name has this in it."""
        async with self.page.expect_download() as downloading:
            await self.page.get_by_role("log").get_by_role("link").filter(has_text=name).last.click()
        download = await downloading.value
        path = folder / download.suggested_filename
        await download.save_as(path)
        return path

    async def sees(self, texts: list[str], patience: int = PATIENCE) -> None:
        """New messages say these things in this order, and the last of them ends the chat."""
        await expect(self.new).to_contain_text(texts, timeout=patience)
        await expect(self.chat.last).to_contain_text(texts[-1], timeout=patience)

    async def has_in_view(self) -> None:
        """The newest message, with its buttons, is on the screen."""
        await expect(self.chat.last).to_be_in_viewport(ratio=0.95, timeout=PATIENCE)

    async def sees_buttons(self, names: list[str]) -> None:
        """The newest message has these buttons."""
        for name in names:
            await expect(self.chat.last.get_by_role("button", name=name, exact=True).last).to_be_visible()

    async def sees_change(self, text: str) -> None:
        """A message that was there says something else now, and nothing new came."""
        await expect(self.chat.last).to_contain_text(text, timeout=PATIENCE)
        assert await self.chat.count() == self.read

    async def sees_notice(self, text: str) -> None:
        """A short notice over the chat."""
        notice = self.page.get_by_role("status").filter(has_text=text)
        await expect(notice).to_be_visible(timeout=PATIENCE)
