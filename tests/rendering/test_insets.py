"""Pull quotes, fact boxes and tables, as readers meet them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from articles.rendering import render_body
from tests import factories
from tests.body.payloads import PAYLOADS
from tests.pages import words
from tests.wellformed import markup_errors

from .test_blocks import value

pytestmark = pytest.mark.django_db
BOX = '<aside data-aside="fact-box"><h3>तथ्य</h3><ul><li><p>एक</p></li></ul><h3>और</h3></aside>'
QUOTE = '<aside data-aside="pull-quote"><p>बड़ी बात</p></aside>'
RESULTS = (
    '<figure data-table="results"><figcaption lang="en">Seats</figcaption><table><tbody>'
    "<tr><th><p>दल</p></th><th><p>सीटें</p></th></tr><tr><th><p>क</p></th><td><p>1,20,000</p></td></tr>"
    '<tr><td colspan="2"><p>कुल</p><p>दो दल</p></td></tr></tbody></table></figure>'
)


def rendered(text: str, medium: str = "page") -> html.HtmlElement:
    shown = render_body(value(factories.draft(body=text)), medium)
    assert markup_errors(shown, fragment=True) == []
    return html.fragment_fromstring(shown, create_parent="main")


class TestAPullQuote:
    def test_is_set_apart_and_can_be_read_everywhere(self) -> None:
        assert rendered(QUOTE).xpath("string(//aside[@class='pull-quote']/p)") == "बड़ी बात"
        assert rendered(QUOTE, "feed").xpath("string(//blockquote/p)") == "बड़ी बात"

    def test_says_apart_whose_words_they_are(self) -> None:
        signed = QUOTE.replace("</aside>", '<p lang="en">— Rekha</p></aside>')
        assert rendered(signed).xpath("//p[@class='pull-quote-by'][@lang='en']/text()") == ["— Rekha"]
        assert rendered(signed, "feed").xpath("//p/@class") == []


class TestAFactBox:
    def test_is_named_by_its_heading(self) -> None:
        (box,) = rendered("<h2>ऊपर</h2>" + BOX).xpath("//aside")
        (heading,) = box.xpath("./h3[@id]")
        assert (box.get("aria-labelledby"), heading.text) == (heading.get("id"), "तथ्य")

    def test_has_headings_of_the_level_that_follows_what_stands_above(self) -> None:
        assert [node.tag for node in rendered(BOX).xpath("//aside/*")] == ["h2", "ul", "h2"]
        assert [node.tag for node in rendered("<h2>x</h2>" + BOX).xpath("//aside/*")] == ["h3", "ul", "h3"]
        assert [node.tag for node in rendered(BOX, "feed").xpath("//aside/*")] == ["h2", "ul", "h2"]

    def test_without_a_heading_has_a_name_all_the_same(self) -> None:
        (box,) = rendered('<aside data-aside="fact-box"><p>x</p></aside>').xpath("//aside")
        assert box.get("aria-label")

    def test_stands_twice_on_a_page_with_two_names(self) -> None:
        assert len(set(rendered(BOX + BOX).xpath("//aside/@aria-labelledby"))) == 2


class TestATable:
    def test_has_a_head_and_says_of_each_heading_what_it_is_of(self) -> None:
        shown = rendered(RESULTS)
        assert shown.xpath("//thead/tr/th/@scope") == ["col", "col"]
        assert shown.xpath("//tbody/tr/th/@scope") == ["row"]
        assert shown.xpath("//td[@colspan='2']/p/text()") == ["कुल", "दो दल"]
        assert shown.xpath("//table/@class") == ["results"]

    def test_has_its_numbers_marked_and_nothing_else(self) -> None:
        numbers = rendered(RESULTS).xpath("//*[@class='number']")
        assert [words(cell) for cell in numbers] == ["सीटें", "1,20,000"]

    def test_gives_more_width_to_a_long_text(self) -> None:
        long = "<table><tr><th>क<th>ख<tr><td>x<td>बारिश में बंद रह सकती है, इसलिए पहले पूछ लीजिए</table>"
        assert rendered(long).xpath("//*[@class='long']/@class") == ["long"]

    def test_can_be_scrolled_by_keyboard_and_is_named_by_its_caption(self) -> None:
        (frame,) = rendered(RESULTS).xpath("//div[@role='region'][@tabindex='0']")
        (caption,) = frame.xpath("./table/caption")
        assert frame.get("aria-labelledby") == caption.get("id")
        assert (words(caption), caption.get("lang")) == ("Seats", "en")

    def test_without_a_caption_has_a_name_all_the_same(self) -> None:
        (frame,) = rendered("<table><tr><td>1<td>2</table>").xpath("//div[@role='region']")
        assert frame.get("aria-label")
        assert frame.xpath(".//caption | .//thead") == []

    def test_in_a_feed_is_a_plain_table(self) -> None:
        read = rendered(RESULTS, "feed")
        assert [node.tag for node in read] == ["table"]
        assert read.xpath("string(//caption)") == "Seats"
        assert read.xpath("//@id | //@tabindex") == []


@pytest.mark.sampled(11)
@pytest.mark.parametrize("medium", ["page", "feed"])
@pytest.mark.parametrize("hostile", PAYLOADS)
def test_hostile_words_run_nowhere(hostile: str, medium: str) -> None:
    story = value(factories.draft())
    text = (
        f"<aside data-aside='pull-quote'>{hostile}</aside><aside data-aside='fact-box'><h3>{hostile}</h3></aside>"
        f"<table><caption>{hostile}</caption><tr><th>{hostile}<td>1</table>"
        f"<figure data-gallery='1 2'><figcaption>{hostile}</figcaption></figure>"
        f"<figure data-story='1'><a href='/'>{hostile}</a></figure>"
    )
    story = replace(story, body=text, cleaned_with=0)
    assert markup_errors(render_body(story, medium), fragment=True) == []  # type: ignore[arg-type]
