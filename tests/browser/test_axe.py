"""What axe says of a page of every kind: WCAG 2.2 AA and its own advice, light and dark, on a phone and on a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from .conftest import Site
from .tools import AXE

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# The theme changes colours alone, which these rules look at; all others say the same again.
RULES = {
    "light": {"type": "tag", "values": TAGS},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
# What it cannot tell by itself ("incomplete") is contrast where it believes that something lies above a text: words
# beside a picture that scrolls, signs made of masks. Looked at by hand; see docs/decisions/0017-measured-pages.md.
LOOK = """runOnly => axe.run(document, { runOnly, resultTypes: ["violations"] }).then(
  ({ violations }) => violations.flatMap(
    ({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}: ${node.html.slice(0, 200)}`)
  ))"""


def violations(page: Page) -> list[str]:
    """In each width and each theme, without loading the page anew."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = []
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            found += [f"{width} {theme}: {line}" for line in page.evaluate(LOOK, RULES[theme])]
    return found


@pytest.mark.parametrize("language", ["hi", "en"])
def test_no_page_has_barriers(browser: Browser, site_in: dict[str, Site], language: str) -> None:
    site, found = site_in[language], {}
    context = browser.new_context(base_url=site.address)
    page = context.new_page()
    for name, path in site.pages.items():
        page.goto(path)
        found[name] = violations(page)
    context.close()
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_barrier_would_be_found(browser: Browser, site_in: dict[str, Site]) -> None:
    context = browser.new_context(base_url=site_in["hi"].address)
    page = context.new_page()
    page.goto("/")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    page.evaluate("document.querySelector('.card-line').style.color = 'var(--line)'")
    found = {tuple(line.split(": ")[:2]) for line in violations(page)}
    context.close()
    looks = [f"{width} {theme}" for width in (360, 1280) for theme in ("light", "dark")]
    assert found >= {(look, "color-contrast") for look in looks}
    assert found >= {("360 light", "html-has-lang"), ("1280 light", "html-has-lang")}
