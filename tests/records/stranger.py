"""Somebody who was handed a pack and has nothing but its printed instructions, sha256sum and jq."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from bot.assembly import HOME
from bot.records.verify import verify
from tests.records.tampering import changed

NAMED = re.compile(r"(?:records|originals)/(\d{6})\.")


def commands() -> list[str]:
    """The lines the instructions print."""
    words = yaml.safe_load((HOME.content / "evidence.yaml").read_text(encoding="utf-8"))
    return [step["command"] for step in words["verify"]["steps"]]


def checked(folder: Path) -> tuple[bool, set[int]]:
    """Whether all is as it was packed, and the records named where it is not."""
    if shutil.which("jq") is None:
        pytest.skip("jq is not installed: the printed instructions need it")
    sound, named = True, set[int]()
    for command in commands():
        shell = ["/bin/sh", "-c", command]
        ran = subprocess.run(shell, check=False, cwd=folder, capture_output=True, text=True, errors="replace")
        said = [line for line in (ran.stdout + ran.stderr).splitlines() if line not in {"", "same"}]
        sound = sound and ran.returncode == 0 and not said
        named |= {int(number) for line in said for number in NAMED.findall(line)}
    return sound, named


def overlooked(folder: Path, chance: random.Random) -> list[str]:
    """Change one place of a pack: what our command or the stranger did not find, or did not name the record of."""
    with changed(folder, chance) as change:
        findings, (sound, theirs) = verify([folder]).findings, checked(folder)
    wanted = set() if change.record is None else {change.record}
    ours = {finding.record for finding in findings}
    missed = []
    if not findings or not wanted <= ours:
        missed.append(f"our command, {change}: {[str(finding) for finding in findings]}")
    if sound or not wanted <= theirs:
        missed.append(f"sha256sum and jq, {change}: {sorted(theirs)}")
    return missed
