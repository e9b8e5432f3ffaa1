"""What simulated people do: each script is answers in order, varied by the person's number."""

from __future__ import annotations

from tests.simulated.people import Answer, Pick, Say, Tap

FIVE_THINGS = ("桌子、灯、杯子、窗、门", "衣角、桌面", "风声、车声", "没有", "水")


def check_in(number: int) -> list[Answer]:
    """F2: how tense, which feeling, five things or none, how tense now, what next."""
    begin: list[Answer] = [Say("/checkin"), Say("6") if number % 2 else Tap("6"), Pick(number), Tap("done")]
    if number % 4 == 0:
        return [*begin, Tap("five_things"), *map(Say, FIVE_THINGS), Tap("4"), Tap("talk"), Say("压力很大"), Tap("!skip")]
    return [*begin, Tap("none"), Tap("talk"), Say("这几天睡不好"), Tap("!skip")]
