"""The Bot API over HTTP: /bot<token>/<method> and /file/bot<token>/<path>."""

from __future__ import annotations

import asyncio
import inspect
import logging
from typing import Any

import orjson
from aiohttp import web

from bot.sandbox.arguments import Arguments, read_arguments
from bot.sandbox.faults import Cut, Trouble
from bot.sandbox.guard import from_a_web_site
from bot.sandbox.methods import METHODS, Method
from bot.sandbox.refusals import Refused, forbidden, unknown_method, unknown_token
from bot.sandbox.world import World

_LOG = logging.getLogger(__name__)
_JSON = {"Content-Type": "application/json"}


class BotApi:
    """Answers calls out of one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.webhook.call = self._called_back

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One call over HTTP."""
        cut = Cut.NEVER
        try:
            if from_a_web_site(request):
                raise forbidden("a web site may not call this")
            if request.match_info["token"] != self.world.bot.token:
                raise unknown_token()
            method = _method(request.match_info["method"])
            arguments = await read_arguments(request)
            trouble = await self._trouble(method)
            cut = trouble.cut
            result = None if cut is Cut.BEFORE else await self._logged(method, arguments, trouble.refusal)
            response = _json(200, {"ok": True, "result": result})
        except Refused as refused:
            response = _json(refused.code, refused.to_api())
        except ConnectionResetError:  # the bot was killed in the middle of its call: nobody is there to be answered
            return web.Response(status=400)
        if cut is not Cut.NEVER and request.transport:
            request.transport.abort()
        return response

    async def download(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file."""
        if from_a_web_site(request):
            return _json(403, forbidden("a web site may not call this").to_api())
        if request.match_info["token"] != self.world.bot.token:
            return _json(401, unknown_token().to_api())
        stored = self.world.files.by_path.get(request.match_info["path"])
        if stored is None:
            return _json(404, unknown_method().to_api())
        return web.Response(body=stored.content, content_type="application/octet-stream")

    async def _trouble(self, method: Method) -> Trouble:
        """Draw the call's trouble and sit its delay out."""
        trouble = self.world.faults.draw(method.name.lower())
        pause = self.world.latency.total_seconds() + trouble.delay_ms / 1000
        if pause:
            await asyncio.sleep(pause)
        return trouble

    async def _logged(self, method: Method, arguments: Arguments, refusal: Refused | None) -> object:
        code: int | None = None
        result: object = None
        try:
            result = await self._carried_out(method, arguments, refusal)
        except Refused as refused:
            code = refused.code
            raise
        finally:
            if self.world.log.on:
                sent = result.get("message_id") if isinstance(result, dict) else None
                chat_id = _chat_number(arguments.values.get("chat_id"))
                self.world.log.add(self.world.now(), method.name, chat_id, code, sent)
        return result

    async def _carried_out(self, method: Method, arguments: Arguments, refusal: Refused | None) -> object:
        if refusal:
            raise refusal
        result = method.handler(self.world, arguments)
        if inspect.isawaitable(result):
            result = await result
        if not method.name.startswith("get") or "offset" in arguments.values:
            self.world.changed = True
        return result

    async def _called_back(self, name: str, values: dict[str, Any]) -> object:
        """A call in the answer to a webhook; the bot does not hear of a refusal, so it is logged."""
        try:
            return await self._logged(_method(name), Arguments(values), None)
        except Refused as refused:
            _LOG.warning("a call in a webhook answer was refused: %s: %s", name, refused.description)
            return None


def _method(name: str) -> Method:
    method = METHODS.get(name.lower())
    if method is None:
        raise unknown_method()
    return method


def _chat_number(raw: object) -> int | str | None:
    text = "" if raw is None else str(raw)[:64]
    return int(text) if text.removeprefix("-").isdecimal() else text or None


def _json(status: int, body: dict[str, Any]) -> web.Response:
    return web.Response(status=status, body=orjson.dumps(body), headers=_JSON)
