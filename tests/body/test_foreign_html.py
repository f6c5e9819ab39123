"""HTML from elsewhere (API, import, a form) keeps each word once and in order, and each mark however it is said."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from articles.body import clean, plain_text
from articles.body.foreign_html import TABLE

MARKS = ("strong", "em", "u", "s", "sub", "sup")
# Each way in which programs say a mark; `tests/js/` reads the same.
WAYS = json.loads((Path(__file__).parent / "marks.json").read_text(encoding="utf-8"))

TABLE_OF_TWO = (
    '<figure data-table="plain"><figcaption></figcaption><table><tbody><tr><td><p>1</p></td><td><p>2</p></td></tr>'
    "</tbody></table></figure>"
)


def ways(mark: str) -> Iterator[tuple[str, str, str]]:
    """Yield a style sheet and the tags around the words, for each way to say the mark."""
    for style in WAYS["styles"][mark]:
        for tag in ("span", "font"):
            yield "", f'<{tag} style="color:red; {escape(style)}">', f"</{tag}>"
        for tag, selector in (("span", ".c7"), ("span", "span.c7"), ("font", "p.x, .c7")):
            sheet = f"<style>\n<!-- /* own */ {selector} {{mso-x:y; {style};}} --></style>"
            yield sheet, f"<{tag} class=c7>", f"</{tag}>"
    for element in WAYS["elements"][mark]:
        yield "", f"<{element}>", f"</{element}>"
    yield "", f'<span class="TextRun {WAYS["classes"][mark]} SCXW12">', "</span>"


def marks_of(cleaned: str) -> dict[str, frozenset[str]]:
    """Return the marks of each word."""
    found: dict[str, frozenset[str]] = {}
    for node in html.fragment_fromstring(cleaned, create_parent="main").iter():
        around = [node, *node.iterancestors()]
        for text, elements in ((node.text, around), (node.tail, around[1:])):
            marks = frozenset(element.tag for element in elements) & frozenset(MARKS)
            found.update(dict.fromkeys((text or "").split(), marks))
    return found


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_is_kept_however_it_is_said(mark: str) -> None:
    for sheet, opening, closing in ways(mark):
        cleaned = clean(f"{sheet}<p>a {opening}b{closing} c</p>")
        expected = {mark} | ({"u"} if "underline line-through" in opening + sheet else set())
        assert marks_of(cleaned) == {"a": frozenset(), "b": expected, "c": frozenset()}, (sheet, opening, cleaned)


@pytest.mark.parametrize("mark", ["strong", "em", "u", "s"])
@pytest.mark.parametrize("tag", ["p", "div", "li", "td", "blockquote", "center", "tr"])
def test_a_mark_may_be_said_of_a_whole_block(mark: str, tag: str) -> None:
    for style in WAYS["styles"][mark]:
        block = f'<{tag} style="{escape(style)}">एक<br>b</{tag}>'
        block = {"td": f"<table><tr>{block}<td>x</table>", "tr": f'<table><tr style="{style}"><td>एक<td>b</table>'}.get(
            tag, block
        )
        assert {mark} <= marks_of(clean(block))["b"], block


def test_what_takes_a_mark_away_is_understood() -> None:
    assert clean('<b style="font-weight:normal"><p>एक <span style="font-weight:700">दो</span></p></b>') == (
        "<p>एक <strong>दो</strong></p>"
    )
    assert clean('<p><i>एक <span style="font-style:normal">दो</span></i></p>') == "<p><em>एक </em>दो</p>"
    assert clean('<h2 style="font-weight:bold"><span style="font-weight:700">एक</span> <b>दो</b></h2>') == (
        "<h2>एक <strong>दो</strong></h2>"
    )
    assert clean('<p>10<span style="vertical-align:baseline">6</span> <b>x</b></p>') == "<p>106 <strong>x</strong></p>"


def test_a_cell_that_stands_at_the_top_is_not_raised() -> None:
    cleaned = clean('<table><tr><td style="vertical-align:super">एक<td style="vertical-align:3px">b</table>')
    assert "sup" not in cleaned


@pytest.mark.parametrize(
    ("dirty", "stored"),
    [
        ("<div dir=rtl lang=ur>ایک<p>دو</div>", '<p dir="rtl" lang="ur">ایک</p><p dir="rtl" lang="ur">دو</p>'),
        ("<ul dir=rtl lang=ur><li>ایک</ul>", '<ul><li dir="rtl" lang="ur">ایک</li></ul>'),
        ('<p style="direction:rtl">ایک</p>', '<p dir="rtl">ایک</p>'),
        ("<p>क <bdo dir=rtl>ایک</bdo></p>", '<p>क <span dir="rtl">ایک</span></p>'),
        ("<p>क <font lang=ur><b>ایک</b></font></p>", '<p>क <span lang="ur"><strong>ایک</strong></span></p>'),
        (
            "<span lang=ur>क<span dir=rtl>ख</span></span>",
            '<p><span lang="ur">क</span><span dir="rtl" lang="ur">ख</span></p>',
        ),
        (
            "<blockquote lang=ur><p>क<p lang=en>x</blockquote>",
            '<blockquote lang="ur"><p>क</p><p lang="en">x</p></blockquote>',
        ),
        (
            "<table dir=rtl lang=ur><tr><td>क<td lang=en>x</table>",
            '<figure data-table="plain"><figcaption></figcaption><table><tbody><tr><td>'
            '<p dir="rtl" lang="ur">क</p></td>'
            '<td><p dir="rtl" lang="en">x</p></td></tr></tbody></table></figure>',
        ),
    ],
)  # fmt: skip
def test_language_and_direction_reach_the_parts_that_keep_them(dirty: str, stored: str) -> None:
    assert clean(dirty) == stored


@pytest.mark.parametrize(
    ("dirty", "stored"),
    [
        ("एक", "<p>एक</p>"),
        ("<div>one</div><div>two</div>", "<p>one</p><p>two</p>"),
        ("<dl><dt>क<dd>ख<dd>ग</dl>", "<p>क</p><p>ख</p><p>ग</p>"),
        ("क<section>ख</section>ग", "<p>क</p><p>ख</p><p>ग</p>"),
        ("<details><summary>क</summary>ख</details>", "<p>क</p><p>ख</p>"),
        ("<pre>क\nख\n\nग</pre>", "<p>क<br>ख</p><p>ग</p>"),
        ('<span style="white-space:pre-wrap">क\nख</span>', "<p>क<br>ख</p>"),
        ("<center>क</center><address>ख</address>", "<p>क</p><p>ख</p>"),
        ("<h1>क</h1><h6>ख</h6>", "<h2>क</h2><h3>ख</h3>"),
        ("क<br>ख<br><br>ग", "<p>क<br>ख</p><p>ग</p>"),
        ("<li>क<li>ख", "<ul><li>क</li><li>ख</li></ul>"),
        ("<p>क</p><li>ख</li><p>ग</p>", "<p>क</p><ul><li>ख</li></ul><p>ग</p>"),
        ("<ul>क<li>ख</ul>", "<ul><li>क</li><li>ख</li></ul>"),
        ("<ul><li>क</li><ul><li>ख</ul></ul>", "<ul><li>क<ul><li>ख</li></ul></li></ul>"),
        ("<li><div>क</div><div>ख</div></li>", "<ul><li><p>क</p><p>ख</p></li></ul>"),
        ("<menu><li>क</menu>", "<ul><li>क</li></ul>"),
        ("<blockquote>क<div>ख</div></blockquote>", "<blockquote><p>क</p><p>ख</p></blockquote>"),
        ("<b><p>क<p>ख</b>", "<p><strong>क</strong></p><p><strong>ख</strong></p>"),
        ("<p>क<table><tr><td>1<td>2</table>ख", "<p>क</p>{table}<p>ख</p>"),
        (
            "<ol start=4><li>क<table><tr><td>1<td>2</table><li>ख</ol>",
            '<ol start="4"><li>क</li></ol>{table}<ol start="5"><li>ख</li></ol>',
        ),
        (
            "<blockquote>क<table><tr><td>1<td>2</table>ख</blockquote>",
            "<blockquote><p>क</p></blockquote>{table}<blockquote><p>ख</p></blockquote>",
        ),
        ("<td>क<td>ख", "<p>क ख</p>"),
        ("<fieldset><legend>क</legend>ख</fieldset>", "<p>क</p><p>ख</p>"),
        ("<ul></ul><blockquote></blockquote>क", "<p>क</p>"),
    ],
)  # fmt: skip
def test_no_text_is_bare_or_glued(dirty: str, stored: str) -> None:
    cleaned = clean(dirty)
    assert re.sub(r"\s+", " ", cleaned) == stored.replace("{table}", TABLE_OF_TWO)
    assert clean(cleaned) == cleaned


# Whole documents: elements within one another as a browser would read them, with a number in each place. The parts of
# tables and forms stand only in these.
IN_TABLES_AND_FORMS = set("body caption hr p table tbody td tfoot th thead tr option optgroup select".split())
STORED = [
    *(f"aside data-aside='{kind}'" for kind in ("pull-quote", "fact-box")),
    *(f"figure {kind}" for kind in ("data-image=3", "data-gallery='3 4'", "data-social-post=5", "data-table=plain")),
]  # fmt: skip
BOXES = [*sorted(set(TABLE["blocks"]) - IN_TABLES_AND_FORMS), *STORED]
INLINE = ["span", "font", "b", "i", "u", "s", "sup", "sub", "del", "unknown", "label", "a href='https://e.example/'"]
# A caption below its table goes above it: `test_a_caption_below_its_table_is_stored_above_it`.
BELOW_A_TABLE = re.compile(r"</table>(?=(?:<[^>]*>| )*<figcaption)")


def element(tag: str, content: str) -> str:
    return f"<{tag}>{content}</{tag.split()[0]}>"


def table_of(rows: list[list[str]]) -> str:
    return element("table", "".join(element("tr", "".join(element("td", cell) for cell in row)) for row in rows))


LINES = st.recursive(
    st.sampled_from(["#", "# ", " #", "#<br>#"]),
    lambda inner: st.builds(element, st.sampled_from(INLINE), st.lists(inner, max_size=3).map("".join)),
    max_leaves=4,
)
DOCUMENTS = st.recursive(
    st.one_of(LINES, st.just("<hr>"), LINES.map(lambda line: element("p", line))),
    lambda inner: st.one_of(
        st.builds(element, st.sampled_from(BOXES), st.lists(inner, max_size=4).map("".join)),
        st.builds(table_of, st.lists(st.lists(inner, min_size=2, max_size=3), min_size=1, max_size=2)),
        st.builds("<figure data-image=3>{}<figcaption>{}</figcaption>{}</figure>".format, inner, inner, inner),
        st.builds(
            "<figure>{}<figcaption>{}</figcaption>{}{}</figure>".format,
            inner,
            LINES,
            st.just(table_of([["#", "#"]])),
            inner,
        ),
    ),
    max_leaves=12,
).map(lambda document: BELOW_A_TABLE.sub("</table>#", document))


def numbered(document: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the document with words instead of signs, and each word with the tags between it and the one before."""
    words: list[tuple[str, str]] = []
    pieces = document.split("#")
    text = pieces[0]
    for number, piece in enumerate(pieces[1:]):
        words.append((f"w{number}", pieces[number]))
        text += f"w{number}{piece}"
    return text, words


