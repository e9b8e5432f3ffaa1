"""What was handed to the network is known after the end of the process, and believed only within one boot."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage import on_the_wire
from bot.storage.on_the_wire import OnTheWire


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "wire"


def handed(path: Path, *rows: int) -> OnTheWire:
    wire = OnTheWire(path)
    wire.begin_anew()
    for row in rows:
        wire.hand_over(row)
    return wire


def test_the_next_process_knows_what_was_under_way(path):
    handed(path, 3, 5, 9)

    assert OnTheWire(path).left == {3, 5, 9}


def test_nothing_is_known_of_a_file_that_is_not_there_or_of_another_boot(path, tmp_path, monkeypatch):
    assert OnTheWire(path).left is None
    handed(path, 3)
    (tmp_path / "boot").write_text("another\n")
    monkeypatch.setattr(on_the_wire, "BOOT", tmp_path / "boot")

    assert OnTheWire(path).left is None


def test_without_a_name_for_the_boot_nothing_is_believed(path, tmp_path, monkeypatch):
    monkeypatch.setattr(on_the_wire, "BOOT", tmp_path / "none")
    handed(path, 3)

    assert OnTheWire(path).left is None


def test_once_settled_the_next_process_begins_with_nothing(path):
    handed(path, 3).close()
    OnTheWire(path).begin_anew()

    assert OnTheWire(path).left == set()


@given(st.lists(st.tuples(st.integers(1, 6), st.booleans())))
def test_whatever_comes_and_goes_all_that_is_under_way_is_known(tmp_path_factory, steps):
    path = tmp_path_factory.mktemp("wire") / "wire"
    wire, under_way = handed(path), set()
    for row, over in steps:
        if over:
            wire.over(row)
            under_way.discard(row)
        else:
            wire.hand_over(row)
            under_way.add(row)
    left = OnTheWire(path).left
    wire.close()

    assert left is not None
    assert under_way <= left
