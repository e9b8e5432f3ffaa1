"""What was agreed with a creditor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.language.money import Money


@dataclass(frozen=True, slots=True, repr=False)
class Agreement:
    """An agreement on one debt; what was not told is None.

    ``checks`` are the ids of content/agreement.yaml that were clear, ``unclear`` the others. ``holder`` is the
    name of the account to pay to and ``person`` who agreed, as the person wrote them; ``papers`` are ids of files.
    It is only oral until ``confirmed_on``, the day the creditor's official channel confirmed it in writing.
    """

    id: str
    debt: str
    agreed_on: date
    creditor: str
    total: Money
    instalment: Money
    periods: int
    first_day: date
    holder: str | None = None
    person: str | None = None
    checks: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    confirmed_on: date | None = None
    papers: tuple[str, ...] = ()
    superseded_on: date | None = None

    @property
    def oral(self) -> bool:
        """Whether nothing in writing came yet."""
        return self.confirmed_on is None

    @property
    def current(self) -> bool:
        """Whether it still holds."""
        return self.superseded_on is None
