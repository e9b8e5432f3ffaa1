"""A Bot API over real HTTP that answers each method with what a test has lined up, then with success."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import orjson
from aiohttp import web
from watched import Watched

TOKEN = "4242:scripted"

Answer = Callable[[web.Request, dict[str, Any]], Awaitable[web.StreamResponse]]


class ScriptedApi(Watched):
    def __init__(self) -> None:
        super().__init__()
        self.script: dict[str, deque[Answer]] = defaultdict(deque)
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.at: list[float] = []
        self.url = ""

    def answer(self, method: str, *answers: Answer) -> None:
        self.script[method.lower()].extend(answers)

    def texts(self, chat_id: int | None = None) -> list[str]:
        """Every text asked to be sent, in the order it came, whatever was answered."""
        return [
            asked["text"]
            for method, asked in self.calls
            if method in ("sendmessage", "editmessagetext") and chat_id in (None, asked["chat_id"])
        ]

    def methods(self) -> list[str]:
        return [method for method, _ in self.calls]

    async def called(self, method: str, times: int = 1) -> None:
        """Wait until a method has been called so many times."""
        await self.until(lambda: self.methods().count(method.lower()) >= times)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method, asked = request.match_info["method"].lower(), await asked_of(request)
        self.calls.append((method, asked))
        self.at.append(asyncio.get_running_loop().time())
        self.changed()
        lined_up = self.script[method]
        return await lined_up.popleft()(request, asked) if lined_up else ok(method, len(self.calls))


async def asked_of(request: web.Request) -> dict[str, Any]:
    """The parameters of a call: its JSON, or the fields of a form with a file."""
    if request.content_type == "multipart/form-data":
        return dict(await request.post())
    asked: dict[str, Any] = orjson.loads(await request.read() or b"{}")
    return asked


def ok(method: str, number: int) -> web.Response:
    results: dict[str, Any] = {
        "sendmessage": {"message_id": number},
        "senddocument": {"message_id": number},
        "getupdates": [],
        "getwebhookinfo": {"url": ""},
    }
    return web.json_response({"ok": True, "result": results.get(method, True)})


def refusal(code: int, description: str, retry_after: int | None = None) -> Answer:
    async def refuse(request: web.Request, asked: dict[str, Any]) -> web.StreamResponse:
        body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
        if retry_after is not None:
            body["parameters"] = {"retry_after": retry_after}
        return web.json_response(body, status=code)

    return refuse


def result(value: Any) -> Answer:
    async def give(request: web.Request, asked: dict[str, Any]) -> web.StreamResponse:
        return web.json_response({"ok": True, "result": value})

    return give


def held(until: asyncio.Event, then: Answer) -> Answer:
    async def hold(request: web.Request, asked: dict[str, Any]) -> web.StreamResponse:
        await until.wait()
        return await then(request, asked)

    return hold


async def cut(request: web.Request, asked: dict[str, Any]) -> web.StreamResponse:
    """The call has taken effect, and then the connection breaks."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def page(request: web.Request, asked: dict[str, Any]) -> web.StreamResponse:
    """What a proxy in between says when it has trouble."""
    return web.Response(status=502, text="<html>Bad Gateway</html>")


@asynccontextmanager
async def scripted(port: int = 0) -> AsyncIterator[ScriptedApi]:
    api = ScriptedApi()
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", api.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    api.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield api
    finally:
        await runner.cleanup()
