"""An Urdu story and a list of such, as a reader's browser draws them.

`RTL_PICTURES` names a folder for pictures of each, to look at.
"""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import Page

from articles import body
from tests import cast, factories
from tests.browser.test_axe import violations
from tests.files import made

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
URDU = "یہ نیا پل آج سے عام لوگوں کے لیے کھل گیا ہے۔"
HINDI = "नया पुल आज से आम लोगों के लिए खुल गया है।"
# Text blocks of right-to-left words that are not drawn so, and those of others that are. Most letters decide.
WRONG = """() => [...document.querySelectorAll("main :is(h1, h2, h3, p, li, td, th, figcaption, blockquote, a)")]
  .filter((one) => one.matches(":is(h2, h3):has(> a:only-child)") || !one.childElementCount)
  .filter((one) => one.textContent.trim() && one.getClientRects().length)
  .filter(({ textContent }) => /\\p{L}/u.test(textContent))
  .filter((one) => {
    const [letters, rtl] = [/\\p{L}/gu, /\\p{Script=Arab}/gu].map((kind) => one.textContent.match(kind)?.length ?? 0);
    return (2 * rtl > letters) !== (getComputedStyle(one).direction === "rtl");
  })
  .map((one) => one.outerHTML.slice(0, 200))"""
# The bullets of entries stand within the text's edges.
OUTSIDE = """() => [...document.querySelectorAll(".body [dir=rtl] > li[dir=ltr]")]
  .filter((one) => getComputedStyle(one).listStylePosition !== "inside").length"""
# Blocks of the text that do not begin where their direction does.
MISPLACED = """() => [...document.querySelectorAll(".body > :is(p, h2)[dir=rtl]")].filter((block) => {
  const range = document.createRange();
  range.selectNodeContents(block);
  const box = block.getBoundingClientRect();
  return Math.abs(range.getClientRects()[0].right - box.right) > 2;
}).length"""


def urdu_story() -> str:
    picture = factories.image(URDU, (1280, 720), caption=URDU, credit="عائشہ راؤ")
    post = factories.post(URDU, author_name="عائشہ راؤ", handle="asha", language="hi")
    film = made.media_file("mp3", URDU, description=f"{URDU}\n\n{HINDI}", credit="عائشہ راؤ")
    html = (
        f"<p>{URDU * 6}</p><h2>پل کے نیچے کا شہر</h2><p>{URDU * 4}</p>"
        f"<ul><li>{URDU}</li><li>{HINDI}</li></ul><ol><li>{URDU}</li></ol><blockquote><p>{URDU}</p></blockquote>"
        f'<figure data-image="{picture.pk}"></figure>{factories.quoting(post)}'
        f'<aside data-aside="fact-box"><h3>پل</h3><p>{URDU}</p></aside>'
        f'<aside data-aside="pull-quote"><p>{URDU}</p></aside>'
        f'<figure data-table="plain"><figcaption>{URDU}</figcaption><table><tbody>'
        "<tr><th><p>پل</p></th><th><p>۱۲</p></th></tr>"
        f"<tr><td><p>{URDU}</p></td><td><p>12</p></td></tr></tbody></table></figure>"
        f"{body.media_file(film.pk, film.file.url, film.title)}<p>{HINDI * 3}</p>"
    )
    story = factories.story(
        f"BREAKING: {URDU}", standfirst=URDU, body=html, kicker="پل", dateline_place="لاہور", source_credit="پی ٹی آئی",
        bylines=["عائشہ راؤ"], section=cast.desh(), tags=["پل"], lead_image=picture, lead_caption=URDU,
    )  # fmt: skip
    for number in range(4):
        factories.story(f"{URDU} {number}", standfirst=URDU, kicker="پل", section=cast.desh(), lead_image=picture)
    factories.story(HINDI, standfirst=HINDI, section=cast.desh())
    return story.get_absolute_url()


@pytest.mark.parametrize("where", ["story", "list"])
def test_urdu_is_drawn_from_right_to_left_and_fits(page: Page, where: str) -> None:
    story = urdu_story()
    page.goto(story if where == "story" else "/desh/")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(WRONG) == []
        assert page.evaluate(MISPLACED) == page.evaluate(OUTSIDE) == 0
        for theme in ("light", "dark") if (folder := os.environ.get("RTL_PICTURES")) else ():
            page.emulate_media(color_scheme=theme)
            page.wait_for_timeout(200)
            page.screenshot(path=f"{folder}/{where}-{width}-{theme}.png", full_page=True)
    assert violations(page) == []
