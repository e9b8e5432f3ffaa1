"""What the reading process answers, as JSON."""

from __future__ import annotations

import orjson

from bot.pictures.screenshot import Message, Reason, Refusal, Screenshot, Sender


def pack(answer: Screenshot | Refusal) -> bytes:
    """An answer as JSON."""
    if isinstance(answer, Refusal):
        return orjson.dumps({"refused": answer.reason})
    return orjson.dumps({"messages": [[m.sender, m.text, m.doubtful] for m in answer.messages]})


def unpack(content: bytes) -> Screenshot | Refusal:
    """The answer again. Raises ValueError or LookupError when it is none."""
    answer = orjson.loads(content)
    if "refused" in answer:
        return Refusal(Reason(answer["refused"]))
    return Screenshot(tuple(Message(Sender(side), str(text), int(unsure)) for side, text, unsure in answer["messages"]))
