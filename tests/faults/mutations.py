"""Updates as Telegram would never send them: every field of every kind of update taken away, changed or swollen."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any, TypeAlias

from tests.telegram.sample_updates import SAMPLES

Json: TypeAlias = dict[str, Any]

TEXTS = (
    "/start", "/menu", "/log", "/privacy", "/checkin", "/prepare", "/history", "/delete", "/stop", "/start payload_1",
    "2500", "两千五", "下个月10号", "2026-02-30", "99999999999999999999", "0", "-1", "", " ", "\n\n", "7",
    "我不想活了", "笑死", "他说不还就上门", "验证码是 493021", "11010519491231002X", "好", "不知道", "回", "改", "继续",
    "{{ 7*7 }}{% for x in y %}", "{{ me.__class__ }}", "<b>x</b>&lt;", "*_`[](", "'; DROP TABLE records; --",
    "=cmd|' /C'!A0", "#include \"x\" $ #let", "\u202e\u200b\ufeff", "\x00\x1b[31m", "%s%n%(a)s",
    "\U0001f468\u200d\U0001f469" * 30,
    "a" * 4096, "啊" * 4096, "1" * 4096, "万" * 2000, "(" * 3000, "A\u0301" * 1000, "/" * 200, "/\x00", "\t/start",
)  # fmt: skip

VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**53, -(2**63), 2**64 - 1, 0.5, -1e308, "", "x", "1001", "null", [], [[]],
    [None], {}, {"": ""}, {"id": {}}, [{"type": "bold"}], "\x00", "\U0010ffff", "a" * 70_000,
)  # fmt: skip

ENTITIES = (
    "bold", "spoiler", "url", "text_link", "text_mention", "bot_command", "custom_emoji", "pre", "blockquote",
    "nonsense",
)  # fmt: skip

IN_LINE = frozenset({"media_group_id", "forward_origin", "forward_date"})

DEEP = 50
"""Levels of a nested value: what the sandbox can still write as JSON once it stands in an answer."""


CONTENT = (
    "text", "photo", "voice", "audio", "sticker", "poll", "animation", "video", "video_note", "document", "venue",
    "location", "contact", "dice", "game",
)  # fmt: skip
"""What a person sends in a message; whether it is well made or not, they wait for a word."""


class Mutator:
    """Gives updates for one person at a time; the same seed gives the same ones."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def sound(self, person: int) -> tuple[str, Json]:
        """An update as Telegram sends them: its kind and what is under it."""
        name = "text" if self._chance.random() < 0.5 else self._chance.choice(list(SAMPLES))
        update = copy.deepcopy(SAMPLES[name][0])
        ((kind, payload),) = update.items()
        _put_person(payload, person)
        if "text" in payload:
            payload["text"] = self._chance.choice(TEXTS)
        if "media_group_id" in payload:
            payload["media_group_id"] = str(self._chance.getrandbits(60))
        return kind, payload

    def unsound(self, person: int, tokens: list[str]) -> tuple[str, Json]:
        """A sound update with one to four of its fields made wrong; ``tokens`` are data of buttons that exist."""
        kind, payload = self.sound(person)
        if kind == "callback_query" and tokens and self._chance.random() < 0.8:
            payload["data"] = self._token(self._chance.choice(tokens))
        if "text" in payload and self._chance.random() < 0.3:
            payload["entities"] = [self._entity() for _ in range(self._chance.choice((1, 3, 200)))]
        for _ in range(self._chance.choice((0, 1, 1, 2, 4))):
            self._spoil(payload)
        return kind, payload

    def _token(self, token: str) -> str:
        parts = token.split(":")
        at = self._chance.randrange(len(parts) + 2)
        if at < len(parts):
            parts[at] = self._chance.choice(("", "!skip", "r0", "-1", "zzz", "9" * 60, "\x00", "done"))
        return ":".join(parts)

    def _entity(self) -> Json:
        number = self._chance.choice((-1, 0, 1, 5, 2**31, None, "1"))
        return {"type": self._chance.choice(ENTITIES), "offset": number, "length": number, "url": "javascript:1"}

    def _spoil(self, payload: Json) -> None:
        holders = list(_holders(payload))
        holder = self._chance.choice(holders)
        if not holder:
            return
        name = self._chance.choice(list(holder))
        match self._chance.randrange(6):
            case 0:
                del holder[name]
            case 1:
                holder[name] = self._deep()
            case 2:
                holder[name] = copy.deepcopy(self._chance.choice(holders))
            case 3:
                other = self._chance.choice(list(SAMPLES.values()))[0]
                holder.update(copy.deepcopy(next(iter(other.values()))))
            case _:
                holder[name] = copy.deepcopy(self._chance.choice(VALUES))

    def _deep(self) -> Any:
        value: Any = "x"
        for _ in range(DEEP):
            value = [value] if self._chance.random() < 0.5 else {"a": value}
        return value


def asks_for_an_answer(kind: str, payload: Json, person: int) -> bool:
    """Whether this is a private message of a person, whatever else is wrong with it: then they wait for an answer.

    A forwarded one may stand in line behind the one that is being looked at, and so may the pictures of an album.
    """
    chat, sender = payload.get("chat"), payload.get("from")
    if kind != "message" or not isinstance(chat, dict) or chat.get("type") != "private" or chat.get("id") != person:
        return False
    if type(chat["id"]) is not int or (isinstance(sender, dict) and sender.get("is_bot") is True):
        return False
    return any(name in payload for name in CONTENT) and IN_LINE.isdisjoint(payload)


def _put_person(payload: Json, person: int) -> None:
    for holder in _holders(payload):
        if holder.get("id") == 1001:
            holder["id"] = person


def _holders(value: Any) -> Iterator[Json]:
    """Every object in a value, itself included."""
    if isinstance(value, dict):
        yield value
        for child in value.values():
            yield from _holders(child)
    elif isinstance(value, list):
        for child in value:
            yield from _holders(child)
