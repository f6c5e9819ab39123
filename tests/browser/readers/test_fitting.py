"""Every kind of page fits: a small telephone, large letters, wide spacing, long words, served_site, few colours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site

from .conftest import ServedSite, context

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PAGES = """
    front section story gallery opinion tag author archive month search search-empty page 404 410 500 story-english
""".split()
THIRTY_WORDS = "मुख्यमंत्री ने दिल्ली में कहा कि पुल की लंबाई बढ़ाने का निर्णय जल्द होगा, क्योंकि लोगों की माँग है " * 2
SIXTY_LETTERS = "अंतरराष्ट्रीयकरणविरोधीआंदोलनकारियों" * 2 + "Donaudampfschifffahrtsgesellschaftskapitaenswitwenrentenamt"
# What a page is made to say, in place of its own words.
EXTREME = """([headline, word]) => {
  const fill = (where, words) => {
    for (const one of document.querySelectorAll(where)) {
      if (!one.children.length) one.textContent = words;
      else one.childNodes.forEach((node) => { if (node.nodeType === 3 && node.data.trim()) node.data = words; });
    }
  };
  fill('h1, h2, h3, :is(h1, h2, h3) a, .teaser-headline, .breaking a, caption span, figcaption', headline);
  fill(`.masthead-name a, .masthead-line, .sections a, .breadcrumbs a, .subsections a, .kicker, .bylines a,
    .bylines span, .source, .tags a, .chips a span, .card-line > span, .post-author, .post-handle, .credit, .dateline,
    td p, .page-kind, .role, .footer a, .search-state, .author-links a, .months a, .author-latin, .paging a`, word);
}"""
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
# What sticks out of the window, and what is cut off where it cannot be scrolled to.
UNFIT = """() => {
  const hidden = (one) => one.closest('.out-of-sight, .visually-hidden, .skip');
  const say = (one) => `${one.tagName}.${one.className} “${one.innerText.slice(0, 30)}”`;
  const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
  const out = wide ? [...document.querySelectorAll('body *')].filter((one) => !hidden(one)
    && one.getBoundingClientRect().right > document.documentElement.clientWidth + 1
    && !one.closest('.gallery-row, .table-frame')).map(say) : [];
  const cut = [...document.querySelectorAll('body *')].filter((one) => !hidden(one) && one.checkVisibility()
    && getComputedStyle(one).overflowY !== 'visible' && one.scrollHeight > one.clientHeight + 1).map(say);
  return { wide, out, cut };
}"""
FITS = {"wide": False, "out": [], "cut": []}


@pytest.fixture(scope="module")
def phone(browser: Browser, served_site: ServedSite) -> Iterator[Page]:
    with context(browser, served_site, 320, reduced_motion="reduce") as opened:
        yield opened.new_page()


@pytest.mark.parametrize("name", PAGES)
def test_fits_a_small_telephone_large_letters_wide_spacing_and_long_words(
    phone: Page, served_site: ServedSite, name: str
) -> None:
    phone.set_viewport_size({"width": 320, "height": 700})
    phone.goto(served_site.paths[name])
    assert phone.evaluate(UNFIT) == FITS
    phone.evaluate(EXTREME, [THIRTY_WORDS, SIXTY_LETTERS])
    assert phone.evaluate(UNFIT) == FITS, "long words"
    phone.set_viewport_size({"width": 360, "height": 700})
    phone.evaluate("document.documentElement.style.fontSize = '212.5%'")
    assert phone.evaluate(UNFIT) == FITS, "long words in letters twice as large"
    phone.evaluate("document.documentElement.style.fontSize = ''")
    phone.evaluate(
        "(css) => { const own = new CSSStyleSheet(); own.replaceSync(css); document.adoptedStyleSheets = [own]; }",
        SPACING,
    )
    assert phone.evaluate(UNFIT) == FITS, "wide spacing"
    for width in (700, 900, 1000, 1280):
        phone.set_viewport_size({"width": width, "height": 700})
        assert phone.evaluate(UNFIT) == FITS, f"{width} pixels"


OPINIONS = """() => [...document.querySelectorAll('.opinion')].map((one) => {
  const top = (what) => what && Math.round(what.getBoundingClientRect().top - one.getBoundingClientRect().top);
  return [top(one.querySelector('.opinion-face')), top(one.querySelector('.card-words'))];
})"""


def test_opinions_stand_at_one_height_with_a_face_and_without(browser: Browser, site_in: dict[str, Site]) -> None:
    """In a newsroom whose pictures have all their forms."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(site_in["hi"].address)
    expect(page.locator(".opinion source")).not_to_have_count(0)
    tops = page.evaluate(OPINIONS)
    page.close()
    assert tops == [[0, 0]] * len(tops)


UNSEEN = """() => [...document.querySelectorAll('.block, .opinions')].filter((one) =>
  getComputedStyle(one).contentVisibility !== 'visible').length"""


