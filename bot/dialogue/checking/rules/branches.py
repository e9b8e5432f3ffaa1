"""The arms of a branch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.dialogue.checking.project import Project
from bot.dialogue.checking.rule import flow_rule
from bot.dialogue.model import Branch, Case
from bot.dialogue.problems import Problem
from bot.dialogue.reading import FlowFile
from bot.marked_yaml import Loc


def _branches(file: FlowFile) -> Iterator[tuple[Branch, Loc]]:
    for index, step in enumerate(file.flow.steps):
        if isinstance(step, Branch):
            yield step, ("steps", index, "branch")


@flow_rule("branch-otherwise")
def branch_otherwise(file: FlowFile, project: Project) -> Iterable[Problem]:  # noqa: ARG001
    """A branch without ``otherwise``, or with it before the last arm.

    Example: ``branch: [{when: x > 3, go: a}]``.
    """
    for branch, loc in _branches(file):
        places = [number for number, case in enumerate(branch.branch) if case.otherwise is not None]
        if not places:
            message = "The branch has no `otherwise`: nothing happens when no arm holds."
            yield file.key_problem("branch-otherwise", message, "Add `- otherwise: …` as its last arm.", *loc)
        for number in places:
            if number != len(branch.branch) - 1:
                message = "Arms after `otherwise` are never reached."
                yield file.problem("branch-otherwise", message, "Move `otherwise` to the end.", *loc, number)


@flow_rule("branch-arm")
def branch_arm(file: FlowFile, project: Project) -> Iterable[Problem]:  # noqa: ARG001
    """An arm is ``when`` with ``go``, or ``otherwise`` alone.

    Example: ``- {when: x > 3}``.
    """
    for branch, loc in _branches(file):
        for number, case in enumerate(branch.branch):
            if not _whole(case):
                message = "This arm is neither `when` with `go` nor `otherwise` alone."
                yield file.problem("branch-arm", message, "Give it one of the two shapes.", *loc, number)


def _whole(case: Case) -> bool:
    parts = (case.when is not None, case.go is not None, case.otherwise is not None)
    return parts in {(True, True, False), (False, False, True)}
