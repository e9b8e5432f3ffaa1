"""The page of income and costs: everything told stands on it, nothing that names a person, on one page."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.actions.registry import Context
from bot.actions.statements import page
from bot.content.library import Library, load_library
from bot.dialogue.session import Session
from bot.language.formatting import Style
from bot.language.money import Money
from bot.language.region import Region, Script
from bot.money.budget import Budget, Cost, Span
from bot.money.debt import MOST_DEBTS, Debt, DebtKind
from bot.money.finances import Finances
from bot.money.written import KeptFinances
from bot.papers.order import order
from bot.papers.typesetting import Typesetter

CONTENT = Path(__file__).parents[2] / "content"
AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
READERS = [
    Style(Script.HANS, Region.MAINLAND),
    Style(Script.HANT, Region.TAIWAN),
    Style(Script.HANT, Region.HONG_KONG),
    Style(Script.HANT, Region.MACAU),
]

pytestmark = pytest.mark.xdist_group("papers")


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(CONTENT)


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter(CONTENT / "papers")


def seed(style: Style, debts: int = 2, lines: tuple[str, ...] = ("total",)) -> Finances:
    """The example of the design, with debts that share a made-up name."""
    each = Decimal(4900) / len(lines)
    budget = Budget(AT.date(), style.currency, Span.exactly(Decimal(6000)))
    costs = tuple(Cost(line, Span.exactly(each)) for line in lines)
    sum_ = Money(Decimal(23_000), style.currency)
    minimum = Money(Decimal(400), style.currency)
    owed = [Debt(f"d{n}", f"秘密{n}", DebtKind.BANK_CARD, sum_, AT.date(), days_overdue=40) for n in range(1, debts)]
    last = Debt(f"d{debts}", "秘密", DebtKind.BANK_LOAN, sum_, AT.date(), minimum=minimum)
    return Finances(Budget(budget.as_of, budget.currency, budget.income, costs=costs), (*owed, last), counted=debts)


def text_of(library: Library, typesetter: Typesetter, style: Style, finances: Finances, *, debts: bool = True) -> str:
    kept = KeptFinances()
    kept.become(finances)
    context = Context(library, style, Session("s"), (), AT, kept_finances=kept)
    assert finances.budget is not None
    data = page(context, finances.budget, debts=debts, shape="page")
    pdf = PdfReader(io.BytesIO(typesetter.set(order("statement", data, "pdf", style, AT, dark=False))))
    assert len(pdf.pages) == 1
    return pdf.pages[0].extract_text()


@pytest.mark.parametrize("style", READERS, ids=lambda style: f"{style.script}-{style.region}")
def test_the_seed_example_stands_on_the_page(library, typesetter, style):
    """6,000 in, 4,900 out, 400 for the other debt: 700 are left, 550 can be promised, 150 stay for emergencies."""
    text = text_of(library, typesetter, style, seed(style))
    assert [figure in text for figure in ("6,000", "4,900", "700", "550", "150")] == [True] * 5


@pytest.mark.parametrize("style", READERS, ids=lambda style: f"{style.script}-{style.region}")
def test_no_name_the_person_gave_a_debt_is_on_it(library, typesetter, style):
    assert "秘密" not in text_of(library, typesetter, style, seed(style))


def test_the_debts_can_be_left_out(library, typesetter):
    assert "23,000" not in text_of(library, typesetter, READERS[0], seed(READERS[0]), debts=False)


def test_twelve_lines_and_fifteen_debts_fit_on_one_page(library, typesetter):
    finances = seed(READERS[1], MOST_DEBTS, library.budgeting.twelve)
    assert "4,900" in text_of(library, typesetter, READERS[1], finances)
