"""The files of one job: read what the person sent, make new ones that are kept when the job is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

from bot.jobs.attachment import Attachment
from bot.storage.attachments import Attachments, Draft

FOR_SENDING = timedelta(days=2)
"""How long a file made to be sent is kept: longer than any outage of Telegram's so far."""


class Files:
    """A person's files, and drafts of new ones; nothing a job made is kept unless the whole job is."""

    def __init__(self, attachments: Attachments, chat_id: int) -> None:
        self._attachments, self._chat_id = attachments, chat_id
        self.drafts: list[Draft] = []

    def draft(self, *, kind: str, name: str, mime: str, lasts: timedelta | None = FOR_SENDING) -> Draft:
        """A new file to write piece by piece and to close; ``lasts`` None keeps it until its owner erases it."""
        draft = self._attachments.draft(self._chat_id, kind=kind, name=name, mime=mime, lasts=lasts)
        self.drafts.append(draft)
        return draft

    async def put(
        self, data: bytes, *, name: str, mime: str, kind: str = "document", lasts: timedelta | None = FOR_SENDING
    ) -> str:
        """A new file in one go; its id, for `document:` and `photo:` of a say step. Raises OSError."""
        draft = self.draft(kind=kind, name=name, mime=mime, lasts=lasts)
        await draft.write(data)
        await draft.close()
        return draft.id

    async def remove(self, draft: Draft) -> None:
        """A draft that is not wanted after all."""
        self.drafts.remove(draft)
        await draft.discard()

    async def find(self, attachment_id: str) -> Attachment | None:
        """What is known of one of the person's files."""
        return await self._attachments.find(self._chat_id, attachment_id)

    async def all(self) -> tuple[Attachment, ...]:
        """All of the person's files, the oldest first."""
        return await self._attachments.all_of(self._chat_id)

    def read(self, attachment_id: str) -> AsyncIterator[bytes]:
        """A file piece by piece, 256 kB at most each. Raises AttachmentGone, StorageError."""
        return self._attachments.read(self._chat_id, attachment_id)

    async def load(self, attachment_id: str) -> bytes:
        """A whole file, at most 20 MB. Raises AttachmentGone, StorageError."""
        return await self._attachments.load(self._chat_id, attachment_id)

    async def discard(self) -> None:
        """Remove every draft again."""
        for draft in self.drafts:
            await draft.discard()
        self.drafts.clear()
