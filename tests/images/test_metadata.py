"""The metadata that is read from a file before it is stripped: caption, credit, rights, dates and origin."""

from __future__ import annotations

import datetime as dt

import pytest
from pytest_django import Settings

from articles import images
from articles.images import EmbeddedMetadata

from . import files


def metadata(data: bytes, name: str = "a.jpg") -> EmbeddedMetadata:
    return images.accept(files.upload(data, name)).metadata


class TestIptc:
    def test_gives_caption_photographer_agency_rights_and_days(self) -> None:
        found = metadata(
            files.with_segments(
                files.iim(
                    (120, files.HINDI.encode()), (80, "राकेश कुमार".encode()), (110, "पीटीआई".encode()), (115, b"PTI"),
                    (116, "© पीटीआई 2026".encode()), (40, b"One use only"), (55, b"20260301"), (37, b"20261231"),
                )
            )
        )  # fmt: skip
        assert found == EmbeddedMetadata(
            caption=files.HINDI,
            credit="राकेश कुमार / पीटीआई",
            rights_note="© पीटीआई 2026\nOne use only",
            taken_on=dt.date(2026, 3, 1),
            rights_until=dt.date(2026, 12, 31),
        )

    def test_is_utf8_if_it_says_so_or_can_be_and_else_windows_1252(self) -> None:
        declared = files.iim((120, files.HINDI.encode()))
        bare = files.iim((120, files.HINDI.encode()), utf8=False)
        latin = files.iim((120, "Café – señor".encode("cp1252")), utf8=False)
        assert metadata(files.with_segments(declared)).caption == files.HINDI
        assert metadata(files.with_segments(bare)).caption == files.HINDI
        assert metadata(files.with_segments(latin)).caption == "Café – señor"

    def test_names_several_photographers(self) -> None:
        assert metadata(files.with_segments(files.iim((80, b"Asha"), (80, b"Ravi")))).credit == "Asha, Ravi"

    @pytest.mark.parametrize("cut", range(1, 60, 7))
    def test_that_is_damaged_is_skipped(self, cut: int) -> None:
        whole = files.iim((120, b"A caption"), (80, b"Photo"))
        assert metadata(files.with_segments(files.segment(0xED, whole[4:-cut]))).credit in ("", "Photo", "Phot", "Pho")


