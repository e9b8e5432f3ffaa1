"""A phone number that nobody checked lately fails the check."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime, time, timedelta, tzinfo

import pytest

from bot.assembly import HOME
from bot.checks import check_everything
from bot.commands import flows
from bot.content.hotlines import HotlineKind
from bot.content.library import load_library
from bot.language.region import Region

LINE = load_library(HOME.content).hotlines[Region.MAINLAND].of(HotlineKind.CRISIS)[0]
LAST_DAY = LINE.checked_on + timedelta(days=LINE.max_age_days)


def test_on_its_last_day_a_number_passes_and_the_day_after_it_fails_with_its_place() -> None:
    assert not [each for each in check_everything(HOME, LAST_DAY) if LINE.id in each.message]
    (found,) = [each for each in check_everything(HOME, LAST_DAY + timedelta(days=1)) if LINE.id in each.message]
    line = (HOME.root / found.path).read_text(encoding="utf-8").splitlines()[found.mark.line - 1]
    assert (found.path.name, line.strip()) == ("CN.yaml", f"checked_on: {LINE.checked_on}")
    assert "call it" in found.fix


def test_the_command_looks_at_the_date(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Later(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Later:
            return cls.combine(LAST_DAY + timedelta(days=1), time(12), tz)

    monkeypatch.setattr(flows, "datetime", Later)
    assert flows.execute(Namespace(what="check", format="text")) == 1
    assert LINE.id in capsys.readouterr().out
