"""The real bot as a process of its own, which can be killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Process:
    """A program on one core, or on any."""

    def __init__(
        self, command: Sequence[str], environment: dict[str, str], folder: Path, core: int | None = None
    ) -> None:
        self._command, self._environment = command, environment
        self._folder, self._core = folder, core
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The system's number of the running process."""
        assert self._child is not None
        return self._child.pid

    @property
    def running(self) -> bool:
        """Whether it has not ended by itself."""
        return self._child is not None and self._child.poll() is None

    def start(self) -> None:
        """Run it. Cores are inherited, so ours is changed for the moment."""
        before = os.sched_getaffinity(0)
        if self._core is not None:
            os.sched_setaffinity(0, {self._core})
        try:
            environment = {**os.environ, "PYTHONPATH": str(ROOT), **self._environment}
            self._child = subprocess.Popen(self._command, cwd=self._folder, env=environment)
        finally:
            os.sched_setaffinity(0, before)

    def kill(self) -> None:
        """SIGKILL: it gets no chance to tidy up."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            self._child = None


def bot_process(url: str, token: str, data: Path, core: int | None = None) -> Process:
    """`python -m bot run` on ``data``, with the speed limits of Telegram off."""
    environment = {
        "TELEGRAM_API_URL": url,
        "TELEGRAM_BOT_TOKEN": token,
        "DATA_DIR": str(data),
        "SENDS_PER_SECOND": "0",
        "SENDS_PER_SECOND_PER_CHAT": "0",
        "MESSAGES_PER_MINUTE": "0",
        "LOG_LEVEL": "error",
    }
    return Process([sys.executable, "-m", "bot", "run"], environment, data, core)
