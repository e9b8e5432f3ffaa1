"""Whatever a bot sends, the answer is a result or a refusal, never a crash of the sandbox."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox import Refused, Sandbox
from bot.sandbox.arguments import Arguments
from bot.sandbox.methods import METHODS

NAMES = [
    "chat_id",
    "message_id",
    "text",
    "parse_mode",
    "entities",
    "reply_markup",
    "reply_parameters",
    "photo",
    "document",
    "voice",
    "caption",
    "scope",
    "commands",
    "language_code",
    "url",
    "allowed_updates",
    "message_ids",
    "from_chat_id",
    "file_id",
    "user_id",
    "menu_button",
    "action",
    "callback_query_id",
    "show_alert",
    "name",
    "description",
    "secret_token",
    "limit",
    "offset",
]
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.sampled_from(["1001", "1", "HTML", "MarkdownV2", "Markdown", "typing", "[", "{}", "a.b"]),
    st.text("<b>/*_[]()`|~!\\&;@# a1\n你😀", max_size=40),
)
KEYS = st.sampled_from(["inline_keyboard", "text", "callback_data", "copy_text", "type", "offset", "message_id"])
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3))


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(set(METHODS) - {"setwebhook"})), st.dictionaries(st.sampled_from(NAMES), VALUES))
async def test_junk_is_answered_with_a_result_or_a_refusal(method: str, values: dict[str, Any]) -> None:
    sandbox = Sandbox()
    sandbox.say(sandbox.add_person("小林"), "/start")
    assert await status(sandbox, method, {"chat_id": 1001, "message_id": 1} | values) in {200, 400, 403, 409}


async def status(sandbox: Sandbox, method: str, values: dict[str, Any]) -> int:
    """200 for a result, else the code of the refusal."""
    try:
        outcome = METHODS[method].handler(sandbox, Arguments(values))
        if inspect.isawaitable(outcome):
            await outcome
    except Refused as refused:
        return refused.code
    return 200


@pytest.mark.parametrize("method", ["sendMessage", "SENDMESSAGE", "sendmessage"])
def test_method_names_are_matched_without_regard_to_case(method: str) -> None:
    assert METHODS[method.lower()].name == "sendMessage"
