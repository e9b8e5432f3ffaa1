"""What is added to an entry later: the entry as it stands has it, and it is told apart from a correction."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.records.chain import CORRECTION, extend
from bot.records.contacts import Contact, contacts_in
from bot.records.entry import NewRecord
from tests.records.packing import BEGIN

ZONE = ZoneInfo("Asia/Shanghai")


def after(*changes: dict[str, object]) -> Contact:
    """A bare entry after these were kept one by one."""
    bare = NewRecord("contact", BEGIN, {"channel": "phone", "approximate": False, "company": "A"})
    later = [
        NewRecord(CORRECTION, BEGIN + timedelta(minutes=number), {"of": 1, "changes": each})
        for number, each in enumerate(changes, 1)
    ]
    (found,) = contacts_in(extend(0, None, [bare, *later]), ZONE)
    return found


def test_what_had_been_left_open_is_there_and_counts_as_added() -> None:
    found = after({"caller": "8012", "minutes": "to_5"}, {"third": ["family"], "others": "x"})
    assert (found.caller, found.minutes, found.third) == ("8012", "to_5", ("family",))
    assert (found.added, found.corrected) == ((2, 3), ())


def test_another_company_or_time_is_a_correction() -> None:
    found = after({"company": "B"}, {"at": BEGIN - timedelta(hours=1), "approximate": False})
    assert (found.added, found.corrected) == ((), (2, 3))


def test_changing_what_was_added_is_a_correction_and_so_is_taking_it_back() -> None:
    found = after({"words": "one"}, {"words": "two"}, {"words": None})
    assert (found.words, found.added, found.corrected) == (None, (2,), (3, 4))
