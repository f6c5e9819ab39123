"""Renditions: which there are, their names, and what is shown until they are made."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as Pillow

from articles import images
from articles.images import renditions
from articles.models import Image
from tests import factories

from . import files

pytestmark = pytest.mark.django_db


def made(size: tuple[int, int] = (2_000, 1_000), kind: str = "JPEG", mode: str = "RGB", **fields: int) -> Image:
    ending = {"JPEG": "jpg", "PNG": "png"}[kind]
    file = ContentFile(files.written(kind, size, mode), name=f"picture.{ending}")
    image = Image.objects.create(file=file, alt="नाव", **fields)
    image.renditions = images.make(image).to_json()
    image.save()
    return image


def urls(text: str) -> dict[int, str]:
    """Return the URLs in a srcset by width."""
    return {int(width): address for address, width in re.findall(r"(\S+) (\d+)w", text)}


def content(name: str) -> bytes:
    with default_storage.open(name) as file:
        return file.read()


def contents(image: Image) -> dict[str, bytes]:
    return {name: content(name) for name in images.files(image)}


def file_of(address: str) -> Pillow.Image:
    return Pillow.open(io.BytesIO(content(address.removeprefix("/media/"))))


class TestAnImageWithoutRenditions:
    def test_is_shown_as_it_is(self) -> None:
        image = factories.image(size=(64, 36))
        assert images.sources(image) == ()
        assert images.srcset(image) == ""
        for name in ("plain", *renditions.NAMED):
            assert images.rendition(image, name) == images.Rendition(image.file.url, 64, 36)
        assert not images.is_current(image)


class TestRenditions:
    def test_are_avif_and_webp_in_several_widths_and_of_the_size_they_say(self) -> None:
        image = made()
        for kind in ("avif", "webp"):
            there = urls(images.srcset(image, "whole", kind))
            assert list(there) == [320, 672, 1008, 1280, 1920]
            for width, address in there.items():
                picture = file_of(address)
                assert (picture.format, picture.size) == (kind.upper(), (width, width // 2))

    def test_offer_the_better_format_first(self) -> None:
        assert [source.type for source in images.sources(made())] == ["image/avif", "image/webp"]

    def test_are_never_larger_than_the_picture_and_reach_its_own_size(self) -> None:
        assert list(urls(images.srcset(made((1_600, 900))))) == [320, 672, 1008, 1280, 1600]
        assert list(urls(images.srcset(made((320, 200))))) == [320]
        assert list(urls(images.srcset(made((90, 90))))) == [90]

    @pytest.mark.slow
    def test_of_an_image_wider_than_the_last_width_have_that_width_once(self) -> None:
        image = made((2_400, 1_350))
        for cut in ("whole", "card"):
            widths = [candidate.split()[1] for candidate in images.srcset(image, cut).split(", ")]
            assert len(widths) == len(set(widths))

    @pytest.mark.slow
    def test_for_lists_are_cut_to_one_shape(self) -> None:
        for size in ((2_000, 1_000), (900, 1_600), (1_600, 900)):
            for width, address in urls(images.srcset(made(size), "card")).items():
                assert file_of(address).size == (width, round(width * 9 / 16)), size

    def test_are_cut_around_the_focal_point(self) -> None:
        tall = made((400, 1_600), focal_y=0)  # red left, blue right, in every row
        picture = files.painted((400, 1_600))
        picture.paste("lime", (0, 0, 400, 300))
        data = io.BytesIO()
        picture.save(data, "PNG")
        for focal, expected in ((0, True), (100, False)):
            image = Image.objects.create(file=ContentFile(data.getvalue(), name="tall.png"), focal_y=focal)
            image.renditions = images.make(image).to_json()
            card = file_of(images.rendition(image, "card").url).convert("RGB")
            assert (card.getpixel((card.width // 2, 5))[1] > 200) is expected
        assert tall.renditions["focal"] == [50, 0]

    @pytest.mark.parametrize(
        ("size", "focal", "box"),
        [
            ((1_600, 900), (50, 50), (0, 0, 1_600, 900)),
            ((2_000, 900), (0, 0), (0, 0, 1_600, 900)),
            ((2_000, 900), (100, 50), (400, 0, 2_000, 900)),
            ((2_000, 900), (50, 50), (200, 0, 1_800, 900)),
            ((900, 900), (50, 20), (0, 0, 900, 506)),
            ((900, 900), (50, 100), (0, 394, 900, 900)),
            ((1, 1), (50, 50), (0, 0, 1, 1)),
            ((1, 4_000), (50, 100), (0, 3_999, 1, 4_000)),
        ],
    )
    def test_stay_inside_the_picture(self, size: tuple[int, int], focal: tuple[int, int], box: tuple[int, ...]) -> None:
        assert renditions.crop_box(renditions.CARD_SHAPE, *size, *focal) == box

    def test_include_one_plain_file_that_everything_shows(self) -> None:
        plain = images.rendition(made(), "plain")
        assert (plain.width, plain.height, file_of(plain.url).format) == (1280, 640, "JPEG")
        small = made((1_000, 500))
        assert images.rendition(small, "plain").url == small.file.url

    def test_keep_transparency(self) -> None:
        image = made((1_400, 700), "PNG", "RGBA")
        plain = file_of(images.rendition(image, "plain").url)
        assert (plain.format, plain.mode) == ("PNG", "RGBA")
        assert file_of(images.rendition(image, "card").url).mode in ("RGBA", "RGB")

    def test_contain_no_metadata(self) -> None:
        image = Image.objects.create(file=ContentFile(files.talkative_jpeg(), name="x.jpg"))
        for name in images.make(image).files():
            data = content(name)
            assert b"SECRET" not in data
            assert b"Exif" not in data

    def test_are_the_same_when_they_are_made_again(self) -> None:
        image = made((700, 400))
        before = contents(image)
        with default_storage.open(next(iter(before)), "wb") as file:
            file.write(b"half a f")
        assert images.make(image).to_json() == image.renditions
        assert contents(image) == before

    def test_have_other_names_for_another_content_or_another_focal_point(self) -> None:
        image = made((700, 400))
        image.focal_x = 10
        moved = images.make(image)
        assert moved.to_json()["whole"] == image.renditions["whole"]
        gone = set(images.files(image)) - set(moved.files())
        assert gone
        assert all("-card-50x50-" in name or "-share-50x50-" in name for name in gone)
        image.file = ContentFile(files.written(size=(701, 400)), name="picture.jpg")
        image.save()
        assert not set(images.make(image).files()) & set(moved.files())

    def test_of_an_earlier_file_are_not_shown_for_the_new_one(self) -> None:
        image = made((700, 400))
        image.file = ContentFile(files.written(size=(300, 300)), name="other.jpg")
        image.save()
        assert images.sources(image) == ()
        assert images.rendition(image, "card").url == image.file.url

    def test_of_a_file_that_is_no_image_cannot_be_made(self) -> None:
        for content in (b"a picture", b""):
            image = Image(file=ContentFile(content, name="x.jpg"), pk=7)
            image.file.save("x.jpg", ContentFile(content), save=False)
            with pytest.raises(images.Damaged):
                images.make(image)
        image.file.storage.delete(image.file.name)
        with pytest.raises(images.Damaged):
            images.make(image)


def test_looking_up_renditions_costs_no_query(django_assert_num_queries) -> None:
    image = made((1_600, 900))
    with django_assert_num_queries(0):
        assert len(images.sources(image)) == len(images.sources(image, "card")) == 2
        assert images.rendition(image, "plain").url.endswith(".jpg")
