"""Every kind of job there is, by name: each module makes one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from bot.workshop.fetching import fetch
from bot.workshop.making import Kind
from bot.workshop.pictures import read_pictures

KINDS: Mapping[str, Kind] = MappingProxyType(
    {"fetch": Kind(fetch), "pictures": Kind(read_pictures, heavy=True, patience=timedelta(minutes=4))}
)
"""A job of any other kind is given up at once."""
