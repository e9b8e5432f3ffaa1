"""How much of a picture is taken on, and what reading it may cost."""

from __future__ import annotations

from typing import Final

LARGEST_FILE: Final = 20 * 1024 * 1024
"""Bytes; what the Bot API lets a bot download."""

MOST_PIXELS: Final = 40_000_000
"""Width times height as the header says it, checked before anything is decoded: 120 MB as RGB."""

SMALLEST_SIDE: Final = 24
"""Pixels; a line of text needs about as many."""

LONGEST_SHAPE: Final = 14.0
"""Height over width: about six screens scrolled into one picture."""

WIDEST: Final = 1080
"""Pixels a picture's shorter side keeps: a phone's own width, and wide photographs come down to it."""

MEMORY: Final = 2 * 1024**3
"""Bytes of address space of the reading process: four times what it needs, so a leak ends it, not the machine."""

FAT: Final = 700 * 1024**2
"""Bytes of peak resident memory after which the reading process is replaced once it has answered."""

PATIENCE: Final = 20.0
"""Seconds a picture may take before its process is killed; a phone screen takes about one."""

IDLE: Final = 180.0
"""Seconds without a picture after which the process ends and gives back its memory."""

WAITING: Final = 8
"""Pictures that may wait; at a second each the last one still has its answer within ten."""

STARTING: Final = 30.0
"""Seconds the process may take to load its models; two on an idle machine."""

THREADS: Final = 1
"""Threads of the reading process. Two are a third faster on an idle machine and twice as slow on a busy one,
and the other core is the bot's."""
