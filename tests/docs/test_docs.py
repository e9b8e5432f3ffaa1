"""What the documents name is there, and what is there is named in the documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.actions.table import TABLE
from bot.assembly import HOME, load_commands
from bot.cli import COMMANDS
from bot.conversation.transcript.model import ACTS
from bot.dialogue.checking import RULES
from bot.dialogue.checking.books import BOOKS, WALKED
from bot.dialogue.model import Ask, Flow
from bot.dialogue.model.questions import KINDS as QUESTION_KINDS
from bot.dialogue.model.steps import KINDS as STEP_KINDS
from bot.dialogue.templates import ENVIRONMENT
from bot.sandbox.methods.table import METHODS
from bot.settings import Settings

ROOT = HOME.root
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
DELIVERY = [ROOT / name for name in ("Dockerfile", "compose.yaml", ".dockerignore", ".env.example", ".ci/run")]
FOUND_READING = {"yaml", "shape", "flow-name", "content"}
"""Rules that are reported before the table of rules is looked at."""

LINK = re.compile(r"\]\(([^)\s]+)\)")
TARGET = re.compile(r"\bmake ([a-z][a-z-]*)")
COMMAND = re.compile(r"python -m bot ([a-z]+)(?: ([a-z]+))?")
CELL = re.compile(r"^\| `([^`]+)`", re.MULTILINE)
MACHINE = re.compile(
    r"/work/|/home/|/root/|/opt/pypi|pypi\.|pythonhosted|docker\.io|ghcr\.io|registry\.", re.IGNORECASE
)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(name: str, heading: str) -> str:
    """The text under a heading, up to the next one."""
    return text_of(name).split(f"\n## {heading}\n")[1].split("\n## ")[0]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def links() -> Iterator[tuple[Path, str]]:
    for path in DOCS:
        for link in LINK.findall(path.read_text(encoding="utf-8")):
            if "://" not in link:
                yield path, link


def test_every_setting_is_explained_and_no_other() -> None:
    settings = {name.upper() for name in Settings.model_fields}

    assert set(CELL.findall(section("docs/operations.md", "Settings"))) == settings


def test_the_example_of_an_environment_has_every_setting_commented_out() -> None:
    lines = text_of(".env.example").splitlines()

    assert {line[1:].split("=")[0] for line in lines if re.match(r"#[A-Z_]+=", line)} == {
        name.upper() for name in Settings.model_fields
    }
    assert [line for line in lines if line and not line.startswith("#")] == []


def test_every_command_is_explained() -> None:
    explained = section("docs/operations.md", "Commands")

    assert [command for command in COMMANDS if f"python -m bot {command}" not in explained] == []


def test_commands_that_documents_name_exist() -> None:
    asked = {(path, command) for path in DOCS for command, _ in COMMAND.findall(path.read_text(encoding="utf-8"))}

    assert [(named(path), command) for path, command in sorted(asked) if command not in COMMANDS] == []


def test_targets_of_make_that_documents_name_exist() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", text_of("Makefile"), re.MULTILINE))
    quoted = [(path, line) for path in DOCS for line in _code_of(path)]

    unknown = [(named(path), name) for path, line in quoted for name in TARGET.findall(line) if name not in targets]

    assert unknown == []


def _code_of(path: Path) -> Iterator[str]:
    """Lines of code blocks, and what stands between backticks."""
    text = path.read_text(encoding="utf-8")
    yield from re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    yield from re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)


def test_every_kind_of_step_is_explained_and_no_other() -> None:
    assert set(CELL.findall(section("docs/flow-language.md", "Steps"))) == set(STEP_KINDS)


def test_every_kind_of_question_and_its_keys_are_explained() -> None:
    explained = set(CELL.findall(section("docs/flow-language.md", "Questions")))
    inside = {"done", "at_least", "at_most"}  # explained in the row of `choices`
    shared = {"id", "ask", "go", "note"}
    keys = {field.alias or name for name, field in Ask.model_fields.items()}

    assert explained == keys - inside - shared
    assert set(QUESTION_KINDS) <= explained


def test_every_key_of_a_flow_is_explained_and_no_other() -> None:
    assert set(CELL.findall(section("docs/flow-language.md", "The file"))) == set(Flow.model_fields)


def test_every_check_is_explained_and_no_other() -> None:
    assert set(CELL.findall(section("docs/flow-language.md", "Checks"))) == set(RULES) | FOUND_READING


def test_every_action_is_explained_with_its_arguments_and_no_other() -> None:
    rows = {
        line.split("`")[1]: line for line in section("docs/flow-language.md", "Actions").splitlines() if "| `" in line
    }

    assert set(rows) == set(TABLE)
    missing = [
        (name, argument)
        for name, action in TABLE.items()
        for argument in action.signature.takes
        if f"`{argument}`" not in rows[name]
    ]
    assert missing == []


def test_every_filter_is_named() -> None:
    explained = section("docs/flow-language.md", "Texts and conditions")

    assert [name for name in ENVIRONMENT.filters if f"`{name}`" not in explained] == []


def test_every_repair_flow_is_named() -> None:
    explained = section("docs/flow-language.md", "Everywhere")

    assert [name for name in (*BOOKS, *WALKED) if f"`{name}`" not in explained] == []


def test_everything_a_transcript_can_do_is_named() -> None:
    explained = section("docs/flow-language.md", "Transcripts")

    assert [act for act in ACTS if f"`{act}" not in explained] == []


def test_every_method_of_the_sandbox_is_named() -> None:
    explained = text_of("docs/sandbox.md")

    assert [method.name for method in METHODS.values() if f"`{method.name}`" not in explained] == []


def test_commands_of_the_chat_that_the_readme_names_exist() -> None:
    known = {command.id for command in load_commands(HOME).commands}
    said = set(re.findall(r"`/([a-z]+)`", text_of("README.md"))) - {"newbot"}  # that one is @BotFather's

    assert said - known == set()


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path, link in links():
        file, _, heading = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        lost = not target.exists()
        if lost or (heading and heading not in _anchors(target)):
            broken.append((named(path), link))

    assert broken == []


def _anchors(path: Path) -> set[str]:
    """The headings as links name them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_files_that_documents_name_exist() -> None:
    """Paths between backticks that begin with a folder of the project."""
    folders = "bot|flows|content|locales|tests|docs|scripts"
    path_like = re.compile(rf"^(?:{folders})/[\w./-]*$")
    missing = [
        (named(path), code)
        for path in DOCS
        for code in _code_of(path)
        if path_like.match(code) and not re.search(r"[A-Z]{4}", code) and not (ROOT / code).exists()
    ]

    assert missing == []


