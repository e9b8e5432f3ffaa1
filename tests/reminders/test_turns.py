"""Reminders within a turn: beside a crisis, after a block, and when a plan was superseded on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from bot.assembly import HOME
from bot.content.library import load_library
from bot.conversation.reminding import changed, look_at_once, outdated, rearmed, renewed, settled, wake
from bot.dialogue.session import Checkpoint, Frame, Session
from bot.language.money import Money
from bot.money.debt import Debt
from bot.money.finances import Finances
from bot.money.plan import Instalment, Plan

LIBRARY = load_library(HOME.content)
DAY = date(2026, 11, 27)
NOW = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)  # ten in the morning in Taipei
ME = {"region": "TW", "consent_reminders": True, "consent_records": True}


def money(version: int = 1) -> Finances:
    plan = Plan(version, "d1", date(2026, 11, 1), (Instalment(1, DAY, Money(Decimal(500), "TWD")),))
    return Finances(debts=(Debt("d1", "銀行"),), plans=(plan,), counted=1)


def test_what_is_due_opens_the_reminder_and_is_remembered():
    woken = wake(LIBRARY, Session("a", me=ME), money(), NOW)

    assert woken.opening is not None
    assert woken.opening.answers == {"items": ["1.1:3:0"]}
    assert wake(LIBRARY, woken.session, money(), NOW).opening is None


def test_a_superseded_plan_says_nothing_though_its_timer_has_fired():
    assert wake(LIBRARY, Session("a", me=ME), money().superseded("d1", DAY), NOW).opening is None


def test_somebody_in_a_crisis_is_left_alone_and_looked_at_later():
    session = Session("a", me=ME, stack=(Frame("crisis", "v", "ask"),))
    woken = wake(LIBRARY, session, money(), NOW)

    assert woken.opening is None
    assert [timer.due for timer in woken.later] == [NOW + timedelta(hours=1)]


def test_without_consent_there_is_nothing_to_wait_for():
    session = Session("a", me={**ME, "consent_reminders": False})

    assert wake(LIBRARY, session, money(), NOW).opening is None
    assert rearmed(LIBRARY, session, money(), NOW).cancel == ("reminders",)


def test_what_a_plan_made_this_morning_missed_is_not_made_up_for():
    session = settled(LIBRARY, Finances(), money(), Session("a", me=ME), NOW + timedelta(hours=1))

    assert session.me["reminded"] == {"1.1": [3, None, 0, None]}


def test_marks_of_a_superseded_plan_go():
    session = Session("a", me={**ME, "reminded": {"1.1": [2, None, 0, None]}})
    after = money().with_plan(Plan(2, "d1", DAY, (Instalment(1, date(2027, 1, 5), Money(Decimal(300), "TWD")),)))

    assert settled(LIBRARY, money(), after, session, NOW).me["reminded"] == {}


def test_a_changed_hour_is_noticed_and_a_changed_name_is_not():
    before = Session("a", me=ME)

    assert changed(before, Session("a", me={**ME, "days_before": 5}))
    assert not changed(before, Session("a", me={**ME, "name": "Lin"}))


def test_whoever_blocked_the_bot_and_came_back_is_looked_at_again():
    assert look_at_once(NOW).due == NOW


def test_a_reminder_of_what_was_paid_is_not_gone_back_to():
    asked = Checkpoint.of(1, (Frame("reminder", "v", "day", {"items": ["1.1:3:0"]}),), ME, label="办好了点一下")
    earlier = Checkpoint.of(0, (Frame("plan", "v", "what"),), ME, label="想看哪一样？")
    rework = Checkpoint.of(2, (*asked.frames, Frame("cannot_pay", "v", "sent")), ME, label="会发")
    session = Session("a", me=ME, past=(earlier, asked, rework))

    paid = money().with_payment(1, 1, Money(Decimal(500), "TWD"), DAY)
    assert renewed(session, paid).past == (earlier, rework)
    assert renewed(session, money()).past == (earlier, asked, rework)


def test_a_payment_taken_back_is_due_again_and_today_is_not_said_twice():
    paid = money().with_payment(1, 1, Money(Decimal(500), "TWD"), DAY)
    back = paid.without_last_payment(1)
    session = settled(LIBRARY, paid, back, Session("a", me={**ME, "reminded": {}}), NOW + timedelta(hours=1))

    assert back == money()
    assert session.me["reminded"] == {"1.1": [3, None, 0, None]}
    assert wake(LIBRARY, session, back, NOW + timedelta(hours=1)).opening is None
    assert wake(LIBRARY, session, back, NOW + timedelta(days=1)).opening is not None


def test_waiting_reminders_go_with_what_they_speak_of_and_with_nothing_else():
    other = Plan(0, "d1", DAY, (Instalment(1, date(2027, 1, 5), Money(Decimal(300), "TWD")),))
    paid = money().with_payment(1, 1, Money(Decimal(500), "TWD"), DAY)

    assert outdated(money(), money().superseded("d1", DAY))
    assert outdated(money(), money().with_plan(other))
    assert outdated(money(), paid)
    assert not outdated(money(), money())
    assert not outdated(Finances(), money())


def test_an_interrupted_reminder_of_a_superseded_plan_is_not_taken_up_again():
    asked = Frame("reminder", "v", "day", {"items": ["1.1:3:0"]})
    reworking = Frame("cannot_pay", "v", "advice", digression=True)
    session = Session("a", me=ME, stack=(asked, reworking))

    assert renewed(session, money().superseded("d1", DAY)).stack == (replace(reworking, digression=False),)


def test_an_interrupted_reminder_with_another_due_behind_it_asks_of_that_one():
    asked = Frame("reminder", "v", "day", {"items": ["7.1:3:0", "1.1:3:0"]})
    reworking = Frame("cannot_pay", "v", "advice", digression=True)

    first, second = renewed(Session("a", me=ME, stack=(asked, reworking)), money()).stack

    assert (first.step, second) == ("open", reworking)
