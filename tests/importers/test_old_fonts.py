"""A file typed in Kruti Dev or Chanakya is read as Hindi, and the report asks for a look."""

from __future__ import annotations

import pytest

from articles.importers.plain_text import NoteKind, OtherEncoding, decode, read
from articles.text import unicode_of
from tests.text.legacy_typing import CHANAKYA, KRUTI_DEV

STORY = """तालाब की सफ़ाई शुरू

नगर परिषद ने शनिवार को तालाब की सफ़ाई का काम शुरू किया। इसमें चार सौ लोग शामिल हुए और दो ट्रक कचरा निकला।

अध्यक्ष ने कहा कि यह काम तीन महीने तक चलेगा और इस पर कोई ख़र्च नहीं होगा।
"""


@pytest.mark.parametrize("typist", [KRUTI_DEV, CHANAKYA], ids=["kruti-dev", "chanakya"])
@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-16"])
def test_a_file_in_an_old_font_is_read_in_any_encoding(typist, encoding):
    typed = typist.types(STORY)
    data = _windows_1252(typed) if encoding == "windows-1252" else typed.encode(encoding)

    story = read(decode(data))

    assert [block.text for block in story.blocks] == [block.text for block in read(STORY).blocks]
    assert story.language == "hi"
    assert NoteKind.OLD_FONT in [note.kind for note in story.notes]


def test_the_report_asks_for_a_look():
    notes = [note for note in read(KRUTI_DEV.types(STORY)).notes if note.kind is NoteKind.OLD_FONT]

    assert [note.to_check for note in notes] == [True]
    assert NoteKind.OLD_FONT not in [note.kind for note in read(STORY).notes]


def test_nothing_of_an_old_font_is_lost_for_being_a_control_character():
    # Half letters of Chanakya stand where Windows-1252 has control characters: ख्याति, अभ्यास, सम्मान.
    typed = CHANAKYA.types("यह ख्याति और अभ्यास का सम्मान है और सब को मिला है।")
    assert {"\x81", "\x8f", "\x90"} <= {*typed}

    assert read(typed).blocks[0].text == "यह ख्याति और अभ्यास का सम्मान है और सब को मिला है।"
    assert NoteKind.DROPPED not in [note.kind for note in read(typed).notes]


def test_a_file_in_windows_1252_that_is_no_hindi_is_still_refused():
    with pytest.raises(OtherEncoding):
        decode("Café in Pondichéry, 4 février: it is open to all of us.".encode("cp1252") * 20)


def test_an_english_story_is_no_old_font():
    english = (
        "The council said on Friday that the lake is clean, and that it is open to all.\n\nIt is for us to keep it."
    )

    assert unicode_of(english) == (english, False)
    assert NoteKind.OLD_FONT not in [note.kind for note in read(english).notes]


def _windows_1252(text: str) -> bytes:
    return b"".join(letter.encode("latin-1" if "\x80" <= letter < "\xa0" else "cp1252") for letter in text)
