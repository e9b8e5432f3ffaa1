"""A day or a month: typed, or picked from an inline calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from babel.dates import format_skeleton, get_day_names

from bot.dialogue.layout import rows_of
from bot.dialogue.model import Ask
from bot.dialogue.questions.base import Beyond, Reply, Row, Stay, Understood, Unsure
from bot.dialogue.questions.choice import match_offer, suggested
from bot.dialogue.questions.months import BLANK, DAY, MONTH, NOTHING, year_of_months
from bot.dialogue.scene import Scene
from bot.dialogue.session import Question
from bot.language.calendar_grid import month_grid
from bot.language.dates import DateReading, coming

ONE_DAY = timedelta(days=1)


class CalendarDay:
    """``date``."""

    def rows(self, ask: Ask, question: Question, scene: Scene) -> tuple[Row, ...]:
        """The calendar; where something is suggested, that and a button that opens the calendar."""
        first, last = _bounds(ask, scene)
        shown = _month(question, scene, first, last)
        offered = [(offer.id, offer.text) for offer in suggested(ask, scene)]
        if offered and not question.month:
            return rows_of(
                [*offered, (f"{MONTH}{shown:%Y-%m}", scene.shared("_shared/buttons", "calendar"))], ask.columns
            )
        return (*rows_of(offered, ask.columns), *self._calendar(ask, shown, scene))

    @staticmethod
    def _calendar(ask: Ask, shown: date, scene: Scene) -> tuple[Row, ...]:
        """A month: its name between arrows, the weekdays, the days that can be picked; or the months of a year."""
        first, last = _bounds(ask, scene)
        if _of_months(ask):
            return year_of_months(shown, first, last, scene)
        weekdays = get_day_names("narrow", locale=scene.style.locale)
        heads = tuple((f"{NOTHING}h{n}", weekdays[n]) for n in range(7))
        weeks = [week for week in month_grid(shown.year, shown.month, first, last) if any(week)]
        cells = tuple(tuple(_cell(day, w, n) for n, day in enumerate(week)) for w, week in enumerate(weeks))
        return (_title(shown, first, last, scene), heads, *cells)

    def typed(self, ask: Ask, text: str, question: Question, scene: Scene) -> Reply:  # noqa: ARG002
        """The day or month named; readings to choose from where several are possible; the words of a suggestion."""
        offer = None if text.strip().isdecimal() else match_offer(text, suggested(ask, scene))
        if offer is not None:
            return Understood(None, offer.text, offer.go)
        if _of_months(ask):
            return self._month_typed(ask, text, scene)
        read = scene.setting.understanding.date(text, scene.today, scene.region)
        named = _named(ask, read, scene)
        days = [day for day in named if _fits(ask, day, scene)] or _next_time(ask, read, scene)
        if not days:
            return _beyond(ask, named[0], scene) if named else None
        if read.ambiguous or (read.recurring and len(days) > 1):
            return Unsure(tuple((scene.style.date(day), day) for day in days))
        return Understood(days[0], scene.style.date(days[0]))

    @staticmethod
    def _month_typed(ask: Ask, text: str, scene: Scene) -> Reply:
        past = _bounds(ask, scene)[1] <= scene.today
        read = scene.setting.understanding.month(text, scene.today, scene.region, past=past)
        months = [month for month in read.months if _fits(ask, month, scene)]
        if not months:
            return _beyond(ask, read.months[0], scene) if read.sure else None
        if not read.sure:
            return Unsure(tuple((scene.style.month(month), month) for month in months))
        return Understood(months[0], scene.style.month(months[0]))

    def tapped(self, ask: Ask, choice: str, question: Question, scene: Scene) -> Reply:
        """Open a month or take a day; an empty cell changes nothing; a suggestion leaves the day open."""
        offer = next((offer for offer in suggested(ask, scene) if offer.id == choice), None)
        if offer is not None:
            return Understood(None, offer.text, offer.go)
        kind, rest = choice[:1], choice[1:]
        if kind == NOTHING:
            return Stay(question)
        try:
            day = date.fromisoformat(rest if kind == DAY else f"{rest}-01")
        except ValueError:
            return None
        if kind == MONTH:
            return Stay(replace(question, month=rest))
        shown = scene.style.month(day) if _of_months(ask) else scene.style.date(day)
        return Understood(day, shown) if _fits(ask, day, scene) else None


def _of_months(ask: Ask) -> bool:
    return ask.date is not None and ask.date.months


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
    return (first.replace(day=1) if _of_months(ask) else first) <= day <= last


def _beyond(ask: Ask, day: date, scene: Scene) -> Beyond:
    """Why a day cannot be taken: gone by, still to come, or too far on either side."""
    first, last = _bounds(ask, scene)
    write = scene.style.month if _of_months(ask) else scene.style.full_date
    shown = {"shown": write(day)}
    if day < first == scene.today:
        return Beyond("gone", shown)
    if day > last == scene.today:
        return Beyond("not_yet", shown)
    return Beyond("far", {**shown, "first": write(first), "last": write(last)})


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
