"""What an action takes and gives, as the checks see it; actions/ derives it from annotations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.dialogue.model import ValueType


@dataclass(frozen=True, slots=True)
class Gives:
    """The type of a value; of a record its fields, of a list its items. ``nullable``: it may be none."""

    type: ValueType
    nullable: bool = False
    fields: Mapping[str, Gives] = field(default_factory=dict)
    items: Gives | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument of an action."""

    type: ValueType
    required: bool = True
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """One action: its name (domain.verb), arguments, what it gives (None: nothing), and the flows its timers and jobs
    open later.
    """

    name: str
    takes: Mapping[str, Parameter]
    gives: Gives | None
    opens: tuple[str, ...] = ()
