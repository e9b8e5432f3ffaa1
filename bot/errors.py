"""Every error the program raises on purpose.

BotError
├── SettingsError          a setting is missing or wrong; the start stops
├── ContentError           flows, content or locales do not pass their checks
├── ConversationError      a session cannot go on as asked
│   └── UnknownFlow
├── StorageError           the database or its key cannot be used
│   ├── WrongKey
│   ├── StaleTurn
│   ├── AttachmentGone
│   ├── DatabaseTaken
│   └── DatabaseTooNew
├── PaperFailed            a paper cannot be made
└── TelegramError          the Bot API said no
    ├── TokenRefused
    └── AnotherPoller

The docstring of a class is its default message: a sentence that says what to do.
"""

from __future__ import annotations


class BotError(Exception):
    """Something went wrong; the line before this one says what to do."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or " ".join((type(self).__doc__ or "").split()))


class SettingsError(BotError):
    """A setting is wrong: correct it in the environment or the .env file and start again."""


class ContentError(BotError):
    """Flows, content or locales do not pass: run `python -m bot flows check` and mend what it lists."""


class ConversationError(BotError):
    """The conversation cannot go on from here: send /menu to begin again."""


class UnknownFlow(ConversationError):
    """That flow is not in flows/: check the name with `python -m bot flows check`."""


class StorageError(BotError):
    """The database cannot be used: run `python -m bot doctor` to see why."""


class WrongKey(StorageError):
    """This key does not open the database: set DATA_KEY_FILE to the key it was made with; nothing was changed."""


class StaleTurn(StorageError):
    """The session moved on while this turn was being worked out: load it again and repeat the turn."""


class AttachmentGone(StorageError):
    """That file is not kept any more: it was erased, or was only meant to last a while."""


class DatabaseTaken(StorageError):
    """Another process has the database open: stop it first, or set another DATA_DIR."""


class DatabaseTooNew(StorageError):
    """The database was written by a newer version: update the program, or restore the backup made before."""


class PaperFailed(BotError):
    """The paper could not be made: try its template with `python -m pytest tests/papers`."""


class TelegramError(BotError):
    """The Bot API refused a call: its own words are in the line above."""


class TokenRefused(TelegramError):
    """Telegram does not know this token: get a fresh one from @BotFather and set TELEGRAM_BOT_TOKEN."""


class AnotherPoller(TelegramError):
    """Another process polls with this token: stop it, or give this one a token of its own."""
