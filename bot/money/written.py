"""How a person's finances are written down and read back."""

from __future__ import annotations

from pydantic import TypeAdapter

from bot.money.finances import Finances

_FINANCES = TypeAdapter(Finances)


def write(finances: Finances) -> bytes:
    """JSON of it; sums are texts, days ISO 8601. Nothing kept is no bytes at all."""
    return b"" if finances.empty else _FINANCES.dump_json(finances, exclude_defaults=True)


def read(data: bytes | None) -> Finances:
    """What ``write`` wrote. Raises pydantic.ValidationError for anything else."""
    return _FINANCES.validate_json(data) if data else Finances()


class KeptFinances:
    """The finances of a turn: read when somebody first asks, so a turn that never does pays nothing."""

    __slots__ = ("_data", "_value", "changed")

    def __init__(self, data: bytes | None = None) -> None:
        self._data = data
        self._value: Finances | None = None
        self.changed = False

    @property
    def value(self) -> Finances:
        """The finances as they are now in this turn."""
        if self._value is None:
            self._value = read(self._data)
        return self._value

    def become(self, finances: Finances) -> None:
        """Take a change made in this turn."""
        self._value, self.changed = finances, True

    @property
    def any(self) -> bool:
        """Whether something is kept or was changed."""
        return self.changed or bool(self._data)
