"""Flow files are read all at once; what is wrong is named with its line and column."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import orjson
import pytest
from pydantic import ValidationError
from stage import flow_of

from bot.dialogue.reading import read_flows
from bot.dialogue.schema import flow_schema

FLOWS = Path(__file__).parents[2] / "flows"

HEAD = "flow: a\nsummary: 甲\nsteps:\n"


def problems(folder: Path, **files: str) -> list[tuple[str, int, int, str]]:
    """File, line, column and rule of everything that is wrong."""
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(dedent(text), encoding="utf-8")
    found = read_flows(folder).problems
    return [(each.path.stem, each.mark.line, each.mark.column, each.rule) for each in found]


@pytest.mark.parametrize(
    ("step", "line", "column", "says"),
    [
        ("- {id: x, say: 好, colour: red}", 4, 21, "'colour' is not known"),
        ("- {id: X, say: 好}", 4, 10, "'id'"),
        ("- {say: 好}", 4, 5, "'id' is missing"),
        ("- {id: x, say: [好, 5]}", 4, 22, "string"),
        ("- {id: x, say: 5}", 4, 18, "string"),
        ("- {id: x, nothing: 好}", 4, 5, "a step has one of"),
        ("- 好", 4, 5, "a step has one of"),
        ("- {id: x, ask: 好？}", 4, 5, "exactly one of"),
        ("- {id: x, ask: 好？, scale: {to: ten}}", 4, 34, "integer"),
        ("- {id: x, ask: 好？, scale: {form: 1}}", 4, 30, "'form' is not known"),
        ("- {id: x, ask: 好？, choice: [{id: a, text: 好}, {id: b}]}", 4, 49, "'text' is missing"),
        ("- {id: x, ask: 好？, choice: [{id: yes, text: 好}]}", 4, 36, "string"),
        ("- {id: x, do: nothing}", 4, 17, "pattern"),
        ('- {id: x, call: b, with: {Bad: "1"}}', 4, 29, "pattern"),
        ("- {id: x, wait: 0}", 4, 19, "greater"),
        ("- {id: x, end: there}", 4, 18, "'here', 'all'"),
    ],
)
def test_a_wrong_shape_is_named_at_its_place(tmp_path, step, line, column, says):
    assert problems(tmp_path, a=f"{HEAD}  {step}\n") == [("a", line, column, "shape")]
    assert says in read_flows(tmp_path).problems[0].message


def test_all_problems_of_all_files_come_at_once(tmp_path):
    found = problems(
        tmp_path,
        a=f"{HEAD}  - {{id: x, say: 5}}\n  - {{id: Y, say: 好}}\n",
        b="flow: c\nsummary: 乙\nsteps: [{id: x, say: 好}]\n",
        c="flow: [\n",
        d=HEAD,
        e="flow: e\nflow: e\n",
    )
    assert [(name, rule) for name, *_, rule in found] == [
        ("a", "shape"),
        ("a", "shape"),
        ("b", "flow-name"),
        ("c", "yaml"),
        ("d", "shape"),
        ("e", "yaml"),
    ]


def test_a_key_given_twice_is_named_at_its_second_place(tmp_path):
    assert problems(tmp_path, a="flow: a\nsummary: 甲\nflow: b\n") == [("a", 3, 1, "yaml")]


def test_a_file_that_is_not_utf8_is_named_and_the_others_are_read(tmp_path):
    (tmp_path / "a.yaml").write_bytes("flow: a # 好".encode("gbk"))
    assert problems(tmp_path, b="flow: b\nsummary: 乙\nsteps: [{id: x, say: 好}]\n") == [("a", 1, 1, "yaml")]
    assert [file.flow.flow for file in read_flows(tmp_path).files] == ["b"]


def test_an_empty_list_of_steps_is_a_problem_of_its_own(tmp_path):
    assert problems(tmp_path, a="flow: a\nsummary: 甲\nsteps: []\n") == [("a", 3, 8, "shape")]


def test_a_wrong_profile_is_a_problem_and_a_right_one_is_kept(tmp_path):
    assert problems(tmp_path, _profile="me:\n  name: {type: words, about: x}\n") == [("_profile", 2, 16, "shape")]
    (tmp_path / "_profile.yaml").write_text("me:\n  name: {type: text, about: x}\n", encoding="utf-8")
    assert set(read_flows(tmp_path).profile.me) == {"name"}


def test_the_schema_for_editors_is_that_of_the_models():
    """`python -m bot flows schema` writes it anew."""
    written = (FLOWS / "flow.schema.json").read_bytes()
    assert written == orjson.dumps(flow_schema(), option=orjson.OPT_INDENT_2) + b"\n"


def test_the_schema_says_what_every_step_is():
    definitions = flow_schema()["$defs"]
    for name in ("Say", "Ask", "Branch", "Set", "Call", "Do", "Wait", "Start", "End"):
        assert definitions[name]["description"]
        assert definitions[name]["additionalProperties"] is False


@pytest.mark.parametrize(
    "more", ["photo: x, document: y", "photo: x, each: listed", "document: x, live: bubble", "photo: x, say: [甲, 乙]"]
)
def test_a_file_goes_with_one_plain_bubble(more):
    keys = more if "say" in more else f"say: 甲, {more}"
    with pytest.raises(ValidationError):
        flow_of(f"flow: a\nsummary: 甲\ntakes: {{x: text}}\nsteps:\n  - {{id: s, {keys}}}\n")
