"""What crosses the seams of a turn: rows in, a snapshot to work on, a commit to keep, messages out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.jobs.attachment import Attachment
from bot.jobs.job import Job, TakenJob, WaitingJob
from bot.records.entry import NewRecord, Record
from bot.records.purposes import Purpose
from bot.reminders.timer import Timer


@dataclass(frozen=True, slots=True, repr=False)
class InboxRow:
    """An update as it came: ``update_id`` is Telegram's, or negative for one of our timers; ``payload`` is its JSON."""

    update_id: int
    chat_id: int
    payload: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Snapshot:
    """Everything a turn needs: the oldest update not yet handled and where the person was.

    ``session`` and ``me`` are the JSON bytes of the last commit, None for somebody new; ``finances`` what
    ``bot.money.written`` wrote of their money, None where there is none; ``records`` the newest 50, newest last;
    ``waiting`` how many more updates of this chat wait behind ``row``.
    """

    row: InboxRow
    session: bytes | None
    me: bytes | None
    records: tuple[Record, ...] = ()
    waiting: int = 0
    finances: bytes | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """A button on its way out: ``data`` is its callback (at most 64 bytes), or ``copy`` the text it copies."""

    text: str
    data: str = ""
    copy: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Outgoing:
    """A message to send after the commit.

    ``send`` makes a new message and, with a ``tag``, remembers its id under it; ``rewrite`` changes the message
    that carries ``tag`` (and sends a new one where there is none); ``settle`` changes it too but never sends a new
    one; ``leave`` leaves the chat after saying ``text``. ``asks`` marks the messages of the question that is
    open after this turn: only these are sent again when a crash leaves it unknown whether they arrived.
    ``hide`` takes messages away from the chat: ``ids``, or without any all the bot remembers of the last 48 hours.
    Where there is a ``cover``, it is what a notification shows when the message leaves at ``cover_from`` (Unix seconds)
    or later: the text stands behind it, seen when tapped.
    ``photo`` or ``document`` is the id of an attachment; ``text`` is then its caption.
    A ``patient`` one goes out when those who are talking leave room for it.
    """

    kind: Literal["send", "rewrite", "settle", "leave", "hide"]
    text: str
    keys: tuple[tuple[Key, ...], ...] = ()
    tag: str = ""
    asks: bool = False
    pin: bool = False
    photo: str = ""
    document: str = ""
    patient: bool = False
    cover: str = ""
    cover_from: int = 0
    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Commit:
    """What one turn keeps, all of it or nothing.

    ``before`` is the turn the session was loaded at: when another has been committed since, StaleTurn is raised.
    ``session`` None leaves the session as it is; ``me`` None leaves what is known about the person; ``finances``
    None leaves their money as it is and empty bytes remove it; with ``finances_stay`` false they go with the session.
    ``me_after`` is what of ``me`` outlasts the conversation, None where all of it does.
    ``keep`` and ``drop`` name attachments: those that would expire and now stay, and those that go.
    ``hush`` drops reminders that still wait to be sent: what they speak of holds no more.
    ``erase`` removes everything of the chat (inbox, session, me, records, timers, outbox, jobs, attachments) before
    the rest is written; ``withdraw`` removes what consents covered that were taken back, before the records of this
    turn are added. ``heard`` is the id of the message the person wrote, 0 where they wrote none.
    """

    row: InboxRow
    before: int
    turn: int
    session: bytes | None = None
    me: bytes | None = None
    me_after: bytes | None = None
    outgoing: tuple[Outgoing, ...] = ()
    timers: tuple[Timer, ...] = ()
    cancel: tuple[str, ...] = ()
    records: tuple[NewRecord, ...] = ()
    jobs: tuple[Job, ...] = ()
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    finances: bytes | None = None
    finances_stay: bool = False
    hush: bool = False
    erase: bool = False
    withdraw: tuple[Purpose, ...] = ()
    heard: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Sendable:
    """An outbox row ready to send: ``message_id`` is the message its tag stands for, None where there is none;
    ``again`` says a crash left it unknown whether it was sent before; ``ids`` are the messages to hide.
    """

    id: int
    chat_id: int
    outgoing: Outgoing
    message_id: int | None
    again: bool = False
    ids: tuple[int, ...] = ()


__all__ = [
    "Attachment",
    "Commit",
    "InboxRow",
    "Job",
    "Key",
    "NewRecord",
    "Outgoing",
    "Record",
    "Sendable",
    "Snapshot",
    "TakenJob",
    "Timer",
    "WaitingJob",
]
