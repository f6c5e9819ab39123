"""Take screenshots of a page of every kind, for docs/pictures/readers/: `make pictures`.

Each file is a sheet of four: 360 px and 1280 px wide, light and dark; long pages are cropped. ARGS="front story" takes
only the named pages.
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
# Width and greatest height in CSS pixels, and the scale in the sheet.
VIEWS = ((360, 1700, 2 / 3), (1280, 2260, 1 / 2))
GAP = 16
BACKGROUND = (128, 128, 128)


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
    screenshots = [screenshot_of(browser, address, theme, *view) for view in VIEWS for theme in ("light", "dark")]
    width = sum(shot.width + GAP for shot in screenshots) + GAP
    whole = Image.new("RGB", (width, max(shot.height for shot in screenshots) + 2 * GAP), BACKGROUND)
    left = GAP
    for shot in screenshots:
        whole.paste(shot, (left, GAP))
        left += shot.width + GAP
    return whole


def screenshot_of(browser: Browser, address: str, theme: str, width: int, max_height: int, scale: float) -> Image.Image:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)  # type: ignore[arg-type]
    page.goto(address)
    # A window as tall as the page, because lazy images load only when they come near the window.
    page.set_viewport_size({"width": width, "height": min(max_height, page.evaluate("document.body.scrollHeight"))})
    page.wait_for_load_state("networkidle")
    screenshot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.close()
    return screenshot.resize(
        (round(screenshot.width * scale), round(screenshot.height * scale)), Image.Resampling.LANCZOS
    )


if __name__ == "__main__":
    main(sys.argv[1:])
