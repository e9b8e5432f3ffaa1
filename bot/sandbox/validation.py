"""What Telegram refuses before it sends anything: empty or long text, keyboards it cannot show."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.entities import FormattedText
from bot.sandbox.refusals import bad_request
from bot.sandbox.utf16 import units

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_DATA = 64
"""Bytes of callback_data (Bot API, InlineKeyboardButton)."""
LONGEST_COPY_TEXT = 256
LONGEST_TOAST = 200
MOST_BUTTONS = 100
MOST_IN_A_ROW = 8

_ACTIONS = (
    "callback_data",
    "url",
    "copy_text",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "callback_game",
    "pay",
)
_MARKUPS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")
_SCHEMES = frozenset({"http", "https", "tg", "ton", "mailto", "tel"})


def check_text(formatted: FormattedText) -> FormattedText:
    """The text of a message, 1 to 4,096 units; raises Refused otherwise."""
    if not formatted.text:
        raise bad_request("message text is empty")
    if units(formatted.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return formatted


def check_caption(formatted: FormattedText) -> FormattedText:
    """The caption of a file, up to 1,024 units; raises Refused otherwise."""
    if units(formatted.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return formatted


def check_markup(raw: object) -> dict[str, Any] | None:
    """A reply_markup in Telegram's shape, None when there is none; raises Refused when it cannot be shown."""
    if raw is None or raw in ("", {}):
        return None
    if not isinstance(raw, dict):
        raise bad_request("object expected as reply markup")
    if not any(kind in raw for kind in _MARKUPS):
        raise bad_request("can't parse reply markup JSON object")
    return _inline(raw["inline_keyboard"]) if "inline_keyboard" in raw else raw


def _inline(rows: object) -> dict[str, Any] | None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be an Array of Arrays')
    shown = [[_button(button) for button in row] for row in rows if row]
    if sum(len(row) for row in shown) > MOST_BUTTONS or any(len(row) > MOST_IN_A_ROW for row in shown):
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": shown} if shown else None


def _button(raw: object) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise bad_request("can't parse inline keyboard button: Object expected")
    if not str(raw.get("text") or "").strip():
        raise bad_request("can't parse inline keyboard button: Text must be non-empty")
    actions = [name for name in _ACTIONS if raw.get(name) is not None]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("can't parse inline keyboard button: Exactly one action must be specified")
    _check_action(raw, actions[0])
    return raw


def _check_action(raw: dict[str, Any], action: str) -> None:
    if action == "callback_data" and not 1 <= len(str(raw[action]).encode()) <= LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "copy_text":
        copied = raw[action].get("text") if isinstance(raw[action], dict) else None
        if not isinstance(copied, str) or not 1 <= len(copied) <= LONGEST_COPY_TEXT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if action == "url":
        check_url(str(raw[action]))


def check_url(url: str) -> None:
    """The address of a button; raises Refused when Telegram would not open it."""
    parts = urlsplit(url if "://" in url or ":" in url else f"http://{url}")
    has_place = parts.scheme in {"tg", "mailto", "tel"} or "." in (parts.hostname or "")
    local = parts.hostname == "localhost"
    if parts.scheme not in _SCHEMES or not (has_place or local) or " " in url:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
