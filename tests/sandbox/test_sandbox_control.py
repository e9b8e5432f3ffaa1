"""The control API: what the chat page relies on, and what keeps strangers out."""

from __future__ import annotations

import asyncio
import inspect
import ipaddress
import json
import re

import aiohttp
import pytest

from bot.sandbox import serve
from bot.sandbox.server import application
from bot.settings import Settings, parse_place

CHOICES = {"inline_keyboard": [[{"text": "好", "callback_data": "yes"}]]}


async def events(api, person: int, count: int, **headers: str) -> list[tuple[int, dict]]:
    """The first `count` events of a person's stream."""
    url, got, number = f"{api.server.url}/sandbox/people/{person}/events", [], 0
    async with api.session.get(url, headers=headers) as stream, asyncio.timeout(5):
        assert stream.headers["Content-Type"] == "text/event-stream"
        while len(got) < count:
            line = (await stream.content.readline()).decode()
            if line.startswith("id: "):
                number = int(line[4:])
            elif line.startswith("data: "):
                got.append((number, json.loads(line[6:])))
    return got


async def test_a_person_is_added_renamed_and_seen_in_the_state(api) -> None:
    _, made = await api.control("POST", "people", {"name": "阿美", "language_code": "zh-hant"})
    await api.control("PATCH", f"people/{made['id']}", {"name": "美", "blocked": True})
    _, state = await api.control("GET", "state")

    assert state["people"] == [{"id": made["id"], "name": "美", "language_code": "zh-hant", "blocked": True}]
    assert state["bot"]["username"] == "huankouqi_bot"