@pytest.mark.parametrize("path", [*DOCS, *DELIVERY], ids=named)
def test_no_file_names_a_path_of_a_machine_or_a_registry(path: Path) -> None:
    assert MACHINE.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=named)
def test_a_decision_has_a_number_and_asks_why(path: Path) -> None:
    assert re.match(r"\d{4}-[a-z-]+\.md$", path.name)
    assert path.read_text(encoding="utf-8").splitlines()[0].endswith("?")


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("*.md"))

    assert numbers == list(range(1, len(numbers) + 1))


def test_the_licence_in_the_project_file_is_the_one_that_lies_here() -> None:
    assert 'license = "AGPL-3.0-or-later"' in text_of("pyproject.toml")
    assert text_of("LICENSE").split("\n")[0].strip() == "GNU AFFERO GENERAL PUBLIC LICENSE"


def test_the_image_installs_what_the_lock_file_lists_and_runs_without_root() -> None:
    lines = text_of("Dockerfile").splitlines()

    assert [line for line in lines if line.startswith("FROM ")] == [
        "FROM python:3.11-slim AS build",
        "FROM python:3.11-slim",
    ]
    assert "USER bot" in lines
    assert "VOLUME /data" in lines
    assert any("requirements.lock" in line and "--require-hashes" in line for line in lines)
