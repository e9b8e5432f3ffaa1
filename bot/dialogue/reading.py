"""Flow files read into models; every problem of every file is reported at once, with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.dialogue.flowset import FlowSet, Profile
from bot.dialogue.model import Flow
from bot.dialogue.problems import Problem
from bot.marked_yaml import Loc, Mark, Marked, YamlProblem, read_yaml

PROFILE = "_profile.yaml"

KEY = "[key]"
"""How pydantic marks that a key, not its value, is wrong."""

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class FlowFile:
    """A flow with the file it came from, for checks that name line and column."""

    flow: Flow
    source: Marked

    def problem(self, rule: str, message: str, fix: str, *loc: str | int) -> Problem:
        """A problem with the value at a place of this file; without a place with the flow's name."""
        return Problem(self.source.path, self.source.mark(loc or ("flow",)), rule, message, fix)

    def key_problem(self, rule: str, message: str, fix: str, *loc: str | int) -> Problem:
        """A problem with a key of this file."""
        return Problem(self.source.path, self.source.key_mark(loc), rule, message, fix)


@dataclass(frozen=True, slots=True)
class Sources:
    """What a folder of flows holds: the files that could be read, and what was wrong with the others."""

    folder: Path
    files: tuple[FlowFile, ...]
    profile: Profile
    problems: tuple[Problem, ...] = field(default=())

    def flow_set(self) -> FlowSet:
        """The flows, ready to be walked."""
        return FlowSet.of((file.flow for file in self.files), self.profile)


def read_flows(folder: Path) -> Sources:
    """Read every flow file under ``folder``; problems are collected, never raised."""
    files: list[FlowFile] = []
    problems: list[Problem] = []
    profile = Profile(me={})
    for path in sorted(folder.rglob("*.yaml")):
        source = _parsed(path, problems)
        if source is None:
            continue
        if path.name == PROFILE:
            profile = _validated(Profile, source, problems) or profile
        elif (flow := _validated(Flow, source, problems)) is not None:
            problems.extend(_named_as_file(flow, source, folder))
            files.append(FlowFile(flow, source))
    return Sources(folder, tuple(files), profile, tuple(problems))


def _parsed(path: Path, problems: list[Problem]) -> Marked | None:
    try:
        return read_yaml(path)
    except YamlProblem as problem:
        problems.append(Problem(path, problem.mark, "yaml", f"{problem.message}.", "Mend the YAML at this place."))
    except UnicodeDecodeError:
        problems.append(Problem(path, Mark(1, 1), "yaml", "The file is not UTF-8.", "Save it as UTF-8."))
    return None


def _validated(model: type[Model], source: Marked, problems: list[Problem]) -> Model | None:
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        problems.extend(_problems(error.errors(), source))
        return None


def _named_as_file(flow: Flow, source: Marked, folder: Path) -> Iterable[Problem]:
    expected = source.path.relative_to(folder).with_suffix("").as_posix()
    if flow.flow != expected:
        yield Problem(
            source.path,
            source.mark(("flow",)),
            "flow-name",
            f"The flow is called {flow.flow!r} but its file {expected!r}.",
            "Give both the same name.",
        )


def _problems(errors: list[ErrorDetails], source: Marked) -> Iterable[Problem]:
    placed = {place_of(error["loc"], source.data): error for error in reversed(errors)}
    for loc, error in placed.items():
        if any(other[: len(loc)] == loc for other in placed if other != loc):
            continue  # each arm of a union complains, and a list about items that did not pass: the inmost tells
        of_key = error["type"] == "extra_forbidden" or error["loc"][-1] == KEY
        mark = source.key_mark(loc) if of_key else source.mark(loc)
        yield Problem(source.path, mark, "shape", _message(error, loc), _fix(error))


def place_of(loc: tuple[int | str, ...], data: object) -> Loc:
    """The place in the file of a validation error.

    Its ``loc`` also names what is not in the file: the kind of a step after its number, the arm of a union.
    """
    place: list[int | str] = []
    for part in loc[:2] + loc[3:] if loc[:1] == ("steps",) else loc:
        inside = _inside(data, part)
        missing = part is loc[-1] and part != KEY and isinstance(data, dict)
        if inside or missing:
            place.append(part)
        if inside:
            data = data[part]  # type: ignore[index]
    return tuple(place)


def _inside(data: object, part: int | str) -> bool:
    if isinstance(data, list):
        return isinstance(part, int) and part < len(data)
    return isinstance(data, dict) and part in data


def _message(error: ErrorDetails, loc: Loc) -> str:
    name = str(loc[-1]) if loc else "the file"
    if error["type"] == "extra_forbidden":
        return f"The key {name!r} is not known here."
    if error["type"] == "missing":
        return f"The key {name!r} is missing."
    return f"{error['msg'].removeprefix('Value error, ')} (at {name!r})."


def _fix(error: ErrorDetails) -> str:
    if error["type"] == "extra_forbidden":
        return "Take it out or correct its spelling; docs/flow-language.md lists the keys."
    if error["type"] == "missing":
        return "Add it; docs/flow-language.md says what it holds."
    return "See docs/flow-language.md."