def laid_out(page: Page) -> None:
    """Until all of the front page is."""
    # Not `wait_for_function`, which the site's policy would not let ask twice.
    for _ in range(100):
        if page.evaluate(UNSEEN) == 0:
            break
        page.wait_for_timeout(50)
    assert page.evaluate(UNSEEN) == 0


@pytest.mark.parametrize("scripts", [True, False])
def test_all_of_the_front_page_is_laid_out_by_itself(browser: Browser, served_site: ServedSite, scripts: bool) -> None:
    """Where the reader is or captures the page must not matter; with scripts a moment after the first paint."""
    with context(browser, served_site, 360, java_script_enabled=scripts) as opened:
        page = opened.new_page()
        page.goto("/")
        expect(page.locator(".block")).not_to_have_count(0)
        if scripts:
            laid_out(page)
        assert page.evaluate(UNSEEN) == 0


def test_whoever_loads_the_front_page_anew_is_where_they_were(browser: Browser, site_in: dict[str, Site]) -> None:
    """Not where the heights that are taken for true before the first paint would have it."""
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(site_in["hi"].address)
    laid_out(page)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight / 2)")
    before = page.evaluate("scrollY")
    # The browser keeps the place a moment later.
    page.wait_for_timeout(500)
    page.reload()
    laid_out(page)
    page.wait_for_timeout(500)
    after = page.evaluate("scrollY")
    page.close()
    assert before > 2000
    assert after == before


MOVING = """() => [...document.querySelectorAll('html, body *')].filter((one) => {
  const style = getComputedStyle(one);
  const moves = style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0;
  return moves || style.scrollBehavior === 'smooth';
}).length"""


@pytest.mark.parametrize("name", ["front", "story"])
def test_nothing_moves_for_those_who_want_no_motion(phone: Page, served_site: ServedSite, name: str) -> None:
    phone.goto(served_site.paths[name])
    assert phone.evaluate(MOVING) == 0


def style(page: Page, where: str, name: str, pseudo: str = "") -> Any:
    return page.evaluate(
        "([where, name, pseudo]) => getComputedStyle(document.querySelector(where), pseudo || null)[name]",
        [where, name, pseudo],
    )


class TestWithFewColours:
    @pytest.fixture
    def page(self, browser: Browser, served_site: ServedSite) -> Iterator[Page]:
        with context(browser, served_site, forced_colors="active") as opened:
            yield opened.new_page()

    def test_the_section_where_the_reader_is_and_the_chosen_size_are_seen(
        self, page: Page, served_site: ServedSite
    ) -> None:
        page.goto(served_site.paths["story"])
        assert style(page, ".sections a[aria-current]", "textDecorationLine") == "underline"
        assert style(page, ".sections li:last-child a", "textDecorationLine") == "none"
        sizes = [style(page, f"[aria-pressed={pressed}]", "borderTopWidth") for pressed in ("true", "false")]
        assert sizes == ["3px", "1px"]

    def test_signs_of_kinds_are_seen(self, page: Page, served_site: ServedSite) -> None:
        page.goto("/")
        sign = style(page, ".kind-video", "backgroundColor", "::before")
        assert sign == style(page, ".kind-video", "color")
        assert style(page, ".card-video .card-picture", "backgroundColor", "::after") == "rgb(255, 255, 255)"

    def test_the_focus_has_an_outline(self, page: Page) -> None:
        page.goto("/")
        page.keyboard.press("Tab")
        assert style(page, ":focus", "outlineStyle") == "solid"


PRESSED = "button, input, select, .skip, .sections, .paging, .share, .related-stories"


class TestOnPaper:
    @pytest.fixture
    def page(self, browser: Browser, served_site: ServedSite) -> Iterator[Page]:
        with context(browser, served_site, 800) as opened:
            printed = opened.new_page()
            printed.emulate_media(media="print")
            yield printed

    @pytest.mark.parametrize("name", ["front", "story", "search"])
    def test_there_is_nothing_to_press(self, page: Page, served_site: ServedSite, name: str) -> None:
        page.goto(served_site.paths[name])
        expect(page.locator(PRESSED).filter(visible=True)).to_have_count(0)
        assert page.evaluate(UNFIT) == FITS

    def test_a_story_says_its_whole_times_and_where_its_posts_stand(self, page: Page, served_site: ServedSite) -> None:
        page.goto(served_site.paths["story"])
        assert "14 मार्च 2026, रात 8:00" in page.locator(".times").inner_text()
        assert "घंटे पहले" not in page.locator(".story").inner_text()
        assert "https://x.com/PulVibhag/status/1" in str(style(page, ".post-link", "content", "::after"))

    def test_the_signs_of_kinds_and_all_pictures_of_a_gallery_are_printed(
        self, page: Page, served_site: ServedSite
    ) -> None:
        page.goto(served_site.paths["gallery"])
        assert style(page, ".kind-gallery", "printColorAdjust", "::before") == "exact"
        boxes = [picture.bounding_box() for picture in page.locator(".gallery-row img").all()]
        assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 800 for box in boxes)
