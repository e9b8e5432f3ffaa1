"""One sum that is due on a day, and what was already said about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum

from bot.language.money import Money


class Stage(IntEnum):
    """The four times a due is spoken of, in order; after the last there is silence (product design, 1D)."""

    NONE = 0
    FUND = 1
    EVE = 2
    DAY = 3
    AFTER = 4


class Answer(StrEnum):
    """What a person tapped about a due that is not paid yet."""

    PLEDGED = "pledged"
    READY = "ready"
    PART = "part"
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True)
class Due:
    """An instalment with something still open.

    ``version`` names the plan it stands in (versions count over all plans of a person), ``number`` the instalment.
    ``amount`` is what is still open. ``creditor``, ``person`` (who agreed) and ``account`` (where the money has to
    be) are as the person wrote them.
    """

    version: int
    number: int
    day: date
    amount: Money
    creditor: str
    person: str | None = None
    account: str | None = None

    @property
    def key(self) -> str:
        """Its name among the marks: a new plan has a new version, so nothing said about the old one counts."""
        return f"{self.version}.{self.number}"


@dataclass(frozen=True, slots=True)
class Mark:
    """What was said about a due: the last ``stage`` spoken of, when to say it ``again``, and the answer to it."""

    stage: Stage = Stage.NONE
    again: datetime | None = None
    snoozes: int = 0
    answer: Answer | None = None


UNMARKED = Mark()
