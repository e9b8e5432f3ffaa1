"""An export holds all that is kept, can be read, and does nothing when it is opened."""

from __future__ import annotations

import dataclasses
import html
import io
import json
import re
import unicodedata
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.assembly import HOME
from bot.content.library import load_library
from bot.dialogue.reading import read_flows
from bot.export.everything import SECRET, Everything, KeptTimer
from bot.export.file_names import name_in_archive, safe_name
from bot.export.notice import notice, notice_page
from bot.export.page import page
from bot.export.sections import sections_of
from bot.jobs.attachment import Attachment
from bot.language.formatting import Style
from bot.language.money import Money
from bot.language.region import Region, Script
from bot.money.agreement import Agreement
from bot.money.budget import Budget, Cost
from bot.money.debt import Debt, Told
from bot.money.finances import Finances
from bot.money.plan import Instalment, Payment, Plan
from bot.records.container import Builder
from bot.records.entry import Record
from bot.safety.retention import Retention
from bot.settings import Settings

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
WORDS = load_library(HOME.content).export
PAGES = HOME.content / "pages"
STYLES = [Style(Script.HANS, Region.MAINLAND), Style(Script.HANT, Region.TAIWAN), Style(Script.HANT, Region.HONG_KONG)]

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "'\"><svg/onload=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(1)",
    "</td></table><iframe src=//x>",
    "<!--<script>-->alert(1)//</script>",
    "&lt;script&gt;&#x3c;svg onload=alert(1)&#x3e;",
    "</style><style>@import '//x'</style>",
)


def file(name: str, number: int = 1) -> Attachment:
    return Attachment(f"id{number}", "document", name, "application/pdf", 3, "0" * 64, NOW)


def kept(**more) -> Everything:
    body = {
        "words": "他说找我妈13812345678",
        "demanded": Money(Decimal(500), "CNY"),
        "said": ["threat"],
        "promised": None,
    }
    given = {
        "me": {"region": "CN", "consent_records": True, "pin": "scrypt:1:2:3", "name": "林"},
        "session": {"stack": [["log", "v", "words", {"company": "远东"}, False, {}, None]]},
        "finances": {"debts": [{"creditor": "某银行"}]},
        "records": (Record(1, "contact", NOW, body, "ab" * 32),),
        "timers": (KeptTimer("reminders", NOW, {"kind": "remind"}),),
        "outgoing": ({"text": "等着发"},),
        "files": (file("录音.m4a"),),
    }
    return Everything(**{**given, **more})


def shown(everything: Everything, style: Style = STYLES[0], *, phones: bool = False) -> str:
    return page(PAGES, WORDS, style, sections_of(everything, phones=phones), NOW, phones=phones)


def test_the_hash_of_a_code_never_leaves_and_that_there_is_one_is_told():
    settings = sections_of(kept(), phones=True)["settings"]
    assert "pin" not in settings
    assert settings["pin_set"] is True
    assert "scrypt" not in json.dumps(sections_of(kept(), phones=True))


def test_numbers_of_others_are_covered_unless_the_person_wants_them():
    assert "13812345678" not in json.dumps(sections_of(kept(), phones=False))
    assert "13812345678" in json.dumps(sections_of(kept(), phones=True))


def test_hashes_ids_and_moments_are_never_taken_for_numbers():
    digits = "9" * 64
    everything = kept(records=(Record(1, "contact", NOW, {}, digits),))
    assert sections_of(everything, phones=False)["records"][0]["sha256"] == digits


@pytest.mark.parametrize("style", STYLES, ids=str)
def test_the_page_shows_every_section_in_the_readers_words(style):
    text = shown(kept(), style)
    for both in WORDS.sections.values():
        assert both.for_(style.script, style.region) in text
    assert "某银行" in text
    assert "远东" in text
    assert "等着发" in text


