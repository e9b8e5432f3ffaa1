"""The parameters of a call, whichever of the four ways they came: query, urlencoded, multipart, JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import orjson
from aiohttp import web
from aiohttp.web_request import FileField

from bot.sandbox.refusals import bad_request

LONGEST_NUMBER = 20
"""Digits of a 64-bit number and its sign."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Arguments:
    """Values by name; strings may hold numbers or JSON, as forms do."""

    values: dict[str, Any]
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """A string; numbers are taken as written."""
        value = self.values.get(name)
        return default if value is None else value if isinstance(value, str) else str(value)

    def integer(self, name: str, default: int | None = None) -> int | None:
        """A whole number; raises Refused when it is something else."""
        value = self.values.get(name)
        return default if value is None or value == "" else whole_number(value, name)

    def flag(self, name: str) -> bool:
        """True for true, True and 1 in any of their spellings."""
        return str(self.values.get(name, "")).lower() in {"true", "1", "yes"}

    def decoded(self, name: str) -> object:
        """A nested value: given as JSON, or as a string of JSON; None when absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def decoded_object(self, name: str) -> dict[str, Any] | None:
        """A nested object; raises Refused when it is something else."""
        value = self.decoded(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"object expected as {name.replace('_', ' ')}")
        return value

    def decoded_list(self, name: str) -> list[object] | None:
        """A nested list; raises Refused when it is something else."""
        value = self.decoded(name)
        if value is not None and not isinstance(value, list):
            raise bad_request(f"array expected as {name.replace('_', ' ')}")
        return value

    def upload(self, name: str) -> Upload | None:
        """The file sent as this parameter: under its own name, or as attach://part."""
        value = self.values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            return self.uploads.get(value.removeprefix("attach://"))
        return self.uploads.get(name)


def whole_number(value: object, name: str) -> int:
    """A number as JSON or a form gives it; raises Refused for anything else."""
    text = str(value)
    if not text.removeprefix("-").isdecimal() or len(text) > LONGEST_NUMBER:
        raise bad_request(f'parameter "{name}" must be a number')
    return int(text)


async def read_arguments(request: web.BaseRequest) -> Arguments:
    """The parameters of one HTTP request; the body wins over the query."""
    kind = request.content_type if request.can_read_body else ""
    values: dict[str, Any] = dict(request.query) if request.query_string else {}
    if kind == "application/json":
        values.update(_json_object(await request.read()))
    elif kind == "multipart/form-data":
        return await _multipart(request, values)
    elif kind == "application/x-www-form-urlencoded":
        values.update(_form(await request.read()))
    return Arguments(values)


def _form(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def _json_object(body: bytes) -> dict[str, Any]:
    if not body:
        return {}
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("can't parse JSON object")
    return value


async def _multipart(request: web.BaseRequest, values: dict[str, Any]) -> Arguments:
    uploads: dict[str, Upload] = {}
    for name, part in (await request.post()).items():
        if isinstance(part, FileField):
            uploads[name] = Upload(part.filename, part.content_type, part.file.read())
        else:
            values[name] = part.decode() if isinstance(part, bytes | bytearray) else part
    return Arguments(values, uploads)
