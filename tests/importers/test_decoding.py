"""From the bytes of a file to its text: what is read, and the one line for what is not."""

from __future__ import annotations

import codecs
import random

import pytest
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from articles.importers.plain_text import (
    BinaryFile,
    EmptyFile,
    OfficeFile,
    OtherEncoding,
    TooLarge,
    Unreadable,
    decode,
    import_ref,
)

STORY = "तालाब की सफ़ाई शुरू हुई। 🇮🇳 #तालाब\r\n\r\n“चार सौ लोग आए”, said the council – क़रीब ₹12 लाख लगे।\r\n"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_utf_8_and_utf_16_are_read_with_and_without_a_byte_order_mark(encoding):
    assert decode(STORY.encode(encoding)) == STORY


def test_utf_16_of_the_other_byte_order_is_read_by_its_mark():
    assert decode(codecs.BOM_UTF16_BE + STORY.encode("utf-16-be")) == STORY


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_one_text_has_one_import_ref_in_every_encoding(encoding, line_end):
    text = STORY.replace("\r\n", line_end)

    assert import_ref(decode(text.encode(encoding))) == import_ref(STORY)


def test_another_text_has_another_import_ref():
    assert import_ref(STORY) != import_ref(STORY.replace("चार", "पांच"))
    assert import_ref(STORY) == import_ref(f"\ufeff  {STORY}\n\n\n")
    assert len(import_ref(STORY)) <= 200


@pytest.mark.parametrize(
    "data",
    [b"", b"\n", b" \t\r\n" * 50, codecs.BOM_UTF8, codecs.BOM_UTF16_LE, "\u200b\u00ad \u2003".encode(), b"\n\0"],
)
def test_nothing_but_white_space_is_an_empty_file(data):
    with pytest.raises(EmptyFile):
        decode(data)


def test_a_file_beyond_the_limit_is_refused_with_both_sizes():
    assert decode(b"a" * 1000, limit=1000)
    with pytest.raises(TooLarge, match=r"1001 bytes, the limit is 1000\."):
        decode(b"a" * 1001, limit=1000)


def test_the_limit_is_a_million_bytes_unless_another_is_given():
    assert decode(b"a" * 1_000_000)
    with pytest.raises(TooLarge):
        decode(b"a" * 1_000_001)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "iso8859-15"])
def test_an_eight_bit_encoding_is_named_as_one_that_is_not_read(encoding):
    with pytest.raises(OtherEncoding, match=r"byte 4 is not UTF-8.*save it as UTF-8\.$"):
        decode("Café in Pondichéry, 4 février. ".encode(encoding) * 20)


def test_utf_32_is_named():
    with pytest.raises(OtherEncoding, match=r"UTF-32: save it as UTF-8\.$"):
        decode(STORY.encode("utf-32"))


def test_utf_8_cut_in_the_middle_of_a_letter_is_not_read():
    with pytest.raises(OtherEncoding):
        decode(STORY.encode()[:-10])


def test_utf_16_cut_in_the_middle_of_a_letter_is_damaged():
    with pytest.raises(OtherEncoding, match="damaged"):
        decode(STORY.encode("utf-16")[:-1])
    with pytest.raises(OtherEncoding, match="damaged"):
        decode(codecs.BOM_UTF8 + b"abc\xff")


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04abc", b"{\\rtf1\\ansi abc}", b"%PDF-1.7 abc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_a_formatted_document_has_a_message_of_its_own(data):
    with pytest.raises(OfficeFile, match="save it as plain text"):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"GIF89a",
        b"\x1f\x8b\x08\x00",
        b"\x7fELF\x02\x01\x01",
        b"SQLite format 3\x00",
        b"RIFF\x24\x08\x00\x00WAVE",
        b"\x00\x00\x00\x18ftypmp42",
        bytes(range(256)),
        random.Random(7).randbytes(5000),
        b"\x00" * 100,
        b"text\x00\x01\x02\x03\x04\x05\x06\x07",
    ],
)
def test_a_binary_file_is_refused(data):
    with pytest.raises(BinaryFile):
        decode(data)


def test_a_stray_control_character_makes_no_binary_file():
    assert decode(("क" * 500 + "\x0b\x1a").encode()).startswith("क")


def fault_of(data):
    """Why it is not read; None where it is."""
    try:
        return None if decode(data).strip() else "nothing was read"
    except Unreadable as fault:
        return fault


@given(st.binary())
@example(codecs.BOM_UTF16_LE + b"\x00\xd8")
@example(b"\xff\xfe\x00\x00")
@example(b"5\t\x00 ")
def test_any_bytes_are_a_text_or_one_line_that_says_why_not(data):
    fault = fault_of(data)

    assert fault is None or (isinstance(fault, Unreadable) and str(fault).endswith(".") and "\n" not in str(fault))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1))
def test_a_text_in_utf_8_comes_back_as_it_was(text):
    fault = fault_of(text.encode())

    assert isinstance(fault, EmptyFile) or decode(text.encode()) == text.removeprefix("\ufeff")


def test_the_line_is_in_the_language_of_who_reads_it():
    fault = TooLarge(size=2000, limit=1000)
    with translation.override("en"):
        assert str(fault) == "It is too large for a story: 2000 bytes, the limit is 1000."
    with translation.override("hi"):
        assert "2000" in str(fault)
        assert not str(fault).isascii()
