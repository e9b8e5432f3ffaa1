"""python -m bot flows check | graph | test | texts | schema."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import orjson

from bot.assembly import HOME, build_world
from bot.checks import check_everything
from bot.conversation.transcript import run_transcripts
from bot.dialogue.diagram import mermaid, overview_mermaid, svg
from bot.dialogue.model import Flow
from bot.dialogue.problems import Problem
from bot.dialogue.reading import read_flows
from bot.dialogue.schema import flow_schema
from bot.language.translations import update_catalogues

SCHEMA = "flow.schema.json"


def execute(asked: Namespace) -> int:
    """Do what was asked; 1 when checks or transcripts found something."""
    deeds: dict[str, Callable[[Namespace], int]] = {
        "check": _check,
        "graph": _graph,
        "test": _test,
        "texts": _texts,
        "schema": _schema,
    }
    return deeds[asked.what](asked)


def _check(asked: Namespace) -> int:
    problems = check_everything(HOME, datetime.now(UTC).date())
    writers: dict[str, Callable[[Problem], str]] = {"text": str, "json": _as_json, "github": _as_github}
    for problem in problems:
        print(writers[asked.format](problem))
    print(f"{len(problems)} problems" if problems else "flows, content and locales pass", file=sys.stderr)
    return 1 if problems else 0


def _as_json(problem: Problem) -> str:
    place = {"path": str(problem.path), "line": problem.mark.line, "column": problem.mark.column}
    return orjson.dumps({**place, "rule": problem.rule, "message": problem.message, "fix": problem.fix}).decode()


def _as_github(problem: Problem) -> str:
    place = f"file={problem.path},line={problem.mark.line},col={problem.mark.column}"
    return f"::error {place},title={problem.rule}::{problem.message} {problem.fix}"


def _graph(asked: Namespace) -> int:
    flows = read_flows(HOME.flows).flow_set().flows
    chosen: list[Flow] = [flows[name] for name in asked.names or sorted(flows)]
    if asked.svg is not None:
        _write_svgs(asked.svg, chosen)
    elif asked.names:
        print("\n\n".join(mermaid(flow) for flow in chosen))
    else:
        print(overview_mermaid(flows.values()))
    return 0


def _write_svgs(folder: Path, flows: list[Flow]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for flow in flows:
        (folder / f"{flow.flow.replace('/', '-')}.svg").write_text(svg(flow), encoding="utf-8")


def _test(asked: Namespace) -> int:
    report = run_transcripts(HOME.dialogues, build_world(), update=asked.update)
    print(report)
    return 0 if report.passed else 1


def _texts(_asked: Namespace) -> int:
    for updated in update_catalogues(HOME.flows, HOME.locales):
        print(updated)
    return 0


def _schema(_asked: Namespace) -> int:
    path = HOME.flows / SCHEMA
    path.write_bytes(orjson.dumps(flow_schema(), option=orjson.OPT_INDENT_2) + b"\n")
    print(path.relative_to(HOME.root))
    return 0
