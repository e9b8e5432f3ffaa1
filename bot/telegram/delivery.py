"""One message on its way: what each kind of outgoing asks of the Bot API."""

from __future__ import annotations

import structlog
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.conversation.ports import Files
from bot.conversation.values import Sendable
from bot.errors import AttachmentGone, TokenRefused
from bot.telegram.calls import Calls
from bot.telegram.fate import is_gone, is_unmodified
from bot.telegram.upload import Upload
from bot.telegram.veil import shown

MOST_DELETED = 100
"""Messages one call takes away (Bot API, deleteMessages)."""

log = structlog.get_logger(__name__)


async def deliver(calls: Calls, sendable: Sendable, files: Files | None) -> int | None:
    """Bring a message to its chat; gives the id of the message that now shows it, None when there is none.

    Raises what ``telegram.error`` has, TokenRefused, and AttachmentGone for a file that is not kept any more.
    """
    if sendable.outgoing.photo or sendable.outgoing.document:
        return await _send_file(calls, sendable, files)
    match sendable.outgoing.kind:
        case "send":
            return await _send(calls, sendable)
        case "rewrite":
            return await _rewrite(calls, sendable)
        case "settle":
            return await _settle(calls, sendable)
        case "leave":
            await _leave(calls, sendable)
            return None
        case "hide":
            await _hide(calls, sendable)
            return None


async def _send(calls: Calls, sendable: Sendable) -> int:
    outgoing = sendable.outgoing
    message_id = await calls.send(sendable.chat_id, shown(outgoing), outgoing.keys)
    if outgoing.pin:
        await _pin(calls, sendable.chat_id, message_id)
    return message_id


async def _send_file(calls: Calls, sendable: Sendable, files: Files | None) -> int:
    outgoing, chat_id = sendable.outgoing, sendable.chat_id
    file_id = outgoing.photo or outgoing.document
    known = None if files is None else await files.find(chat_id, file_id)
    if files is None or known is None:
        raise AttachmentGone
    upload = Upload(known.name, known.mime, known.size, lambda: files.read(chat_id, file_id))
    send = calls.send_photo if outgoing.photo else calls.send_document
    message_id = await send(chat_id, upload, shown(outgoing), outgoing.keys)
    if outgoing.pin:
        await _pin(calls, chat_id, message_id)
    return message_id


async def _pin(calls: Calls, chat_id: int, message_id: int) -> None:
    # The message has arrived; failing here would send it again.
    try:
        await calls.pin(chat_id, message_id)
    except (TelegramError, TokenRefused) as fault:
        log.warning("pin_failed", fault=type(fault).__name__)


async def _rewrite(calls: Calls, sendable: Sendable) -> int:
    if sendable.message_id is None:
        return await _send(calls, sendable)
    try:
        await _edit(calls, sendable, sendable.message_id)
    except BadRequest as refused:
        if is_gone(refused):
            return await _send(calls, sendable)
        raise
    return sendable.message_id


async def _settle(calls: Calls, sendable: Sendable) -> int | None:
    if sendable.message_id is None:
        return None
    try:
        await _edit(calls, sendable, sendable.message_id)
    except BadRequest as refused:
        log.debug("settle_refused", fault=type(refused).__name__)
    return sendable.message_id


async def _edit(calls: Calls, sendable: Sendable, message_id: int) -> None:
    outgoing = sendable.outgoing
    try:
        await calls.edit(sendable.chat_id, message_id, shown(outgoing), outgoing.keys)
    except BadRequest as refused:
        if not is_unmodified(refused):
            raise


async def _hide(calls: Calls, sendable: Sendable) -> None:
    for first in range(0, len(sendable.ids), MOST_DELETED):
        try:
            await calls.delete(sendable.chat_id, sendable.ids[first : first + MOST_DELETED])
        except BadRequest as refused:  # one of them is too old: the others are worth going on for
            log.debug("hiding_refused", fault=type(refused).__name__)


async def _leave(calls: Calls, sendable: Sendable) -> None:
    if sendable.outgoing.text:
        try:
            await calls.send(sendable.chat_id, shown(sendable.outgoing))
        except (BadRequest, Forbidden) as refused:  # not allowed to write there: leaving is what counts
            log.debug("farewell_refused", fault=type(refused).__name__)
    await calls.leave(sendable.chat_id)
