"""The picture library: taking in, filling in, smaller forms made afterwards, and nothing left behind."""

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
from articles.tasks import run_due
from tests import cast, factories
from tests.images import files

pytestmark = pytest.mark.django_db
JPEG = files.written(size=(700, 400))
Commit = Callable[..., Any]


@pytest.fixture
def meera() -> User:
    return cast.meera()


def taken(by: User, data: bytes = JPEG, name: str = "a.jpg", **facts: Any) -> Image:
    return image_library.add(files.upload(data, name), facts, by=by)


def media_files(media: Path) -> set[str]:
    return {path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file()}


def of(image: Image) -> set[str]:
    return {str(image.file.name), *images.files(image.renditions)}


class TestTakingIn:
    def test_keeps_the_picture_its_words_and_who_did_it(self, meera: User) -> None:
        image = Image.objects.get(pk=taken(meera, name="नर्मदा घाट.jpg", alt="नाव", credit="राकेश").pk)
        assert (image.width, image.height, image.alt, image.credit) == (700, 400, "नाव", "राकेश")
        assert image.upload_name == "नर्मदा घाट.jpg"
        entry = AuditEntry.objects.get(target_kind="image")
        assert (entry.by, entry.action, entry.target_id) == (meera, "add", str(image.pk))

    def test_takes_from_the_file_what_nobody_typed_and_overwrites_nothing(self, meera: User) -> None:
        data = files.with_segments(
            files.iim(
                (120, files.HINDI.encode()), (80, b"Asha"), (116, b"(c) Asha"), (55, b"20260301"), (37, b"20270101")
            )
        )
        image = taken(meera, data, credit="राकेश", rights_until=dt.date(2026, 12, 31))
        assert (image.caption, image.credit) == (files.HINDI, "राकेश")
        assert (image.rights_note, image.taken_on) == ("(c) Asha", dt.date(2026, 3, 1))
        assert image.rights_until == dt.date(2026, 12, 31)

    def test_knows_the_language_of_the_words_it_found(self, meera: User) -> None:
        english = files.with_segments(files.iim((120, b"Boats on the river")))
        assert taken(meera, english).language == "en"
        assert taken(meera, files.with_segments(files.iim((120, files.HINDI.encode())))).language == "hi"

    def test_believes_a_file_that_says_it_was_made_by_a_machine(self, meera: User) -> None:
        kind = "<Iptc4xmpExt:DigitalSourceType>x/trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>"
        data = files.with_segments(files.xmp_segment(files.xmp(kind)))
        assert taken(meera, data).origin == "ai"
        assert taken(meera, data, origin="archive").origin == "archive"

    def test_what_is_refused_leaves_no_row_and_no_file(self, meera: User, media: Path) -> None:
        with pytest.raises(images.UnknownFormat):
            taken(meera, b"not a picture")
        assert not Image.objects.exists()
        assert media_files(media) == set()


class TestRenditions:
    def test_are_made_after_the_upload_once(self, meera: User) -> None:
        image = taken(meera)
        assert not images.sources(image)
        assert [job.args for job in Job.objects.filter(name="pictures.make_renditions")] == [[image.pk]]
        assert run_due() == 1
        image.refresh_from_db()
        assert images.is_current(image)
        written = (image.file.storage.get_modified_time(name) for name in images.files(image.renditions))
        before = sorted(written)
        image_library.make_renditions(image.pk)
        assert sorted(image.file.storage.get_modified_time(n) for n in images.files(image.renditions)) == before

    def test_of_a_moved_focal_point_replace_the_earlier_ones(self, meera: User, media: Path) -> None:
        image = taken(meera)
        image_library.make_renditions(image.pk)
        image.refresh_from_db()
        image.focal_x = 90
        image.save()
        image_library.sync_files(image)
        assert run_due() >= 1
        image.refresh_from_db()
        assert images.is_current(image)
        assert media_files(media) == of(image)

    def test_that_came_too_late_for_a_picture_are_thrown_away(
        self, meera: User, media: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        image = taken(meera)
        make = images.make

        def meanwhile(one: Image) -> dict[str, Any]:
            made = make(one)
            Image.objects.filter(pk=one.pk).update(focal_y=10)
            return made

        monkeypatch.setattr(images, "make", meanwhile)
        image_library.make_renditions(image.pk)
        image.refresh_from_db()
        assert image.renditions == {}
        monkeypatch.undo()
        image_library.make_renditions(image.pk)
        image.refresh_from_db()
        assert media_files(media) == of(image)

    def test_of_a_picture_that_was_removed_meanwhile_are_thrown_away(
        self, meera: User, media: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Commit
    ) -> None:
        image = taken(meera)
        make = images.make

        def meanwhile(one: Image) -> dict[str, Any]:
            made = make(one)
            with django_capture_on_commit_callbacks(execute=True):
                image_library.remove(Image.objects.get(pk=one.pk))
            return made

        monkeypatch.setattr(images, "make", meanwhile)
        image_library.make_renditions(image.pk)
        assert media_files(media) == set()

    def test_of_what_is_no_picture_are_given_up_with_a_word_in_the_log(self, caplog: pytest.LogCaptureFixture) -> None:
        image = Image.objects.create(file=ContentFile(b"a picture", name="x.jpg"))
        with caplog.at_level(logging.WARNING):
            image_library.make_renditions(image.pk)
        assert f"image {image.pk} has no renditions" in caplog.text
        image_library.make_renditions(99_999)

    def test_that_a_library_lacks_are_made_by_the_command(self, capsys: pytest.CaptureFixture) -> None:
        image = factories.image(size=(400, 300))
        Image.objects.create(file=ContentFile(b"a picture", name="x.jpg"))
        call_command("make_renditions")
        image.refresh_from_db()
        assert images.is_current(image)
        assert "1 made, 1 could not be made" in capsys.readouterr().out


class TestWhatGoes:
    def test_a_picture_that_is_removed_takes_all_its_files_with_it(
        self, meera: User, media: Path, django_capture_on_commit_callbacks: Commit
    ) -> None:
        other, image = taken(meera), taken(meera)
        for one in (other, image):
            image_library.make_renditions(one.pk)
            one.refresh_from_db()
        with django_capture_on_commit_callbacks(execute=True):
            image_library.remove(image)
        assert media_files(media) == of(other)

    def test_one_that_a_story_shows_cannot_be_removed(
        self, meera: User, media: Path, django_capture_on_commit_callbacks: Commit
    ) -> None:
        image = taken(meera)
        factories.story(lead_image=image)
        with django_capture_on_commit_callbacks(execute=True), pytest.raises(ProtectedError):
            image_library.remove(image)
        assert media_files(media) == of(image)

    def test_files_stay_until_the_removal_is_committed(self, meera: User, media: Path) -> None:
        image = taken(meera)
        image_library.remove(image)
        assert len(media_files(media)) == 1


class TestDescribing:
    def test_changes_what_is_different_and_the_log_keeps_both(self, meera: User) -> None:
        image = taken(meera, alt="नाव")
        image_library.describe(image, {"alt": "A boat at the ghat"}, by=meera)
        image.refresh_from_db()
        assert (image.alt, image.language) == ("A boat at the ghat", "en")
        entry = AuditEntry.objects.filter(action="change").get()
        assert entry.details["changes"] == {"alt": ["नाव", "A boat at the ghat"]}
        image_library.describe(image, {"alt": "A boat at the ghat"}, by=meera)
        assert AuditEntry.objects.filter(action="change").count() == 1
