"""JSON lines in, JSON lines out, in the same order."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

import orjson

from bot.errors import BotError


class NotJson(BotError):
    """A line is not a JSON object: give one object a line, as {"id": …, "text": …}."""


def answer_lines(
    answer: Callable[[dict[str, Any]], dict[str, Any]],
    lines: Iterable[bytes] | None = None,
    out: BinaryIO | None = None,
) -> int:
    """Write ``answer`` for every line of standard input. Raises NotJson naming the line."""
    target = out or sys.stdout.buffer
    for number, line in enumerate(lines or sys.stdin.buffer, 1):
        if not line.strip():
            continue
        target.write(orjson.dumps(answer(_object(line, number))) + b"\n")
        target.flush()
    return 0


def _object(line: bytes, number: int) -> dict[str, Any]:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise NotJson(f"Line {number} is not JSON ({error}): give one object a line.") from None
    if not isinstance(value, dict):
        raise NotJson(f"Line {number} is not a JSON object: give one object a line.")
    return value
