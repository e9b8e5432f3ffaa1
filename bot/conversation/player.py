"""A person talking with the bot without Telegram or a database: for the terminal, transcripts and walks.

Everything is written out and read back between every two turns, as the real store does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from types import MappingProxyType
from typing import Any

from bot.conversation.turn import Outcome, take_turn
from bot.conversation.values import Commit, InboxRow, Job, Key, NewRecord, Outgoing, Record, Snapshot
from bot.conversation.world import World
from bot.dialogue.values import dumps, loads
from bot.jobs.job import waking
from bot.records.chain import grown
from bot.records.purposes import Purpose
from bot.reminders.timer import Timer

CHAT = 1
"""The one chat of a player."""


@dataclass(slots=True, repr=False)
class Message:
    """A message as the person sees it now; ``file`` is "photo ID" or "document ID" when it carries one."""

    id: int
    text: str
    keys: tuple[tuple[Key, ...], ...] = ()
    tag: str = ""
    rewritten: int = 0
    file: str = ""

    @property
    def buttons(self) -> list[Key]:
        """All its buttons."""
        return [key for row in self.keys for key in row]


@dataclass(slots=True, repr=False)
class Player:
    """One person's side of the conversation, with the memory a store would have."""

    world: World
    now: datetime
    language: str = "zh-hans"
    session: bytes | None = None
    me: bytes | None = None
    turn: int = 0
    records: list[Record] = field(default_factory=list)
    timers: dict[str, Timer] = field(default_factory=dict)
    jobs: list[Job] = field(default_factory=list)
    chat: list[Message] = field(default_factory=list)
    walked: list[str] = field(default_factory=list)
    toast: str = ""
    ids: count[int] = field(default_factory=lambda: count(1))
    finances: bytes | None = None

    def type(self, text: str, *, forwarded_from: str | None = None) -> list[Message]:
        """Write a text, or forward one; gives the messages that came back."""
        message = {**self._message(), "text": text}
        if forwarded_from is not None:
            message["forward_origin"] = {"type": "hidden_user", "sender_user_name": forwarded_from, "date": 0}
        return self._take({"message": message})

    def send(self, kind: str, around: Mapping[str, object] = MappingProxyType({}), **more: object) -> list[Message]:
        """Send what is not text: photo, voice, sticker …; ``around`` is in the message, ``more`` in the file."""
        file = {"file_id": "x", "file_unique_id": "x", "file_size": 1000, **more}
        body: object = [{**file, "width": 900, "height": 1600}] if kind == "photo" else file
        return self._take({"message": {**self._message(), **around, kind: body}})

    def tap(self, label: str) -> list[Message]:
        """Tap the newest button whose label or choice is ``label``. Raises LookupError when there is none."""
        return self.press(self.find(label))

    def find(self, label: str) -> str:
        """The data of the newest button whose label or choice is ``label``. Raises LookupError when there is none."""
        for message in reversed(self.chat):
            for key in message.buttons:
                if key.data and label in {key.text, key.data.split(":", 3)[-1]}:
                    return key.data
        raise LookupError(f"there is no button {label!r}; there are {self.labels()}")

    def edit(self, text: str) -> list[Message]:
        """Change the text of an older message."""
        return self._take({"edited_message": {**self._message(), "text": text}})

    def add_to_group(self) -> list[Message]:
        """Put the bot into a group; gives what it says before it leaves."""
        chat, user = (
            {"id": -CHAT, "type": "group", "title": "…"},
            {"id": 2, "is_bot": True, "first_name": "bot"},
        )
        change = {
            "old_chat_member": {"status": "left", "user": user},
            "new_chat_member": {"status": "member", "user": user},
        }
        return self._take({"my_chat_member": {"chat": chat, "from": self._user(), "date": 0, **change}})

    def forget_versions(self) -> None:
        """Let every flow the session stands in be one this bot does not know: as after a breaking edit."""
        if self.session is not None:
            raw = loads(self.session)
            raw["stack"] = [[frame[0], "gone", *frame[2:]] for frame in raw["stack"]]
            self.session = dumps(raw)

    def press(self, data: str, message: Message | None = None) -> list[Message]:
        """Press a button by its data, an old one too."""
        shown = message or self.chat[-1]
        query = {"id": "q", "from": self._user(), "chat_instance": "1", "data": data}
        return self._take({"callback_query": {**query, "message": {**self._message(), "message_id": shown.id}}})

    def labels(self) -> list[str]:
        """The labels of the newest message that has buttons."""
        newest = next((message for message in reversed(self.chat) if message.keys), None)
        return [] if newest is None else [key.text for key in newest.buttons]

    def advance(self, span: timedelta) -> list[Message]:
        """Let time pass; timers fire in order on the way."""
        until, came = self.now + span, list[Message]()
        while due := [timer for timer in self.timers.values() if timer.due <= until]:
            timer = min(due, key=lambda each: each.due)
            del self.timers[timer.name]
            self.now = max(self.now, timer.due)
            came += self._take({"timer": timer.name, "payload": loads(dumps(dict(timer.payload)))})
        self.now = until
        return came

    def finish(self, kind: str, result: dict[str, Any]) -> list[Message]:
        """The oldest job of a kind is done, or given up, with a result. Raises LookupError when there is none."""
        job = next((job for job in self.jobs if job.kind == kind), None)
        if job is None:
            raise LookupError(f"no job {kind!r} waits; there are {[job.kind for job in self.jobs]}")
        self.jobs.remove(job)
        opened = waking(job, result)
        return [] if opened is None else self._take({"timer": f"job:{kind}", "payload": opened})

    def _take(self, update: dict[str, object]) -> list[Message]:
        number = next(self.ids)
        row = InboxRow(number, CHAT, dumps({"update_id": number, **update}))
        snapshot = Snapshot(row, self.session, self.me, tuple(self.records[-50:]), finances=self.finances)
        outcome = take_turn(self.world, snapshot, self.now)
        self.toast = outcome.toast
        self.walked += outcome.walked
        return self._keep(outcome)

    def _keep(self, outcome: Outcome) -> list[Message]:
        commit = outcome.commit
        if commit.erase:
            self.records, self.timers, self.jobs = [], {}, []
            self.me, self.session, self.finances = None, None, None
        self.turn = commit.turn
        self.session = self.session if commit.session is None else commit.session
        self.me = self.me if commit.me is None else commit.me
        self.finances = self.finances if commit.finances is None else commit.finances or None
        self._withdraw(commit)
        self._keep_records(commit)
        self._keep_jobs(commit)
        for name in commit.cancel:
            self.timers.pop(name, None)
        for timer in commit.timers:
            self.timers[timer.name] = replace(timer, due=timer.due.astimezone(UTC))
        came = [self._deliver(outgoing) for outgoing in commit.outgoing]
        return [message for message in came if message is not None]

    def _withdraw(self, commit: Commit) -> None:
        if Purpose.RECORDS in commit.withdraw:
            self.records = []
        elif Purpose.MOOD in commit.withdraw:
            self.records = [each for each in self.records if each.kind != Purpose.MOOD]
        if Purpose.REMINDERS in commit.withdraw:
            self.timers = {name: timer for name, timer in self.timers.items() if name == "wait"}

    def _keep_records(self, commit: Commit) -> None:
        new = [NewRecord(each.kind, each.at, loads(dumps(dict(each.body)))) for each in commit.records]
        self.records = list(grown(tuple(self.records), new))

    def _keep_jobs(self, commit: Commit) -> None:
        for new in commit.jobs:
            same = next((job for job in self.jobs if new.key and job.key == new.key), None)
            if same is None:
                self.jobs.append(new)
            elif new.gather:
                gathered = [*same.payload[new.gather], *new.payload[new.gather]]
                grown = replace(same, payload={**same.payload, new.gather: gathered})
                self.jobs[self.jobs.index(same)] = grown

    def _deliver(self, outgoing: Outgoing) -> Message | None:
        if outgoing.kind == "hide":
            self._hide(outgoing.ids)
            return None
        known = next((m for m in reversed(self.chat) if outgoing.tag and m.tag == outgoing.tag), None)
        if outgoing.kind in {"rewrite", "settle"} and known is not None:
            known.text, known.keys, known.rewritten = outgoing.text, outgoing.keys, known.rewritten + 1
            return replace(known) if outgoing.kind == "rewrite" else None
        if outgoing.kind == "settle":
            return None
        kind = "photo" if outgoing.photo else "document" if outgoing.document else ""
        file = f"{kind} {outgoing.photo or outgoing.document}".strip()
        message = Message(next(self.ids), outgoing.text, outgoing.keys, outgoing.tag, file=file)
        self.chat.append(message)
        return message

    def _hide(self, ids: tuple[int, ...]) -> None:
        """The person's own messages are not in ``chat``: of the bot's all go, or those with an id."""
        self.chat = [message for message in self.chat if ids and message.id not in ids]

    def _message(self) -> dict[str, object]:
        chat = {"id": CHAT, "type": "private"}
        return {
            "message_id": next(self.ids),
            "date": int(self.now.timestamp()),
            "chat": chat,
            "from": self._user(),
        }

    def _user(self) -> dict[str, object]:
        return {"id": CHAT, "is_bot": False, "first_name": "我", "language_code": self.language}
