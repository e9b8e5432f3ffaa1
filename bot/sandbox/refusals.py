"""The answers with which the Bot API says no, in Telegram's own words where they are known.

Every refusal is an HTTP status, the same number as `error_code`, and a `description`
(core.telegram.org/bots/api, "Making requests").
"""

from __future__ import annotations

from typing import Any

from bot.errors import TelegramError


class Refused(TelegramError):
    """The sandbox refused this call: the description says why."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def to_api(self) -> dict[str, Any]:
        """The body of the answer: {"ok": false, "error_code", "description", "parameters"?}."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(why: str) -> Refused:
    """400: the call itself is wrong."""
    return Refused(400, f"Bad Request: {why}")


def forbidden(why: str) -> Refused:
    """403: the bot may not write there."""
    return Refused(403, f"Forbidden: {why}")


def conflict(why: str) -> Refused:
    """409: two receivers of updates stand in each other's way."""
    return Refused(409, f"Conflict: {why}")


def unknown_token() -> Refused:
    """401: no bot has this token."""
    return Refused(401, "Unauthorized")


def unknown_method() -> Refused:
    """404: the Bot API has no such method, or the sandbox does not play it."""
    return Refused(404, "Not Found")


def too_many_requests(retry_after: int) -> Refused:
    """429: wait `retry_after` seconds before the next call."""
    return Refused(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


class NotPossible(TelegramError):
    """A person cannot do that in this chat: look at the chat again and use what is there now."""

    def __init__(self, why: str, status: int = 400) -> None:
        super().__init__(why)
        self.status = status
