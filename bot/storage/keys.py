"""The keys the database is sealed with, and what sealing looks like.

A sealed value is ``format (1 byte) · key id (4) · nonce (12) · AES-256-GCM ciphertext with its tag``. Its
place (table, chat, row) is authenticated with it: a value copied to another person's row does not open there.
Random nonces of 96 bits are safe for 2**32 values under one key (NIST SP 800-38D, 8.3): rotate long before.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import StorageError, WrongKey
from bot.storage.key_file import Key, read_keys, write_keys

PLAIN: Final = b"\x01"
PACKED: Final = b"\x02"
"""Format bytes: the value as it is, or compressed with zlib before it was sealed."""

HEAD: Final = 5
NONCE: Final = 12
PACK_ABOVE: Final = 8192
"""Bytes above which packing pays: below, it takes a tenth of a turn to save a page of SQLite (4 kB) or two."""


class KeyRing:
    """Seals with its first key and opens with any of them."""

    __slots__ = ("_ciphers", "_current", "_packed_head", "_plain_head")

    def __init__(self, keys: Sequence[Key]) -> None:
        self._ciphers = {key.id: AESGCM(key.secret) for key in keys}
        self._current = self._ciphers[keys[0].id]
        self._plain_head = PLAIN + keys[0].id
        self._packed_head = PACKED + keys[0].id

    @classmethod
    def load_or_create(cls, path: Path) -> KeyRing:
        """The keys in a file, made with one fresh key when there is none.

        Raises StorageError when others may read the file or it cannot be read.
        """
        if not path.exists():
            write_keys(path, [Key.fresh()])
        return cls(read_keys(path))

    def seal(self, value: bytes, place: bytes) -> bytes:
        """A value that only opens with this key and at this place."""
        nonce = os.urandom(NONCE)
        head = self._plain_head
        return head + nonce + self._current.encrypt(nonce, value, head + place)

    def pack(self, value: bytes, place: bytes) -> bytes:
        """``seal``, with large values made smaller first."""
        if len(value) <= PACK_ABOVE:
            return self.seal(value, place)
        nonce = os.urandom(NONCE)
        head = self._packed_head
        return head + nonce + self._current.encrypt(nonce, zlib.compress(value, 1), head + place)

    def open(self, sealed: bytes, place: bytes) -> bytes:
        """What was sealed. Raises WrongKey for an unknown key, StorageError for a damaged or moved value."""
        head = sealed[:HEAD]
        cipher = self._ciphers.get(head[1:])
        if cipher is None:
            raise WrongKey
        try:
            value = cipher.decrypt(sealed[HEAD : HEAD + NONCE], sealed[HEAD + NONCE :], head + place)
        except InvalidTag:
            raise StorageError("A stored value is damaged or out of place: restore a backup.") from None
        return zlib.decompress(value) if head.startswith(PACKED) else value

    def renew(self, sealed: bytes, place: bytes) -> bytes:
        """The same value sealed with the current key."""
        value = self.open(sealed, place)
        return self.pack(value, place) if sealed.startswith(PACKED) else self.seal(value, place)

    def is_current(self, sealed: bytes) -> bool:
        """Whether the value is sealed with the current key."""
        return sealed[1:HEAD] == self._plain_head[1:]


def rotate(path: Path) -> KeyRing:
    """Put a fresh current key in front of those in the file; older ones keep opening what they sealed."""
    keys = [Key.fresh(), *read_keys(path)]
    write_keys(path, keys)
    return KeyRing(keys)


def retire(path: Path) -> KeyRing:
    """Leave only the current key in the file: once everything is resealed and the old backups are gone."""
    keys = read_keys(path)[:1]
    write_keys(path, keys)
    return KeyRing(keys)
