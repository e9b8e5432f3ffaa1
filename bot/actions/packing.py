"""Short lines packed into as few bubbles as a phone reads well."""

from __future__ import annotations

from collections.abc import Iterable

BUBBLE = 120
"""Most characters of a bubble (product design, 4.0)."""


def pack(lines: Iterable[str]) -> list[str]:
    """Lines in bubbles of at most 120 characters, in order; a longer line stands alone."""
    bubbles: list[str] = []
    for line in lines:
        joined = f"{bubbles[-1]}\n{line}" if bubbles else line
        if bubbles and len(joined) <= BUBBLE:
            bubbles[-1] = joined
        else:
            bubbles.append(line)
    return bubbles
