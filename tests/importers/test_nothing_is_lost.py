"""Every character of a text is in what was read of it, once and in order, or is named in the report."""

from __future__ import annotations

import datetime as dt

from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles import body
from articles.importers import plain_text
from articles.importers.plain_text import EmptyFile, Headline, NoteKind, Paragraph, ParsedPost, Role, SubHeading
from articles.text import normalise

PARAGRAPHS = [
    "नगर परिषद ने शनिवार को तालाब की सफ़ाई का काम शुरू किया। इसमें चार सौ लोग शामिल हुए और दो ट्रक कचरा निकला।",
    "मंत्री ने कहा कि 'काम समय पर होगा' और इसके लिए 12.5 करोड़ रुपये दिए जाएंगे. उन्होंने समिति भी बनाई.",
    "लोगों ने बताया — उन्होंने (@nagar_example) कहा था कि पानी रोज़ आएगा — पर नल तीन दिन से सूखे हैं।",
    "परिषद के 24 सदस्यों में से 18 ने UNESCO की योजना का समर्थन किया और बाक़ी बैठक से चले गए।",
]
HEADINGS = ["तालाब की सफ़ाई", "अब आगे क्या होगा", "क्या है पूरा मामला?"]
SIGN_OFFS = ["— राहुल गांधी", "— PTI", "(— एजेंसी)"]


FORMS = {
    "at the end": "{text} {attribution}",
    "with a picture": "{text} pic.twitter.com/LakeLake1 {attribution}",
    "glued": "{text}pic.x.com/LakeLake1{attribution}",
    "on the next line": "{text}\n{attribution}",
    "in a paragraph": "{text}\n\n{attribution}",
    "in the middle": "{text}\n{attribution}\n#More pic.x.com/LakeLake1",
    "from a page": "{name}\n@{handle}\n{text}\n7:30 PM · {date} · 12.3K Views\n34\nReply",
}


def flattened(post, form="at the end"):
    text, name, handle, date = post
    attribution = f"— {name} (@{handle}) {date}"
    return FORMS[form].format(text=text, name=name, handle=handle, date=date, attribution=attribution)


ENGLISH = [
    ("Clean water is a right.\n\nFour hundred came. 🇮🇳 #CleanLake", "Dr. R. Sahu", "rsahu_example", "March 1, 2025"),
    ("Two trucks, one lake, no excuses!", "Lake Watch", "lakewatch_eg", "1 March 2025"),
]  # fmt: skip
HINDI = [
    ("आप सबका धन्यवाद 🙏 #तालाब_बचाओ", "रमा साहू", "ramasahu_eg", "१ मार्च २०२५"),
    ("पानी सबका हक़ है। #जल", "जल मंच", "jalmanch_eg", "मार्च 2, 2025"),
]


def squeezed(text):
    return "".join(text.split())


def assert_nothing_is_lost(given_text):
    """The invariant. Spans in order with white space between; each block made of its span alone; the rest is named."""
    story = plain_text.read(given_text)
    at = 0
    for block in story.blocks:
        start, end = block.span
        assert at <= start < end
        assert not story.text[at:start].strip()
        at = end
        if isinstance(block, ParsedPost):
            assert_post_is_its_span(block, story.text)
        else:
            assert block.text == " ".join(story.text[start:end].split())
    assert not story.text[at:].strip()
    assert_what_is_missing_is_named(given_text, story)
    assert_body_holds_it_all(story)
    return story


def assert_post_is_its_span(post, text):
    at = post.span.start
    for part in post.parts:
        assert at <= part.span.start < part.span.end
        assert not text[at : part.span.start].strip()
        at = part.span.end
    assert at == post.span.end
    by_role = {role: [part.span.of(text) for part in post.parts if part.role == role] for role in Role}
    assert squeezed(post.text) == squeezed("".join(by_role[Role.WORDS]))
    # A post that was copied from a page has lines above its words and below them.
    assert 1 <= len(by_role[Role.ATTRIBUTION]) <= 2
    assert squeezed(post.author_name) in squeezed(by_role[Role.ATTRIBUTION][0])
    assert f"@{post.handle}" in by_role[Role.ATTRIBUTION][0].replace("＠", "@")
    assert set(by_role[Role.PICTURE]) <= set(post.pictures)
    assert all(picture in text[post.span.start : post.span.end] for picture in post.pictures)
    assert by_role[Role.ADDRESS] == ([post.address] if post.address else [])
    assert post.score >= 0.7


def assert_what_is_missing_is_named(given_text, story):
    named = " ".join(str(note) for note in story.notes if note.kind is NoteKind.DROPPED)
    for character in set(given_text.removeprefix("\ufeff")):
        if not normalise(character):
            assert f"× U+{ord(character):04X}" in named


def assert_body_holds_it_all(story):
    html = plain_text.body_html(story, range(1, len(story.posts) + 1))
    assert body.clean(html) == html
    numbers = iter(range(1, len(story.posts) + 1))
    expected = [
        ("post", next(numbers)) if isinstance(block, ParsedPost) else ("words", block.text)
        for block in story.blocks
        if not isinstance(block, Headline)
    ]
    pieces = body.replace(html, lambda placeholder: f"<p>\x00{placeholder.id}</p>")
    found = [
        ("post", int(piece[1:])) if piece.startswith("\x00") else ("words", piece)
        for piece in filter(None, body.plain_text(pieces).split("\n\n"))
    ]
    # Characters that show nothing leave an empty paragraph behind, which plain text does not show.
    assert [(kind, squeezed(str(piece))) for kind, piece in found] == [
        (kind, squeezed(str(piece))) for kind, piece in expected if squeezed(str(piece))
    ]


