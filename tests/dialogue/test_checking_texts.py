"""Texts are measured at their longest, and a translation is filled with what its source is filled with."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.dialogue.checking.kinds import Kind
from bot.dialogue.checking.lengths import text_length
from bot.dialogue.checking.rules.simplified import simplified_only
from bot.dialogue.checking.states import Has
from bot.dialogue.checking.syntax import parsed_text, slots_of
from bot.dialogue.checking.understood import Understanding
from bot.dialogue.checking.world import CheckWorld
from bot.dialogue.templates import render
from bot.language.formatting import Style
from bot.language.money import CURRENCY_OF, LARGEST, Money
from bot.language.region import Region, Script

TEXTS = [
    "一共{{ sum|money }}，{{ day|full_date }}前。",
    "{{ sum }}、{{ sum|figure }}、{{ day }}、{{ day|date }}、{{ day|day }}、{{ clock|time }}、{{ count }}",
    "{% if count > 5 %}多：{{ story }}{% elif count > 2 %}{{ sum|money }}{% else %}少{% endif %}。",
    "{{ '很多很多' if count > 5 else story }}{{ story or '没有说' }}",
    "{% for each in items %}{{ each.name }}、{% endfor %}共{{ items|length }}笔",
    "{{ story ~ '。' }}{{ story|trim }}",
]

KINDS = {
    "sum": Kind("money"),
    "day": Kind("date"),
    "clock": Kind("time"),
    "count": Kind("number", longest=2),
    "story": Kind("text", longest=30),
    "items": Kind("list", items=Kind("record", fields={"name": Kind("text", longest=8)})),
}

styles = st.builds(Style, st.sampled_from(list(Script)), st.sampled_from(list(Region)))
sums = st.builds(Money, st.decimals(0, LARGEST, places=2), st.sampled_from(sorted(set(CURRENCY_OF.values()))))
names = st.text("甲乙a ", max_size=8)


def longest(text: str) -> int:
    reading = Understanding(CheckWorld(), KINDS, frozenset(KINDS))
    return text_length(reading, parsed_text(text).body, dict.fromkeys(KINDS, Has.VALUE))


@pytest.mark.parametrize("text", TEXTS)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine says nothing of lengths
@given(
    style=styles,
    total=sums,
    day=st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    clock=st.times(),
    count=st.integers(0, 10),
    story=st.text("甲乙丙a。 ", max_size=30),
    items=st.lists(st.fixed_dictionaries({"name": names}), max_size=CheckWorld().list_items),
)
def test_no_text_is_ever_longer_than_it_was_measured(text, style, total, day, clock, count, story, items):
    values = {"sum": total, "day": day, "clock": clock, "count": count, "story": story, "items": items}
    assert len(render(text, values, style)) <= longest(text)


def test_a_text_without_slots_is_as_long_as_it_is():
    assert longest("先缓一口气。") == 6


def test_of_two_arms_the_longer_one_counts():
    assert longest("{% if count %}一二三{% else %}一{% endif %}四") == 4


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("{{ a|money }}还了", "已經還了{{ a|money }}"),
        ("{{ '好' if a else '不好' }}", "{{ '很好' if a else '不太好' }}"),
        ("{{ a or '你' }}", "{{ a or '您好' }}"),
        ("{% if a > 3 %}多{% endif %}", "{% if a > 3 %}很多{% endif %}"),
        ("{% if a == 'x' %}甲{% endif %}{{ b }}", "{{ b }}{% if a == 'x' %}甲{% endif %}"),
    ],
)
def test_words_and_order_may_differ_between_a_text_and_its_translation(source, translation):
    assert slots_of(parsed_text(source)) == slots_of(parsed_text(translation))


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("{{ a|money }}", "{{ a|figure }}"),
        ("{{ a }}", "{{ b }}"),
        ("{{ a }}", "一"),
        ("{% if a > 3 %}多{% endif %}", "{% if a > 4 %}多{% endif %}"),
        ("{% if a == 'x' %}甲{% endif %}", "{% if a == 'y' %}甲{% endif %}"),
        ("{{ a|money if a else '没有' }}", "{{ b|money if a else '沒有' }}"),
        ("{% for x in a %}{{ x.n }}{% endfor %}", "{% for x in b %}{{ x.n }}{% endfor %}"),
    ],
)
def test_slots_and_conditions_may_not_differ(source, translation):
    assert slots_of(parsed_text(source)) != slots_of(parsed_text(translation))


def test_characters_that_both_scripts_write_are_not_taken_for_simplified():
    assert not set("台里后只干面松范余周群吃卷床峰") & simplified_only()
    assert set("没关说话还钱这什么") - set("什") <= simplified_only()
