"""An offer a person cannot keep never gets into what they are to say (product design, part 5, 1 and 9)."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.assembly import build_world
from bot.conversation.player import Player
from bot.dialogue.session import read_session
from bot.language.money import Money
from bot.money.budget import Budget, Cost, Span
from bot.money.debt import Debt, DebtKind
from bot.money.finances import Finances
from bot.money.written import read, write

WORLD = build_world()
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
KNOWN = {"script": "zh_Hans", "region": "CN", "set_up": True, "adult": True, "role": "self"}
TO_THE_MONEY = (">1", ">!skip", ">!skip", ">!skip", ">done")
TO_THE_BUDGET = (">yes", ">year", ">!skip", ">!skip", ">none", ">yes")

sums = st.integers(min_value=1, max_value=60_000)


def step_of(player: Player) -> str:
    """The step of the question that is open."""
    assert player.session is not None
    top = read_session(player.session, {}).top
    return "" if top is None else f"{top.flow}.{top.step}"


def walk(player: Player, *lines: str) -> list[str]:
    came: list[str] = []
    for line in lines:
        messages = player.tap(line[1:]) if line.startswith(">") else player.type(line)
        came = [message.text for message in messages]
    return came


def at_the_offer(income: int, essentials: int, minimums: int, total: int, others: int) -> Player:
    """A person who has answered everything up to the offer."""
    player = Player(WORLD, NOW, me=orjson.dumps(KNOWN))
    walk(player, "/prepare", *TO_THE_MONEY, str(total), *TO_THE_BUDGET)
    walk(player, str(income), ">total", str(essentials))
    if step_of(player) == "budget_steps.really":
        walk(player, ">yes")
    walk(player, str(minimums), str(others))
    return player


def name(player: Player, offer: int, way: str = "other") -> None:
    """Name a sum where one is asked for; if it is beyond the surplus, take a way out of that."""
    if step_of(player) in {"choose_offer.offer", "choose_offer.token"}:
        walk(player, str(offer))
    if step_of(player) == "choose_offer.red":
        walk(player, f">{way}")
    if step_of(player) == "choose_offer.later":
        walk(player, "下个月15号")


def scripts(player: Player) -> list[str]:
    """Every script the person can get to from the offer, in all tones, on the phone and in writing."""
    for step, answer in (
        ("choose_offer.amber", ">sure"),
        ("make_offer.first_day", "下个月15号"),
        ("prepare.instead", ">on"),
        ("prepare.willing", ">!skip"),
    ):
        if step_of(player) == step:
            walk(player, answer)
    walk(player, "小陈")
    said: list[str] = []
    for channel in ("phone", "text"):
        walk(player, f">{channel}", ">soft")
        for tone in ("plain", "firm"):
            said += [message.text for message in player.chat[-3:]]
            walk(player, ">tone", f">{tone}")
        said += [message.text for message in player.chat[-3:]]
        walk(player, ">channel")
    return said


@given(
    income=sums,
    essentials=sums,
    minimums=st.integers(0, 5_000),
    total=sums,
    others=sums,
    offers=st.lists(st.tuples(sums, st.sampled_from(["other", "token", "later", "none"])), max_size=4),
)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_an_offer_above_the_surplus_never_enters_a_script(income, essentials, minimums, total, others, offers):
    """Random budgets, offers and ways out of a refusal, through the real conversation."""
    player = at_the_offer(income, essentials, minimums, total, others)
    surplus = income - essentials - minimums
    for offer, way in offers:
        name(player, offer, way)
    if step_of(player) in {"choose_offer.offer", "choose_offer.token"}:
        walk(player, ">!skip")
    named = [offer for offer, _ in offers if offer > max(surplus, 0)]
    text = "".join(scripts(player))
    assert [offer for offer in named if f"{offer:,}元" in text] == []


@given(income=sums, essentials=sums, minimums=st.integers(0, 5_000), offers=st.lists(sums, min_size=1, max_size=4))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_an_offer_above_the_cap_enters_a_script_only_after_a_second_yes(income, essentials, minimums, offers):
    """Whoever does not say yes to amber is asked for another sum, and the first one is in no script."""
    player = at_the_offer(income, essentials, minimums, 50_000, 0)
    cap = max(0, (income - essentials - minimums) * 8 // 10 // 50 * 50)
    for offer in offers:
        name(player, offer)
        if step_of(player) == "choose_offer.amber":
            walk(player, ">other")
    if step_of(player) == "choose_offer.offer":
        walk(player, ">!skip")
    text = "".join(scripts(player))
    assert [offer for offer in offers if offer > cap and f"{offer:,}元" in text] == []


HEADS = {"budget_known.same": ">same", "find_room.only_one": ">alone"}
"""What is answered to the questions that may come up on the way to an offer."""


def answer(player: Player, answers: dict[str, str]) -> None:
    """Answer what is asked, as long as there is an answer for it."""
    while step_of(player) in answers:
        step = step_of(player)
        walk(player, answers[step])
        answers = {name: said for name, said in answers.items() if name != step}


def with_budget(income: int, essentials: int) -> Player:
    """A person who keeps a budget and one debt of 23,000."""
    span = Span.exactly
    budget = Budget(NOW.date(), "CNY", span(Decimal(income)), costs=(Cost("total", span(Decimal(essentials))),))
    debt = Debt("d1", "信用卡", DebtKind.BANK_CARD, Money(Decimal(23_000), "CNY"), NOW.date(), days_overdue=40)
    me = orjson.dumps({**KNOWN, "consent_records": True})
    return Player(WORLD, NOW, me=me, finances=write(Finances(budget, (debt,), counted=1)))


@given(income=sums, essentials=sums, instalment=sums)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_agreement_above_the_surplus_becomes_a_plan(income, essentials, instalment):
    """Whatever was agreed: above the surplus there is no way to the payment step, above the cap only a second yes."""
    player = with_budget(income, essentials)
    walk(player, "/agreement", ">d1", "某某银行", ">other", "2万3", str(instalment), "12")
    told = {"agreement.which": ">right", "agreement.first_day": "下个月15号", **HEADS}
    answer(player, told)
    surplus = max(0, income - essentials)
    cap = surplus * 8 // 10 // 50 * 50
    expected = "account" if instalment <= cap else "amber" if instalment <= surplus else "red"
    assert step_of(player) == f"agreement.{expected}"
    answer(player, {"agreement.amber": ">change", "agreement.red": ">change"})
    assert read(player.finances).plans == ()


@given(income=sums, essentials=sums, offer=sums)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_a_message_to_the_creditor_names_no_sum_that_cannot_be_paid(income, essentials, offer):
    """When things changed: neither above the surplus nor, without a second yes, above the cap or out of nothing."""
    player = with_budget(income, essentials)
    told = {
        "cannot_pay.what": ">income",
        "cannot_pay.due_amount": "1万",
        "cannot_pay.due_day": "下个月15号",
        "cannot_pay.change": ">costs",
        "cannot_pay.until": ">!skip",
        "revise_budget.changed": ">none",
        "choose_offer.offer": str(offer),
        "cannot_pay.nothing": str(offer),
    }
    walk(player, "/cannotpay", ">income", ">d1")
    answer(player, told)
    refused = {"choose_offer.red": ">none", "choose_offer.amber": ">other", "cannot_pay.token_sure": ">zero"}
    answer(player, {"choose_offer.offer": ">!skip", **refused})
    answer(player, {"choose_offer.offer": ">!skip"})
    answer(player, {"cannot_pay.offer_day": "下个月20号", "cannot_pay.pause_until": "下个月20号"})
    assert step_of(player) == "cannot_pay.sent"
    cap = max(0, income - essentials) * 8 // 10 // 50 * 50
    assert (f"{offer:,}元" in player.chat[-1].text) == (0 < offer <= cap)


def test_the_example_of_the_design_holds():
    """6000 − 4900 − 400 leaves 700; at most 550; 500 leaves room; 23,000 takes 46 months."""
    player = at_the_offer(6000, 4900, 400, 23_000, 0)
    room = player.chat[-2].text
    answer = "".join(walk(player, "500"))
    assert ("700元" in room, "550元" in room, "46个月" in answer, "留了余地" in answer) == (True, True, True, True)


def test_a_sum_beyond_the_surplus_is_refused_until_it_changes():
    """Red shows the ways out, and another sum is held against the surplus anew, as often as it takes."""
    player = at_the_offer(6000, 4900, 400, 23_000, 0)
    asked = []
    for offer in ("701", "800", "9999"):
        walk(player, offer)
        asked.append((step_of(player), walk(player, ">other")[-1]))
    assert asked == [("choose_offer.red", "你想每月还这一家多少？")] * 3


def test_whoever_cannot_pay_is_led_to_changed_circumstances():
    """The way out of a sum beyond the surplus that leaves the script for now."""
    player = at_the_offer(6000, 4900, 400, 23_000, 0)
    walk(player, "800", ">cannot")
    assert step_of(player) == "cannot_pay.what"


def test_nothing_left_means_no_number_at_all():
    """Without a surplus nobody is asked for an offer, and the script names no sum."""
    player = at_the_offer(5000, 4900, 400, 23_000, 0)
    assert "choose_offer.offer" not in player.walked
    assert "能还" not in "".join(scripts(player))
