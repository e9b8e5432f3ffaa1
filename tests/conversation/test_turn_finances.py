"""What is kept of a person's money across turns: only with their consent, and nothing about it afterwards."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import orjson
import pytest

from bot.actions.follow_ups import papers_gone
from bot.assembly import build_world
from bot.conversation.player import Player
from bot.language.money import Money
from bot.money.agreement import Agreement
from bot.money.budget import Budget, Cost, Span
from bot.money.debt import Debt
from bot.money.finances import Finances
from bot.money.written import read, write

WORLD = build_world()
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
PERSON = {"script": "zh_Hans", "region": "CN", "set_up": True, "adult": True, "role": "self"}
ADD = ("/debts", ">add", "信用卡", ">bank_card", "2万3", "45天", ">!skip", ">!skip", ">no")
AGREE = (
    "/agreement",
    ">d1",
    "某某银行",
    ">other",
    "1000",
    "500",
    "2",
    "下个月15号",
    ">alone",
    ">app",
)


def person(finances: Finances | None = None, **me: object) -> Player:
    kept = None if finances is None else write(finances)
    return Player(WORLD, NOW, me=orjson.dumps({**PERSON, **me}), finances=kept)


def walk(player: Player, *lines: str) -> None:
    for line in lines:
        if line.startswith(">"):
            player.tap(line[1:])
        else:
            player.type(line)


def owing() -> Finances:
    """Somebody with 6,000 a month, 4,900 of costs and one debt."""
    costs = (Cost("total", Span.exactly(Decimal(4900))),)
    budget = Budget(NOW.date(), "CNY", Span.exactly(Decimal(6000)), costs=costs)
    return Finances(budget, (Debt("d1", "信用卡", balance=Money(Decimal(1000), "CNY")),), counted=1)


def agreed(**me: object) -> Player:
    """Somebody who has only just agreed on something, not in writing."""
    player = person(owing(), consent_records=True, consent_reminders=True, **me)
    walk(player, *AGREE, ">!skip", ">!skip", ">oral", ">no")
    return player


def test_without_consent_debts_last_as_long_as_the_conversation():
    player = person()
    walk(player, "/debts", ">no", *ADD[1:])
    during = len(read(player.finances).debts)
    walk(player, ">done")
    assert (during, player.finances) == (1, None)


def test_whoever_wants_them_kept_finds_them_again():
    player = person()
    walk(player, "/debts", ">keep", *ADD[1:], ">done")
    assert [debt.name for debt in read(player.finances).debts] == ["信用卡"]


def test_an_oral_agreement_is_asked_about_two_days_later_by_day():
    timer = agreed().timers["agreement_a2"]
    assert timer.due == datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "ending",
    [
        (">close", ">yes"),
        (">delete", ">yes"),
        (
            ">agreed",
            "某某银行",
            ">other",
            "900",
            "450",
            "2",
            "下个月15号",
            ">alone",
            ">app",
            ">!skip",
            ">!skip",
            ">yes",
            ">!skip",
        ),
        (">cannot", ">income", ">costs", ">!skip", ">none", "100", "下个月15号", ">yes"),
    ],
    ids=["closed", "deleted", "agreed anew", "changed"],
)
def test_nothing_is_asked_about_an_agreement_that_no_longer_holds(ending):
    player = agreed()
    walk(player, "/debts", ">open", ">d1", *ending)
    assert "agreement_a2" not in player.timers


def test_while_reminders_are_muted_the_question_waits():
    player = agreed()
    until = NOW + timedelta(days=4)
    me = orjson.loads(player.me or b"{}")
    player.me = orjson.dumps({**me, "muted_until": {"$": ["datetime", until.isoformat()]}})
    assert player.advance(timedelta(days=3)) == []
    assert player.timers["agreement_a2"].due == until
    assert len(player.advance(timedelta(days=2))) == 1


def test_deleting_everything_takes_the_money_along():
    player = person(owing(), consent_records=True)
    walk(player, "/delete", ">yes")
    assert player.finances is None


def test_the_files_of_an_agreement_go_with_it():
    one = Money(Decimal(1), "CNY")
    paper = Agreement("a2", "d1", date(2026, 11, 20), "某某银行", one, one, 1, NOW.date(), papers=("f1", "f2"))
    kept = owing().with_agreement(paper)
    assert papers_gone(kept, kept.without_debt("d1")) == ("f1", "f2")
    assert papers_gone(kept, kept.with_closed("d1", NOW.date())) == ()
