"""Who may use the control API: this machine's own page and programs, nobody's web site.

A web site open in the same browser could otherwise reach a local port: by name (DNS rebinding, stopped by the
Host check) or by a cross-site request (stopped by the Origin check).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import orjson
from aiohttp import web

from bot.sandbox.refusals import NotPossible

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_POLICY = "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def guarded(handler: Handler) -> Handler:
    """A control handler behind the checks, with errors as {"error"} and a strict policy on every answer."""

    async def answer(request: web.Request) -> web.StreamResponse:
        if not _from_this_machine(request):
            return json_answer({"error": "only this machine's own page may do that"}, 403)
        try:
            return await handler(request)
        except NotPossible as problem:
            return json_answer({"error": str(problem)}, problem.status)

    return answer


def json_answer(body: object, status: int = 200) -> web.Response:
    """JSON with the page's policy."""
    headers = {**_HEADERS, "Content-Type": "application/json"}
    return web.Response(status=status, body=orjson.dumps(body), headers=headers)


def protect(response: web.StreamResponse) -> web.StreamResponse:
    """Put the page's policy on an answer."""
    response.headers.update(_HEADERS)
    return response


def from_a_web_site(request: web.Request) -> bool:
    """Whether a browser makes a call of the Bot API for a web site: the sandbox's token is the same for everybody.

    A bot may run beside the sandbox or on another machine, so addresses and plain names of machines are let through; a
    web site that took a name of its own for this machine has a dot in it.
    """
    name = urlsplit(f"//{request.headers.get('Host', '')}").hostname or ""
    named = "." in name and not _is_address(name)
    crossing = request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}
    return named or crossing or "Origin" in request.headers


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _from_this_machine(request: web.Request) -> bool:
    host = request.headers.get("Host", "")
    origin = request.headers.get("Origin")
    if urlsplit(f"//{host}").hostname not in _LOOPBACK:
        return False
    return origin is None or urlsplit(origin).netloc == host
