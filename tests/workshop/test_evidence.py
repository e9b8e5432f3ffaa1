"""A pack is made of what a person kept: it opens, it verifies, its paper can be read; large ones come in parts."""

from __future__ import annotations

import io
from hashlib import sha256

import pypdf
import pytest

from bot.conversation.values import Commit, InboxRow
from bot.dialogue.values import loads
from bot.jobs.job import Job
from bot.records.entry import NewRecord
from bot.records.verify import verify
from bot.workshop import evidence, timeline
from tests.records.packing import attachment, contact, unpack
from tests.records.stranger import checked

KINDS = {"evidence": evidence.KIND, "timeline": timeline.KIND}
ME = {"script": "zh_Hant", "region": "TW", "consent_records": True}


async def keep(floor, *records: NewRecord) -> None:
    """A turn that keeps records."""
    floor.numbers += 1
    await floor.storage.store.receive([InboxRow(floor.numbers, 7, b"{}")])
    snapshot = await floor.storage.store.load(7)
    before = 0 if snapshot.session is None else loads(snapshot.session)["turn"]
    await floor.storage.store.commit(Commit(snapshot.row, before, before, records=records))


async def keep_photo(floor, content: bytes, of: int) -> None:
    """A photo in the store, and the record that vouches for it."""
    draft = await floor.storage.attachments.put(7, content, kind="photo", name="p.jpg", mime="image/jpeg")
    await floor.storage.attachments.keep(7, [draft])
    record = attachment(of, content)
    await keep(floor, NewRecord(record.kind, record.at, {**record.body, "stored": draft.id}))


async def made(floor, kind: str, **payload) -> dict:
    await floor.ask(Job(kind, payload, then="menu"), me=ME)
    async with floor.working(KINDS) as shop:
        shop.ring()
        await shop.idle()
    (opened,) = await floor.results()
    return opened["answers"]


async def opened(floor, tmp_path, answers) -> list:
    paths = []
    for number, part in enumerate(answers["parts"]):
        path = tmp_path / f"{number}.zip"
        path.write_bytes(await floor.storage.attachments.load(7, part["file"]))
        assert sha256(path.read_bytes()).hexdigest() == part["sha256"]
        paths.append(path)
    return paths


@pytest.mark.parametrize("mask", [True, False])
async def test_a_pack_verifies_and_its_paper_says_what_was_kept(floor, tmp_path, mask):
    await keep(floor, contact(0), contact(1))
    await keep_photo(floor, b"picture" * 40_000, of=1)

    answers = await made(floor, "evidence", mask=mask, originals=True)
    paths = await opened(floor, tmp_path, answers)
    paper = pypdf.PdfReader(io.BytesIO(await floor.storage.attachments.load(7, answers["pdf"])))
    text = "".join(page.extract_text() for page in paper.pages)

    assert verify(paths).findings == ()
    assert checked(unpack(paths, tmp_path / "open")) == (True, set())
    assert verify(paths).head in text.replace("\n", "")
    assert ("打给我妈妈" in text) is not mask
    assert (tmp_path / "open" / "originals" / "000003.jpg").read_bytes() == b"picture" * 40_000


async def test_the_newest_link_of_an_unmasked_pack_is_the_hash_told_when_it_was_kept(floor, tmp_path):
    await keep(floor, contact(0), contact(1))
    (*_, newest) = await floor.storage.store.all_records(7)

    answers = await made(floor, "evidence", mask=False, originals=True)

    assert newest.sha256.startswith(answers["mark"])


async def test_a_pack_of_one_company_has_only_its_contacts(floor, tmp_path):
    await keep(floor, contact(0), contact(1), contact(2))

    answers = await made(floor, "evidence", mask=True, originals=False, company="某某公司")
    folder = unpack(await opened(floor, tmp_path, answers), tmp_path / "open")

    assert answers["contacts"] == 2
    assert sorted(path.name for path in (folder / "records").iterdir()) == ["000001.json", "000003.json"]
    assert checked(folder) == (True, set())


async def test_a_pack_of_an_empty_log_says_so_and_verifies(floor, tmp_path):
    answers = await made(floor, "evidence", mask=True, originals=True)

    assert answers["contacts"] == 0
    assert verify(await opened(floor, tmp_path, answers)).findings == ()


async def test_an_original_that_was_changed_in_the_store_is_never_packed(floor, tmp_path):
    await keep(floor, contact(0))
    await keep_photo(floor, b"picture", of=1)
    record = attachment(1, b"another")
    (stored,) = [each.body["stored"] for each in await floor.storage.store.all_records(7) if each.kind == "attachment"]
    await keep(floor, NewRecord(record.kind, record.at, {**record.body, "stored": stored}))

    assert await made(floor, "evidence", mask=True, originals=True) == {"failed": "original_changed"}


async def test_the_picture_says_in_words_what_it_shows_and_which_rules_there_are(floor):
    await keep(floor, contact(0), contact(1))

    answers = await made(floor, "timeline")

    assert "2次" in answers["caption"]
    assert (await floor.storage.attachments.load(7, answers["picture"])).startswith(b"\x89PNG")
    assert answers["hours_rule"] is True
    assert answers["facts"][0]["say"].startswith("銀行委外的催收")


async def test_nothing_of_a_log_gives_no_picture(floor):
    assert (await made(floor, "timeline"))["picture"] is None
