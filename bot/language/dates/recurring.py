"""Days that come again: 每月15号, 每个月5号和20号, 每周五."""

from __future__ import annotations

from collections.abc import Sequence

from .reading import Meaning, Setting, doubtful
from .tokens import Kind, Token

_LAST = -1
_MARKS = (Kind.DAY_MARK, Kind.DAY_OR_DAYS, Kind.AND, Kind.EVERY, Kind.EVERY_MONTH, Kind.EVERY_WEEK)


def monthly(tokens: Sequence[Token], _setting: Setting) -> Meaning:
    """Days of every month, as "monthly:15" or "monthly:last", joined by commas."""
    return _joined("monthly", [_month_day(token) for token in tokens if token.kind not in _MARKS])


def weekly(tokens: Sequence[Token], _setting: Setting) -> Meaning:
    """Days of every week, as "weekly:5" (ISO weekday), joined by commas."""
    return _joined("weekly", [_weekday(token) for token in tokens if token.kind not in _MARKS])


def unlisted(_tokens: Sequence[Token], _setting: Setting) -> Meaning:
    """A recurrence that is neither monthly nor weekly, or names no day: asked about."""
    return doubtful()


def _joined(period: str, days: list[str | None]) -> Meaning:
    known = [f"{period}:{day}" for day in dict.fromkeys(days) if day]
    if not known or None in days:
        return doubtful()
    return Meaning(recurring=",".join(known))


def _month_day(token: Token) -> str | None:
    if token.kind is Kind.NUMBER:
        return str(token.value) if 1 <= token.value <= 31 and not token.approximate else None
    return "1" if token.kind is Kind.EDGE_DAY and token.value != _LAST else "last"


def _weekday(token: Token) -> str | None:
    return str(token.value) if 1 <= token.value <= 7 else None
