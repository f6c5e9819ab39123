"""Posts as they are copied from a page of X, in the browser's lines; and what has such lines and is none."""

from __future__ import annotations

import datetime as dt

import pytest

from articles.body import clean, plain_text
from articles.importers.plain_text import Paragraph, ParsedPost, read, read_post
from tests.body.test_clipboards import read as read_clipboard

from .test_nothing_is_lost import assert_nothing_is_lost

COUNCIL = "नगर परिषद ने शनिवार को तालाब की सफ़ाई का काम शुरू किया। इसमें चार सौ लोग शामिल हुए।"
MINISTER = "मंत्री ने कहा कि काम समय पर होगा और इसके लिए पैसे की कमी नहीं आने दी जाएगी।"
WORDS = "आप सबका धन्यवाद, तालाब फिर सांस लेगा।\n\nकल फिर मिलते हैं #तालाब"
HEAD = "रमा साहू\n@rsahu_eg"
ADDRESS = "https://x.com/rsahu_eg/status/1895800000000000000"


def story_with(copied, gap="\n\n"):
    return assert_nothing_is_lost(gap.join([COUNCIL, copied, MINISTER]))


@pytest.mark.parametrize(
    "end",
    [
        "7:30 PM · Mar 1, 2025",
        "7:30 PM · Mar 1, 2025 · 12.3K Views",
        "7:30 PM\n·\nMar 1, 2025\n·\n12.3K\n Views\n34 Reposts 2 Quotes\n1.2K Likes\nReply\n34\n5",
        "19:30 · 1 Mar 2025\nRead 34 replies",
        "7:30\u202fPM · March 1, 2025 · Twitter for iPhone",
        "7:30 अपराह्न · 1 मार्च 2025 · 12.3 हज़ार बार देखा गया\nजवाब दें\nरीपोस्ट",
        "शाम 7:30 · १ मार्च २०२५\n१२\n३४",
        "1 मार्च 2025 · शाम 7:30 बजे\nव्यूज़",
        "Translate post\n7:30 PM · Mar 1, 2025",
        f"7:30 PM · Mar 1, 2025\n12.3K Views\n{ADDRESS}",
    ],
)
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_the_line_of_time_and_date_and_what_the_page_says_below_end_a_post(end, gap):
    story = story_with(f"{HEAD}\n{WORDS}\n{end}", gap)
    (post,) = story.posts

    assert (post.author_name, post.handle, post.text) == ("रमा साहू", "rsahu_eg", WORDS)
    assert (post.posted_on, post.network, post.certain) == (dt.date(2025, 3, 1), "x", True)
    assert post.address == (ADDRESS if ADDRESS in end else "")
    assert [block.text for block in story.blocks] == [COUNCIL, WORDS, MINISTER]


@pytest.mark.parametrize(
    "head",
    [
        "रमा साहू\n\n@rsahu_eg\nफ़ॉलो करें",
        "रमा साहू\nVerified account\n@rsahu_eg\nFollow",
        "रमा साहू\n\u2066@rsahu_eg\u2069\nClick to Follow rsahu_eg",
        "रमा साहू\n@rsahu_eg\nReplying to\n@jal_eg and @tal_eg",
        "रमा साहू\n@rsahu_eg\n@jal_eg को जवाब दे रहे हैं",
    ],
)
def test_what_stands_around_the_account_is_none_of_the_words(head):
    (post,) = story_with(f"{head}\n{WORDS}\n7:30 PM · Mar 1, 2025").posts

    assert (post.author_name, post.handle, post.text) == ("रमा साहू", "rsahu_eg", WORDS)


def test_what_a_browser_copies_of_the_page_has_these_lines_in_the_story():
    (post,) = read(plain_text(clean(read_clipboard("x-post-page.clip")[0]))).posts

    assert (post.author_name, post.handle, post.posted_on) == ("रमा साहू", "rsahu_eg", dt.date(2025, 3, 1))
    assert post.text == "आप सबका धन्यवाद #Lake\n\nकल फिर मिलते हैं"


def test_posts_of_a_list_have_their_date_beside_the_account_and_end_with_counts():
    listed = [
        "रमा साहू\n@rsahu_eg\n·\n1 सित॰ 2025\nधन्यवाद\n12\n34\n1.2K",
        "Lake Watch\n@lakewatch_eg · Mar 2\nWell done.\n345 Reposts",
        "Jal Manch\n@jal_eg\n·\n2h\nHello\n\nthere\n1\n5",
    ]
    posts = story_with("\n".join(listed)).posts

    assert [(post.handle, post.text, post.posted_on) for post in posts] == [
        ("rsahu_eg", "धन्यवाद", dt.date(2025, 9, 1)),
        ("lakewatch_eg", "Well done.", None),
        ("jal_eg", "Hello\n\nthere", None),
    ]


