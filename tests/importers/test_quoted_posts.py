"""What is a quoted post in a plain text, which words are its own, and what only looks like one."""

from __future__ import annotations

import datetime as dt

import pytest

from articles.importers.plain_text import Paragraph, ParsedPost, read

COUNCIL = "नगर परिषद ने शनिवार को तालाब की सफ़ाई का काम शुरू किया। इसमें चार सौ लोग शामिल हुए।"
MINISTER = "मंत्री ने कहा कि काम समय पर होगा और इसके लिए पैसे की कमी नहीं आने दी जाएगी।"
LAKE = "Four hundred of you came. The lake says thank you!"
THANKS = "आप सबका धन्यवाद, तालाब फिर सांस लेगा।"


def posts_of(*paragraphs):
    return read("\n\n".join(paragraphs)).posts


def only_post(*paragraphs):
    (post,) = posts_of(*paragraphs)
    return post


def kinds(*paragraphs):
    return [type(block).__name__ for block in read("\n\n".join(paragraphs)).blocks]


@pytest.mark.parametrize("dash", ["—", "–", "―", "−", "--", "---", "&mdash;", "&ndash;", "&#8212;", "-"])
def test_every_dash_in_use_begins_an_attribution(dash):
    post = only_post(COUNCIL, f"{LAKE} {dash} Rama Sahu (@rsahu_eg) March 1, 2025", MINISTER)

    assert (post.text, post.author_name, post.handle) == (LAKE, "Rama Sahu", "rsahu_eg")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("September 29, 2025", dt.date(2025, 9, 29)),
        ("Sep 29, 2025", dt.date(2025, 9, 29)),
        ("29 September 2025", dt.date(2025, 9, 29)),
        ("29 सितंबर 2025", dt.date(2025, 9, 29)),
        ("२९ सितम्बर, २०२५", dt.date(2025, 9, 29)),
        ("सितंबर 29, 2025", dt.date(2025, 9, 29)),
        ("February 29, 2024.", dt.date(2024, 2, 29)),
        ("on 1 March 2025, 7:30 PM IST", dt.date(2025, 3, 1)),
        ("· 1 मार्च 2025, शाम 7:30 बजे", dt.date(2025, 3, 1)),
        ("7:30 PM · Mar 1, 2025", dt.date(2025, 3, 1)),
        ("March 1,2025", dt.date(2025, 3, 1)),
        ("(1 March 2025)", dt.date(2025, 3, 1)),
        ("2025-03-01", dt.date(2025, 3, 1)),
    ],
)
def test_the_date_is_read_in_both_languages_and_the_time_is_the_attributions(written, day):
    story = read(f"{COUNCIL}\n\n{LAKE} — Rama Sahu (@rsahu_eg) {written}\n\n{MINISTER}")

    assert [post.posted_on for post in story.posts] == [day]
    assert len(story.blocks) == 3


def test_the_date_may_stand_on_the_line_below():
    post = only_post(COUNCIL, f"{LAKE} #Lake\n— Rama Sahu (@rsahu_eg)\nMarch 1, 2025", MINISTER)

    assert (post.text, post.posted_on) == (f"{LAKE} #Lake", dt.date(2025, 3, 1))


@pytest.mark.parametrize("date", ["February 31, 2025", "29 सितंबर 0000", "Sep 29", "yesterday"])
def test_a_date_that_is_none_makes_no_post_and_is_named(date):
    story = read(f"{COUNCIL}\n\n{LAKE} — Rama Sahu (@rsahu_eg) {date}\n\n{MINISTER}")

    assert not story.posts
    assert [note.kind.value for note in story.notes if note.line == 3] == ["attribution-left"]


@pytest.mark.parametrize(
    "name",
    ["Dr. S. Sahu", "डॉ. रमा साहू", "Rama (रमा) 🌊", "O'Brien & Sons", "ANI", "Lake – Watch", "साहू, रमा", "@rama"],
)
def test_a_name_is_kept_whole(name):
    assert (
        only_post(COUNCIL, f"{LAKE} pic.twitter.com/LakeLake1 — {name} (@rsahu_eg) March 1, 2025").author_name == name
    )


@pytest.mark.parametrize("gap", [" ", "", "\n", "\n\n"])
def test_the_attribution_may_follow_on_the_line_below_it_or_a_blank_line_below(gap):
    post = only_post(COUNCIL, f"{LAKE} pic.twitter.com/LakeLake1{gap}— Rama Sahu (@rsahu_eg) March 1, 2025", MINISTER)

    assert post.text == LAKE
    assert post.pictures == ("pic.twitter.com/LakeLake1",)


