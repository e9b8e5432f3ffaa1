"""What is installed is what was looked at: versions, hashes, no index, nothing extra."""

from __future__ import annotations

import re
from importlib.metadata import distributions
from pathlib import Path

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
