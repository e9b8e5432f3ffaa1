"""A month of simulated people, beside a calculation done another way; the full one is `-m tests.reminders.month`."""

from __future__ import annotations

from tests.reminders.month import compare


def test_a_month_of_random_people_is_reminded_as_calculated_another_way():
    right, wrong = compare(people=8, days=31)

    assert wrong == []
    assert right > 50