@given(DOCUMENTS)
def test_each_word_stands_once_and_in_order_and_none_is_glued_to_another(document: str) -> None:
    dirty, words = numbered(document)
    cleaned = clean(dirty)
    assert re.findall(r"w\d+", re.sub("<[^>]*>", " ", cleaned)) == [word for word, _ in words], cleaned
    text = plain_text(cleaned)
    for word, between in words[1:]:
        tags = re.sub(r" href=\S+?>", ">", between)
        is_apart = re.search(rf"</?({'|'.join(TABLE['blocks'])})\b|<br>| ", tags)
        if is_apart:
            assert not re.search(rf"\S{word}(?!\d)", text), (word, cleaned)


def test_a_caption_below_its_table_is_stored_above_it() -> None:
    table = table_of([["1", "2"]])
    for figure in (
        f"<figure>{table}<figcaption>क</figcaption>ख</figure>",
        f"<figure><figcaption>क</figcaption>{table}ख</figure>",
    ):
        assert re.sub(r"<[^>]*>", " ", clean(figure)).split() == ["क", "1", "2", "ख"]
        assert "<figcaption>क</figcaption>" in clean(figure)


@pytest.mark.parametrize(
    ("dirty", "stored"),
    [
        (
            "<aside data-aside=pull-quote>क<table><tr><td>1<td>2</table>ख</aside>",
            '<aside data-aside="pull-quote"><p>क</p></aside>{table}<aside data-aside="pull-quote"><p>ख</p></aside>',
        ),
        (
            "<aside data-aside=fact-box><ul><li>क<aside data-aside=pull-quote>ख</aside>ग</ul></aside>",
            '<aside data-aside="fact-box"><ul><li>क</li></ul></aside><aside data-aside="pull-quote"><p>ख</p></aside>'
            '<aside data-aside="fact-box"><ul><li>ग</li></ul></aside>',
        ),
        (
            "<aside data-aside=pull-quote>क<figure class=x lang=ur>ख</figure>ग</aside>",
            '<aside data-aside="pull-quote"><p>क</p><p lang="ur">ख</p><p>ग</p></aside>',
        ),
        (
            "<table><tr><td>क<aside>ख</aside>ग<td>घ<figure data-image=3><figcaption>च</figcaption></figure>छ</table>",
            '<figure data-table="plain"><figcaption></figcaption><table><tbody><tr><td><p>क</p><p>ख</p><p>ग</p></td>'
            '<td><p>घ</p><p>च</p><p>छ</p></td></tr></tbody></table></figure><figure data-image="3"></figure>',
        ),
        (
            "<figure data-image=3><div>क<figcaption>ख<table><tr><td>1<td>2</table>ग</figcaption>घ</div></figure>",
            '<p>क</p><figure data-image="3"><figcaption>ख<br>1<br>2<br>ग</figcaption></figure><p>घ</p>',
        ),
        (
            "<figure data-social-post=3><p lang=ur>क<a href='https://x.com/1'>x</a>ख</p></figure>",
            '<p lang="ur">क</p><figure data-social-post="3"><a href="https://x.com/1">x</a></figure><p lang="ur">ख</p>',
        ),
        (
            "<figure data-table=plain>क<figcaption>ख</figcaption>ग<table><tr><td>1<td>2</table>घ</figure>",
            "<p>क</p><p>ख</p><p>ग</p>{table}<p>घ</p>",
        ),
    ],
)  # fmt: skip
def test_words_that_may_not_stand_in_a_box_keep_their_order(dirty: str, stored: str) -> None:
    assert clean(dirty) == stored.replace("{table}", TABLE_OF_TWO)
    assert clean(clean(dirty)) == clean(dirty)


