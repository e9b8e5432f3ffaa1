"""Every kind of job there is, by name: each module makes one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from bot.workshop import complaint, evidence, timeline
from bot.workshop.calendar_file import calendar
from bot.workshop.exporting import export
from bot.workshop.fetching import fetch
from bot.workshop.making import Kind
from bot.workshop.noticing import make_notice
from bot.workshop.papers import paper
from bot.workshop.pictures import read_pictures

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "complaint": complaint.KIND,
        "evidence": evidence.KIND,
        "export": Kind(export, patience=timedelta(minutes=5)),
        "fetch": Kind(fetch),
        "notice": Kind(make_notice),
        "paper": Kind(paper),
        "pictures": Kind(read_pictures, heavy=True, patience=timedelta(minutes=4)),
        "plan_file": Kind(calendar),
        "timeline": timeline.KIND,
    }
)
"""A job of any other kind is given up at once."""
