"""From the expressions in a text to one reading, never by a silent guess."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .arithmetic import near_enough
from .grammar import Expression, expressions, follower
from .numeric import bare_number
from .reading import DateReading, Meaning, Setting
from .tokens import Kind, Token

NO_DATE = DateReading()

_READINGS = 3
_ASKED = (Kind.VAGUE, Kind.LUNAR_MONTH)
_DOUBTS = frozenset(
    {Kind.VAGUE, Kind.NOT_THIS, Kind.EITHER, Kind.SOME, Kind.HALF, Kind.LUNAR_MONTH, Kind.LEAP, Kind.LUNAR}
    | {
        Kind.MONTH_MARK,
        Kind.YEAR_MARK,
        Kind.DAYS,
        Kind.DAY_OR_DAYS,
        Kind.WEEKS,
        Kind.MONTHS,
        Kind.HOURS,
        Kind.EDGE_DAY,
    }
)
_OPEN = (Kind.AFTER, Kind.DURING)
_LARGEST_DAY = 31


def combined(tokens: Sequence[Token], setting: Setting) -> DateReading:
    """One reading for a whole text, from tokens with the read-over words taken out."""
    found = expressions(tokens, setting)
    left = _left_over(tokens, found)
    if not found:
        return _without_expression(tokens, left, setting)
    opened = any(follower(tokens, one) in _OPEN for one in found)
    doubted = opened or any(_is_doubt(token) for token in left)
    return _reading([one.meaning for one in found], doubted=doubted, setting=setting)


def _left_over(tokens: Sequence[Token], found: Sequence[Expression]) -> list[Token]:
    used = {place for one in found for place in range(one.start, one.end)}
    return [token for place, token in enumerate(tokens) if place not in used]


def _is_doubt(token: Token) -> bool:
    if token.kind is Kind.NUMBER:
        return token.value <= _LARGEST_DAY and not token.counts
    return token.kind in _DOUBTS


def _without_expression(tokens: Sequence[Token], left: Sequence[Token], setting: Setting) -> DateReading:
    if any(token.kind in _ASKED for token in left):
        return DateReading(ambiguous=True)
    if len(tokens) == 1 and tokens[0].kind is Kind.NUMBER:
        return _asked([bare_number(tokens[0], setting)], setting)
    return NO_DATE


def _reading(meanings: list[Meaning], *, doubted: bool, setting: Setting) -> DateReading:
    told = [meaning for meaning in meanings if meaning.date or meaning.ambiguous or meaning.recurring]
    if not told:
        return NO_DATE
    if any(meaning.recurring for meaning in told):
        return _recurring(told, doubted=doubted)
    one = _agreed(told)
    if doubted or one is None:
        return _asked(told, setting) if one is None or one.readings or doubted else NO_DATE
    return _settled(one, setting)


def _recurring(told: list[Meaning], *, doubted: bool) -> DateReading:
    rules = [meaning.recurring for meaning in told if meaning.recurring]
    if doubted or len(rules) < len(told):
        return DateReading(ambiguous=True)
    return DateReading(recurring=",".join(rules))


def _agreed(told: list[Meaning]) -> Meaning | None:
    """The one meaning all expressions agree on: bare weekdays and days of the month may confirm a date."""
    leading = next((meaning for meaning in told if not meaning.is_bare), None)
    leading = leading or next((meaning for meaning in told if meaning.month_day is not None), told[0])
    others = [meaning for meaning in told if meaning is not leading]
    day = leading.date
    if not others:
        return leading
    if day and all(meaning.allows(day) or meaning.date == day for meaning in others):
        return leading
    return None


def _settled(meaning: Meaning, setting: Setting) -> DateReading:
    readings = _near(meaning.readings, setting)
    day = meaning.date if meaning.date and near_enough(meaning.date, setting.today) else None
    if not meaning.ambiguous:
        return DateReading(date=day, readings=readings, again=meaning.again) if day else NO_DATE
    if meaning.readings and not readings:
        return NO_DATE
    return DateReading(date=day, ambiguous=True, readings=readings)


def _asked(meanings: Sequence[Meaning], setting: Setting) -> DateReading:
    likely = tuple(dict.fromkeys(day for meaning in meanings for day in meaning.readings))
    ambiguous = any(meaning.date or meaning.ambiguous for meaning in meanings)
    return DateReading(ambiguous=ambiguous, readings=_near(likely, setting)) if ambiguous else NO_DATE


def _near(days: Sequence[date], setting: Setting) -> tuple[date, ...]:
    return tuple(day for day in days if near_enough(day, setting.today))[:_READINGS]
