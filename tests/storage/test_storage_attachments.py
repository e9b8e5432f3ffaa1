"""Files of people: encrypted in pieces, opened by nobody else, gone when they are erased."""

from __future__ import annotations

import hashlib
import tracemalloc
from contextlib import closing
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AttachmentGone, StorageError
from bot.storage import KeyRing, open_storage
from bot.storage.keys import rotate
from bot.storage.resealing import reseal
from bot.storage.sealed_file import PIECE, FileKey, SealedReader, SealedWriter

WORDS = "再不还就上门".encode()


async def put(storage, chat_id=7, data=WORDS, name="录音.ogg", **more):
    draft = await storage.attachments.put(chat_id, data, kind="voice", name=name, mime="audio/ogg", **more)
    await storage.attachments.keep(chat_id, [draft])
    return draft.id


def read_all(reader):
    while reader.read():
        pass


def on_disk(storage):
    return sorted(storage.database.path.with_name("attachments").iterdir())


async def test_a_file_comes_back_as_it_was_with_its_hash(storage, now):
    attachment_id = await put(storage)
    known = await storage.attachments.find(7, attachment_id)
    assert (known.size, known.sha256) == (len(WORDS), hashlib.sha256(WORDS).hexdigest())
    assert (known.name, known.mime, known.kind, known.at) == ("录音.ogg", "audio/ogg", "voice", now)
    assert await storage.attachments.load(7, attachment_id) == WORDS


async def test_neither_words_nor_name_nor_hash_can_be_read_on_the_disk(storage):
    await put(storage)
    await storage.database.scrub()
    kept = b"".join(path.read_bytes() for path in [storage.database.path, *on_disk(storage)])
    for secret in (WORDS, "录音".encode(), hashlib.sha256(WORDS).hexdigest().encode(), hashlib.sha256(WORDS).digest()):
        assert secret not in kept
    assert all(path.stat().st_mode & 0o077 == 0 for path in on_disk(storage))


async def test_a_file_opens_in_its_own_chat_only(storage):
    mine = await put(storage)
    with pytest.raises(AttachmentGone):
        await storage.attachments.load(8, mine)
    assert await storage.attachments.find(8, mine) is None


async def test_a_file_put_in_the_place_of_another_does_not_open(storage):
    first, second = await put(storage), await put(storage, chat_id=8)
    store = storage.attachments
    store.path_of(first).write_bytes(store.path_of(second).read_bytes())
    with pytest.raises(StorageError, match="damaged or out of place"):
        await store.load(7, first)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
async def test_every_size_comes_back(storage, size):
    data = bytes(n % 251 for n in range(size))
    assert await storage.attachments.load(7, await put(storage, data=data)) == data


@given(cut=st.integers(0, 2), keep=st.integers(0, PIECE + 16))
def test_a_file_cut_anywhere_is_told_from_a_whole_one(tmp_path_factory, cut, keep):
    path, key = tmp_path_factory.mktemp("cut") / "file", FileKey.fresh()
    writer = SealedWriter(path, key, b"place")
    writer.write(bytes(3 * PIECE))
    writer.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: min(cut * (PIECE + 16) + keep, len(whole) - 1)])
    with closing(SealedReader(path, key, b"place")) as reader, pytest.raises(StorageError):
        read_all(reader)


def test_pieces_in_another_order_do_not_open(tmp_path):
    path, key = tmp_path / "file", FileKey.fresh()
    writer = SealedWriter(path, key, b"place")
    writer.write(bytes(2 * PIECE) + b"end")
    writer.close()
    whole, piece = path.read_bytes(), PIECE + 16
    path.write_bytes(whole[piece : 2 * piece] + whole[:piece] + whole[2 * piece :])
    with closing(SealedReader(path, key, b"place")) as reader, pytest.raises(StorageError):
        reader.read()


async def test_erasing_removes_the_bytes_too(storage, chat):
    await put(storage)
    theirs = await put(storage, chat_id=8)
    await chat.turn(erase=True, session=None)
    assert await storage.attachments.all_of(7) == ()
    assert [path.stem for path in on_disk(storage)] == [theirs]


async def test_a_turn_keeps_one_file_for_good_and_drops_another(storage, chat, now):
    stays = await put(storage, lasts=timedelta(hours=1))
    goes = await put(storage)
    await chat.turn(keep=(stays,), drop=(goes,))
    assert await storage.attachments.expire(now + timedelta(days=1)) == 0
    assert [path.stem for path in on_disk(storage)] == [stays]


async def test_another_chats_file_is_neither_kept_nor_dropped_by_a_turn(storage, chat):
    theirs = await put(storage, chat_id=8)
    await chat.turn(drop=(theirs,))
    assert await storage.attachments.load(8, theirs) == WORDS


async def test_what_was_made_to_be_sent_goes_when_its_time_is_over(storage, now):
    await put(storage, lasts=timedelta(hours=1))
    kept = await put(storage)
    assert await storage.attachments.expire(now + timedelta(minutes=59)) == 0
    assert await storage.attachments.expire(now + timedelta(hours=1)) == 1
    assert [path.stem for path in on_disk(storage)] == [kept]


async def test_files_without_a_row_go_at_the_next_start(path, keys, now):
    async with open_storage(path, keys, clock=lambda: now) as before:
        kept = await put(before)
        await before.attachments.put(7, WORDS, kind="photo", name="", mime="image/png")
        assert len(on_disk(before)) == 2
    async with open_storage(path, keys, clock=lambda: now) as after:
        assert [path.stem for path in on_disk(after)] == [kept]
        assert await after.attachments.load(7, kept) == WORDS


async def test_after_a_rotation_of_keys_files_open_with_the_new_key_alone(path, tmp_path, now):
    key_file = tmp_path / "data" / "key"
    async with open_storage(path, KeyRing.load_or_create(key_file), clock=lambda: now) as before:
        kept = await put(before)
    both = rotate(key_file)
    async with open_storage(path, both, clock=lambda: now) as storage:
        await reseal(storage.database, both)
    key_file.write_bytes(key_file.read_bytes().splitlines(keepends=True)[0])
    async with open_storage(path, KeyRing.load_or_create(key_file), clock=lambda: now) as after:
        assert await after.attachments.load(7, kept) == WORDS


async def test_a_large_file_is_written_and_read_in_little_memory(storage):
    piece = bytes(1024 * 1024)
    tracemalloc.start()
    draft = storage.attachments.draft(7, kind="video", name="", mime="video/mp4")
    for _ in range(20):
        await draft.write(piece)
    await draft.close()
    await storage.attachments.keep(7, [draft])
    size = 0
    async for part in storage.attachments.read(7, draft.id):
        size += len(part)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size == 20 * 1024 * 1024
    assert peak < 4 * 1024 * 1024


async def test_an_id_is_never_taken_for_a_path(storage):
    with pytest.raises(StorageError):
        storage.attachments.path_of("../key")
    with pytest.raises(AttachmentGone):
        await storage.attachments.load(7, "../key")


def test_the_key_of_a_file_is_never_shown():
    assert FileKey(bytes(32)).secret.hex() not in repr(FileKey(bytes(32)))


async def test_a_file_whose_bytes_are_lost_is_said_to_be_gone(storage):
    lost = await put(storage)
    await storage.attachments.unlink([lost])
    with pytest.raises(AttachmentGone):
        await storage.attachments.load(7, lost)
