"""Whatever the input, cleaned HTML holds nothing beyond the allow-list."""

from __future__ import annotations

import re
import unicodedata

import pytest
from django_prose_editor.config import allowlist_from_extensions, expand_extensions
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from articles import body
from articles.body.allow_list import ATTRIBUTES, TAGS
from articles.body.foreign_html import BLOCKS as BLOCK_TAGS

from .payloads import PAYLOADS

PIECES = [
    *(f"<{tag}>" for tag in sorted(TAGS | BLOCK_TAGS)),
    *(f"</{tag}>" for tag in sorted(TAGS | BLOCK_TAGS)),
    "<div>", "</div>", "<script>", "</script>", "<style>", "<svg>", "<math>",
    "<template>", "<textarea>", "<title>", "<select>", "<noscript>", "<xmp>", "<iframe>", "<form>", "<button>",
    "<font>", "<!--", "-->",
    "<a href='https://e.example/?a=1&amp;b=<i>'>", "<a href='javascript:x'>", "<a href=' /desh/ '>", "<span lang='hi'>",
    "<p lang=en>", "<p lang='not a language'>", "<p lang=ur dir=rtl>", "<span dir=RTL>", "<li dir=ltr>", "<h2 dir=up>",
    "<figure data-image='3'>", "<figure data-social-post=7>",
    "<figure data-image='٣'>", "<figure data-gallery='3 7'>", "<figure data-gallery=4>", "<figure data-story=5>",
    "<figure data-file=6>",
    "<figure data-table=results>", "<aside data-aside=pull-quote>", "<aside data-aside='fact-box'>",
    "<td colspan=2>", "<th rowspan='3' colspan=2>", "<colgroup><col>", "<figcaption lang=hi>",
    "<ol start=4>", "<p></p>", "<p> <br></p>", "&lt;", "&#8203;", "&#0;", "&amp;", "&nbsp;",
    "<", ">", "\"", " ", "\n", "\r\n", "\x0b", "\u200b", "e\u0301", "क\u093c", "\u0958", "हिन्दी", "text",
]  # fmt: skip
fragments = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def elements(cleaned: str) -> list[html.HtmlElement]:
    return [node for node in html.fragment_fromstring(cleaned, create_parent="main").iterdescendants() if node.tag]


INLINE = r"(strong|em|u|s|sub|sup|a|br|span)*"
FORMS = {
    "figure": rf"\[(data-social-post|data-story|data-file)\](a{INLINE})?"
    rf"|\[data-image(,data-layout)?\](figcaption{INLINE})?|\[data-gallery\](figcaption{INLINE})?|\[data-table\]figcaption{INLINE}table.*",
    "aside": rf"\[data-aside\](p{INLINE}|h3{INLINE}|ul|ol|li{INLINE})+",
    "table": rf"\[\]tbody(tr((th|td)(p{INLINE})+)+)+",
}


BLOCKS = (TAGS | BLOCK_TAGS) - set("strong em u s sub sup a br span hr".split())


def shape(node: html.HtmlElement) -> str:
    """Return its attributes and the names of all elements in it."""
    return f"[{','.join(node.attrib)}]{''.join(inner.tag for inner in node.iterdescendants())}"


def is_block(piece: str) -> bool:
    return re.sub(r"\W.*", "", piece.lstrip("</")) in BLOCKS


@pytest.mark.parametrize("hostile", PAYLOADS)
def test_nothing_of_a_hostile_text_can_run(hostile: str) -> None:
    for node in elements(body.clean(f"<p>a</p>{hostile}<p>b</p>")):
        assert node.tag in TAGS
        assert set(node.attrib) <= ATTRIBUTES.get(node.tag, set())
        address = node.get("href", "https:")
        assert address.split(":")[0] in ("http", "https", "mailto", "tel") or address.startswith(("/", "#"))


