"""What holds for every turn: old buttons, guards, forgetting, edits of flows under a live session."""

from dataclasses import replace
from datetime import timedelta

import orjson
import pytest

from bot.conversation.trouble import apologise
from bot.conversation.turn import take_turn
from bot.conversation.values import InboxRow, Snapshot
from bot.dialogue.flowset import FlowSet
from bot.dialogue.model import Flow
from bot.dialogue.values import loads
from bot.dialogue.versions import History, shape_of

ADULT = {"set_up": True, "adult": True, "region": "CN", "role": "self", "script": "zh_Hans"}


def test_a_tap_is_answered_by_the_next_question_and_the_old_one_shows_the_choice(meet) -> None:
    person = meet()
    person.type("/start")

    person.tap("bad")

    assert any(message.text.endswith("✓ 我现在很难受") and not message.keys for message in person.chat)


def test_a_doubled_tap_says_so_and_changes_nothing(meet) -> None:
    person = meet(**ADULT)
    person.type("/checkin")
    data = person.chat[-1].buttons[2].data
    person.press(data)
    before = (person.session, len(person.chat))

    came = person.press(data)

    assert came == []
    assert (person.session, len(person.chat)) == before
    assert person.toast == "这一步已经记下了。"


def test_an_old_button_brings_the_current_question_again(meet) -> None:
    person = meet(**ADULT)
    person.type("/checkin")
    old = person.chat[-1].buttons[0].data
    person.tap("5")
    question = person.chat[-1].text

    came = person.press(old)

    assert [message.text for message in came][-1] == question
    assert "前面的按钮" in person.toast


def test_a_button_of_somebody_else_changes_nothing(meet) -> None:
    person = meet(**ADULT)
    person.type("/checkin")

    person.press("v1:zzzzzz:1:5")

    assert loads(person.session)["stack"][-1][2] == "before"


@pytest.mark.parametrize("words", ["不想活了", "不 想 活 了", "唔想做人", "已经写好遗书了"])
def test_crisis_words_bring_numbers_in_the_middle_of_anything(meet, words: str) -> None:
    person = meet(**ADULT)
    person.type("/reflect")

    came = person.type(words)

    assert any("12356" in message.text for message in came)


def test_a_forwarded_threat_is_not_taken_for_the_persons_own_words(meet) -> None:
    person = meet(**ADULT)
    person.type("/menu")

    came = person.type("你去死吧，不还钱就去死", forwarded_from="催收")

    assert not any("12356" in message.text for message in came)


def test_an_identity_number_is_masked_before_anything_keeps_it(meet) -> None:
    person = meet(**ADULT)
    person.type("/menu")
    person.tap("message")

    came = person.type("我的身份证是11010519491231002X")

    assert b"11010519491231002X" not in (person.session or b"")
    assert "遮住" in came[0].text


def test_without_consent_nothing_said_outlives_the_conversation(meet) -> None:
    person = meet(**ADULT, reason="收入少了", consent_records=False)

    person.type("/menu")

    assert loads(person.me).get("reason") is None
    assert loads(person.me)["region"] == "CN"


def test_with_consent_the_reason_stays(meet) -> None:
    person = meet(**ADULT, reason="收入少了", consent_records=True)

    person.type("/menu")

    assert loads(person.me)["reason"] == "收入少了"


def test_after_a_long_absence_a_text_is_not_taken_for_the_old_answer(meet) -> None:
    person = meet(**ADULT)
    person.type("/checkin")
    person.now += timedelta(hours=13)

    came = person.type("7")

    assert "接着来" in "".join(person.labels())
    assert "还有一步没做完" in came[-1].text


