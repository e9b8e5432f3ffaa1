"""Pictures of a plan say what is due, in both scripts, light and dark."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from pypdf import PdfReader

from bot.actions import plan_papers
from bot.actions.registry import Context
from bot.assembly import HOME
from bot.content.library import load_library
from bot.dialogue.session import Session
from bot.language.formatting import Style
from bot.language.money import CURRENCY_OF, Money
from bot.language.region import Region, Script, zone_of
from bot.money.debt import Debt
from bot.money.finances import Finances
from bot.money.plan import Payment, Plan, dated
from bot.money.written import KeptFinances, write
from bot.papers.order import order
from bot.papers.typesetting import Typesetter

STYLES = [Style(Script.HANS, Region.MAINLAND), Style(Script.HANT, Region.TAIWAN), Style(Script.HANT, Region.HONG_KONG)]
LIBRARY = load_library(HOME.content)

pytestmark = pytest.mark.xdist_group("papers")


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter(Path(HOME.content, "papers"))


def context(style: Style) -> Context:
    def sum_of(amount: int) -> Money:
        return Money(Decimal(amount), CURRENCY_OF[style.region])

    paid = (Payment(1, sum_of(500), date(2026, 10, 27)),)
    finances = Finances(
        debts=(Debt("d1", "甲公司"), Debt("d2", "乙公司")),
        plans=(
            Plan(1, "d1", date(2026, 10, 1), dated([sum_of(500)] * 4, date(2026, 10, 27)), payments=paid),
            Plan(2, "d2", date(2026, 10, 1), dated([sum_of(1250)] * 2, date(2026, 11, 30))),
        ),
        counted=2,
    )
    me = {"region": style.region.value, "script": style.script.value, "consent_reminders": True, "cash": sum_of(600)}
    now = datetime(2026, 11, 24, 14, tzinfo=ZoneInfo(zone_of(style.region)))
    kept = KeptFinances(write(finances))
    return Context(LIBRARY, style, Session("abcdef", me=me), (), now, kept_finances=kept)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.region.value)
@pytest.mark.parametrize("kind", ["ahead", "progress"])
def test_a_picture_names_every_plan_and_sum(typesetter, style, kind):
    asked = context(style)
    (job,) = plan_papers.picture(asked, kind).jobs
    made = typesetter.set(order(job.payload["template"], job.payload["data"], "pdf", style, asked.now, dark=False))
    text = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split())

    expected = ["甲公司", "乙公司", *(["500元", "1,250元"] if kind == "ahead" else ["1／4期", "0／2期", "1,500元"])]
    assert [word for word in expected if word not in text] == []


@pytest.mark.parametrize("dark", [False, True])
def test_a_picture_is_as_wide_as_a_phone_and_its_ground_is_light_or_dark(typesetter, dark):
    asked = context(STYLES[1])
    (job,) = plan_papers.picture(asked, "ahead", dark).jobs
    made = typesetter.set(order(job.payload["template"], job.payload["data"], "png", STYLES[1], asked.now, dark=dark))
    image = Image.open(io.BytesIO(made)).convert("L")

    assert image.width == 900
    assert (image.getpixel((2, 2)) < 60) is dark


def test_a_file_keeps_what_it_said_so_that_the_next_one_updates_it():
    asked = context(STYLES[1])
    done = plan_papers.file(asked)

    kept = done.me["calendar_file"]
    assert done.value == plan_papers.Filed(entries=5, gone=0)
    assert sorted(kept["sent"]) == ["d1.2", "d1.3", "d1.4", "d2.1", "d2.2"]
