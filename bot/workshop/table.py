"""Every kind of job there is, by name: each module makes one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.workshop.making import Kind

KINDS: Mapping[str, Kind] = MappingProxyType({})
"""A job of any other kind is given up at once."""