def test_a_picture_link_glued_to_a_hashtag_takes_nothing_of_it():
    post = only_post(COUNCIL, f"{LAKE} #UNGA80pic.twitter.com/74hYE1Bju5— Rama Sahu (@rsahu_eg) March 1, 2025")

    assert post.text == f"{LAKE} #UNGA80"
    assert post.pictures == ("pic.twitter.com/74hYE1Bju5",)


def test_several_pictures_leave_the_words_and_one_among_the_words_stays():
    post = only_post(
        COUNCIL,
        "Before pic.x.com/before1 and after. https://pic.twitter.com/after1 pic.x.com/after2 "
        "— Rama Sahu (@rsahu_eg) March 1, 2025",
    )

    assert post.text == "Before pic.x.com/before1 and after."
    assert post.pictures == ("pic.x.com/before1", "https://pic.twitter.com/after1", "pic.x.com/after2")


def test_flags_emoji_and_hashtags_stay_whole():
    words = "🇮🇳 🇨🇦 👩🏽‍🚒 #UNGA80 #क़दम #हिन्‍दी"
    post = only_post(COUNCIL, f"{LAKE}\n\n{words} pic.twitter.com/LakeLake1 — Rama Sahu (@rsahu_eg) March 1, 2025")

    assert post.text == f"{LAKE}\n\n{words}"


def test_an_english_post_reaches_up_to_where_the_hindi_story_ends():
    post = only_post(COUNCIL, "One.", "🌊", f"{LAKE}\nSecond line.", "— Rama Sahu (@rsahu_eg) March 1, 2025", MINISTER)

    assert post.text == f"One.\n\n🌊\n\n{LAKE}\nSecond line."
    assert post.certain


def test_a_hindi_post_in_an_english_story_reaches_up_to_where_the_english_ends():
    post = only_post(
        "The council began to clean the lake on Saturday. Four hundred people joined in.",
        "नमस्कार!",
        f"{THANKS} — रमा साहू (@rsahu_eg) 1 मार्च 2025",
        "The minister said that the work would be finished in time.",
    )

    assert (post.text, post.language, post.certain) == (f"नमस्कार!\n\n{THANKS}", "hi", True)


def test_neither_a_sign_off_nor_a_rule_nor_a_bare_address_above_is_the_first_line_of_a_post():
    for line in ("— PTI", "(ANI)", "***", "-----", "https://news.example/lake"):
        story = read(f"{COUNCIL}\n\n{line}\n\n{LAKE} — Rama Sahu (@rsahu_eg) March 1, 2025")

        assert [post.text for post in story.posts] == [LAKE]
        assert story.blocks[1].text == line


def test_a_hindi_post_in_a_hindi_story_is_the_one_paragraph_with_the_attribution():
    story = read(f"{COUNCIL}\n\n{MINISTER}\n\n{THANKS} #तालाब — रमा साहू (@rsahu_eg) 1 मार्च 2025\n\n{MINISTER}")

    assert [post.text for post in story.posts] == [f"{THANKS} #तालाब"]
    assert not story.posts[0].certain
    assert [type(block) for block in story.blocks] == [Paragraph, Paragraph, ParsedPost, Paragraph]


def test_a_hindi_post_of_several_lines_is_one_paragraph_too():
    lines = "सुप्रभात 🙏\nआज तालाब पर मिलते हैं।\n#तालाब"

    assert only_post(COUNCIL, f"{lines}\n— रमा साहू (@rsahu_eg) 1 मार्च 2025", MINISTER).text == lines


def test_a_sub_heading_on_the_line_above_a_hindi_post_is_not_its_first_line():
    story = read(f"{COUNCIL}\n\nमंत्री की पोस्ट\n{THANKS} #तालाब — रमा साहू (@rsahu_eg) 1 मार्च 2025\n\n{MINISTER}")

    assert [post.text for post in story.posts] == [f"{THANKS} #तालाब"]
    assert [heading.text for heading in story.sub_headings] == ["मंत्री की पोस्ट"]


def test_where_a_line_is_a_paragraph_a_hindi_post_is_one_line():
    story = read(f"{COUNCIL}\n{MINISTER}\n{THANKS}\n— रमा साहू (@rsahu_eg) 1 मार्च 2025\n{MINISTER}")

    assert [post.text for post in story.posts] == [THANKS]
    assert len(story.blocks) == 4


def test_long_lines_above_a_hindi_post_are_the_storys_also_without_a_blank_line_between():
    long = " ".join([COUNCIL] * 4)
    story = read(f"{MINISTER}\n\n{long}\n{THANKS} pic.x.com/Thanks1 — रमा साहू (@rsahu_eg) 1 मार्च 2025")

    assert [post.text for post in story.posts] == [THANKS]


