"""What a reply to a collector shows, on written replies of both scripts and of three regions."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bot.content.library import load_library
from bot.content.replies import Behaviour
from bot.content.reply_weights import ReplyWeights, UnknownReplyWeights, load_reply_weights
from bot.language.region import Region
from bot.language.understanding import load_readers
from bot.rehearsal.behaviours import ReplyReading, read_reply
from tests.rehearsal.replies_figures import CONTENT, SETS, f1, judged

RULES, READERS = load_library(CONTENT).replies, load_readers(CONTENT)

NOTHING = READERS.amount("", Region.MAINLAND)

REGIONS = {"CN": Region.MAINLAND, "HK": Region.HONG_KONG, "TW": Region.TAIWAN}


def read(reply: str, move: str = "", cap: int | None = 500, region: str = "CN") -> ReplyReading:
    """One reply, read."""
    limit = None if cap is None else Decimal(cap)
    return read_reply(reply, move, limit, RULES, lambda text: READERS.amount(text, REGIONS[region]))


@pytest.mark.xdist_group("replies")  # every set is read once
@pytest.mark.parametrize("behaviour", [each.value for each in Behaviour])
def test_no_behaviour_falls_under_its_floor_on_any_set(behaviour: str) -> None:
    scores = {path.stem: f1(judged(path.stem), behaviour)[0] for path in SETS.glob("*.jsonl")}
    assert {name: score for name, score in scores.items() if score < 0.85} == {}


@pytest.mark.parametrize(
    "reply",
    [
        "我不能答应今天全部还清",  # the refusal of the very words
        "我不會答應今天還清",
        "我今日冇可能還晒",
        "核对后我明天回复你",  # a date for an answer, not for money
        "每月500，15号还",  # a sum within the cap with its day
        "如果今天还了，罚息能免多少",  # a condition
        "你让我今天还两万，我做不到",  # the collector's words
    ],
)
def test_refusals_conditions_and_the_collectors_words_are_no_promise(reply: str) -> None:
    assert Behaviour.OVER_PROMISE not in read(reply).shown


@pytest.mark.parametrize(
    "reply", ["我不会给你验证码", "我唔會過數去私人戶口", "個人帳戶我不匯", "你们要我身份证干什么"]
)
def test_refusing_private_data_is_not_giving_it(reply: str) -> None:
    assert Behaviour.PRIVATE_DATA_OR_PAYMENT not in read(reply, "private_account").shown


def test_masked_numbers_still_count_as_given() -> None:
    assert Behaviour.PRIVATE_DATA_OR_PAYMENT in read("我的卡号是●●●●●●●●●●●●●●●●").shown


@pytest.mark.parametrize(
    ("reply", "proposed", "over"),
    [
        ("我每月最多还500", 500, False),  # exactly the cap
        ("每个月六百可以吗", 600, True),
        ("一星期畀一百五", 600, True),  # four times a month
        ("每天还20", 600, True),
        ("以前每月两千，现在只能还四百", 400, False),  # the past is no offer
        ("工资只有三千，能还300", 300, False),  # an income is no offer
        ("你说的两万三太多，我只能每月还三四百", 400, False),  # the larger of a range
    ],
)
def test_offers_are_held_against_the_cap_by_the_month(reply: str, proposed: int, over: bool) -> None:
    found = read(reply)
    assert (found.proposed, Behaviour.OVER_PROMISE in found.shown) == (proposed, over)


def test_without_a_cap_a_sum_alone_is_no_over_promise() -> None:
    assert read("我每月还三万", cap=None).shown == {Behaviour.OFFER}


def test_the_same_acceptance_means_another_thing_after_another_move() -> None:
    reply = "好，账号发我，我现在转"
    assert Behaviour.PRIVATE_DATA_OR_PAYMENT in read(reply, "private_account").shown
    assert Behaviour.OVER_PROMISE in read("好，我现在还", "today_or_else").shown


def test_what_no_rule_knows_is_heard_by_the_second_reading() -> None:
    reply = "我这两天整理一下，周五跟您回报"
    by_rules = read_reply(reply, "", None, RULES.model_copy(update={"weights": ReplyWeights()}), lambda text: NOTHING)
    assert Behaviour.CALM_CLOSE not in by_rules.shown
    assert Behaviour.CALM_CLOSE in read(reply).shown


@pytest.mark.parametrize("reply", ["财务规定，个人账户我付不了", "再打我妈电话我跟你没完", "私人账户？当我傻的"])
def test_a_slip_is_not_heard_beside_a_refusal(reply: str) -> None:
    assert Behaviour.PRIVATE_DATA_OR_PAYMENT not in read(reply, "private_account").shown


def test_nothing_is_kept_for_those_who_never_rehearse_and_it_is_made_ready_beside_the_loop() -> None:
    rules = load_library(CONTENT).replies
    assert not rules.ready
    rules.get_ready().join()
    assert rules.ready


def test_weights_that_changed_since_the_start_are_refused(tmp_path: Path) -> None:
    made = tmp_path / "weights.bin"
    made.write_bytes((CONTENT / "rehearsal" / "weights.bin").read_bytes())
    weights = load_reply_weights(made)
    made.write_bytes(made.read_bytes()[:-1])
    with pytest.raises(UnknownReplyWeights):
        _ = weights.table


def test_weights_of_another_make_are_refused(tmp_path: Path) -> None:
    made = tmp_path / "weights.bin"
    made.write_text('{"heads": ["calm_close"], "start": [0], "steps": [1], "features": 3}\n...', encoding="utf-8")
    with pytest.raises(UnknownReplyWeights):
        load_reply_weights(made)


@pytest.mark.parametrize("reply", ["", "？？？", "🙂", "a" * 4096, "还" * 4096, "1" * 4096])
def test_any_text_is_read(reply: str) -> None:
    assert read(reply).behaviours().keys() == {each.value for each in Behaviour}