@given(DOCUMENTS)
def test_all_text_stands_in_a_paragraph_and_every_entry_in_a_list(document: str) -> None:
    root = html.fragment_fromstring(clean(numbered(document)[0]), create_parent="main")
    for node in root.iter():
        assert node.tag != "li" or node.getparent().tag in ("ul", "ol")
        for text, parent in ((node.text, node), (node.tail, node.getparent())):
            if (text or "").strip():
                assert parent.tag not in ("main", "ul", "ol", "blockquote", "aside", "figure", "table", "tr", "td"), (
                    text
                )


@given(st.lists(st.tuples(st.sets(st.sampled_from(MARKS)), st.integers(0, 60), st.booleans()), min_size=1, max_size=6))
def test_every_mark_of_every_word_is_kept(words: list[tuple[set[str], int, bool]]) -> None:
    dirty, expected = "", {}
    for number, (marks, way, own_block) in enumerate(words):
        text = f"w{number} "
        for mark in sorted(marks):
            possible = [one for one in ways(mark) if not one[0] and "underline line-through" not in one[1]]
            _, opening, closing = possible[way % len(possible)]
            text = f"{opening}{text}{closing}"
        dirty += f"<div>{text}</div>" if own_block else text
        expected[f"w{number}"] = frozenset(marks)
    assert marks_of(clean(dirty)) == expected