def test_the_hash_of_the_code_leaves_from_nowhere():
    """It stands in every point of a conversation that can be gone back to."""
    talk = {"stack": [], "past": [{"label": "几点？", "shown": "八点", "me": {"pin": "scrypt:1:2:3", "region": "CN"}}]}
    everything = kept(session=talk)
    assert "scrypt" not in json.dumps(sections_of(everything, phones=True))
    assert "scrypt" not in shown(everything, STYLES[0])
    assert sections_of(everything, phones=True)["conversation"]["past"][0]["me"]["region"] == "CN"


def test_the_page_shows_what_was_asked_and_answered_and_nothing_of_the_programs_own():
    noted = {"company": "远东", "taps": {"channels": [{"id": "phone", "text": "电话"}]}, "no_rule": True}
    talk = {
        "stack": [["log", "v", "words", noted, False, {}, None]],
        "question": {"number": 3, "text": "怎么联系的？", "tries": 0},
        "past": [{"number": 2, "label": "几点？", "shown": "晚上八点", "written": [], "me": {}, "answer": "20:00"}],
        "here_at": "2026-11-23T14:00:00+00:00",
    }
    message = {"kind": "send", "text": "等着发", "keys": [[{"text": "好", "data": "v1:abc"}]], "cover_from": 1795863015}
    text = shown(kept(session=talk, outgoing=(message,)), STYLES[0])
    assert all(said in text for said in ("几点？", "晚上八点", "怎么联系的？", "远东", "等着发"))
    assert [
        inner for inner in ("here_at", "no_rule", "taps", "v1:abc", "cover_from", "1795863015") if inner in text
    ] == []


@pytest.mark.parametrize(
    ("name", "mime", "path"),
    [
        ("", "image/jpeg", "files/001-document.jpg"),
        ("收据", "application/pdf", "files/001-收据.pdf"),
        ("a.exe", "image/png", "files/001-a.exe.txt"),
        ("", "text/html", "files/001-document"),
    ],
)
def test_a_file_without_a_name_gets_the_ending_of_what_it_is(name: str, mime: str, path: str):
    assert name_in_archive(1, Attachment("id", "document", name, mime, 3, "0" * 64, NOW)) == path


def test_every_field_that_is_kept_has_a_word_or_is_left_to_data_json():
    kept_of_money = (
        Finances,
        Debt,
        Told,
        Agreement,
        Plan,
        Instalment,
        Payment,
        Budget,
        Cost,
        Record,
        Attachment,
        KeptTimer,
    )
    names = {each.name for kind in kept_of_money for each in dataclasses.fields(kind)}
    names |= set(read_flows(HOME.flows).profile.me) - SECRET

    assert names - set(WORDS.names) - WORDS.inner == set()


def test_codes_are_told_in_words_and_somebodys_own_words_are_left():
    text = shown(kept(me={"role": "self", "region": "TW", "name": "self", "set_up": True}), STYLES[1])

    assert "我自己" in text
    assert "台灣" in text
    assert "self" in text
    assert "set_up" not in text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_somebody_wrote_is_only_text_on_the_page(hostile):
    everything = kept(
        me={"name": hostile},
        records=(Record(1, hostile, NOW, {hostile: hostile, "said": [hostile]}),),
        finances={hostile: [{"creditor": hostile}]},
        files=(file(hostile),),
    )
    text = shown(everything, phones=True)
    assert set(re.findall(r"<(\w+)", text)) <= {
        "doctype", "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "table", "tr", "th", "td", "div",
    }  # fmt: skip
    assert html.unescape(text).count(hostile) >= 5
    assert "49" not in text.replace(hostile, "")


