"""python -m bot records verify FILE…"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from bot.errors import BotError
from bot.records.verify import Verified, verify


class NoPack(BotError):
    """Name the evidence pack: its ZIP file, all of its parts, or the folder they were unpacked into."""


def execute(asked: Namespace) -> int:
    """Check the evidence pack named; 0 when it is as it was packed, 1 when something was changed. Raises NoPack."""
    paths: Sequence[Path] = asked.files
    if not paths:
        raise NoPack
    if missing := next((path for path in paths if not path.exists()), None):
        raise NoPack(f"{missing} is not there: name a pack's ZIP file, all of its parts, or their folder.")
    found = verify(paths)
    for finding in found.findings:
        print(finding)
    print(_summary(found), file=sys.stderr if found.findings else sys.stdout)
    return 1 if found.findings else 0


def _summary(found: Verified) -> str:
    counted = f"{found.records} records, {found.originals} originals"
    if found.findings:
        return f"{counted}: NOT as it was packed."
    newest = (
        f" The newest record's SHA-256 is {found.head}: compare it with the chat or the paper." if found.head else ""
    )
    return f"{counted}: every file and every link is as it was packed.{newest}"
