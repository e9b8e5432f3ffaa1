"""The months of a year, to pick one from."""

from __future__ import annotations

from datetime import date

from babel.dates import format_skeleton

from bot.dialogue.layout import MOST_IN_A_ROW, rows_of
from bot.dialogue.questions.base import Row
from bot.dialogue.scene import Scene

MONTH, DAY, NOTHING = "m", "d", "x"
"""First letters of calendar choices: open a month, pick a day, an empty cell."""

BLANK = "·"
"""Label of a cell without a day: a label of spaces alone may be refused, and with it the whole question."""

_MONTHS = range(1, 13)


def year_of_months(shown: date, first: date, last: date, scene: Scene) -> tuple[Row, ...]:
    """The year between arrows, and its months; those before ``first`` and after ``last`` cannot be picked."""
    months = [date(shown.year, month, 1) for month in _MONTHS]
    rows = rows_of([_cell(month, first, last, scene) for month in months], MOST_IN_A_ROW)
    return (_title(shown, first, last, scene), *(row for row in rows if any(label != BLANK for _, label in row)))


def _title(shown: date, first: date, last: date, scene: Scene) -> Row:
    back = (f"{MONTH}{shown.year - 1}-01", "‹") if shown.year > first.year else (f"{NOTHING}b", BLANK)
    on = (f"{MONTH}{shown.year + 1}-01", "›") if shown.year < last.year else (f"{NOTHING}n", BLANK)
    return (back, (f"{NOTHING}t", format_skeleton("y", shown, locale=scene.style.locale)), on)


def _cell(month: date, first: date, last: date, scene: Scene) -> tuple[str, str]:
    fits = first.replace(day=1) <= month <= last
    return (f"{DAY}{month.isoformat()}", scene.style.month_alone(month)) if fits else (f"{NOTHING}{month:%m}", BLANK)
