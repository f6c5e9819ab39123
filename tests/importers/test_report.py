"""What the report says of a text that was read, in the language of who reads it."""

from __future__ import annotations

import pytest
from django.utils import translation

from articles.importers.plain_text import EmptyFile, NoteKind, ReportNote, read

STORY = """तालाब की सफ़ाई शनिवार को शुरू हुई और रात तक चली। चार सौ लोग आए।

मंत्री की पोस्ट

सबका धन्यवाद\u200b 🙏 #तालाब pic.x.com/Thanks1 — रमा साहू (@rsahu_eg) 1 मार्च 2025

लोग देर तक रुके — उन्होंने (@nagar_eg) कहा कि काम होगा। <b>यह</b> भी\u00ad लिखा गया।
"""


def report(story, language):
    with translation.override(language):
        return [str(note) for note in story.notes]


def test_the_report_names_line_by_line_what_was_found_and_what_was_left():
    assert report(read(STORY), "en") == [
        "Language of the story: Hindi.",
        "No headline found. Proposed, from the first sentence: “तालाब की सफ़ाई शनिवार को शुरू हुई और रात तक चली”.",
        "Left out, because it cannot be shown: 1 × U+00AD SOFT HYPHEN, 1 × U+200B ZERO WIDTH SPACE.",
        "Line 3: sub-heading “मंत्री की पोस्ट”.",
        "Line 5: quoted post of रमा साहू (@rsahu_eg). Kept as its data, not in its words: "
        "pic.x.com/Thanks1 · — रमा साहू (@rsahu_eg) 1 मार्च 2025",
        "Line 5: where the words of the quoted post begin is not certain; compare with the text above it.",
        "Line 7: HTML, left as text: <b>",
        "Line 7: perhaps a quoted post, left as text: “— उन्होंने (@nagar_eg) कहा कि काम होगा। <b>यह</b> भी लिखा गया।”",
    ]


def test_the_report_is_in_hindi_where_the_desk_is():
    hindi, english = report(read(STORY), "hi"), report(read(STORY), "en")

    assert len(hindi) == len(english)
    assert not set(hindi) & set(english)


@pytest.mark.parametrize("kind", NoteKind)
def test_every_kind_of_note_has_a_line_for_it(kind):
    assert kind.label
    assert isinstance(ReportNote(kind).to_check, bool)
    assert len({each.label for each in NoteKind}) == len(NoteKind)


def test_what_a_person_should_look_at_is_marked():
    to_check = {note.kind.value for note in read(STORY).notes if note.to_check}

    assert to_check == {"proposed-headline", "post", "post-begins-somewhere", "html-left", "attribution-left"}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028", "\x0b"])
def test_lines_are_counted_as_the_file_has_them(line_end):
    story = read(STORY.replace("\n", line_end))

    assert [note.line for note in story.notes if note.kind is NoteKind.POST] == [5]


def test_a_byte_order_mark_is_of_the_encoding_and_not_missed():
    assert NoteKind.DROPPED not in [note.kind for note in read("\ufeffतालाब की सफ़ाई।").notes]
    assert NoteKind.DROPPED in [note.kind for note in read("तालाब\ufeff की सफ़ाई।").notes]


def test_a_text_in_a_language_the_newsroom_does_not_write_has_none():
    story = read("பனி பெய்தது, மலை வெள்ளை ஆனது.")

    assert story.language == ""
    assert NoteKind.LANGUAGE not in [note.kind for note in story.notes]


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b", "\u200d\ufe0f"[:1]])
def test_a_text_of_nothing_is_refused(text):
    with pytest.raises(EmptyFile):
        read(text)
