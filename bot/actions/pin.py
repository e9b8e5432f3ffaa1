"""Actions on the code before records: whether it is asked for, trying one, setting one, taking it off.

What is known about the person holds ``pin`` (the hash), ``pin_wrong`` (wrong tries in a row), ``pin_wait`` (until when
nobody may try) and ``pin_open`` (until when records are open): so a lock outlasts a restart.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.actions.registry import Context, Done, action
from bot.safety.pin import FREE, OPEN, fits, hashed, is_code, wait_after

FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class Lock:
    """Whether a code is set, whether records are open, and how many minutes nobody may try."""

    set: bool
    open: bool
    wait: int


@dataclass(frozen=True, slots=True)
class Tried:
    """Whether the code was right; else the minutes nobody may try, or how many tries are left before that."""

    right: bool
    wait: int
    left: int


@action("pin.state")
def state(context: Context) -> Lock:
    """Whether a code is set, whether records are open, and how many minutes nobody may try."""
    me = context.session.me
    return Lock(bool(me.get("pin")), _moment(context, "pin_open") > context.now, _minutes(context))


@action("pin.try", gives=Tried)
def try_code(context: Context, code: str) -> Done:
    """Open the records for ten minutes with the right code; a wrong one counts."""
    kept = context.session.me.get("pin")
    if not kept or _minutes(context):
        return Done(Tried(right=not kept, wait=_minutes(context), left=0))
    if fits(_digits(code), str(kept)):
        return Done(Tried(right=True, wait=0, left=0), me=_open(context))
    wrong = int(str(context.session.me.get("pin_wrong") or 0)) + 1
    wait = wait_after(wrong)
    until = context.now + wait if wait else None
    tried = Tried(right=False, wait=_in_minutes(wait), left=max(0, FREE - wrong))
    return Done(tried, me={"pin_wrong": wrong, "pin_wait": until})


@action("pin.hash")
def hash_code(context: Context, code: str) -> str | None:  # noqa: ARG001
    """What is kept of a code; none when it has not four to eight digits."""
    return hashed(_digits(code)) if is_code(_digits(code)) else None


@action("pin.set", gives=bool)
def set_code(context: Context, hash: str, again: str) -> Done:  # noqa: A002 - the name a flow reads
    """Set a code by its hash when it was typed a second time; whether it was the same."""
    if not fits(_digits(again), hash):
        return Done(value=False)
    return Done(value=True, me={"pin": hash, **_open(context)})


@action("pin.remove", gives=type(None))
def remove(context: Context) -> Done:  # noqa: ARG001
    """Ask for no code any more."""
    return Done(me={"pin": None, "pin_wrong": 0, "pin_wait": None, "pin_open": None})


def _open(context: Context) -> dict[str, datetime | int | None]:
    return {"pin_wrong": 0, "pin_wait": None, "pin_open": context.now + OPEN}


def _digits(code: str) -> str:
    return code.strip().translate(FULL_WIDTH)


def _moment(context: Context, name: str) -> datetime:
    kept = context.session.me.get(name)
    return kept if isinstance(kept, datetime) else context.now


def _minutes(context: Context) -> int:
    return _in_minutes(_moment(context, "pin_wait") - context.now)


def _in_minutes(span: timedelta) -> int:
    return max(0, math.ceil(span.total_seconds() / 60))
