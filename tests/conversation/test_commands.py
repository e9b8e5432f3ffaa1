"""Commands in Latin and in Chinese words."""

import pytest

from bot.assembly import HOME, load_commands
from bot.dialogue.reading import read_flows

COMMANDS = load_commands(HOME)


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("/start", "start"),
        ("/start deep-link", "start"),
        ("/start@huankouqi_bot", "start"),
        ("救", "sos"),
        ("/救", "sos"),
        ("／救", "sos"),  # full-width slash of a Chinese keyboard
        (" 救。", "sos"),
        ("停", "stop"),
        ("回", "back"),
        ("正在打来", "calling"),
        ("正在打來", "calling"),
        ("/正在打来", "calling"),
        ("刪除", "delete"),
        ("選單", "menu"),
        ("继续", "resume"),
        ("SOS", "sos"),
        ("help me!", "sos"),
        ("Help", "help"),
        ("stop", "stop"),
        ("back", "back"),
    ],
)
def test_a_command_is_known(typed: str, command: str) -> None:
    found = COMMANDS.named(typed)

    assert found is not None
    assert found.id == command


@pytest.mark.parametrize(
    "typed", ["log", "start", "go back", "我想停一下再说", "回头再说", "", " ", "/", "救护车来了", "9", "😀"]
)
def test_an_answer_is_no_command(typed: str) -> None:
    assert COMMANDS.named(typed) is None


def test_every_command_opens_a_flow_there_is() -> None:
    flows = {file.flow.flow for file in read_flows(HOME.flows).files}

    assert {command.flow for command in COMMANDS.commands if command.flow} <= flows


def test_no_word_means_two_commands() -> None:
    words = [word for command in COMMANDS.commands for word in {command.id, *command.words}]

    assert len(words) == len(set(words))
