"""Which uploads are accepted, how they are stored, and which are refused with which error."""

from __future__ import annotations

import io
import re
import time
import warnings
import zipfile
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms
from pytest_django import Settings

from articles import images
from articles.images import accepting, errors

from . import files

ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "AVIF": "avif"}


def opened(accepted: images.Accepted) -> Image.Image:
    return Image.open(io.BytesIO(stored(accepted)))


def stored(accepted: images.Accepted) -> bytes:
    accepted.file.seek(0)
    return accepted.file.read()


def jpeg_markers(data: bytes) -> set[int]:
    """Return the markers of all segments before the first scan."""
    found, at = set(), 2
    while data[at + 1] != 0xDA:
        found.add(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return found


def png_chunks(data: bytes) -> set[bytes]:
    found, at = set(), 8
    while at < len(data):
        found.add(data[at + 4 : at + 8])
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return found


class TestAPicture:
    @pytest.mark.parametrize("kind", ENDINGS)
    def test_of_each_format_is_accepted_and_stored_as_jpeg_or_png(self, kind: str) -> None:
        accepted = images.accept(files.upload(files.written(kind), f"घाट.{ENDINGS[kind]}", f"image/{kind.lower()}"))
        assert (accepted.width, accepted.height, accepted.was_animated) == (64, 48, False)
        assert opened(accepted).format == ("PNG" if kind in ("PNG", "GIF") else "JPEG")
        assert opened(accepted).getpixel((5, 5))[0] > 180 > 90 > opened(accepted).getpixel((60, 5))[0]

    def test_is_named_for_its_name_and_its_content(self) -> None:
        one = images.accept(files.upload(files.written(), "नर्मदा घाट.JPG"))
        other = images.accept(files.upload(files.written(size=(32, 32)), "नर्मदा घाट.JPG"))
        assert re.fullmatch(r"narmada-ghat-[0-9a-f]{12}\.jpg", one.file.name or "")
        assert one.file.name != other.file.name
        assert one.upload_name == "नर्मदा घाट.JPG"

    @pytest.mark.parametrize("name", ["", "blob", "../../etc/passwd", "a/b\\c", "." * 300, "\x00", "x" * 4_000, "नाव"])
    def test_may_be_called_anything(self, name: str) -> None:
        file = files.upload(files.written())
        file._name = name
        accepted = images.accept(file)
        assert re.fullmatch(r"[a-z0-9-]{1,40}-[0-9a-f]{12}\.jpg", accepted.file.name or "")

    def test_stands_upright_however_the_camera_was_held(self) -> None:
        upright = files.painted()
        turns = {
            1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
            4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90,
            7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
        }  # fmt: skip
        for orientation, turn in turns.items():
            data = io.BytesIO()
            (upright.transpose(turn) if turn is not None else upright).save(
                data, "JPEG", exif=files.exif(orientation), quality=95
            )
            accepted = images.accept(files.upload(data.getvalue()))
            assert (accepted.width, accepted.height) == (64, 48), orientation
            assert opened(accepted).getpixel((5, 5))[0] > 200, orientation
            assert opened(accepted).getpixel((60, 40))[2] > 200, orientation

    def test_that_is_transparent_stays_so_and_one_that_is_not_loses_the_alpha_channel(self) -> None:
        glass = files.painted(mode="RGBA")
        glass.putpixel((0, 0), (0, 0, 0, 0))
        data = io.BytesIO()
        glass.save(data, "WEBP", lossless=True)
        assert opened(images.accept(files.upload(data.getvalue(), "a.webp"))).mode == "RGBA"
        assert opened(images.accept(files.upload(files.written("PNG", mode="RGBA"), "a.png"))).mode == "RGB"

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16"])
    def test_of_any_depth_keeps_its_brightness(self, mode: str) -> None:
        grey = Image.new("L", (16, 16), 60)
        grey.paste(200, (8, 0, 16, 16))
        data = io.BytesIO()
        wide = grey.convert("I").point(lambda value: value * 256)
        (wide.convert(mode) if mode.startswith("I") else grey.convert(mode)).save(data, "PNG")
        picture = opened(images.accept(files.upload(data.getvalue(), "a.png"))).convert("L")
        dark, light = picture.getpixel((2, 2)), picture.getpixel((13, 2))
        assert light - dark > 100

    def test_in_cmyk_becomes_rgb(self) -> None:
        accepted = images.accept(files.upload(files.written(mode="CMYK")))
        assert opened(accepted).mode == "RGB"
        assert opened(accepted).getpixel((5, 5))[0] > 180

    def test_in_another_colour_space_is_converted_to_srgb(self) -> None:
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
        accepted = images.accept(files.upload(files.written(icc_profile=profile)))
        assert "icc_profile" not in opened(accepted).info
        assert opened(accepted).getpixel((5, 5))[0] > 180  # a profile that does not fit is left out

    def test_that_needs_no_scaling_loses_next_to_nothing(self) -> None:
        noise = Image.effect_noise((200, 150), 80).convert("RGB")
        data = io.BytesIO()
        noise.save(data, "JPEG", quality=60, subsampling="4:2:0")
        accepted = images.accept(files.upload(data.getvalue()))
        before, after = Image.open(data), opened(accepted)
        assert before.quantization == after.quantization
        assert abs(len(stored(accepted)) - len(data.getvalue())) < len(data.getvalue()) * 0.1

    def test_that_is_larger_than_any_page_is_scaled_down(self) -> None:
        accepted = images.accept(files.upload(files.written(size=(5_000, 2_500))))
        assert (accepted.width, accepted.height) == (3_840, 1_920)

    @pytest.mark.slow
    def test_of_60_million_pixels_is_decoded_at_half_its_size(self) -> None:
        accepted = images.accept(files.upload(files.written(size=(8_000, 7_500))))
        assert (accepted.width, accepted.height) == (3_840, 3_600)

    @pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF"])
    def test_that_is_animated_keeps_its_first_frame(self, kind: str) -> None:
        accepted = images.accept(files.upload(files.moving(kind), f"a.{ENDINGS[kind]}"))
        assert accepted.was_animated
        assert getattr(opened(accepted), "n_frames", 1) == 1


class TestWhatIsStripped:
    def test_of_a_jpeg_everything_but_its_pixels(self) -> None:
        data = stored(images.accept(files.upload(files.talkative_jpeg())))
        assert b"SECRET" not in data
        # No APP1 to APP15 and no comment.
        assert jpeg_markers(data) & {*range(0xE1, 0xF0), 0xFE} == set()

    def test_of_a_png_too(self) -> None:
        data = stored(images.accept(files.upload(files.talkative_png(), "a.png")))
        assert png_chunks(data) == {b"IHDR", b"IDAT", b"IEND"}

    @pytest.mark.parametrize("kind", ["WEBP", "AVIF"])
    def test_and_of_newer_kinds(self, kind: str) -> None:
        data = files.written(kind, exif=files.exif(), xmp=files.xmp("<photoshop:Credit>SECRET</photoshop:Credit>"))
        assert b"SECRET" in data
        assert b"SECRET" not in stored(images.accept(files.upload(data, f"a.{ENDINGS[kind]}")))

    def test_a_gifs_comment(self) -> None:
        data = stored(images.accept(files.upload(files.written("GIF", comment=b"SECRET"), "a.gif")))
        assert png_chunks(data) <= {b"IHDR", b"PLTE", b"IDAT", b"IEND"}

    @pytest.mark.parametrize(
        "behind", [b"\x00" * 500, b"\r\n", files.written(), b"\x00\x00\x00\x18ftypmp42" + b"v" * 900]
    )
    def test_what_phones_put_behind_the_picture(self, behind: bytes) -> None:
        plain = stored(images.accept(files.upload(files.written())))
        assert stored(images.accept(files.upload(files.written() + behind))) == plain


def archive() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as opened_archive:
        opened_archive.writestr("META-INF/MANIFEST.MF", "Main-Class: Evil")
    return data.getvalue()


REFUSED = [
    ("nothing", "a.jpg", b"", errors.EmptyImageFile),
    ("svg", "a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', errors.SvgDrawing),
    ("svg-as-png", "a.png", b'<?xml version="1.0"?>\n<!-- x --><SVG onload="alert(1)"/>', errors.SvgDrawing),
    ("html", "a.jpg", b"<html><script>alert(1)</script>", errors.UnknownFormat),
    ("heic", "IMG_1.HEIC", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 99, errors.HeicPicture),
    ("tiff", "a.tif", files.written("TIFF"), errors.UnknownFormat),
    ("bmp", "a.bmp", files.written("BMP"), errors.UnknownFormat),
    ("bmp-as-jpg", "a.jpg", files.written("BMP"), errors.UnknownFormat),
    ("pdf", "a.pdf", files.written("PDF"), errors.UnknownFormat),
    ("eps", "a.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", errors.UnknownFormat),
    ("ppm", "a.jpg", files.written("PPM"), errors.UnknownFormat),
    ("ico", "a.ico", files.written("ICO"), errors.UnknownFormat),
    ("png-as-jpg", "a.jpg", files.written("PNG"), errors.WrongEnding),
    ("jpg-as-html", "a.html", files.written(), errors.WrongEnding),
    ("jpg-as-svg", "a.jpg.svg", files.written(), errors.WrongEnding),
    ("png-bomb", "a.png", files.png_of_size(50_000, 50_000), errors.TooManyPixels),
    ("png-just-too-large", "a.png", files.png_of_size(8_000, 5_001), errors.TooManyPixels),
    ("png-flat-bomb", "a.png", files.png_of_size(2_000_000_000, 2), errors.TooManyPixels),
    ("jpeg-just-too-large", "a.jpg", files.jpeg_of_size(8_000, 7_501), errors.TooManyPixels),
    ("jpeg-bomb", "a.jpg", files.jpeg_of_size(65_000, 65_000), errors.TooManyPixels),
    ("gif-frames", "a.gif", files.moving("GIF", 501), errors.TooManyFrames),
    ("webp-frames", "a.webp", files.moving("WEBP", 501), errors.TooManyFrames),
    ("cut-jpeg", "a.jpg", files.written(size=(300, 300))[:-40], images.Damaged),
    ("cut-png", "a.png", files.written("PNG")[:-20], images.Damaged),
    ("cut-gif", "a.gif", files.written("GIF")[:-9], images.Damaged),
    ("cut-webp", "a.webp", files.written("WEBP")[:-9], images.Damaged),
    ("cut-avif", "a.avif", files.written("AVIF")[:-9], images.Damaged),
    ("bad-png", "a.png", files.png_of_size(400, 400), images.Damaged),
    ("jpeg-zip", "a.jpg", files.written() + archive(), errors.Disguised),
    ("png-zip", "a.png", files.written("PNG") + archive(), errors.Disguised),
    ("gif-jar", "a.gif", files.written("GIF") + archive(), errors.Disguised),
    ("webp-html", "a.webp", files.written("WEBP") + b"\n<SCRIPT>alert(1)</SCRIPT>", errors.Disguised),
    ("avif-php", "a.avif", files.written("AVIF") + b"<?php system($_GET['c']); ?>", errors.Disguised),
    ("jpeg-pdf", "a.jpg", files.written() + b"%PDF-1.7\n", errors.Disguised),
    ("jpeg-film-zip", "a.jpg", files.written() + b"\x00\x00\x00\x18ftypmp42" + archive(), errors.Disguised),
]  # fmt: skip


class TestARefusedFile:
    @pytest.mark.parametrize(("name", "data", "why"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
    def test_raises_the_error_that_says_why(self, name: str, data: bytes, why: type[images.PictureRefused]) -> None:
        with pytest.raises(why) as refused:
            images.accept(files.upload(data, name))
        assert refused.type is why
        assert re.search(r"\w.*[.।]$", str(refused.value))
        assert "%(" not in str(refused.value)

    def test_a_bomb_is_refused_before_its_pixels_are_decoded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        bombs = {"a.png": files.png_of_size(9_000, 9_000), "a.jpg": files.jpeg_of_size(9_000, 9_000)}

        def load(*args: object) -> None:
            raise AssertionError("pixels were decoded")

        monkeypatch.setattr("PIL.ImageFile.ImageFile.load", load)
        for name, data in bombs.items():
            with pytest.raises(errors.TooManyPixels):
                images.accept(files.upload(data, name))

    def test_an_image_that_pillow_only_warns_of(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with pytest.raises(errors.TooManyPixels):
                images.accept(files.upload(files.png_of_size(10_000, 10_000), "a.png"))

    def test_a_jpeg_with_too_many_scans(self) -> None:
        scan = files.segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
        data = files.written()
        with pytest.raises(errors.TooManyScans):
            images.accept(files.upload(data[:-2] + scan * 101 + data[-2:]))

    def test_a_file_that_is_too_large(self, settings: Settings) -> None:
        settings.UPLOAD_MAX_BYTES = 500
        with pytest.raises(errors.ImageTooLarge, match="500"):
            images.accept(files.upload(files.written(size=(400, 400)), "a.jpg"))

    @pytest.mark.parametrize("content_type", ["text/html", "image/svg+xml", "image/png", "application/zip"])
    def test_a_wrong_content_type(self, content_type: str) -> None:
        with pytest.raises(errors.WrongType, match=re.escape(content_type)):
            images.accept(files.upload(files.written(), "a.jpg", content_type))

    @pytest.mark.parametrize(
        "content_type", ["", "image/jpeg", "image/pjpeg", "application/octet-stream", "IMAGE/JPEG; q=1"]
    )
    def test_but_not_a_right_or_unknown_one(self, content_type: str) -> None:
        assert images.accept(files.upload(files.written(), "a.jpg", content_type)).width == 64

    def test_no_upload_raises_another_exception(self) -> None:
        """Every file is accepted or refused with an error of ours, whichever of its bytes are wrong."""
        whole = {
            "a.jpg": files.talkative_jpeg(), "a.png": files.talkative_png(), "a.gif": files.moving("GIF"),
            "a.webp": files.written("WEBP", exif=files.exif()), "a.avif": files.written("AVIF", exif=files.exif()),
        }  # fmt: skip

        @given(st.sampled_from(sorted(whole)), st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=6))))
        def check(name: str, changes: list[tuple[float, bytes]]) -> None:
            data = bytearray(whole[name])
            for share, bytes_ in changes:
                at = int(share * len(data))
                data[at : at + len(bytes_)] = bytes_
            try:
                assert images.accept(files.upload(bytes(data), name)).width
            except images.PictureRefused as refused:
                assert str(refused)

        check()


def test_however_many_upload_at_once_one_image_is_decoded_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    running, counts = [], []
    re_encode = accepting._re_encoded

    def slowly(*args: Any) -> images.Accepted:
        running.append(1)
        counts.append(len(running))
        time.sleep(0.02)
        running.pop()
        return re_encode(*args)

    monkeypatch.setattr(accepting, "_re_encoded", slowly)
    with ThreadPoolExecutor(6) as threads:
        results = list(threads.map(lambda _n: images.accept(files.upload(files.written())), range(6)))
    assert len(results) == 6
    assert max(counts) == 1
