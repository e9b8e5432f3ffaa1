"""A process that is killed while originals arrive and packs are made leaves a log that is whole."""

from __future__ import annotations

import pytest

from bot.storage import KeyRing, open_storage
from tests.faults.kill_log import trial
from tests.faults.log_child import arrive, turn
from tests.records.packing import attachment, contact


@pytest.mark.faults
async def test_no_record_is_without_its_file_and_no_file_without_its_record(tmp_path):
    left = await trial(tmp_path, kills=3)

    assert left.sound
    assert left.records > 0


async def test_a_record_is_not_kept_for_a_file_that_is_gone(tmp_path):
    async with open_storage(tmp_path / "bot.sqlite3", KeyRing.load_or_create(tmp_path / "key")) as storage:
        await turn(storage, contact(0), attachment(1, b"never stored"))
        await arrive(storage, of=1)
        records = await storage.store.all_records(7)

    assert [(record.number, record.kind) for record in records] == [(1, "contact"), (2, "attachment")]
