"""Texts leave the flow files for the translators and come back."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from textwrap import dedent

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from bot.dialogue.model import questions, steps
from bot.language.catalogue import catalogue_path, read_catalogue
from bot.language.extraction import EVERY, PLACES, extract_flows, texts_of
from bot.language.region import Script
from bot.language.translations import read_messages, update_catalogues
from bot.marked_yaml import parse_yaml

FLOW = dedent(
    """\
    flow: check_in
    summary: 接电话前
    steps:
      - id: hello
        say:
          - 先缓一口气。
          - 不急，50%也好。
        copy: 我在听
        copy_label: 复制这句
        note: 很轻的语气
      - id: tension
        ask: 现在有多紧？
        choice:
          - {id: a, text: 很紧}
          - {id: b, text: "{{ me.word }}"}
        skip: {text: 先不说}
        example: 点一个就好。
      - id: picked
        ask: 哪一个？
        choice_from: {list: things, text: "第{{ item.n }}个"}
        into: x
      - id: many
        ask: 哪些？
        choices: [{id: c, text: 房租}]
        done: 选好了
        suggest: [{id: s, text: 随便}]
      - id: rest
        wait: 5
        say: 再等等。
        button: {text: 够了, go: end}
    """
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder with one flow."""
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "check_in.yaml").write_text(FLOW, encoding="utf-8")
    return tmp_path


def update(tree: Path) -> None:
    update_catalogues(tree / "flows", tree / "locales")


def translate(tree: Path, **by_text: str) -> None:
    """Write translations by hand, as a translator does."""
    path = catalogue_path(tree / "locales", Script.HANT)
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines):
        for text, translation in by_text.items():
            if line == f'msgid "{text}"':
                lines[number + 1] = f'msgstr "{translation}"'
    path.write_text("\n".join(lines), encoding="utf-8")


def change(tree: Path, before: str, after: str) -> None:
    path = tree / "flows" / "check_in.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def hant(tree: Path) -> dict[str, object]:
    messages = read_messages(catalogue_path(tree / "locales", Script.HANT), Script.HANT)
    return {str(message.id): message for message in messages if message.id}


def test_every_kind_of_text_is_extracted_with_flow_and_step_as_context():
    found = {message[2] for message in extract_flows(BytesIO(FLOW.encode()), (), (), {})}
    assert found == {
        ("check_in.hello", "先缓一口气。"),
        ("check_in.hello", "不急，50%也好。"),
        ("check_in.hello", "我在听"),
        ("check_in.hello", "复制这句"),
        ("check_in.tension", "现在有多紧？"),
        ("check_in.tension", "很紧"),
        ("check_in.tension", "先不说"),
        ("check_in.tension", "点一个就好。"),
        ("check_in.picked", "哪一个？"),
        ("check_in.picked", "第{{ item.n }}个"),
        ("check_in.many", "哪些？"),
        ("check_in.many", "房租"),
        ("check_in.many", "选好了"),
        ("check_in.many", "随便"),
        ("check_in.rest", "再等等。"),
        ("check_in.rest", "够了"),
    }


def test_a_text_of_slots_alone_is_not_given_to_the_translator():
    texts = [found.text for found in texts_of(parse_yaml(FLOW, Path("x.yaml"))) if not found.translatable]
    assert texts == ["{{ me.word }}"]


def test_babel_itself_can_drive_the_extractor():
    rows = list(extract("bot.language.extraction:extract_flows", BytesIO(FLOW.encode())))
    assert (6, "先缓一口气。", ["很轻的语气"], "check_in.hello") in rows


def test_the_places_of_texts_are_the_texts_of_the_model():
    """A new Text in the model without a place here would never be translated."""
    parts = {*steps.KINDS.values(), questions.Option, questions.OptionsFrom, questions.Skip, steps.WaitButton}
    texts = {
        field.alias or name
        for part in parts
        for name, field in part.model_fields.items()
        if "Text" in str(part.__annotations__[name]) and (part, name) != (questions.OptionsFrom, "id")
    }
    assert texts == {place[-2] if place[-1] == EVERY else place[-1] for place, _ in PLACES}


