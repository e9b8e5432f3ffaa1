"""A paper asked for by a turn is there afterwards, in the form asked for."""

from __future__ import annotations

import pytest

from bot.jobs.job import Job
from bot.workshop.table import KINDS

CARD = {"title": "先听，先记", "lines": ["一步一步来"]}

pytestmark = pytest.mark.xdist_group("papers")


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF-"), ("png", b"\x89PNG")])
async def test_a_paper_is_made_and_handed_to_its_flow(floor, form, begins):
    payload = {"template": "card", "data": CARD, "form": form, "dark": False, "name": f"卡.{form}"}
    await floor.ask(Job("paper", payload, then="statement_ready", hands={"form": form}))
    async with floor.working(KINDS) as shop:
        await shop.idle()
    (opened,) = await floor.results()
    given = opened["answers"]
    assert (given["form"], (await floor.storage.attachments.load(7, given["file"]))[:5].startswith(begins)) == (
        form,
        True,
    )
