"""The lines of a month's budget, and the ranges for those who do not know."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from bot.content.both import Both, Button, Entry, Line, Step
from bot.language.money import CURRENCY_OF


class Asked(StrEnum):
    """What a range is for."""

    COST = "cost"
    TOTAL = "total"
    INCOME = "income"
    YEARLY = "yearly"


class BudgetLine(Entry):
    """One line; ``yearly`` is paid once a year."""

    id: Line
    label: Button
    ask: Step
    yearly: bool = False


Steps = Annotated[tuple[int, ...], Field(min_length=2, max_length=8)]


class Budgeting(Entry):
    """content/budget.yaml."""

    six: tuple[Line, ...]
    twelve: tuple[Line, ...]
    lines: tuple[BudgetLine, ...]
    between: Both
    ranges: Mapping[Asked, Mapping[str, Steps]]

    @field_validator("ranges")
    @classmethod
    def _ascending(cls, ranges: Mapping[Asked, Mapping[str, Steps]]) -> Mapping[Asked, Mapping[str, Steps]]:
        for asked in Asked:
            for currency in set(CURRENCY_OF.values()):
                steps = ranges.get(asked, {}).get(currency, ())
                if list(steps) != sorted(set(steps)) or not steps:
                    fault = "{asked} needs figures in {currency} that go up"
                    told = {"asked": asked.value, "currency": currency, "fix": "write them from the smallest on"}
                    raise PydanticCustomError("ranges", fault, told)
        return MappingProxyType(dict(ranges))

    @model_validator(mode="after")
    def _named(self) -> Budgeting:
        known = {line.id for line in self.lines}
        if unknown := sorted({*self.six, *self.twelve} - known):
            raise PydanticCustomError("lines", "no line {ids}", {"ids": ", ".join(unknown), "fix": "correct the id"})
        return self

    def line(self, id: str) -> BudgetLine:  # noqa: A002  it is the field's name
        """The line of that id. Raises KeyError."""
        return {line.id: line for line in self.lines}[id]
