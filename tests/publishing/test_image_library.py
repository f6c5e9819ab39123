"""The image library: adding, filling from metadata, renditions made afterwards, and no file left behind."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db.models import ProtectedError

from articles import images
from articles.models import AuditEntry, Image, Job, User
from articles.publishing import image_library
from tests import cast, factories
from tests.images import files
from tests.jobs import run_due

pytestmark = pytest.mark.django_db
JPEG = files.written(size=(700, 400))
Commit = Callable[..., Any]


@pytest.fixture
def meera() -> User:
    return cast.meera()


def added(by: User, data: bytes = JPEG, name: str = "a.jpg", **facts: Any) -> Image:
    return image_library.add(files.upload(data, name), facts, by=by)


def media_files(media: Path) -> set[str]:
    return {path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file()}


def files_of(image: Image) -> set[str]:
    return {str(image.file.name), *images.files(image)}


class TestAdding:
    def test_stores_the_image_its_fields_and_who_did_it(self, meera: User) -> None:
        image = Image.objects.get(pk=added(meera, name="नर्मदा घाट.jpg", alt="नाव", credit="राकेश").pk)
        assert (image.width, image.height, image.alt, image.credit) == (700, 400, "नाव", "राकेश")
        assert image.upload_name == "नर्मदा घाट.jpg"
        entry = AuditEntry.objects.get(target_kind="image")
        assert (entry.by, entry.action, entry.target_id) == (meera, "add", str(image.pk))

    def test_fills_empty_fields_from_the_file_and_overwrites_nothing(self, meera: User) -> None:
        data = files.with_segments(
            files.iim(
                (120, files.HINDI.encode()), (80, b"Asha"), (116, b"(c) Asha"), (55, b"20260301"), (37, b"20270101")
            )
        )
        image = added(meera, data, credit="राकेश", rights_until=dt.date(2026, 12, 31))
        assert (image.caption, image.credit) == (files.HINDI, "राकेश")
        assert (image.rights_note, image.taken_on) == ("(c) Asha", dt.date(2026, 3, 1))
        assert image.rights_until == dt.date(2026, 12, 31)

    def test_detects_the_language_of_the_metadata(self, meera: User) -> None:
        english = files.with_segments(files.iim((120, b"Boats on the river")))
        assert added(meera, english).language == "en"
        assert added(meera, files.with_segments(files.iim((120, files.HINDI.encode())))).language == "hi"

    def test_believes_a_file_that_says_it_was_generated(self, meera: User) -> None:
        kind = "<Iptc4xmpExt:DigitalSourceType>x/trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>"
        data = files.with_segments(files.xmp_segment(files.xmp(kind)))
        assert added(meera, data).origin == "ai"
        assert added(meera, data, origin="archive").origin == "archive"

    def test_a_refused_file_leaves_no_row_and_no_file(self, meera: User, media: Path) -> None:
        with pytest.raises(images.errors.UnknownFormat):
            added(meera, b"not a picture")
        assert not Image.objects.exists()
        assert media_files(media) == set()


class TestRenditions:
    def test_are_made_after_the_upload_once(self, meera: User) -> None:
        image = added(meera)
        assert not images.is_current(image)
        assert [job.args for job in Job.objects.filter(name="pictures.make_renditions")] == [[image.pk]]
        assert run_due() == 1
        image.refresh_from_db()
        assert images.is_current(image)
        written = (image.file.storage.get_modified_time(name) for name in images.files(image))
        before = sorted(written)
        image_library.make_renditions(image.pk)
        assert sorted(image.file.storage.get_modified_time(n) for n in images.files(image)) == before

    def test_of_a_moved_focal_point_replace_the_earlier_ones(self, meera: User, media: Path) -> None:
        image = added(meera)
        image_library.make_renditions(image.pk)
        image.refresh_from_db()
        image.focal_x = 90
        image.save()
        image_library.sync_files(image)
        assert run_due() >= 1
        image.refresh_from_db()
        assert images.is_current(image)
        assert media_files(media) == files_of(image)

    def test_that_come_too_late_are_deleted(self, meera: User, media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        image = added(meera)
        make = images.make

        def change_meanwhile(current: Image) -> images.RenditionSet:
            made = make(current)
            Image.objects.filter(pk=current.pk).update(focal_y=10)
            return made

        monkeypatch.setattr(images, "make", change_meanwhile)
        image_library.make_renditions(image.pk)
        first = image.renditions
        image.refresh_from_db()
        assert image.renditions == first
        assert files_of(image) <= media_files(media)
        monkeypatch.undo()
        image_library.make_renditions(image.pk)
        image.refresh_from_db()
        assert media_files(media) == files_of(image)

    def test_of_an_image_that_was_removed_meanwhile_are_deleted(
        self, meera: User, media: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Commit
    ) -> None:
        image = added(meera)
        make = images.make

        def change_meanwhile(current: Image) -> images.RenditionSet:
            made = make(current)
            with django_capture_on_commit_callbacks(execute=True):
                image_library.remove(Image.objects.get(pk=current.pk))
            return made

        monkeypatch.setattr(images, "make", change_meanwhile)
        image_library.make_renditions(image.pk)
        assert media_files(media) == set()

    def test_of_a_file_that_is_no_image_are_skipped_with_a_warning(self, caplog: pytest.LogCaptureFixture) -> None:
        image = Image.objects.create(file=ContentFile(b"a picture", name="x.jpg"))
        with caplog.at_level(logging.WARNING):
            image_library.make_renditions(image.pk)
        assert f"image {image.pk} has no renditions" in caplog.text
        image_library.make_renditions(99_999)

    def test_that_are_missing_are_made_by_the_command(self, capsys: pytest.CaptureFixture) -> None:
        image = factories.image(size=(400, 300))
        Image.objects.create(file=ContentFile(b"a picture", name="x.jpg"))
        call_command("make_renditions")
        image.refresh_from_db()
        assert images.is_current(image)
        assert "1 made, 1 could not be made" in capsys.readouterr().out


class TestRemoving:
    def test_an_image_deletes_all_its_files(
        self, meera: User, media: Path, django_capture_on_commit_callbacks: Commit
    ) -> None:
        other, image = added(meera), added(meera)
        for each in (other, image):
            image_library.make_renditions(each.pk)
            each.refresh_from_db()
        with django_capture_on_commit_callbacks(execute=True):
            image_library.remove(image)
        assert media_files(media) == files_of(other)

    def test_an_image_that_a_story_shows_is_refused(
        self, meera: User, media: Path, django_capture_on_commit_callbacks: Commit
    ) -> None:
        image = added(meera)
        factories.story(lead_image=image)
        with django_capture_on_commit_callbacks(execute=True), pytest.raises(ProtectedError):
            image_library.remove(image)
        assert media_files(media) == files_of(image)

    def test_keeps_the_files_until_the_commit(self, meera: User, media: Path) -> None:
        image = added(meera)
        before = media_files(media)
        image_library.remove(image)
        assert media_files(media) == before


class TestDescribing:
    def test_saves_what_is_different_and_logs_both_texts(self, meera: User) -> None:
        image = added(meera, alt="नाव")
        image_library.describe(image, {"alt": "A boat at the ghat"}, by=meera)
        image.refresh_from_db()
        assert (image.alt, image.language) == ("A boat at the ghat", "en")
        entry = AuditEntry.objects.filter(action="change").get()
        assert entry.details["changes"] == {"alt": ["नाव", "A boat at the ghat"]}
        image_library.describe(image, {"alt": "A boat at the ghat"}, by=meera)
        assert AuditEntry.objects.filter(action="change").count() == 1
