"""Transcript files: several scenarios a file, one YAML document each; read with pydantic, written like a chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from bot.conversation.transcript.model import Scenario
from bot.errors import ContentError


@dataclass(frozen=True, slots=True)
class TranscriptFile:
    """One file under tests/dialogues: its scenarios, and the same as plain data to write it from."""

    path: Path
    scenarios: tuple[Scenario, ...]
    raw: tuple[dict[str, Any], ...]


def read_transcripts(folder: Path) -> tuple[TranscriptFile, ...]:
    """Every transcript of a folder, by name. Raises ContentError naming the file that cannot be read."""
    return tuple(_read(path) for path in sorted(folder.glob("*.yaml")))


def _read(path: Path) -> TranscriptFile:
    try:
        raw = tuple(yaml.load_all(path.read_text(encoding="utf-8"), _Plain))
        return TranscriptFile(path, tuple(Scenario.model_validate(each) for each in raw), raw)
    except (yaml.YAMLError, ValidationError) as error:
        raise ContentError(f"{path.name} is not a transcript: {error}") from None


def with_answers(raw: dict[str, Any], script: str, answers: Sequence[Sequence[str]]) -> dict[str, Any]:
    """A scenario with the answers of one script put in."""
    turns = [
        {**{key: value for key, value in turn.items() if key != script}, script: list(answer)}
        for turn, answer in zip(raw["turns"], answers, strict=True)
    ]
    return {**raw, "turns": turns}


def write_transcripts(path: Path, scenarios: Sequence[dict[str, Any]]) -> None:
    """Write a file anew; the comment lines at its top stay."""
    top = []
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        if not line.startswith("#"):
            break
        top.append(line)
    body = yaml.dump_all(scenarios, Dumper=_Chat, allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text("".join(top) + body, encoding="utf-8")


class _Plain(yaml.CSafeLoader):
    """Reads `on`, `yes` and `no` as the words they are: they are ids of options."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Plain.add_implicit_resolver("tag:yaml.org,2002:bool", yaml.resolver.re.compile("^(?:true|false)$"), ["t", "f"])  # type: ignore[attr-defined]


class _Chat(yaml.CSafeDumper):
    """Writes a bubble of several lines as the lines it has."""


def _lines(dumper: yaml.CSafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Chat.add_representer(str, _lines)
