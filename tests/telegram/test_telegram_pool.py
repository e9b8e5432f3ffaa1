"""Bare connections to the Bot API: kept, shared, given back, and never one caller's answer for another."""

from __future__ import annotations

import asyncio
import datetime as dt
import ipaddress
import ssl
from pathlib import Path

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from scripted_api import ScriptedApi, held, result
from telegram.error import TimedOut

from bot.telegram.network_faults import Cut, NotSent
from bot.telegram.pool import Limits, Pool

PATIENT = Limits(connect=5, pool=5, read=5)


@pytest.fixture
def pool():
    made = Pool(1, keep=30, user_agent="tests")
    yield made
    made.close()


async def asked(pool: Pool, api: ScriptedApi, method: str, limits: Limits = PATIENT) -> bytes:
    _, body = await pool.post(f"{api.url}/bot1/{method}", b"{}", limits)
    return body


async def test_a_caller_who_goes_away_does_not_leave_an_answer_to_the_next(api: ScriptedApi, pool: Pool):
    go = asyncio.Event()
    api.answer("getMe", held(go, result("for the first")))
    first = asyncio.create_task(asked(pool, api, "getMe"))
    await api.called("getMe")
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    go.set()
    api.answer("getMe", result("for the second"))

    assert b"for the second" in await asked(pool, api, "getMe")


async def test_those_who_wait_for_a_connection_come_in_order_and_may_go_away(api: ScriptedApi, pool: Pool):
    go = asyncio.Event()
    api.answer("one", held(go, result(True)))
    calls = [asyncio.create_task(asked(pool, api, name)) for name in ("one", "two", "three")]
    await api.called("one")
    calls[1].cancel()
    go.set()

    await asyncio.gather(*calls, return_exceptions=True)

    assert api.methods() == ["one", "three"]


async def test_a_connection_the_server_closed_is_not_used_again(api: ScriptedApi, pool: Pool):
    async def last(request: web.Request, _asked: object) -> web.StreamResponse:
        response = web.json_response({"ok": True})
        response.force_close()
        return response

    api.answer("getMe", last)

    assert b"true" in await asked(pool, api, "getMe")
    assert b"true" in await asked(pool, api, "getMe")


async def test_an_answer_in_pieces_is_put_together_and_each_piece_gives_new_time(api: ScriptedApi, pool: Pool):
    async def slowly(request: web.Request, _asked: object) -> web.StreamResponse:
        response = web.StreamResponse()
        response.enable_chunked_encoding()
        await response.prepare(request)
        for piece in (b'{"ok":', b" true,", b'"result":', b"[1]}"):
            await response.write(piece)
            await asyncio.sleep(0.06)
        return response

    api.answer("getMe", slowly)

    assert await asked(pool, api, "getMe", Limits(5, 5, 0.15)) == b'{"ok": true,"result":[1]}'


async def test_silence_in_the_middle_of_an_answer_times_out(api: ScriptedApi, pool: Pool):
    never = asyncio.Event()

    async def half(request: web.Request, _asked: object) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "10"})
        await response.prepare(request)
        await response.write(b"half")
        await never.wait()
        return response

    api.answer("getMe", half)
    with pytest.raises(TimedOut):
        await asked(pool, api, "getMe", Limits(5, 5, 0.1))
    never.set()


async def test_what_is_no_http_breaks_the_connection():
    async def nonsense(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-x\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(nonsense, "127.0.0.1", 0)
    pool = Pool(1, keep=30, user_agent="tests")
    port = server.sockets[0].getsockname()[1]
    with pytest.raises(Cut):
        await pool.post(f"http://127.0.0.1:{port}/x", b"{}", PATIENT)
    server.close()


def certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(secret + made.public_bytes(pem))
    return path


async def test_https_is_spoken_and_a_certificate_nobody_trusts_is_refused(tmp_path, monkeypatch):
    pem = certificate(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem)
    app = web.Application()

    async def answer(request: web.Request) -> web.Response:
        return web.json_response({"secure": request.secure})

    app.router.add_post("/x", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    url = f"https://127.0.0.1:{runner.addresses[0][1]}/x"

    strangers = Pool(1, keep=30, user_agent="tests")
    with pytest.raises(NotSent):
        await strangers.post(url, b"{}", PATIENT)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    trusting = Pool(1, keep=30, user_agent="tests")
    assert await trusting.post(url, b"{}", PATIENT) == (200, b'{"secure": true}')
    trusting.close()
    await runner.cleanup()
