"""Somebody in a fright pastes what came where a button was expected: it is looked at, not refused."""

from __future__ import annotations

import pytest

from bot.actions.long_work import TakesLong, in_haste
from bot.conversation.pasted import pasted
from bot.language.region import Region

MESSAGES = (
    "李女士你好，你借的12800元已逾期35天，今天下午5点前不处理，我们会联系你通讯录里的亲友，并派人上门。",
    "王先生，你的案件已转法务部，三日内仍未还款将依法向法院提起诉讼，请尽快安排。",
    "陳先生您好，您的貸款已逾期，請於今日下午五點前繳款，否則本公司將依法訴追。",
    "你係咪想我哋上你屋企搵你？今晚唔還錢就等住睇，叫晒你啲街坊出嚟。",
)
OWN_WORDS = (
    "他们天天打电话给我家人，明天还要上门，我该怎么办才好",
    "刚才有个男的打电话来，说不还钱就要起诉我，这是真的吗",
    "我想先还一部分，剩下的下个月发了工资再分期还，行不行",
    "對方說這星期要到我公司找我，我不知道要怎麼跟老闆講",
    "他哋成日打電話嚟鬧我，仲話要話畀我屋企人知，點算好",
    "短信",
)


@pytest.mark.parametrize("text", MESSAGES)
def test_a_pasted_message_is_looked_at(world, text) -> None:
    opened = pasted(world, Region.MAINLAND, text)
    assert opened is not None
    assert (opened.flow, opened.answers) == ("message", {"text": text})


NOTICES = (
    "【阳光银行】您尾号1234的信用卡本期应还2,310.55元，请于12月5日前还款。",
    "親愛的卡友，您本期信用卡帳單12,300元，繳款截止日12月8日，請記得繳款。",
    "【大順銀行】閣下信用卡月結單結欠HK$3,200，到期還款日12月8日，最低還款額HK$320。",
)
OWN_SUMS = (
    "我信用卡欠了两千三百块，十二月五号到期，还不上",
    "您好，我想问我的信用卡本期应还2310元，能分期吗",
    "信用卡结欠三千二，到期还款日是12月8日，手头只有一千",
)


@pytest.mark.parametrize("text", NOTICES)
def test_a_plain_notice_that_was_pasted_is_looked_at(world, text) -> None:
    assert pasted(world, Region.MAINLAND, text) is not None


@pytest.mark.parametrize("text", OWN_SUMS)
def test_what_somebody_says_of_their_own_bill_is_no_notice(world, text) -> None:
    assert pasted(world, Region.MAINLAND, text) is None


@pytest.mark.parametrize("text", OWN_WORDS)
def test_what_people_say_of_their_own_trouble_is_not_taken_for_a_message(world, text) -> None:
    assert pasted(world, Region.MAINLAND, text) is None


def test_a_long_text_is_not_read_where_others_wait(world) -> None:
    with pytest.raises(TakesLong):
        in_haste(lambda: pasted(world, Region.MAINLAND, MESSAGES[0] * 20))
