"""What the process keeps its memory down with; without any of it everything works the same."""

from __future__ import annotations

import ctypes
import gc
import sys

ARENAS = -8
"""M_ARENA_MAX of glibc's malloc.h."""


YOUNG, MIDDLE, OLD = 10_000, 20, 50
"""Rounds of the garbage collector: how many new containers make one, and how many rounds a later one. What hundreds of
people wait for outlives the default's 700 and is gone through again and again, which took 7 % of a turn; cycles, the
only thing left for it to find, are rare here.
"""


def one_arena() -> None:
    """Have all threads allocate from one place: each would keep some megabytes of its own for the peaks it had.

    To be called before there are threads. Elsewhere than on glibc it does nothing.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(ARENAS, 1)


def spare_collector() -> None:
    """Take what was loaded at the start out of the garbage collector's rounds: it stays until the end.

    Flows, templates and catalogues stay in memory: going through them again and again finds nothing. From then on
    rounds are fewer.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
