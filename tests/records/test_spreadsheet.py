"""The table of a log opens in other programs and reckons with nothing that was quoted."""

from __future__ import annotations

import csv
import io
import json
import re
from zoneinfo import ZoneInfo

import pytest

from bot.assembly import HOME
from bot.content.library import load_library
from bot.language.formatting import Style
from bot.language.region import Region, Script
from bot.records.chain import extend
from bot.records.contacts import contacts_in
from bot.records.spreadsheet import as_csv, as_json
from bot.records.telling import Teller, shown
from tests.records.packing import contact

TELLER = Teller(load_library(HOME.content), Style(Script.HANT, Region.TAIWAN))


def contacts(*new):
    records = extend(0, None, new)
    return contacts_in(records, ZoneInfo("Asia/Taipei")), {each.number: each.sha256 for each in records}


def test_a_quote_that_looks_like_a_formula_is_only_text():
    listed, marks = contacts(contact(0, words='=HYPERLINK("http://x")', caller="+852 0000 0000"))

    rows = list(csv.reader(io.StringIO(as_csv(TELLER, listed, marks).decode("utf-8-sig"))))

    assert len(rows[0]) == len(rows[1])
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in rows[1])


@pytest.mark.parametrize(
    "words",
    ["＝1+1", "－2", " =1+1", "\u3000@SUM(A1)", "\n+1", "\ufeff=1", "\u00ad=1", "﹦1+1", "\u2066@SUM(A1)", "−2"],
)
def test_forms_and_blanks_do_not_make_a_formula_of_a_quote(words: str):
    listed, marks = contacts(contact(0, words=words))

    rows = list(csv.reader(io.StringIO(as_csv(TELLER, listed, marks).decode("utf-8-sig"))))

    assert not any(re.match(r"[\s\ufeff\u00ad\u2066]*[=+\-@＝＋－＠﹦−]", cell) for cell in rows[1])


def test_the_json_has_the_hash_of_every_entry():
    listed, marks = contacts(contact(0), contact(1))

    found = json.loads(as_json(TELLER, listed, marks))

    assert [each["sha256"] for each in found] == [marks[1], marks[2]]


def test_marks_that_turn_the_order_of_a_text_are_not_shown():
    assert shown("a\u202egnp.exe\u202c\u2066b\u0000") == "agnp.exeb■"
