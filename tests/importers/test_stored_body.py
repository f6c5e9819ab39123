"""The body that a draft gets from a text that was read."""

from __future__ import annotations

import pytest

from articles import body
from articles.importers.plain_text import body_html, read

TEXT = """तालाब की सफ़ाई में जुटा पूरा शहर

परिषद ने कहा कि 5 < 6 & "सब" ठीक है। लोग <b>खुश</b> हैं और देर तक रुके।

मंत्री की पोस्ट

The lake says thank you! — Rama Sahu (@rsahu_eg) March 1, 2025
https://x.com/rsahu_eg/status/1895800000000000000?s=20&t=a

The minister wrote in English, and this paragraph is in English as well.

लोगों ने भी लिखा, और कुछ ने तस्वीरें भेजीं।

Second post. — Lake Watch (@lakewatch_eg) March 2, 2025

आगे की बैठक रविवार को होगी और सबको बुलाया गया है।
"""


def test_the_body_has_paragraphs_sub_headings_and_a_place_for_each_post():
    assert body_html(read(TEXT), [41, 42]) == (
        '<p>परिषद ने कहा कि 5 &lt; 6 &amp; "सब" ठीक है। लोग &lt;b&gt;खुश&lt;/b&gt; हैं और देर तक रुके।</p>'
        "<h2>मंत्री की पोस्ट</h2>"
        '<figure data-social-post="41">'
        '<a href="https://x.com/rsahu_eg/status/1895800000000000000?s=20&amp;t=a">'
        "https://x.com/rsahu_eg/status/1895800000000000000?s=20&amp;t=a</a></figure>"
        '<p lang="en">The minister wrote in English, and this paragraph is in English as well.</p>'
        "<p>लोगों ने भी लिखा, और कुछ ने तस्वीरें भेजीं।</p>"
        '<figure data-social-post="42"></figure>'
        "<p>आगे की बैठक रविवार को होगी और सबको बुलाया गया है।</p>"
    )


def test_the_body_is_clean_already():
    html = body_html(read(TEXT), [41, 42])

    assert body.clean(html) == html
    assert [placeholder.id for placeholder in body.placeholders(html)] == [41, 42]


@pytest.mark.parametrize("ids", [[], [41], [41, 42, 43]])
def test_posts_and_ids_must_be_equally_many(ids):
    with pytest.raises(ValueError, match="2 posts"):
        body_html(read(TEXT), ids)
