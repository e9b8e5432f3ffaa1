"""A month's budget: what is not known exactly counts at its worse end."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.money.budget import Budget, Cost, Span, lowest, monthly

sums = st.decimals(0, 999_999, places=2)
spans = st.tuples(sums, sums).map(lambda pair: Span(min(pair), max(pair)))


@given(spans, st.lists(spans, max_size=12), sums)
def test_the_worse_end_takes_the_least_income_and_the_most_costs(income, costs, minimums):
    lines = tuple(Cost(str(at), span) for at, span in enumerate(costs))
    left = Budget(date(2026, 11, 23), "HKD", income, costs=lines).left(minimums)

    assert left.low == income.low - sum(span.high for span in costs) - minimums
    assert left.high == income.high - sum(span.low for span in costs) - minimums
    assert left.known == (income.known and all(span.known for span in costs))


@given(sums)
def test_twelve_months_cover_a_yearly_cost_by_less_than_a_unit_a_month(yearly):
    month = monthly(yearly)

    assert month == int(month)
    assert yearly <= month * 12 < yearly + 12


@given(st.lists(sums, min_size=3, max_size=3))
def test_an_irregular_income_is_never_more_than_the_worst_month(months):
    assert min(months) - 1 < lowest(tuple(months)) <= min(months)
