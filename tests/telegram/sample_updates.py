"""One update of every kind, in the shape the Bot API documents."""

from __future__ import annotations

from typing import Any

LIN = {"id": 1001, "is_bot": False, "first_name": "Lin", "language_code": "zh-hant"}
OTHER_BOT = {"id": 77, "is_bot": True, "first_name": "Echo", "username": "echo_bot"}
PRIVATE = {"id": 1001, "type": "private", "first_name": "Lin"}
GROUP = {"id": -200, "type": "supergroup", "title": "Flat 3"}
CHANNEL = {"id": -300, "type": "channel", "title": "News"}
FILE = {"file_id": "f", "file_unique_id": "u"}
PICTURE = {**FILE, "width": 90, "height": 90}
CLIP = {**PICTURE, "duration": 3}
PLACE = {"latitude": 25.03, "longitude": 121.56}


def message(sender: dict[str, Any] = LIN, chat: dict[str, Any] = PRIVATE, **content: Any) -> dict[str, Any]:
    return {"message_id": 9, "date": 1795447124, "chat": chat, "from": sender, **content}


def member(status: str) -> dict[str, Any]:
    user = {"id": 4242, "is_bot": True, "first_name": "Breath"}
    more: dict[str, dict[str, Any]] = {
        "kicked": {"until_date": 0},
        "administrator": dict.fromkeys(
            (
                "can_be_edited",
                "is_anonymous",
                "can_manage_chat",
                "can_delete_messages",
                "can_manage_video_chats",
                "can_restrict_members",
                "can_promote_members",
                "can_change_info",
                "can_invite_users",
                "can_post_stories",
                "can_edit_stories",
                "can_delete_stories",
            ),
            False,
        ),
    }
    return {"user": user, "status": status, **more.get(status, {})}


def membership(chat: dict[str, Any], before: str, after: str) -> dict[str, Any]:
    return {
        "my_chat_member": {
            "chat": chat,
            "from": LIN,
            "date": 1795447124,
            "old_chat_member": member(before),
            "new_chat_member": member(after),
        }
    }


def tap(chat: dict[str, Any] = PRIVATE, **hung_on: Any) -> dict[str, Any]:
    hung_on = {**hung_on, "chat": chat} if hung_on else message(OTHER_BOT, chat, text="?")
    tapped = {"id": "cb1", "from": LIN, "chat_instance": "1", "message": hung_on, "data": "s:1:yes"}
    return {"callback_query": tapped}


def forwarded() -> dict[str, Any]:
    return {"type": "hidden_user", "sender_user_name": "Collector", "date": 1795447000}


SAMPLES: dict[str, tuple[dict[str, Any], str]] = {
    "text": ({"message": message(text="你好")}, "text"),
    "command": ({"message": message(text="/start abc")}, "text"),
    "forwarded text": ({"message": message(text="还钱", forward_origin=forwarded())}, "text"),
    "text of another bot": ({"message": message(OTHER_BOT, text="beep")}, "text"),
    "photo with caption": (
        {"message": message(photo=[PICTURE], caption="看这个", media_group_id="77")},
        "photo",
    ),
    "voice": ({"message": message(voice={**FILE, "duration": 2})}, "voice"),
    "audio": ({"message": message(audio={**FILE, "duration": 2})}, "voice"),
    "sticker": (
        {"message": message(sticker={**PICTURE, "type": "regular", "is_animated": False, "is_video": False})},
        "sticker",
    ),
    "poll": (
        {
            "message": message(
                poll={
                    "id": "p",
                    "question": "?",
                    "options": [{"text": "a", "voter_count": 0, "persistent_id": "1"}],
                    "total_voter_count": 0,
                    "is_closed": False,
                    "is_anonymous": True,
                    "type": "regular",
                    "allows_multiple_answers": False,
                    "allows_revoting": False,
                    "members_only": False,
                }
            )
        },
        "poll",
    ),
    "document": ({"message": message(document=FILE, caption="合同")}, "document"),
    "animation": ({"message": message(animation=CLIP, document=FILE)}, "video"),
    "video": ({"message": message(video=CLIP)}, "video"),
    "video note": ({"message": message(video_note={**FILE, "length": 9, "duration": 2})}, "video"),
    "location": ({"message": message(location=PLACE)}, "location"),
    "venue": (
        {"message": message(location=PLACE, venue={"location": PLACE, "title": "t", "address": "a"})},
        "location",
    ),
    "contact": ({"message": message(contact={"phone_number": "1", "first_name": "a"})}, "contact"),
    "dice": ({"message": message(dice={"emoji": "🎲", "value": 3})}, "dice"),
    "game": (
        {"message": message(game={"title": "g", "description": "d", "photo": [PICTURE]})},
        "other",
    ),
    "pin notice": (
        {"message": message(pinned_message={**message(text="x"), "message_id": 3})},
        "ignored",
    ),
    "edited text": ({"edited_message": message(text="改了", edit_date=1795447200)}, "edited"),
    "tap": (tap(), "tap"),
    "tap on an old message": (tap(chat=PRIVATE, message_id=4, date=0), "tap"),
    "blocked": (membership(PRIVATE, "member", "kicked"), "blocked"),
    "unblocked": (membership(PRIVATE, "kicked", "member"), "unblocked"),
    "added to a group": (membership(GROUP, "left", "member"), "added"),
    "added to a channel": (membership(CHANNEL, "left", "administrator"), "added"),
    "made administrator": (membership(GROUP, "member", "administrator"), "group"),
    "taken out of a group": (membership(GROUP, "member", "left"), "ignored"),
    "text in a group": ({"message": message(chat=GROUP, text="hi all")}, "group"),
    "edited in a group": (
        {"edited_message": message(chat=GROUP, text="hi", edit_date=1795447200)},
        "group",
    ),
    "tap in a group": (tap(GROUP), "group"),
    "channel post": (
        {"channel_post": {"message_id": 5, "date": 1795447124, "chat": CHANNEL, "text": "news"}},
        "group",
    ),
    "inline query": ({"inline_query": {"id": "1", "from": LIN, "query": "a", "offset": ""}}, "ignored"),
}
