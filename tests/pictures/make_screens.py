"""Draws the screenshots of tests/pictures/screens with Chromium, and writes what they say beside them.

Run it after a change of screens.yaml or screen.html.j2: ``python -m tests.pictures.make_screens``. The pictures
are kept in the tree because another Chromium or another font draws other pixels, and a figure measured on
them has to stay comparable.
"""

from __future__ import annotations

import io
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image, ImageEnhance, ImageFilter
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
SCREENS = HERE / "screens"
CHROMIUM = "/usr/bin/chromium"
COLOURS = 48
"""Colours of a palette picture: a phone screen has few, and the file stays under 60 kB."""

LANGUAGES = {"hans": ("zh-Hans", "SC"), "hant": ("zh-Hant-TW", "TC"), "hk": ("zh-Hant-HK", "HK")}
COMMON: dict[str, Any] = {
    "status": True, "network": "5G", "battery": "82%", "size": 17, "leading": 1.35, "at_bottom": False,
    "doodles": False,
    "avatars": "", "names": False, "pills": False, "keyboard": False, "tabs": [], "home": False, "typed": "",
    "under_title": "", "head_disc": False, "kind": "chat", "android": False, "field": None, "width": 375, "height": 812,
    "scale": 2, "back": "", "more": "", "title": "", "gap": 6, "name_in": 50, "clock": "9:41", "mode": "light",
}  # fmt: skip


def specs() -> list[dict[str, Any]]:
    """Every screen with what its app and its look add to it."""
    book = yaml.safe_load((HERE / "screens.yaml").read_text(encoding="utf-8"))
    return [
        {**COMMON, **book["apps"][screen["app"]], **screen, "look": _look(book, screen)} for screen in book["screens"]
    ]


def _look(book: dict[str, Any], screen: dict[str, Any]) -> dict[str, str]:
    look = {"doodle": "transparent", **book["looks"][screen["app"]][screen["mode"]]}
    if screen.get("kind") == "notes":
        look["page"] = "linear-gradient(160deg, #b9c7dd, #e3d3c4)" if screen["mode"] == "light" else "#10131c"
        look["bar"] = "transparent"
    if screen.get("gradient"):
        look["chat"] = "linear-gradient(170deg, #c9a6c4, #86a9c9 60%, #d9c89f)"
    return look


def page_of(spec: dict[str, Any]) -> str:
    """The screen as HTML."""
    lang, face = LANGUAGES[spec["script"]]
    family = spec.get("family") or ("Noto Serif CJK" if spec.get("serif") else "Noto Sans CJK")
    page = Environment(loader=FileSystemLoader(HERE), undefined=StrictUndefined, autoescape=False)
    filled = {"big_clock": "", "today": "", "app_name": "", **spec, "lang": lang, "font": f"'{family} {face}'"}
    filled["lines"] = [{"read": "", "time": "", **line} for line in spec["lines"]]
    return page.get_template("screen.html.j2").render(s=filled, c=spec["look"])


def truth_of(spec: dict[str, Any]) -> dict[str, Any]:
    """What a reader has to find: the messages in order, without what the app writes itself."""
    messages = list(_messages(spec))
    plain = {key: spec[key] for key in ("app", "kind", "mode", "script")}
    marks = {key: bool(spec.get(key)) for key in ("held_out", "photo")}
    return {"file": file_name(spec), **plain, **marks, "messages": messages}


def _messages(spec: dict[str, Any]) -> Iterator[dict[str, str]]:
    for line in spec["lines"]:
        for who, key in (("them", "them"), ("me", "me"), ("them", "text")):
            if key in line:
                yield {"from": who, "text": line[key].replace(":)", "").strip()}


def file_name(spec: dict[str, Any]) -> str:
    """Photographs are JPEG, as a camera makes them; so is what Telegram has shrunk."""
    return f"{spec['name']}.{'jpg' if spec.get('photo') or spec.get('jpeg') else 'png'}"


def draw(browser: Browser, spec: dict[str, Any]) -> bytes:
    """The screen as the bytes of a picture file."""
    size = {"width": spec["width"], "height": spec["height"]}
    page = browser.new_page(viewport=size, device_scale_factor=spec["scale"])
    page.set_content(page_of(spec))
    screen = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.close()
    file = io.BytesIO()
    if spec.get("photo"):
        photographed(screen, spec["photo"]).save(file, "JPEG", quality=50)
    elif spec.get("jpeg"):
        screen.save(file, "JPEG", quality=spec["jpeg"])
    else:
        screen.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def photographed(screen: Image.Image, seed: int) -> Image.Image:
    """The screen as a second phone sees it: turned, leaning, a little soft, uneven light, grain, a desk around it."""
    chance = random.Random(seed)
    wide, high = screen.size
    desk = Image.new("RGB", (wide + 160, high + 160), (92, 78, 66))
    desk.paste(Image.new("RGB", (wide + 24, high + 24), (14, 14, 16)), (68, 68))
    desk.paste(screen, (80, 80))
    lean = [chance.uniform(-28, 28) for _ in range(8)]
    corners = [0 + lean[0], 0 + lean[1], 0 + lean[2], desk.height + lean[3],
               desk.width + lean[4], desk.height + lean[5], desk.width + lean[6], 0 + lean[7]]  # fmt: skip
    leaning = desk.transform(desk.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)
    turned = leaning.rotate(chance.uniform(-2.2, 2.2), Image.Resampling.BICUBIC, fillcolor=(92, 78, 66))
    soft = turned.filter(ImageFilter.GaussianBlur(0.8))
    light = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180))).resize(soft.size)
    bright, dim = ImageEnhance.Brightness(soft).enhance(1.06), ImageEnhance.Brightness(soft).enhance(0.82)
    lit = Image.composite(bright, dim, light)
    grain = Image.effect_noise(soft.size, 9).convert("RGB")
    return Image.blend(lit, grain, 0.06)


def main(names: list[str]) -> None:
    """Draw all screens, or those named, and write the truth of all."""
    SCREENS.mkdir(exist_ok=True)
    every = specs()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for spec in every:
            if not names or spec["name"] in names:
                (SCREENS / file_name(spec)).write_bytes(draw(browser, spec))
        browser.close()
    truth = json.dumps([truth_of(spec) for spec in every], ensure_ascii=False, indent=1)
    (SCREENS / "truth.json").write_text(truth + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
