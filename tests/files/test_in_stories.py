"""PDF, audio and video files: who may change them, how they are served, and where they stand in a story."""

from __future__ import annotations

import json
from html import unescape
from typing import Any

import feedparser
import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ProtectedError
from django.test import Client
from lxml import html

from articles import body, publishing
from articles.models import Article, MediaFile, Revision, User
from articles.publishing import Changes, Refused, media_library
from tests import factories
from tests.files import made

pytestmark = pytest.mark.django_db
TRANSCRIPT = "बस संख्या 12 पुल पर आती है।"


def placed(*files: MediaFile) -> str:
    return "<p>देखिए।</p>" + "".join(body.media_file(one.pk, one.file.url, one.title) for one in files)


def page(story: Article) -> Any:
    return html.fromstring(Client().get(story.get_absolute_url()).content.decode())


@pytest.fixture
def three() -> list[MediaFile]:
    still = factories.image("पुल पर एक बस", size=(1280, 720))
    more = {"credit": "पुल विभाग", "licence": "CC BY 4.0", "description": TRANSCRIPT}
    return [
        made.media_file("pdf", "पुल का समय", **more), made.media_file("mp3", "पुल की आवाज़", **more),
        made.media_file("mp4", "पुल पर पहली बस", still=still, **more),
    ]  # fmt: skip


class TestInAStory:
    def test_each_is_on_the_page_with_all_that_is_said_of_it(self, three: list[MediaFile]) -> None:
        document = page(factories.story(body=placed(*three)))
        figures = document.xpath("//figure[contains(@class, 'media-file')]")
        for figure, file in zip(figures, three, strict=True):
            text = figure.text_content()
            assert file.file.url in figure.xpath(".//a[@class='media-link']/@href")
            assert all(said in text for said in (file.title, "पुल विभाग", "CC BY 4.0", TRANSCRIPT))
        (video,), (audio,) = document.xpath("//video"), document.xpath("//audio")
        assert (video.get("preload"), audio.get("preload")) == ("none", "none")
        assert (video.get("width"), video.get("height"), bool(video.get("poster"))) == ("1280", "720", True)
        assert "1:15" in figures[2].text_content()

    def test_each_is_in_the_feed_with_its_link_and_the_first_is_enclosed(self, three: list[MediaFile]) -> None:
        factories.story(body=placed(*three))
        (entry,) = feedparser.parse(Client().get("/rss.xml").content).entries
        item = unescape(entry.content[0].value)
        assert "<video" not in item
        assert "<audio" not in item
        for file in three:
            assert f'href="{settings.SITE_URL}{file.file.url}"' in item
            assert file.title in item
        (enclosure,) = entry.enclosures
        assert (enclosure.type, enclosure.length) == ("application/pdf", str(three[0].size))

    def test_audio_and_video_are_in_the_linked_data(self, three: list[MediaFile]) -> None:
        (data,) = page(factories.story(body=placed(*three))).xpath("//script[@type='application/ld+json']")
        said = json.loads(data.text)
        assert [one["@type"] for one in (*said["video"], *said["audio"])] == ["VideoObject", "AudioObject"]
        assert said["video"][0]["contentUrl"].endswith(three[2].file.url)
        assert said["video"][0]["duration"] == "PT75S"

    def test_the_link_in_its_place_is_not_the_storys_text(self, three: list[MediaFile]) -> None:
        stored = body.clean(placed(*three))
        assert body.clean(stored) == stored
        assert body.numbers(stored, "file") == [file.pk for file in three]
        assert body.plain_text(stored) == "देखिए।"

    def test_a_file_that_is_not_there_is_refused(self) -> None:
        with pytest.raises(Refused):
            factories.draft(body=body.media_file(12345, "/media/x.pdf"))

    def test_rows_say_where_it_is_used_and_a_revision_keeps_naming_it(self, three: list[MediaFile]) -> None:
        story = factories.story(body=placed(*three))
        assert set(story.file_rows.values_list("file_id", flat=True)) == {file.pk for file in three}
        with pytest.raises(ProtectedError):
            media_library.remove(three[0])
        by = factories.editor()
        publishing.update(story, Changes(fields={"body": placed(three[1])}), by=by)
        assert list(story.file_rows.values_list("file_id", flat=True)) == [three[1].pk]
        named = Revision.objects.filter(article=story).order_by("id").first().data["files"]  # type: ignore[union-attr]
        assert [file["title"] for file in named] == [file.title for file in three]
        media_library.remove(three[0])
        assert not MediaFile.objects.filter(title="पुल का समय").exists()


class TestALeadVideo:
    def test_plays_in_the_place_of_the_lead_image_and_its_still_stands_for_it(self, three: list[MediaFile]) -> None:
        video = three[2]
        story = factories.story(lead_video=video)
        assert story.lead_image == video.still
        document = page(story)
        assert document.xpath("//video/@src") == [video.file.url]
        assert document.xpath("//figure[contains(@class, 'picture lead')]") == []
        image = document.xpath("//meta[@property='og:image']/@content")
        assert len(image) == 1
        front = html.fromstring(Client().get("/").content.decode())
        assert front.xpath("//article[contains(@class, 'card-video')]")
        item = unescape(Client().get("/rss.xml").content.decode())
        assert f"{settings.SITE_URL}{video.file.url}" in item

    def test_keeps_a_lead_image_that_was_chosen(self, three: list[MediaFile]) -> None:
        chosen = factories.image()
        assert factories.story(lead_video=three[2], lead_image=chosen).lead_image == chosen

    def test_must_be_a_video(self, three: list[MediaFile]) -> None:
        with pytest.raises(Refused) as refused:
            factories.draft(lead_video=three[0])
        assert "lead_video" in refused.value.errors


