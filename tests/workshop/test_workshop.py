"""Jobs are done once, in fair order, tried again when they fail, and given up kindly."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.jobs.job import Job
from bot.workshop.making import CannotMake, Kind


async def echo(task, tools):
    return {"said": task.payload["say"]}


async def paper(task, tools):
    return {"file": await task.files.put(b"paper", name="paper.pdf", mime="application/pdf")}


async def test_a_job_is_done_and_its_flow_opens_with_what_it_gave(floor):
    async with floor.working({"echo": Kind(echo)}) as shop:
        await floor.ask(Job("echo", {"say": "好"}, then="menu", hands={"kind": "x"}))
        shop.ring()
        await shop.idle()
    assert await floor.results() == [{"kind": "open", "flow": "menu", "answers": {"kind": "x", "said": "好"}}]
    assert floor.woken == [7]


async def test_a_job_that_waited_before_the_start_is_done(floor):
    await floor.ask(Job("echo", {"say": "好"}, then="menu"))
    async with floor.working({"echo": Kind(echo)}) as shop:
        await shop.idle()
    assert len(await floor.results()) == 1


async def test_files_are_kept_with_the_result(floor):
    await floor.ask(Job("paper", then="menu"))
    async with floor.working({"paper": Kind(paper)}) as shop:
        await shop.idle()
    (opened,) = await floor.results()
    assert await floor.storage.attachments.load(7, opened["answers"]["file"]) == b"paper"


async def test_the_handler_is_told_script_region_and_the_persons_own_time(floor):
    seen = []

    async def look(task, tools):
        seen.append((task.style.script.value, task.style.region.value, task.now.utcoffset(), task.me["role"]))
        return {}

    await floor.ask(Job("look"), me={"script": "zh_Hant", "region": "TW", "role": "self"})
    async with floor.working({"look": Kind(look)}) as shop:
        await shop.idle()
    assert seen == [("zh_Hant", "TW", timedelta(hours=8), "self")]
    assert await floor.results() == []


async def test_what_failed_is_tried_again_after_a_while_and_leaves_no_file_behind(floor):
    tries = []

    async def shaky(task, tools):
        await task.files.put(b"half", name="half", mime="text/plain")
        tries.append(floor.now)
        if len(tries) == 1:
            raise ConnectionError
        return {"tries": len(tries)}

    await floor.ask(Job("shaky", then="menu"))
    async with floor.working({"shaky": Kind(shaky)}) as shop:
        await shop.idle()
        assert await floor.results() == []
        floor.later(timedelta(seconds=2))
        shop.ring()
        await shop.idle()
    assert [opened["answers"] for opened in await floor.results()] == [{"tries": 2}]
    assert len(list(floor.storage.database.path.with_name("attachments").iterdir())) == 1


async def test_after_four_tries_the_flow_is_told_that_it_failed(floor):
    async def broken(task, tools):
        raise OSError

    await floor.ask(Job("broken", then="menu", hands={"kind": "x"}))
    async with floor.working({"broken": Kind(broken)}) as shop:
        for _ in range(4):
            await shop.idle()
            floor.later(timedelta(minutes=3))
            shop.ring()
        await shop.idle()
        assert (shop.counts.retried, shop.counts.failed) == (3, 1)
    assert [opened["answers"] for opened in await floor.results()] == [{"kind": "x", "failed": "trouble"}]


async def test_what_can_never_be_made_is_not_tried_again(floor):
    async def refuse(task, tools):
        raise CannotMake("too_heavy")

    await floor.ask(Job("refuse", then="menu"), Job("nobody_knows", then="menu"))
    async with floor.working({"refuse": Kind(refuse)}) as shop:
        await shop.idle()
    assert [opened["answers"]["failed"] for opened in await floor.results()] == ["too_heavy", "trouble"]


async def test_a_job_that_hangs_is_ended_and_tried_again(floor):
    async def hang(task, tools):
        await asyncio.Event().wait()

    await floor.ask(Job("hang", then="menu"))
    async with floor.working({"hang": Kind(hang, patience=timedelta(milliseconds=20))}) as shop:
        await shop.idle()
        assert shop.counts.retried == 1


async def test_one_heavy_job_runs_at_a_time_and_people_take_turns(floor):
    running, order = [], []

    async def heavy(task, tools):
        assert not running
        running.append(task.chat_id)
        await asyncio.sleep(0)
        order.append(task.chat_id)
        running.clear()
        return {}

    await floor.ask(*[Job("heavy") for _ in range(4)], chat_id=1)
    await floor.ask(Job("heavy"), chat_id=2)
    await floor.ask(Job("heavy"), chat_id=3)
    async with floor.working({"heavy": Kind(heavy, heavy=True)}) as shop:
        await shop.idle()
    assert order == [1, 2, 3, 1, 1, 1]


async def test_a_heavy_job_delays_no_light_one_not_even_of_the_same_person(floor):
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def heavy(task, tools):
        begun.set()
        await go_on.wait()
        return {}

    async def light(task, tools):
        await begun.wait()
        go_on.set()
        return {}

    await floor.ask(Job("heavy"), Job("light"))
    async with floor.working({"heavy": Kind(heavy, heavy=True), "light": Kind(light)}) as shop:
        async with asyncio.timeout(5):
            await shop.idle()
        assert shop.counts.done == 2


async def test_erasing_while_a_job_is_in_hand_leaves_nothing_of_it(floor):
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(task, tools):
        await task.files.put(b"secret", name="", mime="text/plain")
        begun.set()
        await go_on.wait()
        return {}

    await floor.ask(Job("slow", then="menu"))
    async with floor.working({"slow": Kind(slow)}) as shop:
        await begun.wait()
        await floor.ask(erase=True)
        go_on.set()
        await shop.idle()
    assert await floor.results() == []
    assert floor.woken == []
    assert list(floor.storage.database.path.with_name("attachments").iterdir()) == []


async def test_stopping_is_no_try_and_the_job_is_done_at_the_next_start(floor):
    begun = asyncio.Event()

    async def slow(task, tools):
        begun.set()
        await asyncio.Event().wait()

    await floor.ask(Job("slow", {"say": "好"}, then="menu"))
    async with floor.working({"slow": Kind(slow)}):
        await begun.wait()
    async with floor.working({"slow": Kind(echo)}) as shop:
        await shop.idle()
    assert [opened["answers"] for opened in await floor.results()] == [{"said": "好"}]
    assert shop.counts.failed == 0


async def test_a_job_that_takes_the_process_down_with_it_again_and_again_is_given_up(floor):
    await floor.ask(Job("deadly", {"say": "好"}, then="menu"))
    for _ in range(4):  # taken, and never heard of again
        (waiting,) = await floor.storage.jobs.waiting()
        await floor.storage.jobs.take(waiting.id)
        await floor.storage.jobs.recover()
    async with floor.working({"deadly": Kind(echo)}) as shop:
        await shop.idle()
    assert [opened["answers"] for opened in await floor.results()] == [{"failed": "trouble"}]


async def test_a_paper_is_made_and_kept_for_sending(floor):
    async def card(task, tools):
        data = {"title": "先听，先记", "lines": ["一步一步来"]}
        made = await tools.press.render("card", data, form="png", style=task.style, at=task.now)
        return {"file": await task.files.put(made, name="card.png", mime="image/png", kind="photo")}

    await floor.ask(Job("card", then="menu"))
    async with floor.working({"card": Kind(card, heavy=True)}) as shop:
        await shop.idle()
    (opened,) = await floor.results()
    known = await floor.storage.attachments.find(7, opened["answers"]["file"])
    assert (known.name, known.mime) == ("card.png", "image/png")
    assert known.expires is not None
