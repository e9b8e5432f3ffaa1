"""How people come into flows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import flow_rule, rule
from bot.dialogue.checking.rules.targets import hint
from bot.dialogue.flowset import SHARED
from bot.dialogue.model import Call, Start
from bot.dialogue.problems import Problem
from bot.dialogue.reading import FlowFile
from bot.marked_yaml import Mark


@rule("never-opened")
def never_opened(project: Project) -> Iterable[Problem]:
    """A flow nobody can come to: no command, no other flow and nothing else opens it.

    Example: a new file under flows/ without ``entry``.
    """
    later = (name for signature in project.world.signatures.values() for name in signature.opens)
    opened = {*project.world.commands.values(), *project.world.opened, *later, *_named(project)}
    for file in project.files:
        flow = file.flow
        if not (flow.home or flow.entry or flow.flow in opened or flow.flow.startswith(SHARED)):
            message = f"Nothing opens the flow {flow.flow!r}."
            yield file.problem("never-opened", message, "Call it, start it, or give it an entry.")


def _named(project: Project) -> Iterator[str]:
    for file in project.files:
        yield from file.flow.repairs.values()
        for step in file.flow.steps:
            if isinstance(step, Call):
                yield step.call
            elif isinstance(step, Start):
                yield step.start


@rule("home-flow")
def home_flow(project: Project) -> Iterable[Problem]:
    """Exactly one flow is the home people are in between conversations.

    Example: two flows with ``home: true``.
    """
    homes = [file for file in project.files if file.flow.home]
    for file in homes[1:]:
        message = f"{homes[0].flow.flow!r} is already the home flow."
        yield file.key_problem("home-flow", message, "Mark one flow only.", "home")
    if not homes:
        message = "No flow is marked as home."
        yield Problem(project.sources.folder, Mark(1, 1), "home-flow", message, "Write `home: true` in one flow.")


@rule("command-twice")
def command_twice(project: Project) -> Iterable[Problem]:
    """Two flows answer to the same command.

    Example: ``entry: {command: checkin}`` in two flows.
    """
    first: dict[str, FlowFile] = {}
    for file in sorted(project.files, key=lambda file: not file.flow.home):
        if file.flow.entry is None:
            continue
        command = file.flow.entry.command
        if command in first:
            message = f"/{command} already opens {first[command].flow.flow!r}."
            yield file.problem("command-twice", message, "Give this flow another command.", "entry", "command")
        first.setdefault(command, file)


@flow_rule("unknown-command")
def unknown_command(file: FlowFile, project: Project) -> Iterable[Problem]:
    """A flow answers to a command that has no words in content/commands.yaml.

    Example: ``entry: {command: chekin}``.
    """
    commands = project.world.commands
    if file.flow.entry is not None and commands and file.flow.entry.command not in commands:
        message = f"The command {file.flow.entry.command!r} is not in content/commands.yaml."
        fix = f"Correct it{hint(file.flow.entry.command, commands)} or add it there."
        yield file.problem("unknown-command", message, fix, "entry", "command")
