"""The affordability check: the seed example, and what holds for every budget."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.money.budget import Budget, Cost, Span
from bot.money.offer import Light, light, month_of_interest, months, room, shares

sums = st.integers(min_value=0, max_value=9_999_999).map(Decimal)


def test_the_seed_example() -> None:
    """Income 6,000, essentials 4,900, other minimums 400: surplus 700, cap 550."""
    essentials = (Cost("total", Span.exactly(Decimal(4900))),)
    budget = Budget(date(2026, 11, 23), "CNY", Span.exactly(Decimal(6000)), costs=essentials)
    found = room(budget.left(Decimal(400)).low, Decimal(23000), [])

    assert (found.surplus, found.cap, found.share) == (700, 550, 550)


def test_five_hundred_of_the_seed_example_is_green_and_takes_46_months() -> None:
    assert light(Decimal(500), Decimal(550), Decimal(700)) is Light.GREEN
    assert months(Decimal(23000), Decimal(500)) == 46


def test_the_edges_of_the_lights() -> None:
    """The cap itself is green, the surplus itself amber, a cent more red."""
    cap, surplus = Decimal(550), Decimal(700)

    assert [light(x, cap, surplus) for x in (cap, cap + 1, surplus, surplus + Decimal("0.01"))] == [
        Light.GREEN,
        Light.AMBER,
        Light.AMBER,
        Light.RED,
    ]


def test_nothing_offered_never_clears_a_debt() -> None:
    assert months(Decimal(23000), Decimal(0)) is None


@given(sums, sums, sums, sums, sums)
def test_the_cap_never_passes_four_fifths_of_the_surplus(income, essentials, minimums, balance, others) -> None:
    found = room(income - essentials - minimums, balance, [others])

    assert Decimal(0) <= found.share <= found.cap <= max(Decimal(0), found.surplus * Decimal("0.8"))
    assert found.cap % 50 == 0


balances = st.lists(st.decimals(0, 999_999, places=2), min_size=1, max_size=15).filter(any)


@given(st.integers(0, 9_999_999).map(Decimal), balances)
def test_the_shares_of_all_creditors_are_the_cap_to_the_unit(cap, owed) -> None:
    shared = shares(cap, owed)

    assert sum(shared) == cap
    assert all(abs(share - cap * balance / sum(owed)) < 1 for share, balance in zip(shared, owed, strict=True))


@given(st.integers(0, 9_999_999).map(Decimal), balances)
def test_who_is_owed_more_gets_no_less(cap, owed) -> None:
    shared = sorted(zip(owed, shares(cap, owed), strict=True))

    assert [share for _, share in shared] == sorted(share for _, share in shared)


def test_a_small_cap_is_not_rounded_away() -> None:
    """Three equal debts share 50: two get 17 and one 16."""
    assert shares(Decimal(50), [Decimal(1000)] * 3) == [17, 17, 16]


@pytest.mark.parametrize("owed", [[], [Decimal(0)], [Decimal(5), Decimal(-1)]])
def test_without_a_balance_there_is_nothing_to_share_by(owed) -> None:
    with pytest.raises(ValueError, match="balances"):
        shares(Decimal(50), owed)


@given(st.decimals("0.01", 9_999_999, places=2), st.decimals("0.01", 99_999, places=2))
def test_the_months_cover_the_debt_and_one_less_would_not(total, offer) -> None:
    count = months(total, offer)

    assert count is not None
    assert offer * (count - 1) < total <= offer * count


def test_interest_makes_the_seed_example_longer_and_may_make_it_endless() -> None:
    """At 12 % a year 23,000 takes 62 months instead of 46; at 36 % a month's interest, 690, is more than 500."""
    assert months(Decimal(23000), Decimal(500), Decimal(12)) == 62
    assert month_of_interest(Decimal(23000), Decimal(36)) == 690
    assert months(Decimal(23000), Decimal(500), Decimal(36)) is None


def test_an_offer_of_the_interest_alone_clears_nothing_and_a_cent_more_does() -> None:
    assert months(Decimal(1000), Decimal(10), Decimal(12)) is None
    assert months(Decimal(1000), Decimal("10.01"), Decimal(12)) is not None


owed, rates = st.decimals(1, 99_999, places=2), st.integers(1, 60).map(Decimal)


@given(owed, st.decimals(1, 9_999, places=2), rates)
def test_the_months_are_those_of_a_table_written_out(total, offer, yearly) -> None:
    """Row by row: interest of the month, payment, what is left; one row less leaves something."""
    count = months(total, offer, yearly)
    if count is None:
        assert offer <= month_of_interest(total, yearly)
        return
    left = [total]
    for _ in range(count):
        left.append(left[-1] + month_of_interest(left[-1], yearly) - offer)

    assert left[-1] <= 0 < left[-2]


@given(owed, st.decimals(1, 9_999, places=2), rates)
def test_interest_never_makes_it_shorter(total, offer, yearly) -> None:
    count, without = months(total, offer, yearly), months(total, offer)

    assert count is None or (without is not None and count >= without)
