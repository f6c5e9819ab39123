"""Pictures of a page of every kind, as readers meet it, for docs/pictures/readers/: `make pictures`.

Each is a sheet: a phone (360 px) light and dark, a desk (1280 px) light and dark; long pages are cut. Names take
only these: ARGS="front story".
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import served  # noqa: E402

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FOLDER = ROOT / "docs" / "pictures" / "readers"
# Width, greatest height and share of it in the sheet; all in CSS pixels.
VIEWS = ((360, 1700, 2 / 3), (1280, 2260, 1 / 2))
GAP = 16
GROUND = (128, 128, 128)


def main(only: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for language in served.NAMES:
            (FOLDER / language).mkdir(parents=True, exist_ok=True)
            with served.served(Path(folder), language) as site:
                for name, path in served.pages(Path(folder)).items():
                    if not only or name in only:
                        sheet(browser, site + path).save(FOLDER / language / f"{name}.webp", quality=58, method=6)
        browser.close()


def sheet(browser: Browser, address: str) -> Image.Image:
    shots = [shot(browser, address, theme, *view) for view in VIEWS for theme in ("light", "dark")]
    width = sum(one.width + GAP for one in shots) + GAP
    whole = Image.new("RGB", (width, max(one.height for one in shots) + 2 * GAP), GROUND)
    left = GAP
    for one in shots:
        whole.paste(one, (left, GAP))
        left += one.width + GAP
    return whole


def shot(browser: Browser, address: str, theme: str, width: int, most: int, share: float) -> Image.Image:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)  # type: ignore[arg-type]
    page.goto(address)
    # A window as tall as the page: pictures further down are not asked for before they come near.
    page.set_viewport_size({"width": width, "height": min(most, page.evaluate("document.body.scrollHeight"))})
    page.wait_for_load_state("networkidle")
    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.close()
    return taken.resize((round(taken.width * share), round(taken.height * share)), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main(sys.argv[1:])
