"""Where a sealed value belongs: table, person and row, authenticated with the value."""

from __future__ import annotations

CHECK = b"meta:check"
"""Place of the value that tells whether a key is the right one."""


def of_update(chat_id: int, update_id: int) -> bytes:
    """The payload of an inbox row."""
    return b"inbox:%d:%d" % (chat_id, update_id)


def of_session(chat_id: int, turn: int) -> bytes:
    """The session of a chat at a turn."""
    return b"sessions.session:%d:%d" % (chat_id, turn)


def of_me(chat_id: int) -> bytes:
    """What is known about the person."""
    return b"sessions.me:%d" % chat_id


def of_finances(chat_id: int) -> bytes:
    """What is kept of the person's money."""
    return b"sessions.finances:%d" % chat_id


def of_record(chat_id: int, number: int) -> bytes:
    """The body of a record."""
    return b"records:%d:%d" % (chat_id, number)


def of_message(chat_id: int, outbox_id: int) -> bytes:
    """The payload of an outbox row."""
    return b"outbox:%d:%d" % (chat_id, outbox_id)


def of_timer(chat_id: int, name: str) -> bytes:
    """The payload of a timer."""
    return b"timers:%d:%s" % (chat_id, name.encode())


def of_job(chat_id: int, job_id: int) -> bytes:
    """The payload of a job."""
    return b"jobs:%d:%d" % (chat_id, job_id)


def of_attachment(chat_id: int, attachment_id: str) -> bytes:
    """The body of an attachment, and every piece of its file."""
    return b"attachments:%d:%s" % (chat_id, attachment_id.encode())