def test_an_album_is_answered_once(meet, world) -> None:
    person = meet(**ADULT)
    person.type("/menu")
    photo = {"message_id": 9, "date": 0, "chat": {"id": 1, "type": "private"}, "from": {"id": 1, "is_bot": False}}
    album = {**photo, "media_group_id": "7", "photo": [{"file_id": "x", "width": 1, "height": 1}]}

    first, second = person._take({"message": album}), person._take({"message": album})

    assert [message.text for message in first] == ["图片收到了。我就在这台机器上读里面的字，几秒就好。"]
    assert second == []
    (job,) = person.jobs
    assert len(job.payload["files"]) == 2


def test_a_picture_leaves_the_open_question_as_it_is(meet) -> None:
    person = meet(**ADULT)
    person.type("/checkin")

    came = person.send("photo")
    person.tap("3")

    assert len(came) == 1
    assert "直接办事" in person.chat[-2].text or "直接办事" in person.chat[-1].text


@pytest.mark.parametrize(
    ("kind", "more", "read"),
    [
        ("photo", {}, True),
        ("document", {"mime_type": "image/png", "file_name": "a.png"}, True),
        ("document", {"mime_type": "application/octet-stream", "file_name": "IMG_1.HEIC"}, True),
        ("document", {"mime_type": "application/pdf", "file_name": "a.pdf"}, False),
        ("animation", {"mime_type": "video/mp4"}, False),
        ("sticker", {}, False),
    ],
)
def test_whatever_may_be_a_picture_is_read(meet, kind, more, read) -> None:
    person = meet(**ADULT)

    person.send(kind, **more)

    assert [job.kind for job in person.jobs] == (["pictures"] if read else [])


def test_what_was_read_waits_while_somebody_is_in_a_crisis(meet) -> None:
    person = meet(**ADULT)
    person.send("photo")
    person.type("我不想活了")

    assert person.finish("pictures", {"failed": "no_text"}) == []
    assert [name for name in person.timers if name.startswith("job:")] == ["job:pictures"]


@pytest.mark.parametrize("kind", ["supergroup", "channel"])
def test_in_a_group_or_channel_it_says_one_line_and_leaves(world, kind: str) -> None:
    chat = {"id": -100, "type": kind, "title": "x"}
    member = {"user": {"id": 9, "is_bot": True, "first_name": "x"}, "status": "member"}
    change = {"chat": chat, "from": {"id": 1, "is_bot": False, "first_name": "x"}, "date": 0}
    update = {
        "update_id": 1,
        "my_chat_member": {**change, "old_chat_member": {**member, "status": "left"}, "new_chat_member": member},
    }

    outcome = take_turn(world, Snapshot(InboxRow(1, -100, orjson.dumps(update)), None, None), _now())

    assert [message.kind for message in outcome.commit.outgoing] == ["leave"]
    assert outcome.commit.session is None


def test_a_payload_that_cannot_be_read_is_handled_and_forgotten(world) -> None:
    outcome = take_turn(world, Snapshot(InboxRow(1, 1, b"\xff{"), None, None), _now())

    assert outcome.commit.outgoing == ()


def test_when_the_program_fails_the_person_gets_a_word_and_keeps_their_place(meet, world) -> None:
    person = meet(**ADULT)
    person.type("/checkin")
    row = InboxRow(99, 1, orjson.dumps({"update_id": 99}))

    outcome = apologise(world, Snapshot(row, person.session, person.me))

    assert outcome.commit.session is None
    assert "/sos" in outcome.commit.outgoing[0].text


def _with_flow(world, name: str, **changes: object):
    flows = {**world.setting.flows.flows}
    flows[name] = flows[name].model_copy(update=changes)
    known = {v: shape_of(world.setting.flows.flows[n]) for n, v in world.setting.flows.versions.items()}
    setting = replace(world.setting, flows=FlowSet.of(flows.values(), world.setting.flows.profile))
    return replace(world, setting=setting, history=History(known))


def test_a_session_goes_on_after_only_words_were_edited(meet, world) -> None:
    person = meet(**ADULT)
    person.type("/checkin")
    steps = world.setting.flows.flows["tension"].steps
    edited = (steps[0].model_copy(update={"ask": "现在有多紧？"}), *steps[1:])
    person.world = _with_flow(world, "tension", steps=edited)

    came = person.tap("2")

    assert "直接办事" in came[0].text


