"""Every action there is: importing this module fills the table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.actions import (
    agreements,
    answers,
    budgets,
    cards,
    complaints,
    court,
    credit,
    crisis,
    debts,
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
    plan_papers,
    privacy,
    reasons,
    reminders,
    rights,
    scripts,
    statements,
    timers,
)
from bot.actions.registry import ACTIONS, Action

MODULES = (
    agreements,
    answers,
    budgets,
    cards,
    complaints,
    court,
    credit,
    crisis,
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
    plan_papers,
    privacy,
    reasons,
    reminders,
    rights,
    scripts,
    pin,
    statements,
    timers,
)

TABLE: Mapping[str, Action] = MappingProxyType(ACTIONS)
