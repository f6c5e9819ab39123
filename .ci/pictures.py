"""Take screenshots of a page of every kind and of each state of a story's form, for docs/pictures/: `make pictures`.

Each file is a sheet of four: a phone and a desktop, light and dark; long pages are cropped. ARGS="front saved" takes
only the named pages and states.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from desk_states import PEOPLE, STATES, Desk
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import served  # noqa: E402

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FOLDER = ROOT / "docs" / "pictures"
# Width and greatest height in CSS pixels, and the scale in the sheet.
VIEWS = ((360, 1700, 2 / 3), (1280, 2260, 1 / 2))
# At the desk the height of the window decides what is in sight.
DESK_VIEWS = ((390, 844, 2 / 3), (1280, 844, 2 / 3))
QUALITY = {"readers": 58, "desk": 72}
THEMES = ("light", "dark")
GAP = 16
BACKGROUND = (128, 128, 128)


def main(only: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        pages = {name: path for name, path in served.pages(Path(folder)).items() if not only or name in only}
        states = {name: reach for name, reach in STATES.items() if not only or name in only}
        passwords = {name: served.account(Path(folder), name, group) for name, group in PEOPLE.items()}
        for language in served.NAMES:
            with served.served(Path(folder), language) as site:
                for name, path in pages.items():
                    save(sheet(browser, site + path), "readers", language, name)
                for name, reach in states.items():
                    desks = [Desk(browser, site, language, passwords, width, height) for width, height, _ in DESK_VIEWS]
                    save(desk_sheet(desks, reach), "desk", language, name)
        browser.close()


def save(whole: Image.Image, kind: str, language: str, name: str) -> None:
    file = FOLDER / kind / language / f"{name}.webp"
    file.parent.mkdir(parents=True, exist_ok=True)
    whole.save(file, quality=QUALITY[kind], method=6)


def sheet(browser: Browser, address: str) -> Image.Image:
    return in_rows([[screenshot_of(browser, address, theme, *view) for view in VIEWS for theme in THEMES]])


def desk_sheet(desks: list[Desk], reach: Callable[[Desk], Page]) -> Image.Image:
    """Return a row for each theme."""
    rows: list[list[Image.Image]] = [[] for _theme in THEMES]
    for desk, (_width, _height, scale) in zip(desks, DESK_VIEWS, strict=True):
        page = reach(desk)
        for row, theme in zip(rows, THEMES, strict=True):
            page.emulate_media(color_scheme=theme)
            # Colours of buttons change slowly.
            page.wait_for_timeout(500)
            row.append(scaled(page.screenshot(), scale))
        desk.close()
    return in_rows(rows)


def in_rows(rows: list[list[Image.Image]]) -> Image.Image:
    widths = [sum(shot.width + GAP for shot in row) + GAP for row in rows]
    heights = [max(shot.height for shot in row) + GAP for row in rows]
    whole = Image.new("RGB", (max(widths), sum(heights) + GAP), BACKGROUND)
    top = GAP
    for row, height in zip(rows, heights, strict=True):
        left = GAP
        for shot in row:
            whole.paste(shot, (left, top))
            left += shot.width + GAP
        top += height
    return whole


def screenshot_of(browser: Browser, address: str, theme: str, width: int, max_height: int, scale: float) -> Image.Image:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)  # type: ignore[arg-type]
    page.goto(address)
    # A window as tall as the page, because lazy images load only when they come near the window.
    page.set_viewport_size({"width": width, "height": min(max_height, page.evaluate("document.body.scrollHeight"))})
    page.wait_for_load_state("networkidle")
    screenshot = scaled(page.screenshot(), scale)
    page.close()
    return screenshot


def scaled(png: bytes, scale: float) -> Image.Image:
    screenshot = Image.open(io.BytesIO(png)).convert("RGB")
    size = (round(screenshot.width * scale), round(screenshot.height * scale))
    return screenshot.resize(size, Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main(sys.argv[1:])