def test_when_an_edit_takes_the_ground_away_the_person_is_told_kindly(meet, world) -> None:
    person = meet(**ADULT)
    person.type("/checkin")
    steps = world.setting.flows.flows["tension"].steps
    person.world = _with_flow(world, "tension", steps=(steps[0].model_copy(update={"id": "other"}), *steps[1:]))

    came = person.tap("2")

    assert "我刚更新过" in came[0].text
    assert "现在想做哪一件" in came[-1].text


def _now():
    from tests.conversation.conftest import NOON

    return NOON


FILES = Flow.model_validate(
    {
        "flow": "evidence",
        "summary": "证据",
        "steps": [
            {
                "id": "send",
                "ask": "有截图吗？",
                "files": {"kinds": ["photo", "document"]},
                "into": "files",
                "done": "好",
            },
            {"id": "after", "say": "共{{ files|length }}份。"},
        ],
    }
)


def collecting(meet, world, **me):
    """Somebody who is asked for a file."""
    person = meet(**ADULT, **me)
    flows = FlowSet.of([*world.setting.flows.flows.values(), FILES], world.setting.flows.profile)
    person.world = replace(world, setting=replace(world.setting, flows=flows))
    outcome = person._take({"timer": "x", "payload": {"kind": "open", "flow": "evidence"}})
    assert outcome[-1].text == "有截图吗？"
    return person


def test_a_file_that_is_asked_for_is_fetched_and_then_answers_the_question(meet, world) -> None:
    person = collecting(meet, world)

    assert person.send("photo") == []
    assert [(job.kind, job.question, job.payload["kind"]) for job in person.jobs] == [
        ("fetch", "evidence.send", "photo")
    ]
    came = person.finish("fetch", {"file": {"id": "f1", "sha256": "ab" * 32, "size": 1000}})

    assert "abababab" in came[0].text
    assert came[1].text == "共1份。"


def test_pictures_of_one_album_are_each_fetched_when_files_are_asked_for(meet, world) -> None:
    person = collecting(meet, world)

    for _ in range(3):
        person.send("photo", {"media_group_id": "a1"})

    assert len(person.jobs) == 3


def test_a_file_over_twenty_megabytes_is_told_at_once(meet, world) -> None:
    person = collecting(meet, world)

    came = person.send("document", file_size=21 * 1024 * 1024)

    assert "20 MB" in came[0].text
    assert person.jobs == []


def test_a_kind_that_was_not_asked_for_is_answered_as_anywhere(meet, world) -> None:
    person = collecting(meet, world)

    came = person.send("voice")

    assert "语音" in came[0].text
    assert person.jobs == []


def test_words_under_a_picture_that_sound_like_a_crisis_come_first(meet, world) -> None:
    for person in (collecting(meet, world), meet(**ADULT)):
        person.send("photo", {"caption": "我不想活了"})

        assert loads(person.session)["stack"][-1][0] == "crisis"
        assert person.jobs == []


def test_words_under_a_forwarded_picture_are_read_with_it_and_own_ones_are_not(meet) -> None:
    under = {"caption": "卡号6222020200112233447 转过来"}
    own, forwarded = meet(**ADULT), meet(**ADULT)

    own.send("photo", under)
    forwarded.send("photo", {**under, "forward_date": 1})

    assert "under" not in own.jobs[0].payload
    assert "转过来" in forwarded.jobs[0].payload["under"]


@pytest.mark.parametrize("around", [{}, {"media_group_id": "album"}], ids=["alone", "in an album"])
def test_crisis_words_under_a_picture_come_before_the_picture(meet, around):
    player = meet(set_up=True, adult=True, region="CN")
    said = player.send("photo", {"caption": "我不想活了，你看他发的", **around})
    assert "12356" in " ".join(message.text for message in said)
    assert not player.jobs
