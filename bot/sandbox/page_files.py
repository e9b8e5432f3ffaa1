"""The chat page's own files: index.html at /, the rest under /sandbox/page/."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from aiohttp import web

from bot.sandbox.guard import guarded, protect
from bot.sandbox.refusals import NotPossible

PAGE = Path(__file__).parent / "page"


def page_routes() -> list[web.RouteDef]:
    """GET / and GET /sandbox/page/<file>."""
    return [
        web.route("GET", "/", guarded(_index)),
        web.route("GET", "/sandbox/page/{file:.+}", guarded(_file)),
    ]


async def _index(_: web.Request) -> web.StreamResponse:
    return _answer(PAGE / "index.html")


async def _file(request: web.Request) -> web.StreamResponse:
    return _answer(PAGE / request.match_info["file"])


def _answer(path: Path) -> web.StreamResponse:
    inside = path.resolve()
    if not inside.is_relative_to(PAGE.resolve()) or not inside.is_file():
        raise NotPossible("there is no such page", 404)
    kind = mimetypes.guess_type(inside.name)[0] or "application/octet-stream"
    charset = "utf-8" if kind.startswith("text/") or kind.endswith("javascript") else None
    return protect(web.Response(body=inside.read_bytes(), content_type=kind, charset=charset))
