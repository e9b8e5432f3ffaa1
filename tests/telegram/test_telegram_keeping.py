"""Of an update only what a turn reads is kept, private numbers covered; it is read as the whole one would be."""

from __future__ import annotations

import copy
import random
from dataclasses import replace
from typing import Any

import orjson
import pytest
from sample_updates import PICTURE, SAMPLES, message

from bot.safety.private_data import Masked, PrivateKind
from bot.telegram.keeping import LONGEST_WORD, kept, uncovered
from bot.telegram.polling import inbox_row
from bot.telegram.updates import LARGEST_UPDATE, read_update
from tests.faults.mutations import Mutator

IDENTITY = "11010519491231002X"
REPLY = {"reply_to_message": message(text="STRANGER"), "quote": {"text": "STRANGER", "position": 0}}


def cover(text: str) -> Masked:
    found = IDENTITY in text
    return Masked(text.replace(IDENTITY, "●" * 18), frozenset({PrivateKind.IDENTITY_NUMBER} if found else ()))


def read(update: dict[str, Any]) -> Any:
    return read_update(orjson.dumps(update))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_kind_of_update_is_read_the_same_from_what_is_kept(name: str):
    update = {"update_id": 3, **SAMPLES[name][0]}

    assert read(kept(update, uncovered)) == read(update)


def test_wrong_updates_too_are_read_the_same_from_what_is_kept():
    mutator = Mutator(5)
    for number in range(1, 3000):
        kind, payload = mutator.unsound(1001, ["s:1:yes"])
        update = {"update_id": number, kind: payload}
        if b"a" * LONGEST_WORD not in orjson.dumps(update):
            assert read(kept(update, uncovered)) == read(update)


@pytest.mark.parametrize("where", ["text", "caption"])
@pytest.mark.parametrize("kind", ["message", "edited_message"])
def test_a_private_number_is_covered_before_it_is_stored_and_that_is_remembered(kind: str, where: str):
    row = inbox_row({"update_id": 3, kind: message(**{where: f"我是{IDENTITY}"}, photo=[PICTURE])}, cover)

    assert IDENTITY.encode() not in row.payload
    assert read_update(row.payload).covered


def test_nobody_can_say_from_outside_that_something_was_covered():
    assert not read(kept({"update_id": 3, "message": message(text="你好"), "covered": True}, cover)).covered


def test_what_no_turn_reads_is_not_stored():
    contact = {"phone_number": "STRANGER", "first_name": "STRANGER", "vcard": "STRANGER"}
    venue = {"title": "STRANGER", "address": "STRANGER", "location": {"latitude": 25.0332, "longitude": 121.5654}}
    origin = {"type": "hidden_user", "sender_user_name": "STRANGER", "date": 1}
    poll = {"question": "STRANGER", "options": [{"text": "STRANGER"}]}
    for more in ({"contact": contact}, {"venue": venue, "location": venue["location"]}, {"poll": poll}, REPLY):
        row = inbox_row({"update_id": 3, "message": message(**more, forward_origin=origin)})
        assert b"STRANGER" not in row.payload
        assert b"25.03" not in row.payload


def test_an_update_is_small_whatever_is_in_it():
    deep: Any = "x"
    for _ in range(900):
        deep = [deep]
    update = {"update_id": 3, "message": message(text="x" * LARGEST_UPDATE, entities=[deep] * 50, extra="y" * 10**6)}
    row = inbox_row(update)

    assert len(row.payload) < 2 * LONGEST_WORD
    assert read_update(row.payload).text == "x" * LONGEST_WORD


def test_any_field_may_be_anything():
    chance = random.Random(1)
    junk: tuple[Any, ...] = (None, True, -1, 2**63, 1.5, "x", [], [[]], {}, {"id": []}, {"chat": 1})
    for sample, _ in SAMPLES.values():
        for name in (holder := next(iter(sample.values()))):
            changed = copy.deepcopy(holder)
            changed[name] = chance.choice(junk)
            update = {"update_id": 3, next(iter(sample)): changed}
            assert replace(read(kept(update, uncovered)), covered=False) == read(update)
