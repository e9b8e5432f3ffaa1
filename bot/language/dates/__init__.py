"""Reading dates, times of day and lengths of time as people type them, in both scripts."""

from bot.language.dates.coming import coming
from bot.language.dates.dates import LONGEST_TEXT, read_date
from bot.language.dates.durations import LONGEST_DAYS, read_duration_days
from bot.language.dates.lexicon import DateLexicon, load_date_lexicon
from bot.language.dates.months import MonthReading, read_month
from bot.language.dates.reading import DateReading
from bot.language.dates.times import TimeReading, read_time

__all__ = [
    "LONGEST_DAYS",
    "LONGEST_TEXT",
    "DateLexicon",
    "DateReading",
    "MonthReading",
    "TimeReading",
    "coming",
    "load_date_lexicon",
    "read_date",
    "read_duration_days",
    "read_month",
    "read_time",
]
