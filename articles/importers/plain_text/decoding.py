"""Decode the bytes of a file, or say in one sentence why they are no text."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Any

from django.utils.translation import gettext_lazy as _

from articles.text import legacy_text

LIMIT = 1_000_000
# The first bytes of files that people send instead of text, from https://www.iana.org/assignments/media-types and the
# specifications of the formats.
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"%PDF-")
_BINARY = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"\x7fELF", b"SQLite format 3\0")
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_CONTROL = re.compile("[\0-\x08\x0e-\x1f\x7f]")
_CONTROL_BYTES = bytes({*range(32), 127} - set(b"\t\n\v\f\r"))
# Text picks up control characters in old systems: these few and this share are accepted.
_STRAY_CONTROLS, _STRAY_SHARE = 2, 0.005
# The scripts of India and its neighbours, Latin, and their punctuation and symbols.
_EXPECTED = re.compile("[\t\n\r\x20-\u024f\u0300-\u036f\u0600-\u06ff\u0900-\u0dff\u1cd0-\u1cff\u2000-\u2bff\ua8e0-\ua8ff\ufe0f\U0001f000-\U0001faff]")  # fmt: skip  # noqa: E501


class Unreadable(ValueError):
    """No story can be made of the file. The string is one sentence in the active language."""

    sentence: Any

    def __init__(self, **values: object) -> None:
        super().__init__(values)
        self.values = values

    def __str__(self) -> str:
        return str(self.sentence) % self.values


class EmptyFile(Unreadable):
    sentence = _("There is no text in it.")


class TooLarge(Unreadable):
    """`size` and `limit` are in bytes."""

    sentence = _("It is too large for a story: %(size)d bytes, the limit is %(limit)d.")


class BinaryFile(Unreadable):
    sentence = _("It is a binary file, not a text.")


class OfficeFile(BinaryFile):
    sentence = _("It is a formatted document: save it as plain text, in UTF-8.")


class OtherEncoding(Unreadable):
    sentence = _("It is in %(encoding)s: save it as UTF-8.")


class UnknownEncoding(OtherEncoding):
    """`position` counts bytes from 1."""

    sentence = _("It is in an encoding that is not read (byte %(position)d is not UTF-8): save it as UTF-8.")


class DamagedEncoding(OtherEncoding):
    """`position` counts bytes from 1."""

    sentence = _("It is damaged: byte %(position)d is not %(encoding)s, as the file says it is.")


def decode(data: bytes, limit: int = LIMIT) -> str:
    """Return the text of UTF-8 or UTF-16, with or without a byte order mark (UTF-16 without one only if unmistakable).

    Windows-1252 is accepted for Hindi in a legacy font, which has no other encoding.
    Raises an `Unreadable`, whose string is one sentence. `limit` is in bytes.
    """
    if len(data) > limit:
        raise TooLarge(size=len(data), limit=limit)
    if not data:
        raise EmptyFile
    _refuse_known_formats(data)
    text = _with_mark(data) if data.startswith((codecs.BOM_UTF8, *_UTF_16)) else _without_mark(data)
    if _too_many(len(_CONTROL.findall(text)), len(text)):
        raise BinaryFile
    if is_blank(text):
        raise EmptyFile
    return text


def is_blank(text: str) -> bool:
    """Return whether the text has nothing visible: only white space, control and format characters."""
    return not any(unicodedata.category(character)[0] in "LNPSM" for character in text)


def _too_many(controls: int, length: int) -> bool:
    return controls > _STRAY_CONTROLS + length * _STRAY_SHARE


def _refuse_known_formats(data: bytes) -> None:
    if data.startswith(_OFFICE):
        raise OfficeFile
    if data.startswith(_BINARY) or data[:4] == b"RIFF" or data[4:8] == b"ftyp":
        raise BinaryFile
    if data.startswith(_UTF_32):
        raise OtherEncoding(encoding="UTF-32")


def _with_mark(data: bytes) -> str:
    encoding = _UTF_16.get(data[:2], "utf-8")
    mark = 2 if data[:2] in _UTF_16 else 3
    try:
        return data[mark:].decode(encoding)
    except UnicodeDecodeError as error:
        raise DamagedEncoding(encoding=encoding[:6].upper(), position=mark + error.start + 1) from None


def _without_mark(data: bytes) -> str:
    if wide := _as_utf_16(data):
        return wide
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _too_many(len(data) - len(data.translate(None, _CONTROL_BYTES)), len(data)):
            raise BinaryFile from None
        if (in_old_font := legacy_text(data)) is not None:
            return in_old_font
        raise UnknownEncoding(position=error.start + 1) from None


def _as_utf_16(data: bytes) -> str:
    """Return the text of UTF-16 without a byte order mark, or "".

    Hindi in UTF-16 is valid UTF-8 too, byte by byte. It is unmistakable if the length is even, nearly all zero bytes
    (spaces and line ends have them) are on one side of the pairs, and nearly all characters are expected ones.
    """
    if len(data) % 2 or b"\0" not in data:
        return ""
    first, second = data[0::2].count(0), data[1::2].count(0)
    if min(first, second) * 20 > max(first, second):
        return ""
    try:
        text = data.decode("utf-16-le" if second > first else "utf-16-be")
    except UnicodeDecodeError:
        return ""
    return text if len(_EXPECTED.findall(text)) >= 0.98 * len(text) else ""
