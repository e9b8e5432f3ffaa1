"""How a call can fail before there is an answer: what matters is whether it may have had an effect."""

from __future__ import annotations

from telegram.error import NetworkError, TimedOut


class NotSent(NetworkError):
    """No connection came about: the call surely had no effect."""

    __slots__ = ()


class NotSentInTime(NotSent, TimedOut):
    """No connection came about in time: the call surely had no effect."""

    __slots__ = ()


class Cut(NetworkError):
    """The connection broke under way: whether the call had an effect is unknown."""

    __slots__ = ()
