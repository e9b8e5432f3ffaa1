"""The affordability check: the seed example, and what holds for every budget."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.money.offer import Light, light, months, room

sums = st.integers(min_value=0, max_value=9_999_999).map(Decimal)


def test_the_seed_example() -> None:
    """Income 6,000, essentials 4,900, other minimums 400: surplus 700, cap 550."""
    found = room(Decimal(6000), Decimal(4900), Decimal(400), Decimal(23000), Decimal(23000))

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
    found = room(income, essentials, minimums, balance, balance + others)

    assert Decimal(0) <= found.share <= found.cap <= max(Decimal(0), found.surplus * Decimal("0.8"))
    assert found.cap % 50 == 0


@given(sums, st.lists(st.integers(min_value=1, max_value=999_999).map(Decimal), min_size=1, max_size=15))
def test_the_shares_of_all_creditors_never_pass_the_cap(income, balances) -> None:
    """Each share is rounded down, so together they fall short of the cap by less than one unit each."""
    total = sum(balances, Decimal(0))
    found = [room(income, Decimal(0), Decimal(0), balance, total) for balance in balances]
    shares = sum((each.share for each in found), Decimal(0))

    assert found[0].cap - len(balances) < shares <= found[0].cap