def test_a_picture_link_alone_takes_the_paragraph_above_when_that_looks_like_a_post():
    attribution = "pic.twitter.com/Thanks1 — रमा साहू (@rsahu_eg) 1 मार्च 2025"

    assert only_post(COUNCIL, f"{THANKS} #तालाब", attribution).text == f"{THANKS} #तालाब"
    assert only_post(COUNCIL, MINISTER, attribution).text == ""


def test_a_post_of_pictures_alone_has_no_words_and_is_named():
    story = read(f"{COUNCIL}\n\n{MINISTER}\n\npic.twitter.com/Thanks1 — रमा साहू (@rsahu_eg) 1 मार्च 2025")

    assert [(post.text, post.pictures) for post in story.posts] == [("", ("pic.twitter.com/Thanks1",))]
    assert "post-without-words" in [note.kind.value for note in story.notes]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("first", "rest"),
    [(LAKE, "More on Sunday, bring gloves."), (f"{THANKS} #तालाब", "रविवार को फिर मिलेंगे, दस्ताने लाइए।")],
)
def test_the_attribution_in_the_middle_keeps_the_first_line_and_the_rest_together(first, rest, gap):
    attribution = "— Rama Sahu (@rsahu_eg) March 1, 2025"
    post = only_post(COUNCIL, gap.join([first, attribution, f"{rest} pic.twitter.com/Sunday1"]), MINISTER)

    assert post.text == f"{first}{gap}{rest}"
    assert post.pictures == ("pic.twitter.com/Sunday1",)


def test_the_attribution_in_the_middle_of_a_line_too():
    post = only_post(
        COUNCIL, f"{LAKE} — Rama Sahu (@rsahu_eg) March 1, 2025 More on Sunday. pic.x.com/Sunday1", MINISTER
    )

    assert post.text == f"{LAKE}\nMore on Sunday."


def test_a_card_of_instagram_without_words_is_left_and_named():
    card = ["View this post on Instagram", "A post shared by Rama Sahu (@rama.sahu)"]
    story = read("\n\n".join([COUNCIL, *card, MINISTER]))

    assert [block.text for block in story.paragraphs] == [COUNCIL, *card, MINISTER]
    assert "attribution-left" in [note.kind.value for note in story.notes]


def test_what_follows_a_post_without_picture_is_not_drawn_in():
    story = read(
        f"{COUNCIL}\n\n{LAKE} — Rama Sahu (@rsahu_eg) March 1, 2025\n\nIn English: the story goes on.\n\n{MINISTER}"
    )

    assert [post.text for post in story.posts] == [LAKE]
    assert story.blocks[2].text == "In English: the story goes on."


def test_posts_of_two_people_in_a_row_each_keep_their_own_words():
    first = f"{LAKE} — Rama Sahu (@rsahu_eg) March 1, 2025"
    second = "Well done.\n\nSee you. pic.x.com/Second1 — Lake Watch (@lakewatch_eg) March 2, 2025"
    for gap in ("\n\n", "\n"):
        a, b = posts_of(COUNCIL, gap.join([first, second]), MINISTER)

        assert (a.text, a.handle) == (LAKE, "rsahu_eg")
        assert (b.text, b.handle) == ("Well done.\n\nSee you.", "lakewatch_eg")


def test_two_posts_on_one_line_are_two():
    a, b = posts_of(
        COUNCIL,
        f"{LAKE} — Rama Sahu (@rsahu_eg) March 1, 2025 Well done. — Lake Watch (@lakewatch_eg) March 2, 2025",
        MINISTER,
    )

    assert (a.text, b.text) == (LAKE, "Well done.")


def test_a_picture_ends_the_post_before_it():
    a, b = posts_of(
        COUNCIL,
        f"{LAKE}\n— Rama Sahu (@rsahu_eg) March 1, 2025\nMore on Sunday. pic.x.com/Sunday1",
        "Well done.\n— Lake Watch (@lakewatch_eg) March 2, 2025",
    )

    assert a.text == f"{LAKE}\nMore on Sunday."
    assert b.text == "Well done."


def test_a_post_at_the_very_start_and_one_at_the_very_end_are_found():
    story = read(
        f"{LAKE} — Rama Sahu (@rsahu_eg) March 1, 2025\n\n{COUNCIL}\n\n{MINISTER}\n\n{LAKE} — A B (@ab) March 2, 2025"
    )

    assert [type(block) for block in story.blocks] == [ParsedPost, Paragraph, Paragraph, ParsedPost]
    assert story.language == "hi"
    assert story.proposed_headline.startswith("नगर परिषद ने")


def test_a_text_that_is_one_post_is_one_post():
    story = read(f"{LAKE} — Rama Sahu (@rsahu_eg) March 1, 2025")

    assert [post.text for post in story.posts] == [LAKE]
    assert story.language == "en"