pieces = st.permutations(
    [("paragraph", text) for text in PARAGRAPHS]
    + [("heading", text) for text in HEADINGS]
    + [("sign-off", text) for text in SIGN_OFFS]
    + [("post", post) for post in ENGLISH + HINDI]
)
gaps = st.sampled_from(["\n\n", "\n\n\n\n", "\r\n\r\n", "\n \t\n"])


@given(pieces, st.sampled_from(list(FORMS)), gaps)
def test_in_any_order_each_piece_is_found_as_what_it_is(order, form, gap):
    texts = [flattened(piece, form) if kind == "post" else piece for kind, piece in order]
    story = assert_nothing_is_lost(gap.join(texts))

    assert len(story.blocks) == len(order)
    for block, (kind, piece) in zip(story.blocks, order, strict=True):
        if kind == "post":
            assert isinstance(block, ParsedPost)
            words = f"{piece[0]}\n#More" if form == "in the middle" else piece[0]
            assert (block.text, block.author_name, block.handle) == (words, *piece[1:3])
            assert block.posted_on in (dt.date(2025, 3, 1), dt.date(2025, 3, 2))
        else:
            assert block.text == piece
        if kind in ("paragraph", "sign-off"):
            assert isinstance(block, Paragraph)


@given(st.permutations(PARAGRAPHS), st.sampled_from(HEADINGS), st.sampled_from(HINDI + ENGLISH), st.integers(1, 3))
def test_a_sub_heading_right_above_a_post_stays_a_sub_heading(paragraphs, heading, post, place):
    texts = [*paragraphs[:place], heading, flattened(post), *paragraphs[place:]]
    story = assert_nothing_is_lost("\n\n".join(texts))

    assert [block.text for block in story.sub_headings] == [heading]
    assert [block.text for block in story.posts] == [post[0]]


FRAGMENTS = [
    *[
        "—",
        "–",
        "--",
        "-",
        "&mdash;",
        "(",
        ")",
        "@",
        "(@a_b)",
        "(@क)",
        "(@a.b@c.d)",
        "Name",
        "Dr. S. Name",
        "राहुल गांधी",
    ],
    *[" ", " ", "\n", "\n\n", "\r", "\t", "\u00a0", "\u2029", "!", "?", ":", '"', "'", "।", "***", "<p>", "</a>"],
    *["September 29, 2025", "२९ सितंबर २०२५", "31 February 2025", "7:30 PM", "🇮🇳", "👩🏽‍🚒", "#UNGA80", "#हिन्दी"],
    *["pic.twitter.com/74hYE1Bju5", "pic.x.com/abcd", "https://x.com/a_b/status/12345", "https://t.co/x"],
    *["यह एक वाक्य है।", "यह एक और वाक्य है जो थोड़ा लंबा है और जिसमें कई शब्द हैं.", "A short sentence.", "उपशीर्षक"],
    *[
        "\nName\n@a_b\n",
        "\nName\n@a_b\n·\n2h\n",
        "\n@a_b\n",
        "\n7:30 PM · Sep 29, 2025\n",
        "\n12\n34\n",
        "\n12.3K Views\n",
        "\nReply\n",
    ],
    *["\u200b", "\u200d", "\ufeff", "\u00ad", "\u0000", "\ud800"],
]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=40).map("".join))
@example("— A (@a_b) September 29, 2025")
@example("pic.x.com/abcd — A (@a_b) September 29, 2025")
@example("(— A (@a_b) September 29, 2025). pic.x.com/abcd")
@example("यह एक वाक्य है।\n— A (@a_b)\nयह एक वाक्य है। pic.x.com/abcd #x")
def test_whatever_stands_around_an_attribution_nothing_is_lost(text):
    try:
        assert_nothing_is_lost(text)
    except EmptyFile:
        assert not any(character.isalnum() for character in text)


@given(st.text(min_size=1))
@example("\ud83c")
@example("\u0958\u093c")
@example("e\u0301\u200b")
def test_any_unicode_is_read_or_has_nothing_to_show(text):
    try:
        assert_nothing_is_lost(text)
    except EmptyFile:
        assert not any(character.isalnum() for character in text)


@given(st.permutations(PARAGRAPHS), st.integers(45, 95))
def test_lines_broken_at_a_width_become_the_paragraphs_they_were(paragraphs, width):
    broken = "\n\n".join(broken_at(width, paragraph) for paragraph in paragraphs)
    story = assert_nothing_is_lost(broken)

    assert [block.text for block in story.blocks] == paragraphs


def broken_at(width, paragraph):
    lines = [""]
    for word in paragraph.split():
        if len(lines[-1]) + len(word) + 1 > width and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def test_sub_headings_keep_their_place_in_the_body():
    story = assert_nothing_is_lost("\n\n".join([PARAGRAPHS[0], HEADINGS[0], PARAGRAPHS[1]]))

    assert isinstance(story.blocks[1], SubHeading)
    assert f"<h2>{HEADINGS[0]}</h2>" in plain_text.body_html(story, [])
