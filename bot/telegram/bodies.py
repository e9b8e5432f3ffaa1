"""What a call carries, in the place of the library's ``RequestData`` (final there)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.telegram.upload import Upload


class JsonBody:
    """Parameters that are JSON already.

    The library's class looks into every parameter for files and writes nested ones as JSON in JSON; the
    calls this bot makes need neither.
    """

    __slots__ = ("body",)
    contains_files = False

    def __init__(self, body: bytes) -> None:
        self.body = body


class FileBody:
    """Parameters with a file; the library's class wants the whole file in memory."""

    __slots__ = ("fields", "part", "upload")
    contains_files = True

    def __init__(self, fields: Mapping[str, str], part: str, upload: Upload) -> None:
        self.fields, self.part, self.upload = fields, part, upload