class TestXmp:
    def test_comes_before_iptc_and_that_before_exif_field_by_field(self) -> None:
        jpeg = files.written(exif=files.exif(description="of exif", artist="Exif", copyright="© exif"))
        found = metadata(
            files.with_segments(
                files.xmp_segment(files.xmp(files.alternatives("dc:description", x_default="of xmp"))),
                files.iim((120, b"of iptc"), (80, b"Iptc")), jpeg=jpeg,
            )
        )  # fmt: skip
        assert (found.caption, found.credit, found.rights_note) == ("of xmp", "Iptc", "© exif")

    def test_in_several_languages_gives_that_of_the_newsroom(self, settings: Settings) -> None:
        packet = files.xmp(files.alternatives("dc:description", x_default="A boat", en_US="The boat", hi_IN="नाव"))
        data = files.with_segments(files.xmp_segment(packet))
        for language, expected in (("hi", "नाव"), ("en", "The boat"), ("fr", "A boat")):
            settings.LANGUAGE_CODE = language
            assert metadata(data).caption == expected

    def test_may_write_a_property_as_an_attribute_a_list_or_plain(self) -> None:
        packet = files.xmp(
            "<dc:creator><rdf:Seq><rdf:li>Asha</rdf:li><rdf:li>Ravi</rdf:li></rdf:Seq></dc:creator>"
            "<photoshop:DateCreated>2026-03-01T10:20:00+05:30</photoshop:DateCreated>"
            + files.alternatives("xmpRights:UsageTerms", x_default="Editorial only"),
            attributes='photoshop:Credit="Sample Agency"',
        )
        found = metadata(files.with_segments(files.xmp_segment(packet)))
        assert found.credit == "Asha, Ravi / Sample Agency"
        assert found.rights_note == "Editorial only"
        assert found.taken_on == dt.date(2026, 3, 1)

    def test_gives_the_alternative_text(self) -> None:
        packet = files.xmp(files.alternatives("Iptc4xmpCore:AltTextAccessibility", x_default="घाट पर खड़ी नाव"))
        assert metadata(files.with_segments(files.xmp_segment(packet))).alt == "घाट पर खड़ी नाव"

    @pytest.mark.parametrize(
        ("kind", "origin"),
        [
            ("trainedAlgorithmicMedia", "ai"), ("compositeWithTrainedAlgorithmicMedia", "altered"),
            ("digitalArt", "illustration"), ("digitalCapture", ""),
        ],
    )  # fmt: skip
    def test_says_that_a_picture_was_made_or_altered(self, kind: str, origin: str) -> None:
        address = f"http://cv.iptc.org/newscodes/digitalsourcetype/{kind}"
        packet = files.xmp(f"<Iptc4xmpExt:DigitalSourceType>{address}</Iptc4xmpExt:DigitalSourceType>")
        assert metadata(files.with_segments(files.xmp_segment(packet))).origin == origin

    def test_is_read_in_a_png_a_webp_and_an_avif(self) -> None:
        packet = files.xmp("<photoshop:Credit>Agency</photoshop:Credit>")
        assert metadata(files.talkative_png(), "a.png").credit == "SECRET-credit"
        assert metadata(files.written("WEBP", xmp=packet), "a.webp").credit == "Agency"
        assert metadata(files.written("AVIF", xmp=packet), "a.avif").credit == "Agency"

    @pytest.mark.parametrize(
        "packet",
        [
            b"<x", b"", b"\xff\xfe\x00", b"<a/>", b"\x00" * 40,
            b'<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>',
            b'<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><rdf:RDF>&f;</rdf:RDF>',
        ],
    )  # fmt: skip
    def test_that_is_damaged_or_hostile_is_skipped(self, packet: bytes) -> None:
        assert metadata(files.with_segments(files.xmp_segment(packet))) == EmbeddedMetadata()


class TestExif:
    def test_gives_description_artist_copyright_and_day(self) -> None:
        data = files.exif(description="Boats", artist="Asha Rao", copyright="© Asha", taken="2026:03:01 10:20:30")
        found = metadata(files.written(exif=data))
        assert found == EmbeddedMetadata(
            caption="Boats", credit="Asha Rao", rights_note="© Asha", taken_on=dt.date(2026, 3, 1)
        )

    def test_in_hindi_is_read_though_the_standard_forbids_it(self) -> None:
        data = files.exif(description=files.HINDI)
        assert metadata(files.written(exif=data)).caption == files.HINDI

    @pytest.mark.parametrize("noise", ["OLYMPUS DIGITAL CAMERA", "SONY DSC", "DSC_0042", "Screenshot", "   "])
    def test_what_a_camera_writes_into_every_picture_is_no_caption(self, noise: str) -> None:
        assert metadata(files.written(exif=files.exif(description=noise))).caption == ""

    @pytest.mark.parametrize("day", ["0000:00:00 00:00:00", "2026:13:45", "soon", "99999999"])
    def test_a_day_that_is_none_is_left_out(self, day: str) -> None:
        assert metadata(files.written(exif=files.exif(taken=day))).taken_on is None

    @pytest.mark.parametrize("cut", [1, 9, 30, 80])
    def test_that_is_damaged_is_skipped(self, cut: int) -> None:
        whole = files.exif(description="Boats", orientation=6)
        assert metadata(files.written(exif=whole[:-cut])).alt == ""
        assert metadata(files.written(exif=b"Exif\x00\x00" + b"\xff" * cut)) == EmbeddedMetadata()


def test_a_photographer_who_is_named_with_the_agency_is_named_once() -> None:
    assert metadata(files.with_segments(files.iim((80, b"Asha"), (110, b"Asha / PTI")))).credit == "Asha / PTI"
