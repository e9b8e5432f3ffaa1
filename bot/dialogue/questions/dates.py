"""A day: typed, or picked from an inline calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from babel.dates import format_skeleton, get_day_names

from bot.dialogue.model import Ask
from bot.dialogue.questions.base import Beyond, Reply, Row, Stay, Understood, Unsure
from bot.dialogue.scene import Scene
from bot.dialogue.session import Question
from bot.language.calendar_grid import month_grid
from bot.language.dates import DateReading, coming

MONTH, DAY, NOTHING = "m", "d", "x"
"""First letters of calendar choices: open a month, pick a day, an empty cell."""

BLANK = "·"
"""Label of a cell without a day: a label of spaces alone may be refused, and with it the whole question."""


ONE_DAY = timedelta(days=1)


class CalendarDay:
    """``date``."""

    def rows(self, ask: Ask, question: Question, scene: Scene) -> tuple[Row, ...]:
        """A month: its name between arrows, the weekdays, the days that can be picked."""
        first, last = _bounds(ask, scene)
        shown = _month(question, scene, first, last)
        weekdays = get_day_names("narrow", locale=scene.style.locale)
        heads = tuple((f"{NOTHING}h{n}", weekdays[n]) for n in range(7))
        weeks = [week for week in month_grid(shown.year, shown.month, first, last) if any(week)]
        cells = tuple(tuple(_cell(day, w, n) for n, day in enumerate(week)) for w, week in enumerate(weeks))
        return (_title(shown, first, last, scene), heads, *cells)

    def typed(self, ask: Ask, text: str, question: Question, scene: Scene) -> Reply:  # noqa: ARG002
        """The day named; readings to choose from where several are possible."""
        read = scene.setting.understanding.date(text, scene.today, scene.region)
        named = _named(ask, read, scene)
        days = [day for day in named if _fits(ask, day, scene)] or _next_time(ask, read, scene)
        if not days:
            return _beyond(ask, named[0], scene) if named else None
        if read.ambiguous or (read.recurring and len(days) > 1):
            return Unsure(tuple((scene.style.date(day), day) for day in days))
        return Understood(days[0], scene.style.date(days[0]))

    def tapped(self, ask: Ask, choice: str, question: Question, scene: Scene) -> Reply:
        """Open a month or take a day; an empty cell changes nothing."""
        kind, rest = choice[:1], choice[1:]
        if kind == NOTHING:
            return Stay(question)
        try:
            day = date.fromisoformat(rest if kind == DAY else f"{rest}-01")
        except ValueError:
            return None
        if kind == MONTH:
            return Stay(replace(question, month=rest))
        return Understood(day, scene.style.date(day)) if _fits(ask, day, scene) else None


def _named(ask: Ask, read: DateReading, scene: Scene) -> list[date]:
    """The days a reading names; of days that come again the next ones, where a day to come is asked for."""
    first, last = _bounds(ask, scene)
    if read.recurring is not None:
        return list(coming(read.recurring, max(first, scene.today))) if last > scene.today else []
    return [day for day in read.readings or (read.date,) if day is not None]


def _next_time(ask: Ask, read: DateReading, scene: Scene) -> list[date]:
    """Where a day after another one is asked for, 15号 and 周五 are the next after that."""
    if read.again is None or ask.date is None or ask.date.after is None:
        return []
    return [day for day in coming(read.again, _bounds(ask, scene)[0]) if _fits(ask, day, scene)]


def _bounds(ask: Ask, scene: Scene) -> tuple[date, date]:
    day = ask.date
    earliest, latest = (day.earliest, day.latest) if day else (0, 0)
    first, last = scene.today + timedelta(days=earliest), scene.today + timedelta(days=latest)
    known = scene.value(day.after) if day and day.after else None
    return max(first, known + ONE_DAY) if isinstance(known, date) else first, last


def _fits(ask: Ask, day: date, scene: Scene) -> bool:
    first, last = _bounds(ask, scene)
    return first <= day <= last


def _beyond(ask: Ask, day: date, scene: Scene) -> Beyond:
    """Why a day cannot be taken: gone by, still to come, or too far on either side."""
    first, last = _bounds(ask, scene)
    shown = {"shown": scene.style.full_date(day)}
    if day < first == scene.today:
        return Beyond("gone", shown)
    if day > last == scene.today:
        return Beyond("not_yet", shown)
    return Beyond("far", {**shown, "first": scene.style.full_date(first), "last": scene.style.full_date(last)})


def _month(question: Question, scene: Scene, first: date, last: date) -> date:
    if question.month:
        return date.fromisoformat(f"{question.month}-01")
    return min(max(scene.today, first), last).replace(day=1)


def _title(shown: date, first: date, last: date, scene: Scene) -> Row:
    before, after = (shown - timedelta(days=1)).replace(day=1), (shown + timedelta(days=31)).replace(day=1)
    back = (f"{MONTH}{before:%Y-%m}", "‹") if before >= first.replace(day=1) else (f"{NOTHING}b", BLANK)
    on = (f"{MONTH}{after:%Y-%m}", "›") if after <= last else (f"{NOTHING}n", BLANK)
    return (back, (f"{NOTHING}t", format_skeleton("yMMM", shown, locale=scene.style.locale)), on)


def _cell(day: date | None, week: int, column: int) -> tuple[str, str]:
    return (f"{NOTHING}{week}{column}", BLANK) if day is None else (f"{DAY}{day.isoformat()}", str(day.day))