def test_a_copied_post_and_a_flattened_one_keep_their_own_words():
    copied = "Rama Sahu\n@rsahu_eg\nThe lake says thank you!\n7:30 PM · Mar 1, 2025"
    flattened = "Well done. — Lake Watch (@lakewatch_eg) March 2, 2025"
    for texts in ([COUNCIL, copied, flattened, MINISTER], [COUNCIL, flattened, copied, MINISTER]):
        story = assert_nothing_is_lost("\n\n".join(texts))

        assert {post.handle: post.text for post in story.posts} == {
            "rsahu_eg": "The lake says thank you!", "lakewatch_eg": "Well done.",
        }  # fmt: skip


def test_a_post_that_quotes_another_one_is_left_because_its_words_are_two_peoples():
    inner = "Lake Watch\n@lakewatch_eg\n·\nFeb 28\nWell done."
    story = story_with(f"{HEAD}\n{WORDS}\nQuote\n{inner}\n7:30 PM · Mar 1, 2025")

    assert not story.posts


@pytest.mark.parametrize(
    "prose",
    [
        "हमसे जुड़ें:\n@nagar_eg\nतालाब की सफ़ाई\n7:30 PM · Mar 1, 2025",
        "रमा साहू\n@rsahu_eg\nतालाब की सफ़ाई का काम शुरू हुआ।",
        "रमा साहू\n@rsahu_eg\nबैठक 1 मार्च 2025 को शाम 7:30 बजे होगी।",
        "रमा साहू\n@rsahu_eg\nतालाब की सफ़ाई\n1 मार्च 2025",
        "रमा साहू\n@rsahu_eg\nतालाब की सफ़ाई\n7:30 PM",
        "रमा साहू\n@rsahu_eg · मंत्री\nतालाब की सफ़ाई\n12\n34",
        "रमा साहू @rsahu_eg\nतालाब की सफ़ाई\n7:30 PM · Mar 1, 2025",
        "रमा साहू\nrsahu_eg\nतालाब की सफ़ाई\n7:30 PM · Mar 1, 2025",
        "रमा साहू\n@rsahu_eg और @jal_eg\nतालाब\n7:30 PM · Mar 1, 2025",
        "रमा साहू\n@rsahu_eg\n7:30 PM · Mar 1, 2025",
        "रमा साहू\n@rsahu_eg\nजल मंच\n@jal_eg\nतालाब मंच\n@talab_eg",
        "रमा साहू\n@rsahu_eg\n·\nMar 1\nतालाब की सफ़ाई",
        "रमा साहू\n@rsahu_eg\n·\nMar 1\nतालाब की सफ़ाई\n12",
        "तालाब की सफ़ाई\n7:30 PM · Mar 1, 2025\nस्थान: बड़ा तालाब",
        "<b>रमा साहू</b>\n@rsahu_eg\nतालाब\n7:30 PM · Mar 1, 2025",
    ],
)
def test_what_only_has_some_of_these_lines_is_no_post(prose):
    story = story_with(prose)

    assert not story.posts
    assert all(isinstance(block, Paragraph) for block in story.blocks[:1])


def test_a_person_may_mark_a_copied_post_without_its_last_line():
    post = read_post(f"{HEAD}\nFollow\n{WORDS}")
    assert post
    assert (post.handle, post.text, post.posted_on) == ("rsahu_eg", WORDS, None)
    whole = read_post(f"{HEAD}\n{WORDS}\n7:30 PM · Mar 1, 2025\n12 Views\n{ADDRESS}")
    assert whole
    assert (whole.text, whole.posted_on, whole.address) == (WORDS, dt.date(2025, 3, 1), ADDRESS)
    assert read_post(f"{HEAD}\n{WORDS}\n7:30 PM · Mar 1, 2025\n{MINISTER}") is None
    assert read_post(f"{HEAD}\nएक\n7:30 PM · Mar 1, 2025\n{HEAD}\nदो\n7:30 PM · Mar 1, 2025") is None


@pytest.mark.parametrize("label", ["1" * 110, "1 " * 55, "1.1," * 28, "@a " * 38, "view s" * 18, "और" * 50, "· " * 55])
def test_a_line_like_a_label_takes_no_longer_than_others(label):
    for line in (label, f"{label}x", f"Replying to {label}"):
        story_with(f"{HEAD}\n{line}\n{WORDS}\n7:30 PM · Mar 1, 2025 · {line}\n{line}")


def test_many_accounts_below_one_another_take_linear_time():
    lines = "रमा साहू\n@rsahu_eg\n" * 2_000
    assert not read(lines).posts
    assert len(read(f"{HEAD}\nएक\n7:30 PM · Mar 1, 2025\n" * 200).posts) == 200
    assert isinstance(read(f"{HEAD}\nएक\n7:30 PM · Mar 1, 2025\n").blocks[0], ParsedPost)
