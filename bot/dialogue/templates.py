"""Jinja2 in its sandbox: the texts and conditions of flows, compiled once each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, cast

from jinja2 import StrictUndefined, pass_context
from jinja2.environment import TemplateExpression
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.dialogue.values import Value
from bot.language.formatting import Style
from bot.language.money import Money

STYLE = "_style"
"""Name under which a rendering finds the reader's Style."""

LONE_SLOT = re.compile(r"\{\{ (?P<name>\w+)\.(?P<field>\w+) \}\}")

LONGEST_LOOP = 50
"""Most rounds of a loop inside a text: lists shown to a person are short."""


class UnfilledSlot(Exception):
    """A text shows a value nobody gave; give it a default or go round it with a branch."""


@pass_context
def _finalize(context: Context, value: object) -> str:
    if value is None:
        raise UnfilledSlot(str(context.name))
    return value if isinstance(value, str) else cast(Style, context[STYLE]).any(value)


def _styled(method: str) -> Callable[..., str]:
    def apply(context: Context, value: Any) -> str:
        return cast(str, getattr(context[STYLE], method)(value))

    return pass_context(apply)


@pass_context
def _figure(context: Context, value: Money) -> str:
    return cast(Style, context[STYLE]).number(value.amount)


def _day(value: date) -> str:
    return str(value.day)


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=_finalize,
        autoescape=False,
        keep_trailing_newline=False,
        cache_size=0,
    )
    environment.globals.clear()
    environment.filters = {
        "money": _styled("money"),
        "figure": _figure,
        "date": _styled("date"),
        "full_date": _styled("full_date"),
        "month_day": _styled("month_day"),
        "time": _styled("time"),
        "number": _styled("number"),
        "day": _day,
        "join": lambda items, by="、": by.join(str(item) for item in items),
        "length": len,
        "first": lambda items: items[0],
        "last": lambda items: items[-1],
        "default": environment.filters["default"],
        "trim": environment.filters["trim"],
        "int": environment.filters["int"],
    }
    return environment


ENVIRONMENT = _environment()
"""The one environment of all flows: no globals, a short list of filters."""


@lru_cache(maxsize=8192)
def _template(source: str) -> Callable[[Mapping[str, Any]], str]:
    whole = ENVIRONMENT.from_string(source).render
    lone = LONE_SLOT.fullmatch(source)
    return whole if lone is None else _lone_slot(lone["name"], lone["field"], whole)


def _lone_slot(name: str, field: str, whole: Callable[[Mapping[str, Any]], str]) -> Callable[[Mapping[str, Any]], str]:
    """A text that is one field of a record, as every button made from a list is: no template for plain words."""

    def write(variables: Mapping[str, Any]) -> str:
        record = variables.get(name)
        value = record.get(field) if isinstance(record, dict) else None
        return value if isinstance(value, str) else whole(variables)

    return write


@lru_cache(maxsize=4096)
def _expression(source: str) -> TemplateExpression:
    return ENVIRONMENT.compile_expression(source, undefined_to_none=False)


def has_slots(source: str) -> bool:
    """Whether there is anything to fill in a text."""
    return "{" in source


def render(source: str, variables: Mapping[str, Any], style: Style) -> str:
    """Fill a text. Raises UnfilledSlot for a value that is none, jinja2.UndefinedError for an unknown one."""
    if not has_slots(source):
        return source
    return _template(source)({**variables, STYLE: style})


def evaluate(source: str, variables: Mapping[str, Any]) -> Value:
    """The value of an expression. Raises jinja2.UndefinedError for an unknown variable."""
    return cast(Value, _expression(source)(variables))
