"""The line of those who may wait: one at its head, the others behind in the order they came."""

from __future__ import annotations

import asyncio


class Line:
    """Places by chat. Whoever begins to talk is called out and need not stand any longer."""

    def __init__(self) -> None:
        self._waiting: dict[int, asyncio.Future[bool]] = {}
        self._headed = False

    def __len__(self) -> int:
        return len(self._waiting) + self._headed

    @property
    def empty(self) -> bool:
        """Whether nobody stands in it."""
        return not self._headed

    async def stand(self, chat_id: int) -> bool:
        """Wait until one is at its head, which one then has to leave; false when called out before."""
        if not self._headed:
            self._headed = True
            return True
        place: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting[chat_id] = place
        try:
            return await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled() and place.result():
                self.leave()
            raise
        finally:
            del self._waiting[chat_id]

    def leave(self) -> None:
        """Let the next one to the head."""
        for place in self._waiting.values():
            if not place.done():
                place.set_result(True)
                return
        self._headed = False

    def call_out(self, chat_id: int) -> None:
        """Let this chat stand no longer, if it does."""
        place = self._waiting.get(chat_id)
        if place is not None and not place.done():
            place.set_result(False)
