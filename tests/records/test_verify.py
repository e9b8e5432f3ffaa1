"""A changed byte in a pack is found and its record named, by our command and by a stranger with its instructions."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bot.records.chain import CHAINED, record_file
from bot.records.container import read_container
from bot.records.verify import verify
from tests.records.packing import log, unpack, write_pack
from tests.records.stranger import checked, overlooked

PLACES = 100


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    records, originals = log(contacts=9, photos=4)
    (path,) = write_pack(tmp_path, records, originals)
    return path


def test_a_pack_as_it_was_made_passes_for_us_and_for_a_stranger(pack: Path, tmp_path: Path) -> None:
    folder = unpack([pack], tmp_path / "open")

    assert verify([pack]).findings == verify([folder]).findings == ()
    assert checked(folder) == (True, set())


def test_a_change_anywhere_is_found_and_its_record_named(pack: Path, tmp_path: Path) -> None:
    folder = unpack([pack], tmp_path / "open")
    chance = random.Random(6)

    assert [missed for _ in range(PLACES) for missed in overlooked(folder, chance)] == []


def test_another_byte_anywhere_in_the_zip_file_is_found_by_our_command(pack: Path, tmp_path: Path) -> None:
    content = pack.read_bytes()
    entries = [found for found in read_container(content) if hasattr(found, "crc")]
    chance, missed = random.Random(7), []
    changed_pack = tmp_path / "changed.zip"
    for at in (*range(40), *(chance.randrange(len(content)) for _ in range(400)), len(content) - 1):
        changed_pack.write_bytes(content[:at] + bytes([content[at] ^ chance.randrange(1, 256)]) + content[at + 1 :])
        findings = verify([changed_pack]).findings
        inside = next((entry.name for entry in entries if entry.offset <= at < entry.end), None)
        if not findings or (inside is not None and inside not in {finding.file for finding in findings}):
            missed.append((at, inside, findings))

    assert missed == []


def test_a_masked_pack_passes_and_keeps_the_hash_of_the_unmasked_record(tmp_path: Path) -> None:
    records, originals = log(contacts=5, photos=1)
    (path,) = write_pack(tmp_path, records, originals, mask=True)
    folder = unpack([path], tmp_path / "open")

    first = (folder / record_file(1)).read_text(encoding="utf-8")

    assert verify([path]).findings == ()
    assert checked(folder) == (True, set())
    assert "妈妈" not in first
    assert "138 0000 1111" not in first
    assert f'"kept":"{records[0].sha256}"' in first


def test_an_unmasked_record_is_the_file_whose_hash_the_chat_was_told(pack: Path, tmp_path: Path) -> None:
    records, _ = log(contacts=9, photos=4)

    found = verify([pack])

    assert found.head == records[-1].sha256
    assert {record.kind for record in records} <= CHAINED


def test_a_pack_in_parts_is_whole_only_with_all_of_them(tmp_path: Path) -> None:
    records, originals = log(contacts=6, photos=6, size=30_000)
    paths = write_pack(tmp_path, records, originals, largest=100_000)

    assert len(paths) > 1
    assert all(path.stat().st_size <= 100_000 for path in paths)
    assert verify(paths).findings == ()
    assert checked(unpack(paths, tmp_path / "open")) == (True, set())
    assert {finding.what.split(";")[0] for finding in verify(paths[:-1]).findings} == {"is missing"}


def test_an_empty_log_makes_a_pack_that_passes(tmp_path: Path) -> None:
    (path,) = write_pack(tmp_path, [], {})

    assert verify([path]).findings == ()