def test_the_catalogues_carry_line_context_and_note_and_no_date(tree):
    update(tree)
    text = (tree / "locales" / "messages.pot").read_text(encoding="utf-8")
    assert '#. 很轻的语气\n#: flows/check_in.yaml:6\nmsgctxt "check_in.hello"\nmsgid "先缓一口气。"\nmsgstr ""' in text
    assert "Date" not in text
    assert "python-format" not in text
    assert str(tree) not in text


def test_a_second_update_writes_the_same_bytes(tree):
    update(tree)
    translate(tree, 很紧="很緊")
    update(tree)
    first = catalogue_path(tree / "locales", Script.HANT).read_bytes()
    update(tree)
    assert catalogue_path(tree / "locales", Script.HANT).read_bytes() == first


def test_a_translation_survives_when_the_step_moves(tree):
    update(tree)
    translate(tree, 很紧="很緊")
    change(tree, "id: tension", "id: tightness")
    update(tree)
    assert read_catalogue(tree / "locales", Script.HANT).text("check_in.tightness", "很紧") == "很緊"


def test_a_changed_text_keeps_its_old_translation_as_fuzzy_with_the_text_it_was_made_for(tree):
    update(tree)
    translate(tree, **{"先缓一口气。": "先喘口氣。"})
    change(tree, "先缓一口气。", "先慢慢缓一口气。")
    for _ in range(3):
        update(tree)
        message = hant(tree)["先慢慢缓一口气。"]
        assert (message.fuzzy, message.string, list(message.previous_id)) == (
            True,
            "先喘口氣。",
            ["先缓一口气。"],
        )
        assert message.user_comments == []
    assert (
        read_catalogue(tree / "locales", Script.HANT).text("check_in.hello", "先慢慢缓一口气。") == "先慢慢缓一口气。"
    )


def test_a_text_that_is_gone_moves_to_the_end_and_comes_back_with_its_translation(tree):
    update(tree)
    translate(tree, 房租="房租錢")
    change(tree, "text: 房租", "text: 水电")
    update(tree)
    text = catalogue_path(tree / "locales", Script.HANT).read_text(encoding="utf-8")
    assert text.rstrip().endswith('#~ msgctxt "check_in.many"\n#~ msgid "房租"\n#~ msgstr "房租錢"')
    change(tree, "text: 水电", "text: 房租")
    update(tree)
    assert read_catalogue(tree / "locales", Script.HANT).text("check_in.many", "房租") == "房租錢"


def test_a_comment_of_the_translator_is_kept(tree):
    update(tree)
    path = catalogue_path(tree / "locales", Script.HANT)
    place = '#: flows/check_in.yaml:14\nmsgctxt "check_in.tension"\nmsgid "很紧"'
    marked = path.read_text(encoding="utf-8").replace(place, f"# 港台都懂\n{place}")
    assert "港台都懂" in marked
    path.write_text(marked, encoding="utf-8")
    translate(tree, 很紧="很緊")
    update(tree)
    assert "# 港台都懂" in path.read_text(encoding="utf-8")


def test_the_counts_say_how_much_is_left_to_translate(tree):
    update(tree)
    translate(tree, 很紧="很緊")
    hans, other = update_catalogues(tree / "flows", tree / "locales")
    assert (hans.texts, hans.missing) == (16, 0)
    assert (other.texts, other.missing, other.changed, other.gone) == (16, 15, 0, 0)


def test_the_source_catalogue_has_no_translations(tree):
    update(tree)
    with catalogue_path(tree / "locales", Script.HANS).open("rb") as file:
        assert not any(message.string for message in read_po(file) if message.id)


def test_a_changed_text_of_several_lines_keeps_the_text_it_was_made_for_over_every_update(tree):
    change(tree, "先缓一口气。", '"第一行“引”，\\n第二行。"')
    update(tree)
    path = catalogue_path(tree / "locales", Script.HANT)
    untouched = path.read_text(encoding="utf-8")
    path.write_text(untouched.replace('第二行。"\nmsgstr ""', '第二行。"\nmsgstr "譯文"'), encoding="utf-8")
    change(tree, "第二行。", "第二行，又多。")
    for _ in range(3):
        update(tree)
        message = hant(tree)["第一行“引”，\n第二行，又多。"]

        assert (message.fuzzy, list(message.previous_id)) == (True, ["第一行“引”，\n第二行。"])
        assert message.user_comments == []
