"""Which short lines are sub-headings, which line is the headline, and which are neither."""

from __future__ import annotations

import pytest

from articles.importers.plain_text import read

COUNCIL = "नगर परिषद ने शनिवार को तालाब की सफ़ाई का काम शुरू किया। इसमें चार सौ लोग शामिल हुए।"
MINISTER = "मंत्री ने कहा कि काम समय पर होगा और इसके लिए पैसे की कमी नहीं आने दी जाएगी।"
CITIZENS = "लोगों ने कहा कि वे हर रविवार आएंगे। बच्चों ने किनारे पर पौधे लगाए और उनके नाम रखे।"


def headings(*paragraphs, gap="\n\n"):
    return [heading.text for heading in read(gap.join(paragraphs)).sub_headings]


@pytest.mark.parametrize(
    "line",
    ["एक्स पर किया पोस्ट", "पटरी पर आते रिश्ते", "क्या है पूरा मामला?", "80वें सत्र में क्या हुआ", "UNGA 2025", "A new beginning",
     "डॉ. सेन का जवाब", "चुनाव: किसने क्या कहा", "'काम समय पर होगा'", "By-election results"],
)  # fmt: skip
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_a_short_line_alone_between_longer_paragraphs_is_a_sub_heading(line, gap):
    assert headings(COUNCIL, line, MINISTER, gap=gap) == [line]


@pytest.mark.parametrize(
    "line",
    ["काम शुरू हो गया।", "काम शुरू हो गया.", "The work began.", "काम शुरू हो गया!", "बैठक में मौजूद लोग:", "और फिर…", "रमा साहू,",
     "- पहला सुझाव", "• पहला सुझाव", "1. पहला सुझाव", "क) पहला सुझाव", "(भाषा)", "— राहुल गांधी", "फोटो: परिषद", "Photo: ANI",
     "By Rama Sahu", "यह भी पढ़ें: तालाब की कहानी", "Also read: the lake", "सवाल: पानी कब आएगा", "नई दिल्ली, 29 सितंबर",
     "29 सितंबर 2025", "2025", "***", "-----", "#तालाब", "@rsahu_eg", "https://news.example", "<b>तालाब</b>",
     "यह पंक्ति बारह शब्दों से लंबी है और इसलिए इसे उपशीर्षक नहीं माना जाएगा भले ही विराम न हो", "पहला वाक्य। दूसरा",
     "🌊", "तालाब 🌊"],
)  # fmt: skip
def test_no_sub_heading_is_made_of_a_sentence_an_item_a_label_or_a_sign(line):
    assert headings(COUNCIL, line, MINISTER) == []


def test_lines_of_a_list_a_poem_or_an_address_are_no_sub_headings():
    assert headings(COUNCIL, "नीलिमा सेन", "अब्दुल करीम", "जोसेफ़ डिसूज़ा", MINISTER) == []
    assert headings(COUNCIL, "नीलिमा सेन\nअब्दुल करीम", MINISTER) == []


def test_neither_the_first_nor_the_last_line_is_a_sub_heading():
    assert headings("तालाब की सफ़ाई", COUNCIL, MINISTER, "एजेंसी इनपुट") == []


def test_a_sub_heading_may_stand_before_and_after_a_post():
    post = "The lake says thank you! — Rama Sahu (@rsahu_eg) March 1, 2025"

    assert headings(COUNCIL, "मंत्री की पोस्ट", post, "आगे क्या होगा", MINISTER) == ["मंत्री की पोस्ट", "आगे क्या होगा"]


def test_the_first_line_is_the_headline_when_it_is_no_sentence_and_prose_follows():
    story = read(f"तालाब की सफ़ाई में जुटा पूरा शहर\n\n{COUNCIL}\n\n{MINISTER}")

    assert story.headline == story.proposed_headline == "तालाब की सफ़ाई में जुटा पूरा शहर"
    assert [block.text for block in story.blocks[1:]] == [COUNCIL, MINISTER]


def test_a_byline_below_a_headline_is_no_sub_heading():
    assert headings("तालाब की सफ़ाई में जुटा पूरा शहर", "रमा साहू", COUNCIL, MINISTER) == []


@pytest.mark.parametrize(
    "first", ["तालाब", "तालाब की सफ़ाई शुरू हुई।", "नई दिल्ली, 29 सितंबर", "— रमा साहू की रिपोर्ट", "ये हैं बड़ी बातें:"]
)
def test_a_first_line_that_may_be_something_else_is_no_headline(first):
    assert read(f"{first}\n\n{COUNCIL}").headline == ""


def test_without_a_headline_the_first_sentence_is_proposed_without_its_full_stop():
    assert read(f"{COUNCIL}\n\n{MINISTER}").proposed_headline == "नगर परिषद ने शनिवार को तालाब की सफ़ाई का काम शुरू किया"
    assert read("डॉ. सेन आए. वे बोले.").proposed_headline == "डॉ. सेन आए"


def test_a_dateline_is_not_the_sentence_proposed():
    assert read(f"कोटमा, 12 जनवरी (संवाद)। {COUNCIL}").proposed_headline.startswith("नगर परिषद ने")


def test_a_long_first_sentence_is_cut_between_words():
    proposed = read("शब्द " * 200).proposed_headline

    assert proposed.endswith("शब्द…")
    assert len(proposed) <= 300


def test_a_first_word_of_marks_without_end_does_not_outgrow_a_headline():
    assert len(read("क" + "\u0901" * 5000 + " ख").proposed_headline) <= 300
