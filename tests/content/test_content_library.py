"""Reading all of content/, and what is said when some of it is wrong."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.content.facts import Lender, Topic, Verified
from bot.content.freshness import stale
from bot.content.hotlines import HotlineKind
from bot.content.library import load_library
from bot.content.problems import ContentProblems, Problem
from bot.language.region import Region, Script

CONTENT = Path(__file__).parents[2] / "content"
LIBRARY = load_library(CONTENT)

TOPICS_A_CALL_NEEDS = {
    Topic.CONTACT_HOURS,
    Topic.THIRD_PARTIES,
    Topic.IDENTITY,
    Topic.OUTSOURCING,
    Topic.ASSIGNMENT,
    Topic.PAYMENT,
    Topic.RECORDING,
    Topic.LIMITATION,
    Topic.COURT,
    Topic.RESTRUCTURING,
    Topic.CRIME_FEARS,
    Topic.COMPLAINT,
    Topic.CREDIT_RECORD,
    Topic.SCAMS,
    Topic.LEGAL_AID,
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(CONTENT, tmp_path / "content")
    return tmp_path / "content"


def problems(root: Path) -> tuple[Problem, ...]:
    with pytest.raises(ContentProblems) as caught:
        load_library(root)
    return caught.value.problems


def edit(path: Path, old: str, new: str) -> int:
    """Replace the first ``old`` and give the line it stood on."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize("region", [Region.MAINLAND, Region.TAIWAN, Region.HONG_KONG])
def test_every_region_answers_what_a_call_raises(region: Region) -> None:
    assert {fact.topic for fact in LIBRARY.facts_by_region[region]} >= TOPICS_A_CALL_NEEDS


def test_a_rule_of_banks_is_not_shown_to_someone_who_owes_a_private_lender() -> None:
    about = Region.MAINLAND, Topic.CONTACT_HOURS
    assert [fact.id for fact in LIBRARY.facts_about(*about, Lender.BANK)] == ["cn_quiet_hours"]
    assert LIBRARY.facts_about(*about, Lender.PRIVATE) == ()


def test_a_fact_that_was_only_remembered_says_that_it_needs_checking() -> None:
    remembered = [fact for fact in LIBRARY.facts.values() if fact.verified is Verified.RECALL]
    assert remembered
    for fact in remembered:
        for _, text in fact.say.wordings():
            assert re.search("再查|核对|核對", text), fact.id


def test_a_number_that_was_only_remembered_carries_a_warning_unless_it_is_an_emergency() -> None:
    for hotlines in LIBRARY.hotlines.values():
        for line in hotlines.lines:
            if line.verified is Verified.RECALL and line.kind is not HotlineKind.EMERGENCY:
                assert line.note is not None, line.id


@pytest.mark.parametrize("region", [Region.MAINLAND, Region.TAIWAN, Region.HONG_KONG])
def test_a_busy_crisis_line_has_a_second_one_and_an_emergency_number(region: Region) -> None:
    hotlines = LIBRARY.hotlines[region]
    assert len(hotlines.of(HotlineKind.CRISIS)) >= 2
    assert hotlines.of(HotlineKind.EMERGENCY)
    assert len(hotlines.for_youth()) >= 2


def test_no_rule_carries_the_address_of_a_host() -> None:
    for fact in LIBRARY.facts.values():
        named = f"{fact.rule} {fact.issuer} {fact.source}"
        assert not re.search(r"https?:|www\.|\.(com|cn|tw|hk|org)\b", named)


def test_numbers_used_in_counting_stand_in_the_sentence_the_person_reads() -> None:
    for fact in LIBRARY.facts.values():
        said = f"{fact.say.zh_Hans}{fact.not_mean.zh_Hans if fact.not_mean else ''}".replace(",", "")
        for name, figure in fact.figures.items():
            assert any(word in said for word in spoken(figure)), (fact.id, name)


def spoken(figure: int | str) -> set[str]:
    if isinstance(figure, str):
        hour = int(figure.split(":")[0])
        return {f"{hour}点", f"{(hour - 1) % 12 + 1}点"}
    return {str(figure), f"{figure // 10000}万", *IN_WORDS.get(figure, ())}


IN_WORDS = {1: ("一",), 2: ("两",), 21: ("三星期",), 60: ("60", "5年")}


def test_nothing_is_stale_on_the_day_it_was_checked() -> None:
    assert stale(LIBRARY, date(2026, 11, 23)) == ()


def test_a_hotline_is_stale_the_day_after_its_time_and_the_oldest_comes_first() -> None:
    line = LIBRARY.hotlines[Region.TAIWAN].of(HotlineKind.CRISIS)[0]
    last_day = line.checked_on + timedelta(days=line.max_age_days)
    assert line.id not in {each.id for each in stale(LIBRARY, last_day)}
    found = {each.id: each for each in stale(LIBRARY, last_day + timedelta(days=1))}
    assert found[line.id].days_over == 1
    much_later = stale(LIBRARY, last_day + timedelta(days=400))
    ages = [each.days_over for each in much_later]
    assert ages == sorted(ages, reverse=True)


def test_all_problems_of_all_files_are_reported_at_once_with_their_lines(copy: Path) -> None:
    at_number = edit(copy / "hotlines/CN.yaml", "number: '12356'", "number: 12356")
    at_fact = edit(copy / "collectors.yaml", "cn_identify_collector", "cn_nobody")
    at_limit = edit(copy / "listening.yaml", "哪家公司\n", "哪家公司哪家公司哪家公司\n")
    edit(copy / "terms.yaml", "CN: 短信", "CN: 短信, CN: 短讯")
    found = {(problem.path.relative_to(copy).as_posix(), problem.line) for problem in problems(copy)}
    assert {("hotlines/CN.yaml", at_number), ("collectors.yaml", at_fact)} <= found
    assert {path for path, _ in found} >= {"listening.yaml", "terms.yaml"}
    assert any(path == "listening.yaml" and abs(line - at_limit) <= 1 for path, line in found)


def test_every_problem_says_how_to_mend_it(copy: Path) -> None:
    edit(copy / "causes.yaml", "card: scammed", "card: nowhere")
    (copy / "stages.yaml").unlink()
    for problem in problems(copy):
        assert problem.fix
        assert str(problem).startswith(f"{problem.path}:{problem.line}:{problem.column}: ")


def test_a_number_in_a_card_that_nobody_checked_is_refused(copy: Path) -> None:
    edit(copy / "collectors.yaml", "再打12378", "再打95588")
    assert any("95588" in problem.message for problem in problems(copy))


def test_a_region_left_with_one_crisis_line_is_refused(copy: Path) -> None:
    path = copy / "hotlines/TW.yaml"
    text = path.read_text(encoding="utf-8").replace("kind: crisis", "kind: youth", 2)
    path.write_text(text, encoding="utf-8")
    assert any("crisis lines" in problem.message for problem in problems(copy))


def test_a_script_that_could_outgrow_a_bubble_is_refused(copy: Path) -> None:
    edit(copy / "scripts.yaml", "reason: 40", "reason: 400")
    assert any("can reach" in problem.message for problem in problems(copy))


def test_a_reader_in_hong_kong_gets_the_words_of_hong_kong() -> None:
    words = LIBRARY.terms.words(Script.HANT, Region.HONG_KONG)
    assert (words["sms"], words["account"]) == ("短訊", "戶口")
    assert LIBRARY.terms.words(Script.HANT, Region.TAIWAN)["sms"] == "簡訊"
    assert LIBRARY.terms.words(Script.HANS, Region.TAIWAN)["sms"] == "短信"
