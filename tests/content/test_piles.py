"""Sorting what weighs on somebody, and what is said of their causes."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from bot.assembly import build_world
from bot.content.piles import Pile
from bot.language.region import Region, Script

CAUSES = build_world().library.causes
READERS = [(Script.HANS, Region.MAINLAND), (Script.HANT, Region.TAIWAN), (Script.HANT, Region.HONG_KONG)]
IDS = [cause.id for cause in CAUSES.causes]


@pytest.mark.parametrize(("script", "region"), READERS)
def test_the_piles_said_back_are_one_bubble(script: Script, region: Region) -> None:
    """However the things of any three causes are put."""
    sets = {CAUSES.piles.fitting(chosen) for chosen in combinations(IDS, 3)}
    put = (zip(where, things, strict=True) for things in sets for where in product(Pile, repeat=len(things)))
    assert max(len(CAUSES.piles.said(list(each), script, region)) for each in put) <= 120


def test_what_belongs_to_a_cause_is_sorted_first() -> None:
    things = [thing.id for thing in CAUSES.piles.fitting(["ill", "job_lost"])]
    assert things[:2] == ["health", "work"]
    assert len(things) == CAUSES.piles.most


def test_every_thing_belongs_to_causes_there_are() -> None:
    assert {cause for thing in CAUSES.piles.things for cause in thing.causes} <= set(IDS)


@pytest.mark.parametrize("others", [(), ("job_lost",), ("care", "business")])
def test_illness_is_named_only_when_it_may_be_told(others: tuple[str, ...]) -> None:
    told, untold = (CAUSES.fragments(["ill", *others], told=allowed) for allowed in (True, False))
    ill = next(cause for cause in CAUSES.causes if cause.id == "ill")
    assert ill.fragment in told
    assert ill.fragment not in untold
    assert len(untold) == max(1, len(others))
