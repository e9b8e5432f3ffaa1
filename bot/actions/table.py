"""Every action there is: importing this module fills the table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.actions import (
    after_call,
    agreements,
    answers,
    budgets,
    cards,
    complaints,
    court,
    credit,
    debts,
    did,
    evidence,
    feelings,
    hardship,
    log_corrections,
    log_standing,
    logs,
    message_rules,
    messages,
    offers,
    options,
    originals,
    person,
    pin,
    plan_card,
    privacy,
    reasons,
    rehearsals,
    reminders,
    rights,
    scripts,
    statements,
    timers,
)
from bot.actions.registry import ACTIONS, Action

MODULES = (
    after_call,
    agreements,
    answers,
    budgets,
    cards,
    complaints,
    court,
    credit,
    did,
    evidence,
    debts,
    feelings,
    hardship,
    log_corrections,
    log_standing,
    logs,
    message_rules,
    messages,
    offers,
    options,
    originals,
    person,
    plan_card,
    privacy,
    reasons,
    rehearsals,
    reminders,
    rights,
    scripts,
    pin,
    statements,
    timers,
)

TABLE: Mapping[str, Action] = MappingProxyType(ACTIONS)
