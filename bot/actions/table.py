"""Every action there is: importing this module fills the table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.actions import (
    after_call,
    answers,
    cards,
    credit,
    did,
    feelings,
    log_corrections,
    log_standing,
    logs,
    message_rules,
    messages,
    offers,
    person,
    plan_card,
    reasons,
    rehearsals,
    reminders,
    rights,
    scripts,
    timers,
)
from bot.actions.registry import ACTIONS, Action

MODULES = (
    after_call,
    answers,
    cards,
    credit,
    did,
    feelings,
    log_corrections,
    log_standing,
    logs,
    message_rules,
    messages,
    offers,
    person,
    plan_card,
    reasons,
    rehearsals,
    reminders,
    rights,
    scripts,
    timers,
)

TABLE: Mapping[str, Action] = MappingProxyType(ACTIONS)
