"""The events of a chat as Server-Sent Events (WHATWG HTML, 9.2), resumable by Last-Event-ID."""

from __future__ import annotations

import orjson
from aiohttp import web

from bot.sandbox.guard import guarded, protect
from bot.sandbox.views import event_view
from bot.sandbox.world import World

HEARTBEAT = 15.0
"""Seconds between two signs of life on a quiet stream."""


def event_routes(world: World) -> list[web.RouteDef]:
    """GET /sandbox/people/{id}/events and /sandbox/groups/{id}/events, both with ?after=N."""

    async def events(request: web.Request) -> web.StreamResponse:
        return await _stream(world, request)

    path = "/sandbox/{side:people|groups}/{chat:-?\\d+}/events"
    return [web.route("GET", path, guarded(events))]


async def _stream(world: World, request: web.Request) -> web.StreamResponse:
    chat = world.chat(int(request.match_info["chat"]))
    seen = _last_seen(request)
    response = protect(web.StreamResponse(headers={"Content-Type": "text/event-stream"}))
    await response.prepare(request)
    await response.write(b": open\n\n")
    while world.serving:
        batch = await chat.events.wait(seen, HEARTBEAT)
        lines = [
            b"id: %d\ndata: %s\n\n" % (event.number, orjson.dumps(event_view(world, chat, event))) for event in batch
        ]
        try:
            await response.write(b"".join(lines) or b": quiet\n\n")
        except ConnectionError:
            break
        seen = batch[-1].number if batch else seen
    return response


def _last_seen(request: web.Request) -> int:
    raw = request.headers.get("Last-Event-ID") or request.query.get("after") or "0"
    return int(raw) if raw.isdecimal() else 0
