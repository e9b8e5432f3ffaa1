"""What simulated people do: each script is answers in order, varied by the person's number."""

from __future__ import annotations

from datetime import date, timedelta

from tests.simulated.people import Answer, Pick, Say, Tap

FIVE_THINGS = ("桌子、灯、杯子、窗、门", "衣角、桌面", "风声、车声", "没有", "水")
REGIONS = ("CN", "HK", "TW", "MO")
REASONS = ("今年三月起收入少了四成", "家里人住院花了很多", "公司停工两个月了")
ILL = 2
"""The place of illness among the causes: it asks whether it may be told."""
COMPANIES = ("某某消金，王先生", "没说清楚的公司", "远东服务，工号1024")
OUTCOMES = ("again", "open", "refused")
SKIP, HOME = Tap("!skip"), Say("/stop", ("/menu",))


def check_in(number: int) -> list[Answer]:
    """F2: how tense, which feeling, five things or none, how tense now, what next."""
    begin: list[Answer] = [Say("/checkin"), Say("6") if number % 2 else Tap("6"), Pick(number), Tap("done")]
    if number % 4 == 0:
        return [*begin, Tap("five_things"), *map(Say, FIVE_THINGS), Tap("4"), Tap("talk"), Say("压力很大"), SKIP, HOME]
    return [*begin, Tap("none"), Tap("talk"), Say("这几天睡不好"), SKIP, HOME]


def check_in_once(number: int) -> list[Answer]:
    """F2 to its own end, which asks nothing."""
    return [*check_in(number)[:-1], Tap("rest")]


def breathe(number: int) -> list[Answer]:
    """F2 with the breathing cut short as soon as its button is there."""
    begin: list[Answer] = [Say("/checkin"), Tap("7"), Pick(number), Tap("done")]
    return [*begin, Tap("one"), Tap("go"), Tap("5"), Tap("talk"), Say("还在想那通电话"), SKIP, HOME]


def set_up(number: int) -> list[Answer]:
    """The first-time questions, with leave to keep records."""
    script = "zh_Hant" if number % 3 == 0 else "zh_Hans"
    begin: list[Answer] = [Say("/settings"), Tap(script), Tap(REGIONS[number % 4]), Tap("adult"), Tap("self")]
    return [*begin, Tap("+records"), *([Tap("+mood")] if number % 2 else []), Tap("done"), Tap("none")]


def reflect(number: int) -> list[Answer]:
    """F3: a cause, since when, what may come, a sentence of one's own."""
    ill = [Tap("no")] if number % 3 == ILL else []
    begin: list[Answer] = [Say("/reflect"), Pick(number % 3), Tap("done"), *ill, Tap("half_year"), SKIP]
    avoided: list[Answer] = [Say("上周那封信"), Tap("number"), Tap("no")] if number % 2 else [SKIP, Tap("no")]
    own: list[Answer] = [Tap("edit"), Say(REASONS[number % 3])] if number % 3 else []
    return [*begin, *avoided, *own, Tap("keep"), Tap("rest")]


def prepare(number: int) -> list[Answer]:
    """F5 after F3: who calls, which debt, nothing promised, the words to say."""
    begin: list[Answer] = [Say("/prepare"), Tap("2"), Pick(number), Tap("on"), Say(f"第{number}笔"), Say("45天")]
    debt: list[Answer] = [Tap("done"), Say(str(20000 + number)), Tap("unsure")]
    words: list[Answer] = [Tap("use"), Pick(number), Pick(number), Say("小李"), Tap("text"), Pick(number), Tap("good")]
    return [*begin, *debt, Tap("done"), *words, SKIP, Tap("1"), Tap("rest")]


def log(number: int) -> list[Answer]:
    """F7: a call written down and added to, with an absolute day and hour so that every run writes the same."""
    when: list[Answer] = [Say("/log"), Tap("day"), Say(_written(-(number % 9) - 2)), Say("下午3点")]
    kept: list[Answer] = [Tap("phone"), Say(COMPANIES[number % 3]), Tap("+remind"), Tap("+deadline"), Tap("done")]
    more: list[Answer] = [Tap("open"), Tap("fill"), SKIP, Tap("to_5"), SKIP, Say("你今天一定要还"), SKIP]
    money: list[Answer] = [Say(str(1000 + number)), SKIP, Tap("yes"), Say(str(300 + number)), Say(_written(20))]
    return [*when, *kept, *more, *money, Tap(str(number % 8)), Tap("enough")]


def whole_way(number: int) -> list[Answer]:
    """All of them, one after the other; every fifth person breathes."""
    settle = breathe if number % 5 == 0 else check_in
    return [*set_up(number), *settle(number), *reflect(number), *prepare(number), *log(number)]


def _written(days: int) -> str:
    """The day that many days from today, in full, so that it can only be read one way."""
    day = date.today() + timedelta(days=days)  # noqa: DTZ011 - any day near today will do
    return f"{day.year}年{day.month}月{day.day}日"
