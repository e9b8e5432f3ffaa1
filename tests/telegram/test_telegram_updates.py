"""Reading an update from its JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_updates import PRIVATE, SAMPLES, message
from telegram import Update

from bot.conversation.incoming import Incoming
from bot.dialogue.values import dumps
from bot.telegram.updates import LARGEST_UPDATE, chat_of, read_update

CONTENT_OF_KIND = {
    "photo": ("photo",),
    "voice": ("voice", "audio"),
    "sticker": ("sticker",),
    "poll": ("poll",),
    "document": ("document",),
    "video": ("video", "animation", "video_note"),
    "location": ("location",),
    "contact": ("contact",),
    "dice": ("dice",),
    "text": ("text",),
}


def read(update: dict[str, Any]) -> Incoming:
    return read_update(orjson.dumps({"update_id": 1, **update}))


def library(update: dict[str, Any]) -> Update:
    return Update.de_json(orjson.loads(orjson.dumps({"update_id": 1, **update})), None)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_read_as_its_kind(name: str):
    update, kind = SAMPLES[name]

    assert read(update).kind == kind


@pytest.mark.parametrize("name", SAMPLES)
def test_the_reading_agrees_with_the_library(name: str):
    update, kind = SAMPLES[name]
    theirs, ours = library(update), read(update)

    assert chat_of(update) == (theirs.effective_chat.id if theirs.effective_chat else 0)
    if ours.kind == "ignored":
        return
    user, said = theirs.effective_user, theirs.effective_message
    assert ours.chat_id == theirs.effective_chat.id
    assert ours.private is (theirs.effective_chat.type == "private")
    assert ours.language == ((user and user.language_code) or "")
    assert ours.name == ((user and user.first_name) or "")
    assert ours.is_bot is bool(user and user.is_bot)
    assert ours.message_id == (said.message_id if said else 0)
    if theirs.callback_query:
        assert (ours.data, ours.callback_id) == (theirs.callback_query.data, theirs.callback_query.id)
    elif said:
        assert ours.text == (said.text or said.caption or "")
        assert ours.forwarded is (said.forward_origin is not None)
        assert ours.media_group == (said.media_group_id or "")
    if kind in CONTENT_OF_KIND:
        assert any(getattr(said, field) for field in CONTENT_OF_KIND[kind])


def test_a_timer_comes_with_the_values_it_was_set_with():
    due = datetime(2026, 11, 24, 9, tzinfo=UTC)
    row = dumps({"timer": "reminder", "due": due, "payload": {"plan": 3}})

    assert read_update(row) == Incoming(
        "timer", 0, private=True, timer={"timer": "reminder", "due": due, "payload": {"plan": 3}}
    )


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"message": 3}',
        b'{"message": {"chat": {"id": "1001", "type": "private"}}}',
        b'{"message": {"chat": {"id": true}}}',
        b'{"callback_query": {"id": "1", "inline_message_id": "x", "data": "d"}}',
        b'{"timer": "x", "due": {"$": 1}, "payload": {"$": ["money", 1]}}',
        b'{"a":' * 5000 + b"1" + b"}" * 5000,
    ],
)
def test_what_is_not_an_update_is_ignored_or_harmless(payload: bytes):
    assert read_update(payload).kind in ("ignored", "timer")


def test_a_giant_update_is_not_even_parsed():
    giant = orjson.dumps({"message": message(text="x" * LARGEST_UPDATE)})

    assert read_update(giant).kind == "ignored"


def test_fields_of_the_wrong_type_count_as_missing():
    odd = read({"message": {"chat": PRIVATE, "text": 5, "message_id": "9", "from": ["x"]}})

    assert (odd.text, odd.message_id, odd.name) == ("", 0, "")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["message", "chat", "id", "type", "from", "callback_query", "my_chat_member", "timer", "text"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_json_makes_reading_fail(value: Any):
    assert isinstance(read_update(orjson.dumps(value)), Incoming)
