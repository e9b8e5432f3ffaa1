"""Text that would do something elsewhere is only text here: it is kept as it was written and never done."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.conversation.player import Player
from bot.dialogue.values import loads

HOSTILE = (
    "{{ 7*7 }}{{ me.__class__ }}",
    "{% for x in range(9) %}x{% endfor %}",
    "'; DROP TABLE records; --",
    "*_`[x](javascript:1)<b>y</b>&lt;",
    "=cmd|' /C calc'!A0",
    '#read("/etc/passwd") $ x $ #let y = 1',
    "!!python/object/apply:os.system [id]",
    "\u202e反过来\u200b%s%n{0}",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_words_that_are_written_are_kept_as_they_are(meet: Callable[..., Player], text: str) -> None:
    player = meet(set_up=True, consent_records=True, region="CN", adult=True)
    player.type("/log")
    for choice in ("now", "other"):
        player.tap(choice)
    text = text.strip()[:20]
    player.type(text)
    kept = loads(player.session or b"{}")["stack"][-1][3]
    assert text in {value for value in kept.values() if isinstance(value, str)}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_forwarded_text_is_read_and_not_done(meet: Callable[..., Player], text: str) -> None:
    player = meet(set_up=True, region="TW", adult=True)
    shown = player.type(f"{text} 再不還就找你媽", forwarded_from=text)
    assert shown
    assert not any("49" in message.text for message in shown)
