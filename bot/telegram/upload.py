"""A file on its way to Telegram: streamed, so that it is never whole in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass

import aiohttp
from aiohttp.abc import AbstractStreamWriter


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to send: its name, media type and size in bytes; ``pieces`` begins it anew each time it is called."""

    name: str
    mime: str
    size: int
    pieces: Callable[[], AsyncIterator[bytes]]


class FileBody:
    """Parameters with a file, in the place of the library's ``RequestData``, which wants the whole file in memory."""

    __slots__ = ("fields", "part", "upload")
    contains_files = True

    def __init__(self, fields: Mapping[str, str], part: str, upload: Upload) -> None:
        self.fields, self.part, self.upload = fields, part, upload

    def as_multipart(self) -> aiohttp.MultipartWriter:
        """The body of one call; it cannot be used for a second."""
        writer = aiohttp.MultipartWriter("form-data")
        for name, value in self.fields.items():
            writer.append(value).set_content_disposition("form-data", name=name)
        # Telegram shows the name as it stands here, so it is not percent-encoded.
        file = writer.append_payload(_Pieces(self.upload))
        file.set_content_disposition("form-data", quote_fields=False, name=self.part, filename=self.upload.name)
        return writer


class _Pieces(aiohttp.Payload):
    """An upload as aiohttp sends it: its size known beforehand, a piece in memory at a time."""

    def __init__(self, upload: Upload) -> None:
        super().__init__(upload, content_type=upload.mime)
        self._size = upload.size

    async def write(self, writer: AbstractStreamWriter) -> None:
        """Send it."""
        async for piece in self._value.pieces():
            await writer.write(piece)

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:  # noqa: ARG002
        """Never asked for: an upload is no text."""
        raise TypeError("an upload is sent, not read")
