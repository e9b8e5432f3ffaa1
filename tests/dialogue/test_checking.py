"""One run of the checks finds every seeded defect at its place, and nothing on a clean tree."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from babel.messages import Message
from babel.messages.pofile import read_po

from bot.dialogue.checking import RULES, CheckWorld, HouseStyle, check
from bot.dialogue.checking.filters import FILTERS
from bot.dialogue.checking.world import Translations
from bot.dialogue.reading import read_flows
from bot.dialogue.signatures import Gives, Parameter, Signature
from bot.dialogue.templates import ENVIRONMENT
from bot.language.extraction import TAG, texts_of
from bot.language.region import Script
from bot.marked_yaml import read_yaml

DEFECTS = Path(__file__).parent / "defects"
STYLE = Path(__file__).parents[2] / "content" / "house_style.yaml"

DEBT = Gives("record", fields={"id": Gives("choice", nullable=False), "text": Gives("text")})
OFFER = Gives(
    "record",
    fields={
        "cap": Gives("money"),
        "note": Gives("text", nullable=True),
        "debts": Gives("list", items=DEBT),
    },
)
DIVIDE = Signature("money.divide", {"amount": Parameter("money"), "fact": Parameter("text", required=False)}, OFFER)
SIGNATURES = {
    "money.divide": DIVIDE,
    "dates.keep": Signature("dates.keep", {"day": Parameter("date")}, None),
    "timers.cancel": Signature("timers.cancel", {}, None),
}

MARKED = re.compile(r"# <- (.+)$")
FOUND_READING = {"yaml", "shape", "flow-name"}
"""What reading the files reports before any rule looks at them."""


def tree_of(name: str, to: Path) -> Path:
    """The shared flows with those of one folder over them."""
    shutil.copytree(DEFECTS / "shared", to)
    shutil.copytree(DEFECTS / name, to, dirs_exist_ok=True)
    return to


def filled(flows: Path, written: tuple[Message, ...], untranslated: set[str]) -> tuple[Message, ...]:
    """The written translations, and for every other text one with the same slots."""
    known = {(message.context, message.id) for message in written}
    messages = list(written)
    for file in read_flows(flows).files:
        for text in texts_of(read_yaml(file.source.path)):
            if text.key not in known and text.text not in untranslated:
                known.add(text.key)
                string = "譯" + "".join(TAG.findall(text.text))
                messages.append(Message(text.text, string, context=text.context, lineno=0))
    return tuple(messages)


def world(flows: Path, catalogue: Path | None = None, untranslated: set[str] = frozenset()) -> CheckWorld:
    written: tuple[Message, ...] = ()
    if catalogue is not None:
        with catalogue.open("rb") as file:
            written = tuple(message for message in read_po(file) if message.id)
    path = catalogue or flows / "messages.po"
    return CheckWorld(
        signatures=SIGNATURES,
        translations={Script.HANT: Translations(path, filled(flows, written, set(untranslated)))},
        terms={"sms": 2},
        commands={"menu": "home"},
        opened=frozenset({"second_home"}),
        facts=frozenset({"cn.hours"}),
        style=HouseStyle.model_validate(read_yaml(STYLE).data),
    )


def seeded(folder: Path) -> set[tuple[str, int, int, str]]:
    """File, line, column and rule of every marked place under a folder."""
    places = set()
    for path in folder.rglob("*.yaml"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            marked = MARKED.search(line)
            for each in marked[1].split(", ") if marked else ():
                rule, column = each.split(" @")
                places.add((path.name, number, int(column), rule))
    return places


def seeded_in_catalogue(path: Path) -> set[tuple[str, int, int, str]]:
    """The same for a catalogue, where the mark stands two lines before the msgid."""
    lines = path.read_text(encoding="utf-8").splitlines()
    marked = ((number, MARKED.search(line)) for number, line in enumerate(lines, 1))
    return {(path.name, number + 2, 1, found[1]) for number, found in marked if found}


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[set, set]:
    """What is seeded in the broken tree, and what one run found."""
    flows = tree_of("broken", tmp_path_factory.mktemp("broken") / "flows")
    catalogue = DEFECTS / "locales" / "zh_Hant.po"
    problems = check(read_flows(flows), world(flows, catalogue, {"没有翻译。"}))
    found = {(each.path.name, each.mark.line, each.mark.column, each.rule) for each in problems}
    return seeded(flows) | seeded_in_catalogue(catalogue), found


def test_one_run_finds_every_seeded_defect_at_its_line_and_column(broken):
    expected, found = broken
    assert sorted(expected - found) == []


def test_nothing_is_reported_that_was_not_seeded(broken):
    expected, found = broken
    assert sorted(found - expected) == []


def test_every_rule_has_a_seeded_defect(broken):
    """A new rule without a defect fails here."""
    expected, _ = broken
    assert {rule for *_, rule in expected} == {*RULES, *FOUND_READING}


def test_a_clean_tree_has_no_problems(tmp_path):
    flows = tree_of("clean", tmp_path / "flows")
    assert [str(problem) for problem in check(read_flows(flows), world(flows))] == []


def test_problems_come_sorted_and_say_what_to_do(tmp_path):
    flows = tree_of("broken", tmp_path / "flows")
    problems = check(read_flows(flows), world(flows))
    assert list(problems) == sorted(problems)
    assert all(problem.fix.endswith(".") for problem in problems)
    assert all(problem.message.rstrip().endswith((".", "?", "'")) for problem in problems if problem.rule != "yaml")


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_is_documented_with_an_example(rule):
    assert "Example:" in rule.about


def test_the_checks_know_every_filter_of_the_templates():
    assert {*FILTERS, "default"} == set(ENVIRONMENT.filters)
