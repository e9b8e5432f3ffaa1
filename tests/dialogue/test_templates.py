"""Texts and conditions are Jinja2 in a box: few filters, no globals, nothing undefined, nothing none."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from jinja2 import TemplateError, UndefinedError
from jinja2.sandbox import SecurityError

from bot.dialogue.templates import ENVIRONMENT, UnfilledSlot, evaluate, render
from bot.language.formatting import Style
from bot.language.money import Money
from bot.language.region import Region, Script

MAINLAND = Style(Script.HANS, Region.MAINLAND)
HONG_KONG = Style(Script.HANT, Region.HONG_KONG)
YUAN = Money(Decimal(2500), "CNY")


@pytest.mark.parametrize(
    ("text", "style", "value", "shown"),
    [
        ("{{ x|money }}", MAINLAND, YUAN, MAINLAND.money(YUAN)),
        ("{{ x|money }}", HONG_KONG, YUAN, HONG_KONG.money(YUAN)),
        ("{{ x }}", MAINLAND, YUAN, MAINLAND.any(YUAN)),
        ("{{ x|figure }}", MAINLAND, Money(Decimal(2500), "CNY"), "2,500"),
        ("{{ x|full_date }}", MAINLAND, date(2026, 12, 1), "2026年12月1日"),
        ("{{ x|month_day }}", MAINLAND, date(2026, 12, 1), "12月1日"),
        ("{{ x|day }}", MAINLAND, date(2026, 12, 1), "1"),
        ("{{ x|time }}", MAINLAND, time(9, 5), "09:05"),
        ("{{ x|number }}", MAINLAND, 23000, "23,000"),
        ("{{ x|join }}", MAINLAND, ["房租", "水电"], "房租、水电"),
        ("{{ x|join('和') }}", MAINLAND, ["房租", "水电"], "房租和水电"),
        ("{{ x|length }}{{ x|first }}{{ x|last }}", MAINLAND, ["甲", "乙"], "2甲乙"),
        ("{% for each in x %}{{ each.n }}，{% endfor %}", MAINLAND, [{"n": 1}, {"n": 2}], "1，2，"),
        ("{{ '有' if x else '没有' }}", MAINLAND, None, "没有"),
        ("{{ x or '不知道' }}", MAINLAND, None, "不知道"),
        ("没有空", MAINLAND, None, "没有空"),
    ],
)
def test_a_text_is_filled_as_the_reader_writes(text, style, value, shown):
    assert render(text, {"x": value}, style) == shown


def test_a_value_nobody_gave_is_never_shown():
    with pytest.raises(UnfilledSlot):
        render("{{ x }}", {"x": None}, MAINLAND)
    with pytest.raises(UndefinedError):
        render("{{ y }}", {"x": 1}, MAINLAND)


def test_an_unknown_variable_in_a_condition_stops_and_none_does_not():
    assert evaluate("x is none", {"x": None}) is True
    with pytest.raises(UndefinedError):
        evaluate("y > 3", {"x": None})


@pytest.mark.parametrize(
    "escape",
    ["{{ x.__class__.__mro__ }}", "{{ range(10**9) }}", "{{ x.append(1) }}", "{% include 'a' %}", "{{ cycler }}"],
)
def test_nothing_gets_out_of_the_box(escape):
    with pytest.raises((SecurityError, UndefinedError, TemplateError, TypeError)):
        render(escape, {"x": []}, MAINLAND)


def test_an_unknown_filter_is_found_when_the_text_is_compiled():
    with pytest.raises(TemplateError):
        ENVIRONMENT.compile("{{ x|monney }}")