async def test_the_chat_view_holds_what_a_client_shows(lin, api) -> None:
    await api.result("setMyCommands", commands=[{"command": "help", "description": "帮助"}])
    sent = await api.result("sendMessage", chat_id=lin, text="<b>好吗</b>", parse_mode="HTML", reply_markup=CHOICES)
    await api.result("sendChatAction", chat_id=lin, action="typing")
    _, chat = await api.control("GET", f"people/{lin}/chat")
    shown = chat["messages"][-1]

    assert {k: shown[k] for k in ("id", "from", "text", "buttons", "edited", "deleted", "pinned")} == {
        "id": sent["message_id"],
        "from": "bot",
        "text": "好吗",
        "buttons": [[{"text": "好", "data": "yes"}]],
        "edited": False,
        "deleted": False,
        "pinned": False,
    }
    assert shown["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert chat["commands"] == [{"command": "help", "description": "帮助"}]
    assert (chat["typing"], chat["menu_button"]) == (True, {"type": "commands"})


async def test_events_can_be_taken_up_where_they_were_left(lin, api) -> None:
    await api.result("sendMessage", chat_id=lin, text="一")
    await api.result("sendMessage", chat_id=lin, text="二")
    first, second, third = await events(api, lin, 3)
    resumed = await events(api, lin, 1, **{"Last-Event-ID": str(second[0])})

    assert [event["type"] for _, event in (first, second, third)] == ["message"] * 3
    assert resumed == [third]


async def test_writing_tapping_and_editing_over_http(lin, sandbox, api) -> None:
    _, said = await api.control("POST", f"people/{lin}/messages", {"text": "三千"})
    await api.control("POST", f"people/{lin}/edits", {"message_id": said["message_id"], "text": "三万"})
    sent = await api.result("sendMessage", chat_id=lin, text="好吗", reply_markup=CHOICES)
    tapped = {"message_id": sent["message_id"], "data": "yes", "twice": True}
    await api.control("POST", f"people/{lin}/taps", tapped)
    updates = await api.result("getUpdates")

    assert [next(k for k in update if k != "update_id") for update in updates] == [
        "message",
        "edited_message",
        "callback_query",
        "callback_query",
    ]
    assert updates[2]["callback_query"]["id"] != updates[3]["callback_query"]["id"]


@pytest.mark.parametrize(
    ("path", "body", "kind"),
    [("stickers", {"emoji": "😀"}, "sticker"), ("polls", {"question": "去吗"}, "poll")],
)
async def test_other_kinds_of_messages_reach_the_bot(lin, api, path, body, kind) -> None:
    await api.control("POST", f"people/{lin}/{path}", body)
    [update] = await api.result("getUpdates")

    assert kind in update["message"]


@pytest.mark.parametrize(("path", "kind"), [("pictures", "photo"), ("documents", "document"), ("voice", "voice")])
async def test_files_are_sent_as_forms_and_can_be_seen_on_the_page(lin, api, png, path, kind) -> None:
    form = aiohttp.FormData({"caption": "看"})
    form.add_field("file", png(), filename="账单.png", content_type="image/png")
    async with api.session.post(f"{api.server.url}/sandbox/people/{lin}/{path}", data=form) as answer:
        assert answer.status == 200
    [update] = await api.result("getUpdates")
    _, chat = await api.control("GET", f"people/{lin}/chat")
    async with api.session.get(f"{api.server.url}{chat['messages'][-1][kind]['url']}") as answer:
        assert await answer.read() == png()

    assert kind in update["message"]


@pytest.mark.parametrize("method", ["sendPhoto", "sendDocument"])
async def test_the_bot_sends_files_and_sends_them_again_by_id(lin, api, png, method) -> None:
    kind = method.removeprefix("send").lower()
    form = aiohttp.FormData({"chat_id": str(lin), "caption": "<b>看</b>", "parse_mode": "HTML"})
    form.add_field(kind, png(), filename="a.png", content_type="image/png")
    url = f"{api.server.bot_api_url}{api.server.world.bot.token}/{method}"
    async with api.session.post(url, data=form) as answer:
        sent = (await answer.json())["result"]
    file = sent[kind][-1] if kind == "photo" else sent[kind]
    again = await api.result(method, chat_id=lin, **{kind: file["file_id"]})

    assert (sent["caption"], sent["caption_entities"][0]["type"]) == ("看", "bold")
    assert again[kind] == sent[kind]
    refused = await api.refusal(method, chat_id=lin, **{kind: file["file_id"]}, caption="长" * 1025)
    assert refused == "Bad Request: message caption is too long"


@pytest.mark.parametrize(
    ("verb", "path", "body", "status"),
    [
        ("POST", "people/1001/messages", {"text": "  "}, 400),
        ("POST", "people/1001/messages", {}, 400),
        ("POST", "people/1001/taps", {"message_id": 1, "data": "gone"}, 400),
        ("POST", "people/1001/stickers", [], 400),
        ("POST", "people/9/messages", {"text": "x"}, 404),
        ("GET", "people/9/chat", None, 404),
        ("POST", "groups", {"title": "x", "kind": "planet", "by": 1001}, 400),
        ("POST", "clock", {"advance_seconds": -1}, 400),
        ("POST", "clock", {}, 400),
        ("POST", "clock", {"advance_seconds": 10**15}, 400),
        ("POST", "people/1001/messages", {"text": "x", "reply_to": []}, 400),
        ("POST", "people/1001/messages", {"text": "x", "forward_from": 5}, 400),
        ("PATCH", "people/1001", {"name": []}, 400),
        ("PATCH", "people/1001", {"blocked": "no"}, 400),
        ("POST", "groups", {"title": "x", "kind": {}, "by": 1001}, 400),
        ("GET", "log?after=x", None, 400),
        ("PUT", "faults", {"drop": 2}, 400),
        ("PUT", "faults", {"dorp": 0.1}, 400),
        ("PUT", "faults", {"status": {"many": 1}}, 400),
        ("GET", "files/none", None, 404),
    ],
)
async def test_what_cannot_be_done_is_said(lin, api, verb, path, body, status) -> None:
    answered, why = await api.control(verb, path, body)

    assert answered == status
    assert why["error"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:80"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
async def test_a_web_site_cannot_use_the_control_api(api, headers) -> None:
    status, _ = await api.control("GET", "state", **headers)

    assert status == 403


EVIL = ({"Host": "evil.example"}, {"Host": "127.0.0.1.evil.example"}, {"Origin": "https://evil.example"})


@pytest.mark.parametrize("headers", EVIL, ids=str)
async def test_no_route_but_the_bots_own_answers_a_web_site(api, lin, headers) -> None:
    """By name (DNS rebinding) or by a form on another site: whatever the route, nothing is shown and nothing done."""
    before = len(api.server.world.chats[lin].messages)
    asked, parts = 0, {"file": "index.html", "group": "-200", "side": "people"}
    for route in application(api.server.world).router.routes():
        path = route.resource.canonical if route.resource is not None else ""
        if "{token}" in path or route.method == "HEAD":
            continue
        asked += 1
        place = re.sub(r"{(\w+)}", lambda found: parts.get(found[1], str(lin)), path)
        url, sent = f"{api.server.url}{place}", {"text": "hi", "name": "x", "emoji": "x", "title": "x", "by": lin}
        async with api.session.request(route.method, url, json=sent, headers=headers) as answer:
            assert answer.status == 403, path
            assert "Access-Control-Allow-Origin" not in answer.headers
    assert asked > 20
    assert len(api.server.world.chats[lin].messages) == before


async def test_the_bots_own_routes_want_its_token_whoever_asks(api) -> None:
    for token in ("", "1:guessed", "../sandbox"):
        async with api.session.post(f"{api.server.url}/bot{token}/getUpdates", json={}) as answer:
            assert answer.status in {401, 404}


@pytest.mark.parametrize("headers", [*EVIL, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}], ids=str)
@pytest.mark.parametrize("verb", ["GET", "POST"])
async def test_a_web_site_that_knows_the_token_cannot_play_the_bot(
    api, lin, verb: str, headers: dict[str, str]
) -> None:
    """The token is the same for everybody: an image on any page could have set a webhook elsewhere."""
    world = api.server.world
    before = len(world.chats[lin].messages)
    for method in (f"sendMessage?chat_id={lin}&text=hi", "setWebhook?url=http://127.0.0.1:1/", "getUpdates"):
        async with api.session.request(verb, f"{api.server.url}/bot{world.bot.token}/{method}", headers=headers) as got:
            assert got.status == 403
    async with api.session.get(f"{api.server.url}/file/bot{world.bot.token}/photos/x", headers=headers) as got:
        assert got.status == 403
    assert len(world.chats[lin].messages) == before
    assert not world.webhook.is_set


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost", "[::1]:8080", "192.168.1.4:8080", "sandbox:8080"])
async def test_a_bot_reaches_it_by_address_or_by_the_name_of_a_machine(api, host: str) -> None:
    url = f"{api.server.url}/bot{api.server.world.bot.token}/getMe"
    async with api.session.get(url, headers={"Host": host}) as got:
        assert got.status == 200


def test_nothing_listens_beyond_this_machine_unless_told() -> None:
    settings = Settings(_env_file=None)
    for place in (settings.sandbox_listen, settings.webhook_listen):
        assert ipaddress.ip_address(parse_place(place)[0]).is_loopback
    assert settings.health_listen is None
    assert inspect.signature(serve).parameters["host"].default == "127.0.0.1"


async def test_the_page_itself_may_use_it(api) -> None:
    status, _ = await api.control("GET", "state", Origin=api.server.url)

    assert status == 200


async def test_every_answer_forbids_foreign_content(api) -> None:
    async with api.session.get(f"{api.server.url}/sandbox/state") as answer:
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")


@pytest.mark.parametrize("path", ["%2e%2e/server.py", "..%2fserver.py", "%2fetc%2fpasswd", "missing.js"])
async def test_only_the_pages_own_files_are_served(api, path) -> None:
    from yarl import URL

    url = URL(f"{api.server.url}/sandbox/page/{path}", encoded=True)
    async with api.session.get(url) as answer:
        assert answer.status == 404


async def test_time_moves_for_everyone_who_follows_it(lin, sandbox, api) -> None:
    moved: list[float] = []
    sandbox.clock_listeners.append(lambda by: moved.append(by.total_seconds()))
    before = sandbox.now()
    await api.control("POST", "clock", {"advance_seconds": 3600})
    [*_, (_, event)] = await events(api, lin, 2)

    assert moved == [3600]
    assert (sandbox.now() - before).total_seconds() == pytest.approx(3600, abs=30)
    assert event["type"] == "clock"


async def test_the_log_counts_calls_and_their_outcome(lin, api) -> None:
    await api.result("getMe")
    sent = await api.result("sendMessage", chat_id=lin, text="一")
    await api.refusal("sendMessage", chat_id=lin, text="")
    _, log = await api.control("GET", "log?after=1")

    calls = [(c["method"], c["chat_id"], c["ok"], c["error_code"], c["message_id"]) for c in log["calls"]]
    assert calls == [
        ("sendMessage", lin, True, None, sent["message_id"]),
        ("sendMessage", lin, False, 400, None),
    ]


async def test_the_same_chats_can_be_served_again_after_an_outage(lin, sandbox, api) -> None:
    waiting = asyncio.create_task(api.result("getUpdates", timeout=30))
    await api.result("getMe")
    await api.server.close()
    assert await waiting == []

    api.server = await serve(sandbox)
    sandbox.say(lin, "又通了")
    assert [event["message"]["text"] for _, event in await events(api, lin, 2)] == ["/start", "又通了"]
    await api.server.close()


async def test_a_group_is_made_talked_in_and_left_over_http(lin, api) -> None:
    _, made = await api.control("POST", "groups", {"title": "家", "kind": "supergroup", "by": lin})
    await api.control("POST", f"groups/{made['id']}/messages", {"from": lin, "text": "/start"})
    _, chat = await api.control("GET", f"groups/{made['id']}/chat")
    await api.control("DELETE", f"groups/{made['id']}")
    updates = await api.result("getUpdates")

    assert chat["messages"][-1]["text"] == "/start"
    assert [u["my_chat_member"]["new_chat_member"]["status"] for u in updates if "my_chat_member" in u] == [
        "member",
        "kicked",
    ]
