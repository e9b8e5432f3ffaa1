"""The table of actions: what an action sees, what it gives, and its signature for the checks."""

from __future__ import annotations

import dataclasses
import inspect
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Union, get_args, get_origin, get_type_hints

from bot.actions.message_reader import MessageReader
from bot.content.both import Both
from bot.content.library import Library
from bot.dialogue.inputs import Input
from bot.dialogue.model import ValueType
from bot.dialogue.scene import Understanding
from bot.dialogue.session import Session
from bot.dialogue.signatures import Gives, Parameter, Signature
from bot.dialogue.values import Value
from bot.jobs.job import Job
from bot.language.formatting import Style
from bot.language.money import Money
from bot.money.finances import Finances
from bot.money.written import KeptFinances
from bot.records.entry import NewRecord, Record
from bot.reminders.timer import Timer
from bot.safety.retention import Retention


@dataclass(frozen=True, slots=True, repr=False)
class Context:
    """What an action sees: the content, the reader, the session, the person's newest records, their moment.

    ``understanding`` reads typed sums and days; ``messages`` reads what collectors send, where there is one.
    """

    library: Library
    style: Style
    session: Session
    records: tuple[Record, ...]
    now: datetime
    understanding: Understanding | None = None
    messages: MessageReader | None = None
    kept_finances: KeptFinances = field(default_factory=KeptFinances)
    retention: Retention = field(default_factory=Retention)

    @property
    def finances(self) -> Finances:
        """The person's money as this turn has it so far; read when it is first asked for."""
        return self.kept_finances.value

    def words(self, text: Both) -> str:
        """A text of the content in the reader's words."""
        return text.for_(self.style.script, self.style.region)


@dataclass(frozen=True, slots=True, repr=False)
class Done:
    """What an action gives beyond a value: things to keep in the same commit, or an input for the engine.

    ``jobs`` are done after the commit; ``keep`` and ``drop`` name attachments that stay for good, or go.
    ``hide`` takes the messages of the last 48 hours out of the chat.
    ``finances`` takes the place of the person's whole money; ``me`` is added to what is known about them.
    """

    value: Any = None
    records: tuple[NewRecord, ...] = ()
    timers: tuple[Timer, ...] = ()
    cancel: tuple[str, ...] = ()
    jobs: tuple[Job, ...] = ()
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    erase: bool = False
    hide: bool = False
    finances: Finances | None = None
    me: Mapping[str, Value] = field(default_factory=dict)
    then: Input | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One action with its signature."""

    signature: Signature
    do: Callable[..., Any]


ACTIONS: dict[str, Action] = {}
"""Every action by name; filled by the decorator when ``bot.actions.table`` imports the modules."""


def action(
    name: str, *, gives: type | None = None, opens: tuple[str, ...] = ()
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function ``(context, **arguments)`` as the action ``name``.

    ``gives`` is the type of the value when the function returns a Done; ``opens`` the flows its timers and jobs open
    later. Raises ValueError for a name used twice.
    """

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        if name in ACTIONS:
            raise ValueError(f"two actions are called {name!r}")
        ACTIONS[name] = Action(dataclasses.replace(_signature(name, function, gives), opens=opens), function)
        return function

    return register


def _signature(name: str, function: Callable[..., Any], gives: type | None) -> Signature:
    hints = get_type_hints(function)
    returned = hints.pop("return", None)
    defaults = inspect.signature(function).parameters
    takes = {
        key: Parameter(shape.type, required=defaults[key].default is inspect.Parameter.empty, nullable=shape.nullable)
        for key, shape in ((key, _shape(hint)) for key, hint in hints.items() if key != "context")
    }
    result = gives if returned is Done else returned
    return Signature(name, takes, None if result in {None, type(None)} else _shape(result))


_SIMPLE: dict[Any, ValueType] = {
    str: "text",
    int: "number",
    Decimal: "number",
    bool: "yes_no",
    Money: "money",
    date: "date",
    datetime: "date",
    time: "time",
    dict: "record",
}


def _shape(hint: Any) -> Gives:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        rest = [part for part in inner if part is not type(None)]
        return dataclasses.replace(_shape(rest[0]), nullable=type(None) in inner)
    if origin in {list, tuple}:
        return Gives("list", items=_shape(inner[0]))
    if origin is dict:
        return Gives("record")
    if dataclasses.is_dataclass(hint) and hint is not Money:
        types_of = get_type_hints(hint)
        return Gives("record", fields={field.name: _shape(types_of[field.name]) for field in dataclasses.fields(hint)})
    return Gives(_SIMPLE.get(hint, "text"))
