"""Every kind of job there is, by name: each module makes one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.workshop.fetching import fetch
from bot.workshop.making import Kind
from bot.workshop.plan_papers import calendar, picture

KINDS: Mapping[str, Kind] = MappingProxyType(
    {"fetch": Kind(fetch), "plan_picture": Kind(picture), "plan_file": Kind(calendar)}
)
"""A job of any other kind is given up at once."""