ADDRESS = "https://x.com/rsahu_eg/status/1895800000000000000"


@pytest.mark.parametrize(
    "around",
    [
        f"{LAKE} — Rama Sahu (@rsahu_eg)\n\n{ADDRESS}",
        f"{LAKE} — Rama Sahu (@RSahu_EG)\n{ADDRESS}?s=20",
        f"{ADDRESS}\n\n{LAKE} — Rama Sahu (@rsahu_eg)",
        f"{LAKE} — Rama Sahu (@rsahu_eg) {ADDRESS}",
        f"{LAKE}\n{ADDRESS}\n— Rama Sahu (@rsahu_eg)",
    ],
)
def test_the_posts_own_address_beside_it_is_taken_and_stands_in_for_a_date(around):
    post = only_post(COUNCIL, around, MINISTER)

    assert post.text == LAKE
    assert post.address.startswith(ADDRESS)
    assert (post.network, post.score, post.posted_on) == ("x", 0.8, None)


@pytest.mark.parametrize(
    "other",
    [
        "https://x.com/somebody_else/status/1895800000000000000",
        "https://x.com/rsahu_eg",
        "https://news.example/lake",
        "https://[broken/rsahu_eg/status/1",
    ],
)
def test_an_address_of_anything_else_is_left_in_the_text(other):
    story = read(f"{COUNCIL}\n\n{LAKE} — Rama Sahu (@rsahu_eg) March 1, 2025\n\n{other}\n\n{MINISTER}")

    assert [post.address for post in story.posts] == [""]
    assert story.blocks[2].text == other


@pytest.mark.parametrize(
    "prose",
    [
        "सभा देर तक चली — उन्होंने (@rsahu_eg) कहा कि काम होगा।",
        "सभा देर तक चली — रमा साहू (@rsahu_eg) ने 1 मार्च 2025 को कहा कि काम होगा।",
        "सभा देर तक चली — रमा साहू (@rsahu_eg) 1 मार्च 2025 को कह चुकी थीं कि काम होगा।",
        "सभा देर तक चली — रमा साहू (@rsahu_eg) 1 मार्च 2025 — और फिर सब चुप हो गए।",
        "— रमा साहू (@rsahu_eg) 1 मार्च 2025 को बोलीं कि काम होगा।",
        "सभा देर तक चली — रमा साहू (@rsahu_eg) 1 मार्च 2025 को और — जल मंच (@jal_eg) 2 मार्च 2025 को मिले।",
        "लिखिए: desk@news.example (@ के साथ) — 1 मार्च 2025 तक।",
        "— राहुल गांधी",
        "— PTI",
        "(— रमा साहू)",
        "— रमा साहू, 1 मार्च 2025",
        "— रमा साहू (@rsahu_eg)",
        "रमा साहू (@rsahu_eg) 1 मार्च 2025",
        f"तालाब — {'बहुत लंबा वाक्य ' * 8}(@rsahu_eg) 1 मार्च 2025",
    ],
)
def test_what_only_looks_like_a_post_stays_a_paragraph(prose):
    assert kinds(COUNCIL, prose, MINISTER) == ["Paragraph", "Paragraph", "Paragraph"]


def test_an_attribution_without_anything_to_attribute_is_no_post():
    assert kinds("— Rama Sahu (@rsahu_eg) March 1, 2025") == ["Paragraph"]


def test_pasted_html_makes_no_post():
    html = '<p>Hi</p>&mdash; Rama (@rsahu_eg) <a href="https://x.com/rsahu_eg/status/1">March 1, 2025</a>'

    assert kinds(COUNCIL, html, MINISTER) == ["Paragraph"] * 3
    assert kinds(COUNCIL, f"<p>{LAKE}</p> — Rama (@rsahu_eg) March 1, 2025", MINISTER) == ["Paragraph"] * 3


def test_the_score_tells_a_date_and_a_picture_from_the_form_alone():
    def score(end, picture=""):
        return only_post(COUNCIL, f"{LAKE} {picture}— Rama Sahu (@rsahu_eg) {end}").score

    assert score("March 1, 2025", "pic.x.com/Lake1 ") == 1.0
    assert score("March 1, 2025") == 0.8
    assert score("", "pic.x.com/Lake1 ") == 0.7


def test_long_english_above_an_attribution_is_proposed_but_not_called_certain():
    statement = [f"Point {number} of the statement is about the lake, and it is long." for number in range(30)]
    post = only_post(COUNCIL, *statement, "— Rama Sahu (@rsahu_eg) March 1, 2025")

    assert post.text.count("\n\n") == 29
    assert not post.certain
