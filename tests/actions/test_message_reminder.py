"""A plain reminder that came is kept as one payment, and reminded of on the days promised."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.actions import message_reminder, messages
from bot.actions.dues import dues_of, habit_of
from bot.actions.message_reader import Read
from bot.actions.registry import Context
from bot.assembly import HOME
from bot.content.library import load_library
from bot.dialogue.session import Session
from bot.language.formatting import Style
from bot.language.money import Money
from bot.language.region import Region, Script
from bot.language.understanding import load_readers
from bot.money.debt import MOST_DEBTS, Debt
from bot.money.finances import Finances
from bot.money.plan import Plan, dated
from bot.money.written import KeptFinances, write
from bot.reminders.due import Stage
from bot.reminders.schedule import next_moment, reminders_at

LIBRARY = load_library(HOME.content)
READERS = load_readers(HOME.content)
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
ME = {"consent_records": True, "consent_reminders": True, "region": "CN"}
BILL = Money(Decimal(800), "CNY")
DAY = date(2026, 12, 8)


class Plain:
    """Reads every message as a plain reminder of its first sum."""

    def __init__(self, fragment: str, verdict: str = "routine") -> None:
        self.fragment, self.verdict = fragment, verdict

    def read(self, text: str, region: Region) -> Read:
        return Read(self.verdict, ("reminder",), {"reminder": (self.fragment,)}, 0.95, bare=False)


def context(reader: Plain | None = None, region: Region = Region.MAINLAND, finances: Finances | None = None) -> Context:
    script = Script.HANS if region is Region.MAINLAND else Script.HANT
    me: dict[str, Any] = ME
    kept = KeptFinances(write(finances or Finances()))
    return Context(LIBRARY, Style(script, region), Session("s", me=me), (), NOW, READERS, reader, kept)


@pytest.mark.parametrize(
    ("text", "region", "due"),
    [
        ("【阳光银行】本期应还800元，请于12月5日前还款", Region.MAINLAND, date(2026, 12, 5)),
        ("账单日11月25日，到期还款日12月14日，应还800元", Region.MAINLAND, date(2026, 12, 14)),
        ("您每月15日扣款800元，请保证余额充足", Region.MAINLAND, date(2026, 12, 15)),
        ("本期帳單8,000元，繳款期限12/10", Region.TAIWAN, date(2026, 12, 10)),
        ("您的供款HK$800將於28/11到期", Region.HONG_KONG, date(2026, 11, 28)),
        ("欠款800元，到期日10月5日", Region.MAINLAND, None),
        ("上次饭钱800，有空转我", Region.MAINLAND, None),
    ],
)
def test_the_coming_day_of_a_plain_reminder_is_read(text: str, region: Region, due: date | None) -> None:
    assert messages.read(context(Plain("800元"), region), text).due == due


@pytest.mark.parametrize(
    ("fragment", "text", "verdict", "offered"),
    [
        ("应还800元", "应还800元", "routine", True),
        ("请按时还款", "到期还款日12月8日，请按时还款", "routine", True),
        ("请按时还款", "请按时还款", "routine", False),
        ("应还800元", "应还800元，逾期将起诉", "pressure", False),
    ],
)
def test_reminding_is_offered_where_a_plain_reminder_names_a_sum_or_a_day(
    fragment: str, text: str, verdict: str, offered: bool
) -> None:
    assert messages.read(context(Plain(fragment, verdict)), text).remind is offered


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("【阳光银行】本期应还800元", "阳光银行"),
        ("［大順財務］本期應還$800", "大順財務"),
        ("本期应还800元", "信用卡"),
        ("【提醒 123】本期应还800元", "信用卡"),
    ],
)
def test_a_debt_is_called_after_who_signed_or_after_its_kind(text: str, name: str) -> None:
    assert message_reminder.called(context(), text, "bank_card") == name


def test_what_is_kept_is_reminded_of_three_days_before_the_day_before_on_the_day_and_once_after() -> None:
    done = message_reminder.remind(context(), "d1", BILL, DAY, "阳光银行", "bank_card")
    assert done.finances is not None
    dues, habit = dues_of(done.finances), habit_of(ME, LIBRARY)
    moments = [(DAY - timedelta(days=3), Stage.FUND), (DAY - timedelta(days=1), Stage.EVE), (DAY, Stage.DAY)]
    moments.append((DAY + timedelta(days=1), Stage.AFTER))
    said = [
        reminder.stage
        for day, _ in moments
        for reminder in reminders_at(dues, {}, habit, datetime(day.year, day.month, day.day, 4, tzinfo=UTC))
    ]
    assert (dues[0].creditor, dues[0].amount, said) == ("阳光银行", BILL, [stage for _, stage in moments])
    first = next_moment(dues, {}, habit, NOW)
    assert first is not None
    assert first.date() < DAY


def test_a_debt_on_the_list_keeps_what_is_known_of_it() -> None:
    owed = Debt("d1", "车贷", balance=Money(Decimal(30000), "CNY"), due_day=20)
    done = message_reminder.remind(context(finances=Finances(debts=(owed,), counted=1)), "d1", BILL, DAY)
    assert done.finances is not None
    assert done.finances.debt("d1") == owed


def test_the_plan_before_it_holds_no_more() -> None:
    before = Finances(debts=(Debt("d1", "车贷"),), counted=1).with_plan(
        Plan(0, "d1", NOW.date(), dated((BILL, BILL), date(2026, 12, 20)))
    )
    done = message_reminder.remind(context(finances=before), "d1", BILL, DAY)
    assert done.finances is not None
    assert [due.day for due in dues_of(done.finances)] == [DAY]


def test_nothing_is_kept_where_the_list_is_full() -> None:
    full = Finances(debts=tuple(Debt(f"d{n}", str(n)) for n in range(1, MOST_DEBTS + 1)), counted=MOST_DEBTS)
    assert message_reminder.remind(context(finances=full), "d16", BILL, DAY, "新的").finances is None