class TestServing:
    @pytest.fixture(autouse=True)
    def _here(self, three: list[MediaFile]) -> None:
        self.pdf, self.audio, self.video = three
        factories.story(body=placed(*three))

    def get(self, file: MediaFile, **headers: str) -> Any:
        """Return the answer with its content in `data`."""
        answer: Any = Client().get(file.file.url, headers=headers)
        answer.data = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return answer

    def test_nothing_of_a_file_runs_on_this_site(self) -> None:
        for file, type_ in ((self.pdf, "application/pdf"), (self.audio, "audio/mpeg"), (self.video, "video/mp4")):
            answer = self.get(file)
            assert answer["Content-Type"] == type_
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert "sandbox" in answer["Content-Security-Policy"]
        assert self.get(self.pdf)["Content-Disposition"].startswith("attachment")
        assert "attachment" not in self.get(self.video).get("Content-Disposition", "")

    @pytest.mark.parametrize(
        ("asked", "first", "last"),
        [("bytes=0-99", 0, 99), ("bytes=100-", 100, None), ("bytes=-50", -50, None), ("bytes=10-10", 10, 10)],
    )
    def test_a_player_gets_the_part_it_asks_for(self, asked: str, first: int, last: int | None) -> None:
        data = made.MADE["mp4"]()
        expected = data[first:] if last is None else data[first : last + 1]
        answer = self.get(self.video, range=asked)
        assert answer.status_code == 206
        assert answer.data == expected
        assert int(answer["Content-Length"]) == len(expected)
        start = first % len(data)
        assert answer["Content-Range"] == f"bytes {start}-{start + len(expected) - 1}/{len(data)}"

    @pytest.mark.parametrize("asked", ["", "bytes=", "bytes=-", "lines=1-2", "bytes=1-2,5-6", "bytes=a-b"])
    def test_what_is_no_part_is_answered_with_the_whole(self, asked: str) -> None:
        answer = self.get(self.video, range=asked)
        assert (answer.status_code, answer["Accept-Ranges"]) == (200, "bytes")
        assert answer.data == made.MADE["mp4"]()

    @pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=9-3", "bytes=-0"])
    def test_a_part_that_is_not_there(self, asked: str) -> None:
        answer = self.get(self.video, range=asked)
        assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{self.video.size}")

    def test_a_part_of_an_older_file_is_not_mixed_with_this_one(self) -> None:
        answer = self.get(self.video, **{"range": "bytes=0-9", "if-range": "Mon, 01 Jan 2024 00:00:00 GMT"})
        assert answer.status_code == 200


class TestWhoMay:
    def desk(self, user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    def upload(self, user: User) -> MediaFile:
        data = {"file": SimpleUploadedFile("pul.exe", made.pdf()), "title": "पुल का समय", "language": "hi"}
        answer = self.desk(user).post("/admin/articles/mediafile/add/", data)
        assert answer.status_code == 302, answer.content.decode()
        return MediaFile.objects.latest("id")

    def change(self, user: User, file: MediaFile, title: str) -> int:
        data = {"title": title, "language": "hi"}
        return self.desk(user).post(f"/admin/articles/mediafile/{file.pk}/change/", data).status_code

    def test_a_reporter_adds_and_changes_an_own_file_until_readers_see_it(self) -> None:
        reporter, editor = factories.user(group="reporter"), factories.editor()
        file = self.upload(reporter)
        assert (file.kind, file.uploaded_by, file.size) == ("pdf", reporter, len(made.pdf()))
        assert file.file.name.endswith(".pdf")
        assert self.change(reporter, file, "नया नाम") == 302
        factories.draft(body=placed(file))
        assert self.change(reporter, file, "और नया नाम") == 302
        factories.story(body=placed(file))
        assert self.change(reporter, file, "किसी और का नाम") == 403
        assert self.change(editor, file, "सही नाम") == 302
        file.refresh_from_db()
        assert file.title == "सही नाम"

    def test_a_reporter_does_not_change_the_file_of_another(self) -> None:
        file = self.upload(factories.user(group="reporter"))
        assert self.change(factories.user(group="reporter"), file, "x") == 403

    def test_whoever_may_not_see_files_gets_no_list_of_them(self) -> None:
        nobody = factories.user()
        nobody.user_permissions.add(Permission.objects.get(codename="view_article"))
        file = self.upload(factories.editor())
        for path in ("find/?q=", f"{file.pk}/card/"):
            assert self.desk(nobody).get(f"/admin/articles/mediafile/{path}").status_code == 403

    def test_what_is_no_such_file_is_refused_in_the_form(self) -> None:
        data = {"file": SimpleUploadedFile("pul.pdf", b"<script>alert(1)</script>"), "title": "x", "language": "hi"}
        answer = self.desk(factories.editor()).post("/admin/articles/mediafile/add/", data)
        assert answer.status_code == 200
        assert not MediaFile.objects.exists()

    def test_the_editor_finds_files_by_their_words(self) -> None:
        file, desk = self.upload(factories.editor()), self.desk(factories.editor())
        found = desk.get("/admin/articles/mediafile/find/?q=पुल").json()
        assert [one["id"] for one in found["files"]] == [file.pk]
        assert found["may_add"] is True
        assert desk.get("/admin/articles/mediafile/find/?q=नदी").json()["files"] == []