@given(st.one_of(st.text(), fragments, st.sampled_from(PAYLOADS)))
@example("<figure><figure></figure></figure>")
@example("<span>" * 40 + "x" + "</span>" * 40)
@example("<p>a</p>" + "<p></p>" * 40)
@example("&#x200b;&lt;p&gt;")
def test_cleaning_twice_changes_nothing(dirty: str) -> None:
    once = body.clean(dirty)
    assert body.clean(once) == once


@given(st.one_of(st.text(), fragments))
def test_what_is_cleaned_is_nfc_and_without_control_characters(dirty: str) -> None:
    cleaned = body.clean(dirty)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not [char for char in cleaned if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t"]


@given(fragments)
def test_every_element_left_is_on_the_list_with_attributes_of_the_list(dirty: str) -> None:
    for node in elements(body.clean(dirty)):
        assert node.tag in TAGS
        assert set(node.attrib) <= ATTRIBUTES.get(node.tag, set())


@given(fragments)
def test_figures_never_stand_in_one_another(dirty: str) -> None:
    for node in elements(body.clean(dirty)):
        if node.tag == "figure":
            assert not node.xpath(".//figure")


@given(fragments)
def test_blocks_are_in_their_stored_form(dirty: str) -> None:
    for node in elements(body.clean(dirty)):
        if node.tag in FORMS:
            assert re.fullmatch(FORMS[node.tag], shape(node)), html.tostring(node, encoding="unicode")
        elif node.tag in ("figcaption", "table", "tbody", "tr", "td", "th"):
            assert node.getparent().tag in ("figure", "table", "tbody", "tr")


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_no_word_is_lost_however_blocks_are_nested(pieces: list[str]) -> None:
    numbered = "".join(f"{piece} w{number} " for number, piece in enumerate(p for p in pieces if is_block(p)))
    words = re.findall(r"w\d+", numbered)
    assert sorted(re.findall(r"w\d+", body.clean(numbered))) == sorted(words)


def test_everything_on_the_allow_list_stays_as_it_is() -> None:
    whole = (
        "<p>पहला <strong>मोटा</strong>, <em>तिरछा</em>, <u>रेखा</u>, <s>कटा</s>, H<sub>2</sub>O, m<sup>2</sup><br>दो</p>"
        '<h2>उपशीर्षक</h2><h3 lang="en">Sub</h3><ul><li>एक</li></ul><ol start="3"><li>तीन</li></ol>'
        '<blockquote><p lang="en">Quote</p></blockquote><hr>'
        '<p><a href="https://example.org/?a=1&amp;b=2">कड़ी</a> <a href="mailto:desk@example.org">पत्र</a>'
        ' <a href="/desh/">देश</a> <span lang="en-IN">word</span></p>'
        '<p dir="rtl" lang="ur">اردو <a href="/ur/" dir="rtl" lang="ur">لنک</a> '
        '<span dir="ltr" lang="en">X</span></p>'
        '<h2 dir="rtl" lang="ur">سرخی</h2><ul><li dir="rtl" lang="ur">ایک</li></ul>'
        '<blockquote dir="rtl"><p>قول</p></blockquote>'
        '<figure data-social-post="12"><a href="https://x.com/a/status/1">https://x.com/a/status/1</a></figure>'
        '<figure data-image="7" data-layout="wide"><figcaption>चित्र</figcaption></figure>'
        '<figure data-gallery="3 7 9"><figcaption lang="en">Three <em>boats</em></figcaption></figure>'
        '<figure data-story="5"><a href="/desh/pul-5/">पुल खुला</a></figure>'
        '<aside data-aside="pull-quote"><p>एक</p><p lang="en">Two</p></aside>'
        '<aside data-aside="fact-box"><h3>तथ्य</h3><p>एक</p><ul><li><p>दो</p></li></ul>'
        '<ol start="2"><li>तीन</li></ol></aside>'
        '<figure data-table="results"><figcaption></figcaption><table><tbody>'
        '<tr><th><p>दल</p></th><th colspan="2"><p>सीटें</p></th></tr>'
        '<tr><td rowspan="2"><p>क</p></td><td><p>1</p><p>2</p></td><td><p></p></td></tr></tbody></table></figure>'
    )
    assert body.clean(whole) == whole


@pytest.mark.parametrize("tag", ["p", "h2", "li", "blockquote", "span", "figcaption"])
def test_direction_and_language_are_stored_in_one_order_and_form(tag: str) -> None:
    before, after = ("<figure data-image=3>", "</figure>") if tag == "figcaption" else ("<ul>", "</ul>")
    if tag not in ("figcaption", "li"):
        before, after = "", ""
    written = f"{before}<{tag} lang=ur dir=' RTL '>اردو</{tag}>{after}"
    assert f'<{tag} dir="rtl" lang="ur">' in body.clean(written)
    assert "dir" not in body.clean(written.replace("RTL", "sideways"))


def test_the_empty_paragraphs_the_editor_adds_at_the_end_go() -> None:
    assert body.clean("<p>बात</p><p></p><p> <br> </p>\n") == "<p>बात</p>"
    assert body.clean("<p></p><p>बात</p>") == "<p></p><p>बात</p>"
    assert body.clean("<p></p>") == ""


def test_the_words_of_an_element_that_is_not_allowed_stay_but_a_script_goes_whole() -> None:
    assert body.clean("<div>क<font>ख</font></div><script>ग</script><style>घ</style>") == "<p>कख</p>"


@pytest.mark.parametrize(
    "hostile",
    [
        "<p></p>" * 30_000 + "x",
        " " * 200_000 + "x",
        "<p>" + "<br> " * 30_000 + "x</p>",
        "<figure data-image='1'></figure>" * 10_000,
        "<figure data-image='1'>" * 5_000,
        "<figure data-image='1'>x" * 5_000,
        "<aside data-aside='fact-box'><ul><li>" * 3_000,
        "<table><tr><td>x" * 3_000,
        "<figure data-table='plain'><table><tr><td>" * 3_000,
        "<table>" + "<tr><td>1" * 20_000,
        "<figure><figcaption>" * 5_000,
        "<figure data-gallery='" + "1 " * 50_000 + "'>",
        "<span>" * 20_000,
        "<strong>" * 10_000,
        "<" * 100_000,
        "&" * 100_000,
        "<!--" * 50_000,
        "<a href='" + "x" * 100_000,
    ],
    ids=lambda text: text[:12],
)
@pytest.mark.sampled(5)
def test_a_huge_hostile_text_is_refused_or_cleaned_and_read_all_the_same(hostile: str) -> None:
    try:
        cleaned = body.clean(hostile)
    except body.TooMuch:
        return
    body.placeholders(cleaned)
    body.plain_text(cleaned)
    assert body.clean(cleaned) == cleaned


def test_the_editor_can_make_nothing_that_is_not_on_the_list() -> None:
    allowed = allowlist_from_extensions(expand_extensions(dict(body.EXTENSIONS)))
    assert set(allowed["tags"]) <= TAGS | BLOCK_TAGS


class TestABlock:
    """A figure, an aside or a table: as it is submitted, and as it is stored."""

    @pytest.mark.parametrize(
        ("dirty", "stored"),
        [
            ("<figure><img src=x><figcaption>नाव</figcaption></figure>", "<p>नाव</p>"),
            ("<aside>क<p>ख</p></aside>", "<p>क</p><p>ख</p>"),
            ("<figure data-gallery='3'></figure>", '<figure data-image="3"></figure>'),
            ("<figure data-gallery=' 3  7'>", '<figure data-gallery="3 7"></figure>'),
            (
                "<figure data-story=5><a href='/x/'></a></figure>",
                '<figure data-story="5"><a href="/x/">/x/</a></figure>',
            ),
            (
                "<figure data-layout=wide data-image=3>क<figcaption><p>ख<p>ग</figcaption></figure>",
                '<p>क</p><figure data-image="3" data-layout="wide"><figcaption>ख<br>ग</figcaption></figure>',
            ),
            (
                "<figure data-image=3><figure data-image=4></figure></figure>",
                '<figure data-image="3"></figure><figure data-image="4"></figure>',
            ),
            (
                "<aside data-aside='pull-quote'>क<h2>ख</h2><figure data-image=3></figure><ul><li>ग</ul></aside>",
                '<aside data-aside="pull-quote"><p>क</p><p>ख</p></aside><figure data-image="3"></figure>'
                '<aside data-aside="pull-quote"><p>ग</p></aside>',
            ),
            (
                "<aside data-aside='fact-box'><h2>क</h2><blockquote>ख</blockquote><ul><li>ग</ul></aside>",
                '<aside data-aside="fact-box"><h3>क</h3><p>ख</p><ul><li>ग</li></ul></aside>',
            ),
            ("<aside data-aside='fact-box'><ul><li></ul><p>&nbsp;</p></aside>", ""),
        ],
    )
    def test_gets_its_stored_form_and_loses_no_word(self, dirty: str, stored: str) -> None:
        assert body.clean(dirty) == stored

    def test_in_a_gallery_too_large_for_one_makes_two(self) -> None:
        ids = list(range(1, 61))
        cleaned = body.clean(body.gallery(ids, "नावें"))
        assert [len(one.ids) for one in body.placeholders(cleaned)] == [50, 10]
        assert [number for one in body.placeholders(cleaned) for number in one.ids] == ids


class TestASubmittedTable:
    def test_is_given_a_figure_and_its_caption_and_head_their_places(self) -> None:
        dirty = (
            "<table border=1><caption>नतीजे</caption><colgroup><col></colgroup><thead><tr><td>दल<td>सीटें</thead>"
            "<tfoot><tr><td colspan=2>सब</tfoot><tbody><tr></tr><tr><td rowspan=1>क<td><h2>1</h2></tbody></table>"
        )
        assert body.clean(dirty) == (
            '<figure data-table="plain"><figcaption>नतीजे</figcaption><table><tbody>'
            "<tr><th><p>दल</p></th><th><p>सीटें</p></th></tr>"
            '<tr><td colspan="2"><p>सब</p></td></tr><tr><td><p>क</p></td><td><p>1</p></td></tr>'
            "</tbody></table></figure>"
        )

    def test_within_a_cell_becomes_lines_of_it_and_a_picture_goes_after_the_table(self) -> None:
        dirty = "<table><tr><td>क<table><tr><td>ख<td>ग</table><td><figure data-image=3></figure></table>"
        assert body.clean(dirty) == (
            '<figure data-table="plain"><figcaption></figcaption><table><tbody><tr><td><p>क</p><p>ख</p><p>ग</p></td>'
            '<td><p></p></td></tr></tbody></table></figure><figure data-image="3"></figure>'
        )

    def test_that_is_only_layout_is_removed(self) -> None:
        assert body.clean("<table><tr><td><p>क</p><h2>ख</h2></td></tr></table>") == "<p>क</p><h2>ख</h2>"
        pictures = [body.image(3), body.image(4)]
        framed = f"<table><caption>नावें</caption><tr><td>{pictures[0]}<td>{pictures[1]}</table>"
        assert body.clean(framed) == "<p>नावें</p>" + "".join(pictures)

    def test_from_the_editor_may_be_empty_or_of_one_cell(self) -> None:
        one = (
            '<figure data-table="plain"><figcaption></figcaption>'
            "<table><tbody><tr><td><p></p></td></tr></tbody></table></figure>"
        )
        assert body.clean(one) == one


class TestPlaceholders:
    def test_are_returned_in_order_with_what_the_story_says_about_them(self) -> None:
        story = body.social_post(12, "https://x.com/a?b=1&c=2") + "<p>x</p>" + body.image(7, "एक <नाव>", "wide")
        post, image = body.placeholders(body.clean(story))
        assert (post.kind, post.id, post.url) == ("social-post", 12, "https://x.com/a?b=1&c=2")
        assert (image.kind, image.id, image.layout, image.caption) == ("image", 7, "wide", "एक &lt;नाव&gt;")

    def test_that_occur_twice_are_returned_twice(self) -> None:
        assert [one.id for one in body.placeholders(body.social_post(3) * 2)] == [3, 3]

    def test_survive_cleaning_as_they_were_made(self) -> None:
        for made in (
            body.social_post(3),
            body.social_post(3, "https://x.com/?a=\"b'&lt;c"),
            body.image(4, "<b>", "left"),
            body.gallery([4, 2], "<b>"),
            body.story(5, "/desh/?a=1&b=2", "5 < 6"),
        ):
            assert body.placeholders(body.clean(made)) == body.placeholders(made)

    def test_a_figure_without_a_number_is_no_placeholder(self) -> None:
        for odd in ("", "0", "-1", "1.5", "x", "1" * 30):
            assert (
                body.placeholders(body.clean(f'<figure data-image="{odd}"><figcaption>x</figcaption></figure>')) == []
            )

    def test_of_a_gallery_have_all_its_ids_and_the_caption_with_its_language(self) -> None:
        (gallery,) = body.placeholders('<figure data-gallery="3 7"><figcaption lang="en">Boats</figcaption></figure>')
        assert (gallery.kind, gallery.ids) == ("gallery", (3, 7))
        assert (gallery.caption, gallery.caption_language) == ("Boats", "en")

    def test_of_a_related_story_have_its_address(self) -> None:
        (related,) = body.placeholders(body.story(5, "/desh/pul-5/", "पुल"))
        assert (related.kind, related.id, related.url) == ("story", 5, "/desh/pul-5/")

    def test_are_distinguished_from_insets(self) -> None:
        seen = []

        def note(inset: body.Inset) -> str:
            seen.append((inset.kind, inset.look, inset.number, inset.below_heading))
            return ""

        story = (
            '<aside data-aside="pull-quote"><p>x</p></aside>' + body.image(3) + "<h2>y</h2>"
            '<figure data-table="results"><figcaption></figcaption><table></table></figure>'
        )
        assert body.replace(story, lambda place: place.kind, note) == "image<h2>y</h2>"
        assert seen == [("pull-quote", "", 1, False), ("table", "results", 2, True)]
        assert body.replace(story, lambda place: place.kind) == story.replace(body.image(3), "image")

    def test_are_replaced_where_they_stand_and_nothing_else_is(self) -> None:
        story = "<p>a</p>" + body.social_post(3) + "<p>b</p>"
        assert body.replace(story, lambda place: f"[{place.id}]") == "<p>a</p>[3]<p>b</p>"


class TestPlainText:
    def test_has_a_blank_line_between_blocks_and_a_line_for_a_break(self) -> None:
        assert body.plain_text("<p>एक<br>दो</p><h2>तीन</h2><ul><li>चार</li></ul>") == "एक\nदो\n\nतीन\n\nचार"

    def test_leaves_out_a_posts_placeholder_and_keeps_a_caption(self) -> None:
        story = "<p>एक</p>" + body.social_post(3, "https://x.com/1") + body.image(4, "नाव") + "<p>दो</p>"
        assert body.plain_text(story) == "एक\n\nनाव\n\nदो"

    def test_has_a_line_for_each_row_of_a_table(self) -> None:
        story = "<p>x</p><table><caption>नतीजे</caption><tr><th>दल<th>सीटें<tr><td>क<br>ख<td>1<p>2</table><p>y</p>"
        assert body.plain_text(body.clean(story)) == "x\n\nनतीजे\n\nदल | सीटें\nक ख | 1 2\n\ny"

    def test_has_the_words_of_insets_and_none_of_a_link_to_another_story(self) -> None:
        quote = '<aside data-aside="pull-quote"><p>बड़ी बात</p></aside>'
        assert body.plain_text(quote + body.story(5, "/desh/x-5/", "पुल खुला") + "<p>y</p>") == "बड़ी बात\n\ny"

    def test_reads_characters_written_by_reference(self) -> None:
        assert body.plain_text("<p>5 &lt; 6 &amp; 7&nbsp;kg</p>") == "5 < 6 & 7\xa0kg"
