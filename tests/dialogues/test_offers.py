"""An offer a person cannot keep never gets into what they are to say (product design, part 5, 1 and 9)."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.assembly import build_world
from bot.conversation.player import Player
from bot.dialogue.session import read_session

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
    if step_of(player) == "budget.really":
        walk(player, ">yes")
    walk(player, str(minimums), str(others))
    return player


def scripts(player: Player) -> list[str]:
    """Every script the person can get to from the offer, in all tones, on the phone and in writing."""
    for step, answer in (
        ("make_offer.amber", ">sure"),
        ("make_offer.first_day", "下个月15号"),
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
    offers=st.lists(sums, max_size=4),
)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_an_offer_above_the_surplus_never_enters_a_script(income, essentials, minimums, total, others, offers):
    """Random budgets and offers, through the real conversation."""
    player = at_the_offer(income, essentials, minimums, total, others)
    surplus = income - essentials - minimums
    for offer in offers:
        if step_of(player) == "make_offer.offer":
            walk(player, str(offer))
    if step_of(player) == "make_offer.offer":
        walk(player, ">!skip")
    named = [offer for offer in offers if offer > max(surplus, 0)]
    text = "".join(scripts(player))
    assert [offer for offer in named if f"{offer:,}元" in text] == []


def test_the_example_of_the_design_holds():
    """6000 − 4900 − 400 leaves 700; at most 550; 500 leaves room; 23,000 takes 46 months."""
    player = at_the_offer(6000, 4900, 400, 23_000, 0)
    room = player.chat[-2].text
    answer = "".join(walk(player, "500"))
    assert ("700元" in room, "550元" in room, "46个月" in answer, "留了余地" in answer) == (True, True, True, True)


def test_a_sum_beyond_the_surplus_is_refused_until_it_changes():
    """Red comes back to the same question, as often as it takes."""
    player = at_the_offer(6000, 4900, 400, 23_000, 0)
    asked = [walk(player, offer)[-1] for offer in ("701", "800", "9999")]
    assert asked == ["你想每月还这一家多少？"] * 3


def test_nothing_left_means_no_number_at_all():
    """Without a surplus nobody is asked for an offer, and the script names no sum."""
    player = at_the_offer(5000, 4900, 400, 23_000, 0)
    assert "make_offer.offer" not in player.walked
    assert "号能还" not in "".join(scripts(player))
