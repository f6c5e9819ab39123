"""Several pictures in one place."""

from __future__ import annotations

import pytest
from lxml import html

from articles import body
from articles.models import Article
from articles.rendering import render_body
from tests import factories
from tests.wellformed import markup_errors

from .test_blocks import value

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Article:
    boats = [factories.image(f"नाव {n}", caption=f"नाव {n} घाट पर", credit=f"छायाकार {n}") for n in range(1, 4)]
    return factories.draft(body="<p>x</p>" + body.gallery([boat.pk for boat in boats], "तीन नावें"))


class TestAGallery:
    def test_shows_each_picture_with_its_words_and_its_place_in_the_row(self, story: Article) -> None:
        shown = html.fragment_fromstring(render_body(value(story)), create_parent="main")
        pictures = shown.xpath("//li")
        assert [item.xpath(".//img/@alt") for item in pictures] == [["नाव 1"], ["नाव 2"], ["नाव 3"]]
        for number, item in enumerate(pictures, 1):
            words = item.text_content()
            assert f"नाव {number} घाट पर" in words
            assert f"छायाकार {number}" in words
            assert f"3 में से {number}" in words or f"{number} of 3" in words
        assert shown.xpath("//figure/figcaption")[0].text_content() == "तीन नावें"

    def test_is_reached_by_keyboard_and_has_a_name(self, story: Article) -> None:
        shown = html.fragment_fromstring(render_body(value(story)), create_parent="main")
        (region,) = shown.xpath("//*[@role='region']")
        assert region.get("tabindex") == "0"
        assert "3" in region.get("aria-label")

    def test_is_named_by_its_caption_as_plain_words(self, story: Article) -> None:
        made = value(story)
        text = made.body.replace("तीन नावें", 'तीन <em>नावें</em> &amp; "घाट" onfocus=alert(1)')
        object.__setattr__(made, "body", text)
        shown = html.fragment_fromstring(render_body(made), create_parent="main")
        (region,) = shown.xpath("//*[@role='region']")
        assert region.get("aria-label").endswith('3 तस्वीरें: तीन नावें & "घाट" onfocus=alert(1)')
        assert set(region.attrib) == {"class", "role", "tabindex", "aria-label"}

    def test_in_a_feed_is_one_picture_after_the_other(self, story: Article) -> None:
        read = render_body(value(story), "feed")
        assert "".join(read.split()).startswith("<p>x</p><p>तीननावें</p><figure>")
        assert read.count("<figure>") == read.count("<figcaption>") == read.count('src="http') == 3
        assert markup_errors(read, fragment=True) == []

    def test_leaves_out_a_picture_that_is_not_there(self, story: Article) -> None:
        made = value(story)
        del made.images[min(made.images)]
        assert render_body(made).count("<img") == 2
        made.images.clear()
        assert "missing" in render_body(made)
        assert "<img" not in render_body(made, "feed")

    def test_marks_the_language_of_its_caption(self, story: Article) -> None:
        made = value(story)
        text = made.body.replace("<figcaption>तीन नावें", '<figcaption lang="en">Three boats')
        object.__setattr__(made, "body", text)
        assert '<span lang="en">Three boats</span>' in render_body(made)

    def test_is_sound_html(self, story: Article) -> None:
        assert markup_errors(render_body(value(story)), fragment=True) == []


def test_the_caption_of_a_single_picture_keeps_its_language_too() -> None:
    image = factories.image()
    text = f'<figure data-image="{image.pk}"><figcaption lang="en">A boat</figcaption></figure>'
    assert '<span lang="en">A boat</span>' in render_body(value(factories.draft(body=text)))
