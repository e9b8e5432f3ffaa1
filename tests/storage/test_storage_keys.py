"""What people said is sealed: with the right key, at its place, and with nobody else's."""

from __future__ import annotations

import pytest

from bot.conversation.values import NewRecord, Outgoing, Timer
from bot.errors import StorageError, WrongKey
from bot.storage import KeyRing, open_storage
from bot.storage.keys import retire, rotate
from bot.storage.resealing import reseal


def test_the_key_file_is_made_once_for_its_owner_only(tmp_path):
    path = tmp_path / "data" / "key"
    sealed = KeyRing.load_or_create(path).seal(b"secret", b"here")
    assert path.stat().st_mode & 0o777 == 0o600
    assert KeyRing.load_or_create(path).open(sealed, b"here") == b"secret"


def test_a_key_file_others_may_read_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "key"
    KeyRing.load_or_create(path)
    path.chmod(0o640)
    with pytest.raises(StorageError, match=f"chmod 600 {path}"):
        KeyRing.load_or_create(path)


@pytest.mark.parametrize("content", [b"", b"not json\n", b'{"id":"00"}\n', b'{"id":"00000000","key":"AAAA"}\n'])
def test_a_damaged_key_file_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(StorageError, match="put back your copy"):
        KeyRing.load_or_create(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("size", [0, 100, 2048, 2049, 100_000])
def test_values_of_any_size_come_back_and_large_ones_take_less_room(keys, size):
    value = b"0123456789" * (size // 10)
    sealed = keys.pack(value, b"here")
    assert keys.open(sealed, b"here") == value
    assert len(sealed) < 2200


def test_a_changed_or_moved_value_does_not_open(keys):
    sealed = keys.seal(b"secret", b"records:7:1")
    with pytest.raises(StorageError, match="out of place"):
        keys.open(sealed, b"records:8:1")
    for position in (0, 20, len(sealed) - 1):
        changed = bytearray(sealed)
        changed[position] ^= 1
        with pytest.raises(StorageError, match="damaged"):
            keys.open(bytes(changed), b"records:7:1")


def test_the_same_value_is_never_sealed_the_same_way_twice(keys):
    assert keys.seal(b"secret", b"here") != keys.seal(b"secret", b"here")


async def test_a_session_copied_to_another_person_does_not_open_there(chat, chat_of):
    other = chat_of(chat.storage, 8)
    await chat.turn(me=b"mine")
    await other.turn(me=b"theirs")
    swap = "UPDATE sessions SET me = (SELECT me FROM sessions WHERE chat_id = 7) WHERE chat_id = 8"
    await chat.storage.database.write(lambda c: c.execute(swap))
    await other.say()
    with pytest.raises(StorageError, match="out of place"):
        await other.load()


async def test_nothing_a_person_said_is_readable_in_the_files(chat, path, now):
    words = "我欠了三万".encode()
    await chat.turn(
        Outgoing("send", words.decode()),
        session=b'{"turn":1,"said":"' + words + b'"}',
        me=words,
        records=(NewRecord("call", now, {"said": words.decode()}),),
        timers=(Timer("t", now, {"said": words.decode()}),),
    )
    await chat.say(words.decode())
    await chat.storage.store.fire(now)
    assert words not in b"".join(file.read_bytes() for file in path.parent.iterdir())


async def test_a_wrong_key_is_told_and_nothing_is_touched(path, keys, tmp_path, chat_of):
    async with open_storage(path, keys) as storage:
        await chat_of(storage, 7).turn()
    before = path.read_bytes()
    with pytest.raises(WrongKey):
        async with open_storage(path, KeyRing.load_or_create(tmp_path / "other key")):
            pass
    assert path.read_bytes() == before
    async with open_storage(path, keys) as storage:
        await chat_of(storage, 7).turn()


async def fill(chat, now):
    await chat.turn(
        Outgoing("send", "question", asks=True),
        session=b'{"turn":1,"long":"' + b"x" * 5000 + b'"}',
        me=b"{}",
        records=tuple(NewRecord("call", now, {"n": n}) for n in range(3)),
        timers=(Timer("t", now, {"n": 1}),),
        finances=b"{}",
    )
    await chat.say("waiting")


async def test_after_rotating_and_resealing_the_old_key_is_needed_no_more(path, keys, chat_of, now):
    key_file = path.with_name("key")
    async with open_storage(path, keys) as storage:
        await fill(chat_of(storage, 7), now)
        await fill(chat_of(storage, -100), now)
        expected = await storage.store.load(7)
    both = rotate(key_file)
    async with open_storage(path, both) as storage:
        assert await storage.store.load(7) == expected
        assert await reseal(storage.database, both) == 2 * 9 + 1
        assert await reseal(storage.database, both) == 0
    async with open_storage(path, retire(key_file)) as storage:
        assert await storage.store.load(7) == expected
        assert await chat_of(storage, 7).texts() == ["question"]
        assert sorted(await storage.store.fire(now)) == [-100, 7]
    with pytest.raises(WrongKey):
        async with open_storage(path, keys):
            pass


async def test_a_key_retired_before_everything_is_resealed_is_asked_for(path, keys, chat_of, now):
    key_file = path.with_name("key")
    async with open_storage(path, keys) as storage:
        await fill(chat_of(storage, 7), now)
    rotate(key_file)
    with pytest.raises(WrongKey):
        async with open_storage(path, retire(key_file)):
            pass
