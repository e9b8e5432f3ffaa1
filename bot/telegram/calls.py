"""The Bot API calls this bot makes, and no others.

They go straight to the library's request class, which gives the JSON as it came and turns refusals into the
library's errors: ``Bot`` would look into every parameter for files, and build a Message from an answer of which
only the id counts. Method names are in lower case: the Bot API takes them in any case.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, TypeAlias, cast
from urllib.parse import quote

import orjson
from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import BaseRequest, RequestData

from bot.conversation.values import Key
from bot.errors import TokenRefused
from bot.telegram.bodies import FileBody, JsonBody
from bot.telegram.request import TelegramRequest
from bot.telegram.updates import is_update_id
from bot.telegram.upload import Upload
from bot.telegram.veil import Shown

Keyboard: TypeAlias = Sequence[Sequence[Key]]

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", "channel_post")
"""What we ask Telegram for; everything else would only be thrown away."""

POLL_MARGIN = 10.0
"""Seconds the network may take beyond the time a long poll is held open."""


class Calls:
    """A thin hand on a ``telegram.Bot``. Every method raises a ``telegram.error``, or TokenRefused."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, chat_id: int, shown: Shown, keys: Keyboard = ()) -> int:
        """A new message without a link preview; gives its id."""
        message: dict[str, Any] = await self._call("sendmessage", _message(shown, keys, chat_id=chat_id))
        return int(message["message_id"])

    async def send_photo(self, chat_id: int, upload: Upload, caption: Shown, keys: Keyboard = ()) -> int:
        """A picture (at most 10 MB) with a caption of at most 1,024 characters; gives the id of the message."""
        return await self._send_file("photo", chat_id, upload, caption, keys)

    async def send_document(self, chat_id: int, upload: Upload, caption: Shown, keys: Keyboard = ()) -> int:
        """A file (at most 50 MB) with a caption of at most 1,024 characters; gives the id of the message."""
        return await self._send_file("document", chat_id, upload, caption, keys)

    async def file_path(self, file_id: str) -> str:
        """Where Telegram has a file to download, for an hour at least; files over 20 MB are refused."""
        found: dict[str, Any] = await self._call("getfile", {"file_id": file_id})
        return str(found["file_path"])

    def download(self, path: str) -> AsyncIterator[bytes]:
        """A file of ``file_path`` piece by piece."""
        return cast(TelegramRequest, self._bot.request).stream(f"{self._bot.base_file_url}/{quote(path)}")

    async def edit(self, chat_id: int, message_id: int, shown: Shown, keys: Keyboard = ()) -> None:
        """Other words and buttons for an older message; without ``keys`` its buttons go."""
        await self._call("editmessagetext", _message(shown, keys, chat_id=chat_id, message_id=message_id))

    async def delete(self, chat_id: int, message_ids: Sequence[int]) -> None:
        """Take up to 100 messages away, none older than 48 hours; those that are gone already are passed over."""
        await self._call("deletemessages", {"chat_id": chat_id, "message_ids": list(message_ids)})

    async def answer_callback(self, callback_id: str, text: str = "") -> None:
        """End the spinning of a tapped button; ``text`` (at most 200 characters) shows as a short notice."""
        answer = {"callback_query_id": callback_id}
        await self._call("answercallbackquery", {**answer, "text": text} if text else answer)

    async def pin(self, chat_id: int, message_id: int) -> None:
        """Pin a message without a sound."""
        pinned = {"chat_id": chat_id, "message_id": message_id, "disable_notification": True}
        await self._call("pinchatmessage", pinned)

    async def leave(self, chat_id: int) -> None:
        """Leave a group or channel."""
        await self._call("leavechat", {"chat_id": chat_id})

    async def me(self) -> Mapping[str, Any]:
        """Who the bot is; the cheapest call without an effect."""
        found: dict[str, Any] = await self._call("getme")
        return found

    async def updates(self, offset: int | None, *, hold: float, limit: int) -> list[dict[str, Any]]:
        """Updates from ``offset`` on, held open up to ``hold`` seconds; confirms everything before.

        Raises TelegramError for what is no list of updates.
        """
        asked: dict[str, Any] = {"timeout": int(hold), "limit": limit, "allowed_updates": ALLOWED_UPDATES}
        if offset is not None:
            asked["offset"] = offset
        found: Any = await self._call("getupdates", asked, read=hold + POLL_MARGIN)
        if not isinstance(found, list) or not all(_is_update(each) for each in found):
            raise TelegramError("The server did not answer with updates")
        return found

    async def webhook_url(self) -> str:
        """Where Telegram sends updates now, empty when it waits to be asked."""
        info: dict[str, Any] = await self._call("getwebhookinfo")
        return str(info.get("url", ""))

    async def set_webhook(self, url: str, secret: str) -> None:
        """Have updates sent to ``url`` with ``secret`` (1-256 of A-Z a-z 0-9 _ -) in a header of its own."""
        asked = {"url": url, "secret_token": secret, "allowed_updates": ALLOWED_UPDATES}
        await self._call("setwebhook", asked)

    async def delete_webhook(self) -> None:
        """Go back to polling; updates that wait are kept."""
        await self._call("deletewebhook", {"drop_pending_updates": False})

    async def profile(self, method: str, asked: Mapping[str, Any]) -> object:
        """One of the calls about how the bot looks in people's apps ("setmycommands")."""
        return await self._call(method, asked)

    async def close(self) -> None:
        """Close the connections."""
        await self._bot.request.shutdown()

    async def _send_file(self, kind: str, chat_id: int, upload: Upload, caption: Shown, keys: Keyboard) -> int:
        fields = {"chat_id": str(chat_id), "caption": caption.text}
        if caption.covered and kind == "photo":
            fields["has_spoiler"] = "true"
        if caption.entities:
            fields["caption_entities"] = orjson.dumps(caption.entities).decode()
        if keys:
            fields["reply_markup"] = orjson.dumps(inline_keyboard(keys)).decode()
        body = cast(RequestData, FileBody(fields, kind, upload))
        message: dict[str, Any] = await self._posted(f"send{kind}", body)
        return int(message["message_id"])

    async def _call(self, method: str, asked: Mapping[str, Any] | None = None, *, read: float | None = None) -> Any:
        timeout = BaseRequest.DEFAULT_NONE if read is None else read
        body = cast(RequestData, JsonBody(orjson.dumps(asked or {})))
        return await self._posted(method, body, timeout)

    async def _posted(self, method: str, body: RequestData, reading: Any = BaseRequest.DEFAULT_NONE) -> Any:
        try:
            return await self._bot.request.post(f"{self._bot.base_url}/{method}", body, read_timeout=reading)
        except InvalidToken as refused:
            raise TokenRefused from refused


def _is_update(value: object) -> bool:
    return isinstance(value, dict) and is_update_id(value.get("update_id"))


def inline_keyboard(keys: Keyboard) -> dict[str, Any]:
    """Keys as Telegram's InlineKeyboardMarkup."""
    return {"inline_keyboard": [[_button(key) for key in row] for row in keys]}


def _button(key: Key) -> dict[str, Any]:
    if key.copy:
        return {"text": key.text, "copy_text": {"text": key.copy}}
    return {"text": key.text, "callback_data": key.data}


def _message(shown: Shown, keys: Keyboard, **where: int) -> dict[str, Any]:
    message: dict[str, Any] = {**where, "text": shown.text, "link_preview_options": {"is_disabled": True}}
    if shown.entities:
        message["entities"] = shown.entities
    if keys:
        message["reply_markup"] = inline_keyboard(keys)
    return message