def test_the_page_asks_for_nothing_from_elsewhere():
    text = shown(kept())
    assert "default-src 'none'" in text
    assert not re.search(r"(src|href|url|import)\s*[=(]", text)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("录音.m4a", "录音.m4a"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("..\\..\\boot.ini", "_.._boot.ini"),
        ("/absolute.pdf", "_absolute.pdf"),
        ("C:\\x.pdf", "C__x.pdf"),
        ("a\x00b\r\nX-Header: 1.pdf", "abX-Header_ 1.pdf"),
        ("evil\u202efdp.exe", "evilfdp.exe.txt"),
        ("page.HTML", "page.HTML.txt"),
        ("picture.svg", "picture.svg.txt"),
        ("CON", "file_CON"),
        ("aux.txt", "file_aux.txt"),
        ("...", "file"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 56 + ".pdf"),
    ],
)
def test_a_file_lands_in_its_folder_and_does_not_run(name, safe):
    assert safe_name(name) == safe


@given(
    st.text(st.characters(codec="utf-8"), max_size=300)
    | st.text(st.sampled_from("./\\:con1²\u202e\u2066\u200b\x00\n 。／😀e\u0301"), max_size=300)
)
@example("😀" * 300 + ".jpeg")
@example("x" * 59 + " .pdf")
@example("con .txt")
@example("COM¹.txt")
def test_no_name_leaves_its_folder_or_breaks_a_file_system(name: str):
    safe = safe_name(name)
    assert 0 < len(f"001-{safe}".encode()) <= 255
    assert not re.search(r'[\\/:*?"<>|]', safe)
    assert not any(unicodedata.category(char)[0] == "C" for char in safe)
    assert safe == safe.strip(" .")
    assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]) *(\..*)?", safe)


def test_files_of_one_name_do_not_overwrite_each_other_and_stay_inside():
    names = [name_in_archive(n, file("../a.pdf", n)) for n in (1, 2)]
    assert names == ["files/001-_a.pdf", "files/002-_a.pdf"]


def test_an_archive_with_such_names_is_opened_by_an_ordinary_program(tmp_path: Path):
    builder, data = Builder(), io.BytesIO()
    for number, name in enumerate(("../../x", "a/b\\c", "CON", "x.html"), start=1):
        data.write(builder.head(name_in_archive(number, file(name)), 0, 0))
    data.write(builder.end())
    with zipfile.ZipFile(data) as archive:
        archive.extractall(tmp_path / "out")
        assert archive.testzip() is None
    assert sorted(path.parent.name for path in (tmp_path / "out").rglob("*") if path.is_file()) == ["files"] * 4


@pytest.mark.parametrize("script", Script)
def test_the_notice_in_docs_has_the_numbers_of_the_default_settings(script):
    written = (HOME.root / "docs" / f"privacy.{script.value.replace('_', '-')}.md").read_text("utf-8")
    assert written == notice(HOME.content / "notice", script, Settings().retention)


@pytest.mark.parametrize("script", Script)
def test_the_notice_people_get_has_the_numbers_of_this_bot(script):
    text = notice(HOME.content / "notice", script, Retention(conversation=12, undelivered=3, people=0, backups=2))
    assert "12天" in text
    assert "3天" in text
    assert "留2份" in text
    assert "1095" not in text


@pytest.mark.parametrize("script", Script)
def test_the_notice_says_who_runs_the_bot_or_that_nobody_said_so(script):
    folder = HOME.content / "notice"
    named = notice(folder, script, Retention(), "某某社 <hi@example.org>")
    assert "某某社 <hi@example.org>" in named
    assert "没有在这里写上" not in named
    assert "沒有在這裡寫上" not in named
    assert re.search("没有在这里写上|沒有在這裡寫上", notice(folder, script, Retention()))
    assert "<hi@" not in notice_page(named, "", "zh-Hans")


def test_the_notice_as_a_page_keeps_its_words_and_asks_for_nothing():
    markdown = notice(HOME.content / "notice", Script.HANS, Retention())
    text = notice_page(markdown, "p{}", "zh-Hans")
    bare = html.unescape(re.sub(r"<[^>]+>", "", text))
    for line in markdown.splitlines():
        assert line.lstrip("#- ").replace("**", "") in bare
    assert text.count("<ul>") == text.count("</ul>") == 5
    assert not re.search(r"(src|href)\s*=", text)
