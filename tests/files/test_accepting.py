"""What an upload is, is decided by its content; what browsers cannot show, or what is something else, is refused."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from pytest_django import Settings

from articles import files
from articles.files import errors
from tests.files import made


def accept(data: bytes, name: str = "पुल का समय.bin") -> files.Accepted:
    return files.accept(ContentFile(data, name=name))


ACCEPTED = [
    (made.pdf(), "pdf", ".pdf", None),
    (made.mp3(), "audio", ".mp3", None),
    (b"ID3\x04" + bytes(30) + made.mp3(), "audio", ".mp3", None),
    (made.ogg(), "audio", ".ogg", None),
    (made.ogg(b"\x01vorbis"), "audio", ".ogg", None),
    (made.iso(b"soun", brand=b"M4A "), "audio", ".m4a", 75),
    (made.iso(b"vide", b"soun"), "video", ".mp4", 75),
    (made.iso(b"vide", brand=b"mp42", index_last=True, seconds=3700), "video", ".mp4", 3700),
    (made.webm(), "video", ".webm", None),
    (made.webm(b"A_OPUS"), "audio", ".weba", None),
]


@pytest.mark.parametrize(("data", "kind", "ending", "seconds"), ACCEPTED)
@pytest.mark.parametrize("name", ["पुल का समय.exe", "x.html", ""])
def test_content_alone_decides(data: bytes, kind: str, ending: str, seconds: int | None, name: str) -> None:
    accepted = accept(data, name)
    assert (accepted.kind, accepted.duration, accepted.size) == (kind, seconds, len(data))
    assert accepted.name.endswith(ending)
    assert accepted.name.isascii()
    assert files.CONTENT_TYPES[ending]


REFUSED = [
    (b"", errors.EmptyUpload),
    (b"<html><script>alert(1)</script>", errors.FileRefused),
    (b"MZ\x90\x00" + bytes(200), errors.FileRefused),
    (b"PK\x03\x04" + made.pdf(), errors.FileRefused),
    (b"\n<script>alert(1)</script>" + made.pdf(), errors.FileRefused),
    (made.pdf()[:200], errors.NotWhole),
    (made.iso(b"vide")[:120], errors.NotWhole),
    (made.iso(b"vide", index_last=True)[:-10], errors.NotWhole),
    (made.box(b"ftyp", b"isom" + bytes(4)) + made.box(b"mdat", bytes(50)), errors.NotWhole),
    (made.box(b"ftyp", b"isom" + bytes(4)) + b"\x00\x00\x00\x01moov" + b"\xff" * 8, errors.NotWhole),
    (made.iso(b"vide", brand=b"qt  "), errors.NotPlayable),
    (made.iso(b"vide", more=b"hvc1"), errors.NotPlayable),
    (made.ogg(b"\x80theora"), errors.NotPlayable),
    (made.iso(b"pict"), errors.FileRefused),
    (b"\x1a\x45\xdf\xa3\x8b\x42\x82\x88matroska" + bytes(100), errors.FileRefused),
    (b"\xff\xfb\xf0\x00" + bytes(500), errors.FileRefused),
    (b"RIFF\x00\x00\x00\x00WAVEfmt " + bytes(100), errors.FileRefused),
]


@pytest.mark.parametrize(("data", "error"), REFUSED)
@pytest.mark.parametrize("name", ["a.pdf", "a.mp4", "a.mp3"])
def test_everything_else_is_refused_with_a_sentence(data: bytes, error: type[Exception], name: str) -> None:
    with pytest.raises(error) as caught:
        accept(data, name)
    assert len(str(caught.value)) > 20


def test_the_limit_is_a_setting(settings: Settings) -> None:
    settings.FILE_MAX_BYTES = len(made.pdf()) - 1
    with pytest.raises(errors.FileTooLarge):
        accept(made.pdf())


@pytest.mark.parametrize("at", range(0, 300, 7))
def test_no_damage_to_an_index_is_an_error_of_ours(at: int) -> None:
    data = bytearray(made.iso(b"vide", b"soun"))
    for value in (0, 1, 127, 255):
        data[at] = value
        try:
            accept(bytes(data))
        except files.FileRefused as error:
            assert str(error)
