"""A file encrypted in pieces, so that neither writing nor reading ever holds more than one of them.

Each file has a key of its own (kept in its sealed row, so rotating the key ring touches no file), and each piece
is AES-256-GCM over 64 KiB with its number and whether it is the last as nonce, and the file's place as
associated data: pieces moved, dropped, added or brought from another person's file do not open (the STREAM
construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import StorageError

PIECE: Final = 64 * 1024
"""Bytes of plaintext in a piece."""

TAG: Final = 16
NUMBER: Final = 11
"""Bytes of a nonce that count pieces; the twelfth says whether it is the last."""


@dataclass(frozen=True, slots=True, repr=False)
class FileKey:
    """The key of one file; never used for another."""

    secret: bytes = field(repr=False)

    @classmethod
    def fresh(cls) -> FileKey:
        """A new random key."""
        return cls(AESGCM.generate_key(256))


class SealedWriter:
    """Writes a file that did not exist, mode 0600; it counts once it is closed."""

    def __init__(self, path: Path, key: FileKey, place: bytes) -> None:
        self.size = 0
        self._path, self._place = path, place
        self._cipher, self._hash = AESGCM(key.secret), hashlib.sha256()
        self._waiting = bytearray()
        self._pieces = 0
        self._file: BinaryIO | None = None

    @property
    def sha256(self) -> str:
        """The hash of what was written, in hexadecimal."""
        return self._hash.hexdigest()

    def write(self, data: bytes) -> None:
        """Add bytes. Raises OSError."""
        self.size += len(data)
        self._hash.update(data)
        self._waiting += data
        while len(self._waiting) > PIECE:  # the last piece waits for the end: it is marked as such
            self._seal(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]

    def close(self) -> None:
        """Write the rest and bring all to the disk, the name in its folder too. Raises OSError."""
        self._seal(bytes(self._waiting), last=True)
        file = self._opened()
        file.flush()
        os.fsync(file.fileno())
        file.close()
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def discard(self) -> None:
        """Remove what was written."""
        if self._file is not None:
            self._file.close()
        self._path.unlink(missing_ok=True)

    def _seal(self, piece: bytes, *, last: bool) -> None:
        nonce = nonce_of(self._pieces, last=last)
        self._opened().write(self._cipher.encrypt(nonce, piece, self._place))
        self._pieces += 1

    def _opened(self) -> BinaryIO:
        if self._file is None:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = os.fdopen(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        return self._file


class SealedReader:
    """Reads a file of SealedWriter from its beginning. Raises FileNotFoundError when there is none."""

    def __init__(self, path: Path, key: FileKey, place: bytes) -> None:
        self._cipher, self._place = AESGCM(key.secret), place
        self._file = path.open("rb")
        self._left = path.stat().st_size
        self._pieces = 0

    def read(self, pieces: int = 1) -> bytes:
        """The next pieces; empty at the end. Raises StorageError when the file is not as it was written."""
        return b"".join(self._piece() for _ in range(pieces) if self._left or not self._pieces)

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    def _piece(self) -> bytes:
        sealed = self._file.read(PIECE + TAG)
        self._left -= len(sealed)
        nonce = nonce_of(self._pieces, last=self._left == 0)
        self._pieces += 1
        try:
            return self._cipher.decrypt(nonce, sealed, self._place)
        except (InvalidTag, ValueError):
            raise StorageError("A kept file is damaged or out of place: restore the attachments folder.") from None


def nonce_of(number: int, *, last: bool) -> bytes:
    """The nonce of a piece: unique under the file's own key."""
    return number.to_bytes(NUMBER, "big") + bytes([last])
