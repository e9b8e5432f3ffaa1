"""What is installed is what was looked at: versions, hashes, no index, nothing extra."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import distributions
from pathlib import Path
from threading import Thread

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
REQUIREMENT = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[^\]]+\])?==(?P<version>[^\s;\\]+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def blocks(lock: str) -> list[str]:
    """Each requirement with its hashes."""
    text = (ROOT / lock).read_text("utf-8")
    starts = [match.start() for match in REQUIREMENT.finditer(text)]
    return [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).casefold()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_has_one_version_and_hashes(lock):
    assert blocks(lock)
    assert [block.split()[0] for block in blocks(lock) if not HASH.search(block)] == []
    lines = (ROOT / lock).read_text("utf-8").splitlines()
    named = [line for line in lines if line and not line[0].isspace() and not line.startswith(("#", "--"))]
    assert [line for line in named if not REQUIREMENT.match(line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address_of_an_index_or_a_file_is_in_the_lock(lock):
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host", (ROOT / lock).read_text("utf-8"))


def test_what_is_installed_has_the_version_of_the_lock():
    locked = {canonical(m["name"]): m["version"] for block in blocks(LOCKS[1]) if (m := REQUIREMENT.match(block))}
    installed = {canonical(each.metadata["Name"]): each.version for each in distributions() if each.metadata["Name"]}
    both = installed.keys() & locked.keys()
    assert both
    assert {name: installed[name] for name in both} == {name: locked[name] for name in both}


def test_the_set_up_refuses_whatever_has_no_hash():
    assert "--require-hashes" in (ROOT / "scripts" / "setup.sh").read_text("utf-8")


@pytest.mark.parametrize(("known", "code"), [({}, 0), ({"aiohttp"}, 1), (None, 2)], ids=["clean", "weak", "no answer"])
def test_the_audit_asks_about_every_version_and_says_what_it_found(known: set[str] | None, code: int) -> None:
    asked: list[str] = []

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            queries = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            asked.extend(query["package"]["name"] for query in queries)
            results = [{"vulns": [{"id": "X-1"}]} if name in (known or ()) else {} for name in asked]
            self.send_response(500 if known is None else 200)
            self.end_headers()
            self.wfile.write(json.dumps({"results": results}).encode())

        def log_message(self, *_: object) -> None:
            """Nothing: the test's own output is enough."""

    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        where = {**os.environ, "AUDIT_URL": f"http://127.0.0.1:{server.server_port}"}
        told = subprocess.run(
            [sys.executable, ROOT / "scripts" / "audit.py", *LOCKS],
            check=False,
            cwd=ROOT,
            env=where,
            capture_output=True,
            text=True,
        )
        server.shutdown()
    assert told.returncode == code, told.stderr
    locked = {m["name"] for lock in LOCKS for block in blocks(lock) if (m := REQUIREMENT.match(block))}
    assert set(asked) == locked
    assert ("aiohttp" in told.stdout) == (code == 1)
