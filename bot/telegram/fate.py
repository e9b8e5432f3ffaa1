"""What a refused or broken call means for the message it carried: pure."""

from __future__ import annotations

from enum import Enum

from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.conversation.values import Sendable
from bot.errors import TokenRefused
from bot.telegram.network_faults import Cut, NotSent

NOT_MODIFIED = "message is not modified"
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
"""Descriptions of editMessageText when the message is deleted, too old, or not ours."""

RESENDS_OF_QUESTION = 4
RESENDS_OF_LINE = 1


class Fate(Enum):
    """What becomes of a message after a call failed."""

    BLOCKED = "the person does not want us any more"
    DEAD = "it can never arrive"
    PARKED = "too fast: later"
    UNSENT = "it surely did not arrive: again"
    SERVER = "Telegram has trouble: again"
    UNKNOWN = "it may have arrived"


def fate_of(fault: Exception) -> Fate:
    """How to go on after ``fault``, an error of a Bot API call."""
    match fault:
        case Forbidden():
            return Fate.BLOCKED
        case BadRequest() | ChatMigrated():
            return Fate.DEAD
        case RetryAfter():
            return Fate.PARKED
        case NotSent() | TokenRefused():
            return Fate.UNSENT
        case TimedOut() | Cut():
            return Fate.UNKNOWN
        case NetworkError():
            return Fate.SERVER
        case _:  # an answer that cannot be read: the call got through
            return Fate.UNKNOWN


def is_unmodified(fault: BadRequest) -> bool:
    """The message reads so already: an edit that came twice, which is what we wanted."""
    return NOT_MODIFIED in fault.message.lower()


def is_gone(fault: BadRequest) -> bool:
    """There is no such message to edit any more."""
    return any(words in fault.message.lower() for words in GONE)


def is_edit(sendable: Sendable) -> bool:
    """Whether sending changes messages that are there: doing so twice shows nothing."""
    kind = sendable.outgoing.kind
    return kind == "hide" or (sendable.message_id is not None and kind in ("rewrite", "settle"))


def may_resend(sendable: Sendable, times_unknown: int) -> bool:
    """Whether to send again what may have arrived ``times_unknown`` times.

    An edit done twice is invisible, and a question shown twice has the same buttons. Any other line is
    sent once more: to the person, a line of the script that is missing is worse than the same line twice.
    A file is not: it is large, and may be about money or evidence; whoever misses it asks for it again.
    A reminder is sent once more at most, an earlier process's tries counted.
    """
    if sendable.outgoing.photo or sendable.outgoing.document:
        return False
    if sendable.outgoing.patient:
        return times_unknown + sendable.again <= RESENDS_OF_LINE
    if is_edit(sendable) or sendable.outgoing.asks:
        return times_unknown <= RESENDS_OF_QUESTION
    return times_unknown <= RESENDS_OF_LINE


def reason_of(fault: Exception) -> str:
    """Why a message is given up, without anything Telegram may quote from it."""
    words = str(fault).split('"', 1)[0].split("'", 1)[0].strip()
    return f"{type(fault).__name__}: {words[:80]}"
