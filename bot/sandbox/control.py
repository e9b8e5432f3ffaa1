"""The control API of people, groups, clock, faults and log, under /sandbox/."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

import orjson
from aiohttp import web
from aiohttp.web_request import FileField

from bot.sandbox import groups, people
from bot.sandbox.arguments import Upload
from bot.sandbox.faults import faults_from_json
from bot.sandbox.files import picture_type
from bot.sandbox.guard import guarded, json_answer, protect
from bot.sandbox.model import ChatKind
from bot.sandbox.refusals import NotPossible
from bot.sandbox.views import chat_view, message_view, state_view
from bot.sandbox.world import World

_PERSON = "/sandbox/people/{person:\\d+}"
LARGEST_NUMBER = 10**13
"""Above every chat id, below what a timedelta holds in seconds."""
Value = TypeVar("Value")
SendFiles = Callable[[World, int, list[Upload], str, str | None], list[int]]
_GROUP = "/sandbox/groups/{group:-\\d+}"


class Control:
    """Handlers over one world."""

    def __init__(self, world: World) -> None:
        self.world = world

    def routes(self) -> list[web.RouteDef]:
        """Every route of the control API but the event stream and the page."""
        table = [
            ("GET", "/sandbox/state", self.state),
            ("POST", "/sandbox/people", self.add_person),
            ("PATCH", _PERSON, self.change_person),
            ("GET", f"{_PERSON}/chat", self.chat),
            ("POST", f"{_PERSON}/messages", self.say),
            ("POST", f"{_PERSON}/edits", self.edit),
            ("POST", f"{_PERSON}/taps", self.tap),
            ("POST", f"{_PERSON}/pictures", self.pictures),
            ("POST", f"{_PERSON}/documents", self.documents),
            ("POST", f"{_PERSON}/voice", self.voice),
            ("POST", f"{_PERSON}/stickers", self.sticker),
            ("POST", f"{_PERSON}/polls", self.poll),
            ("POST", "/sandbox/groups", self.add_group),
            ("DELETE", _GROUP, self.kick),
            ("POST", f"{_GROUP}/messages", self.say_in_group),
            ("GET", f"{_GROUP}/chat", self.group_chat),
            ("GET", "/sandbox/files/{file}", self.file),
            ("POST", "/sandbox/clock", self.clock),
            ("PUT", "/sandbox/faults", self.faults),
            ("GET", "/sandbox/log", self.log),
        ]
        return [web.route(verb, path, guarded(handler)) for verb, path, handler in table]

    async def state(self, _: web.Request) -> web.StreamResponse:
        """GET /sandbox/state."""
        return json_answer(state_view(self.world))

    async def add_person(self, request: web.Request) -> web.StreamResponse:
        """POST /sandbox/people {"name", "language_code"} → {"id"}."""
        body = await _body(request)
        name = _text(body, "name")
        return json_answer({"id": self.world.add_person(name, _maybe(body, "language_code", str) or "zh-hans")})

    async def change_person(self, request: web.Request) -> web.StreamResponse:
        """PATCH /sandbox/people/{id} {"name"?, "language_code"?, "blocked"?}."""
        body = await _body(request)
        people.change(
            self.world,
            _person(request),
            name=_maybe(body, "name", str),
            language_code=_maybe(body, "language_code", str),
            blocked=_maybe(body, "blocked", bool),
        )
        return json_answer({})

    async def chat(self, request: web.Request) -> web.StreamResponse:
        """GET /sandbox/people/{id}/chat."""
        return json_answer(chat_view(self.world, self.world.chat(_person(request))))

    async def say(self, request: web.Request) -> web.StreamResponse:
        """POST …/messages {"text", "forward_from"?, "reply_to"?} → {"message_id", "message_ids"}."""
        body = await _body(request)
        ids = people.say(
            self.world,
            _person(request),
            _text(body, "text"),
            _maybe(body, "forward_from", str),
            _maybe(body, "reply_to", int),
        )
        return json_answer({"message_id": ids[-1], "message_ids": ids})

    async def edit(self, request: web.Request) -> web.StreamResponse:
        """POST …/edits {"message_id", "text"}."""
        body = await _body(request)
        people.edit(self.world, _person(request), _number(body, "message_id"), _text(body, "text"))
        return json_answer({})

    async def tap(self, request: web.Request) -> web.StreamResponse:
        """POST …/taps {"message_id", "data", "force"?, "twice"?} → {"callback_query_id"}."""
        body = await _body(request)
        person, message_id, data = _person(request), _number(body, "message_id"), _text(body, "data")
        force = bool(body.get("force"))
        query_id = people.tap(self.world, person, message_id, data, force=force)
        if body.get("twice"):
            people.tap(self.world, person, message_id, data, force=True)
        return json_answer({"callback_query_id": query_id})

    async def pictures(self, request: web.Request) -> web.StreamResponse:
        """POST …/pictures, multipart: one or more "file", "caption"?, "forward_from"?."""
        return await self._files(request, people.send_pictures)

    async def documents(self, request: web.Request) -> web.StreamResponse:
        """POST …/documents, multipart: one or more "file", "caption"?, "forward_from"?."""
        return await self._files(request, people.send_documents)

    async def _files(self, request: web.Request, send: SendFiles) -> web.StreamResponse:
        files, fields = await _form(request)
        caption, origin = fields.get("caption", ""), fields.get("forward_from")
        ids = send(self.world, _person(request), files, caption, origin)
        return json_answer({"message_id": ids[-1], "message_ids": ids})

    async def voice(self, request: web.Request) -> web.StreamResponse:
        """POST …/voice, multipart: "file"."""
        files, _ = await _form(request)
        return json_answer({"message_id": people.send_voice(self.world, _person(request), files[0])})

    async def sticker(self, request: web.Request) -> web.StreamResponse:
        """POST …/stickers {"emoji"}."""
        emoji = _text(await _body(request), "emoji")
        return json_answer({"message_id": people.send_sticker(self.world, _person(request), emoji)})

    async def poll(self, request: web.Request) -> web.StreamResponse:
        """POST …/polls {"question"}."""
        question = _text(await _body(request), "question")
        return json_answer({"message_id": people.send_poll(self.world, _person(request), question)})

    async def add_group(self, request: web.Request) -> web.StreamResponse:
        """POST /sandbox/groups {"title", "kind", "by"} → {"id"}."""
        body = await _body(request)
        chat_id = groups.add_group(self.world, _text(body, "title"), _kind(body), _number(body, "by"))
        return json_answer({"id": chat_id})

    async def kick(self, request: web.Request) -> web.StreamResponse:
        """DELETE /sandbox/groups/{id}: the bot is taken out."""
        groups.kick(self.world, int(request.match_info["group"]))
        return json_answer({})

    async def say_in_group(self, request: web.Request) -> web.StreamResponse:
        """POST /sandbox/groups/{id}/messages {"from", "text", "reply_to"?} → {"message_id"}."""
        body = await _body(request)
        group, by = int(request.match_info["group"]), _number(body, "from")
        sent = groups.say_in_group(self.world, group, by, _text(body, "text"), _maybe(body, "reply_to", int))
        return json_answer({"message_id": sent.id})

    async def group_chat(self, request: web.Request) -> web.StreamResponse:
        """GET /sandbox/groups/{id}/chat."""
        chat = self.world.chat(int(request.match_info["group"]))
        return json_answer({"messages": [message_view(message, chat) for message in chat.messages.values()]})

    async def file(self, request: web.Request) -> web.StreamResponse:
        """GET /sandbox/files/{file_id}: only pictures open in the browser, everything else is saved."""
        stored = self.world.files.by_id.get(request.match_info["file"])
        if stored is None:
            raise NotPossible("there is no such file", 404)
        shown = picture_type(stored.content)
        kind = shown or "application/octet-stream"
        response = protect(web.Response(body=stored.content, content_type=kind))
        if not shown:
            response.headers["Content-Disposition"] = "attachment"
        return response

    async def clock(self, request: web.Request) -> web.StreamResponse:
        """POST /sandbox/clock {"advance_seconds"} → {"clock"}."""
        seconds = _number(await _body(request), "advance_seconds")
        self.world.advance(timedelta(seconds=seconds))
        return json_answer({"clock": self.world.now().isoformat()})

    async def faults(self, request: web.Request) -> web.StreamResponse:
        """PUT /sandbox/faults: the faults in force from now on; {} ends them."""
        self.world.faults.use(faults_from_json(await _body(request)))
        return json_answer(self.world.faults.faults.to_json())

    async def log(self, request: web.Request) -> web.StreamResponse:
        """GET /sandbox/log?after=N."""
        calls = self.world.log.after(_after(request))
        return json_answer({"calls": [call.to_json() for call in calls], "last": self.world.log.count})


async def _body(request: web.Request) -> dict[str, Any]:
    try:
        body = orjson.loads(await request.read() or b"{}")
    except orjson.JSONDecodeError:
        raise NotPossible("the body is no JSON") from None
    if not isinstance(body, dict):
        raise NotPossible("the body is no JSON object")
    return body


async def _form(request: web.Request) -> tuple[list[Upload], dict[str, str]]:
    """(files, fields) of a multipart body with at least one "file"."""
    posted = await request.post()
    files = [
        Upload(part.filename, part.content_type, part.file.read())
        for part in posted.getall("file", [])
        if isinstance(part, FileField)
    ]
    if not files:
        raise NotPossible('a multipart body with a "file" is needed')
    return files, {name: value for name, value in posted.items() if isinstance(value, str)}


def _person(request: web.Request) -> int:
    return int(request.match_info["person"])


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value.strip():
        raise NotPossible(f'"{name}" is missing')
    return value


def _number(body: dict[str, Any], name: str) -> int:
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotPossible(f'"{name}" must be a number')
    if abs(value) > LARGEST_NUMBER:
        raise NotPossible(f'"{name}" is too large')
    return int(value)


def _maybe(body: dict[str, Any], name: str, kind: type[Value]) -> Value | None:
    value = body.get(name)
    if value is None or isinstance(value, kind):
        return value
    raise NotPossible(f'"{name}" has the wrong type')


def _kind(body: dict[str, Any]) -> ChatKind:
    kinds: dict[str, ChatKind] = {"group": "group", "supergroup": "supergroup", "channel": "channel"}
    try:
        return kinds[_maybe(body, "kind", str) or "group"]
    except KeyError:
        raise NotPossible("kind is group, supergroup or channel") from None


def _after(request: web.Request) -> int:
    raw = request.query.get("after") or "0"
    if not raw.isdecimal():
        raise NotPossible("after is a number")
    return int(raw)
