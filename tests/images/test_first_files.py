"""What messengers show of a picture is there before its upload is answered, and before readers see its story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from articles import images, publishing
from articles.models import Article, Image, Status
from articles.publishing import Changes, image_library
from tests import cast, factories
from tests.admin.forms import change, sent
from tests.files import made

pytestmark = pytest.mark.django_db
BIG = (1400, 900)


def upload(name: str = "a.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, factories.picture_bytes(BIG), content_type="image/png")


def contents(name: str) -> bytes:
    with default_storage.open(name) as file:
        return file.read()


def is_ready(image: Image) -> bool:
    """Return whether it has a picture to share and one width, as files."""
    image.refresh_from_db()
    share = images.share(image)
    names = images.files(image)
    return bool(share and images.srcset(image)) and all(default_storage.exists(name) for name in names)


class TestAnUpload:
    @pytest.fixture
    def desk(self) -> Client:
        client = Client()
        client.force_login(factories.user("asha", "chief"))
        return client

    def test_into_the_editor_is_answered_with_both_there(self, desk: Client) -> None:
        answer = desk.post("/admin/articles/image/upload/", {"file": [upload(), upload("b.png")]})
        assert [is_ready(Image.objects.get(pk=one["id"])) for one in answer.json()["images"]] == [True, True]

    @pytest.mark.usefixtures("run_on_commit_at_once")
    def test_by_the_form_and_of_many_too(self, desk: Client) -> None:
        page = desk.get("/admin/articles/image/add/")
        form = {name: value for name, value in page.context["adminform"].form.initial.items() if value is not None}
        data = {
            "origin": "photo",
            "language": "hi",
            "focal_x": 50,
            "focal_y": 50,
            **form,
            "file": upload(),
            "alt": "नाव",
        }
        assert desk.post("/admin/articles/image/add/", data).status_code == 302
        desk.post("/admin/articles/image/upload-many/", {"several": [upload()], "origin": "photo", "language": "hi"})
        assert [is_ready(image) for image in Image.objects.all()] == [True, True]

    def test_of_another_file_too(self) -> None:
        image = image_library.add(upload(), by=cast.meera())
        before = images.share(image)
        other = image_library.add(SimpleUploadedFile("c.png", factories.picture_bytes((1300, 800))), by=cast.meera())
        image.file = other.file
        image_library.make_first(image)
        after = images.share(image)
        assert before is not None
        assert after is not None
        assert before.url != after.url


WAYS: dict[str, Callable[[Article], Any]] = {
    "published": lambda story: publishing.publish(story, by=cast.meera()),
    "scheduled": lambda story: publishing.schedule(story, at=timezone.now() + dt.timedelta(days=1), by=cast.meera()),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_story_is_never_public_without(way: str) -> None:
    """However its picture came: here it has a row and a file, as an import leaves them."""
    story = factories.draft("नया पुल", lead_image=factories.image(size=BIG))
    assert not images.has_first(story.lead_image)  # type: ignore[arg-type]
    WAYS[way](story)
    assert is_ready(story.lead_image)  # type: ignore[arg-type]


def test_a_public_story_with_another_lead_picture_has_both_too() -> None:
    story = factories.story()
    image = factories.image(size=BIG)
    publishing.update(story, Changes({"lead_image": image}), by=cast.meera())
    assert is_ready(image)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_the_database_while_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite has one writer: what takes a second runs outside the transactions of uploads and transitions."""
    make, within = images.make, []

    def watched(image: Image, **arguments: Any) -> images.RenditionSet:
        within.append(transaction.get_connection().in_atomic_block)
        return make(image, **arguments)

    monkeypatch.setattr(images, "make", watched)
    for way in WAYS.values():
        way(factories.draft(lead_image=factories.image(size=BIG)))
    publishing.update(factories.story(), Changes({"lead_image": factories.image(size=BIG)}), by=cast.meera())
    image_library.add(upload(), by=cast.meera())
    desk = Client()
    desk.force_login(cast.meera())
    image = factories.image(size=BIG)
    page = desk.get(f"/admin/articles/image/{image.pk}/change/")
    form = {name: value for name, value in page.context["adminform"].form.initial.items() if value is not None}
    desk.post(f"/admin/articles/image/{image.pk}/change/", {**form, "file": upload("d.png")})
    for picture in (factories.image(size=BIG), None):
        publish_at_desk(desk, factories.draft(), picture)
    assert within == [False] * 7


def publish_at_desk(desk: Client, story: Article, picture: Image | None) -> None:
    """With this lead image, or with the still of a lead video."""
    still = factories.image(size=BIG) if picture is None else None
    video = made.media_file("mp4", still=still) if still else None
    chosen = {"lead_image": picture.pk if picture else "", "lead_video": video.pk if video else ""}
    answer = desk.post(change(story.pk), sent(desk, change(story.pk), _publish="1", **chosen))
    story.refresh_from_db()
    assert (answer.status_code, story.status) == (302, Status.PUBLISHED)
    assert is_ready(story.lead_image)  # type: ignore[arg-type]


@pytest.mark.parametrize("way", ["image", "video", "bare"])
def test_the_desk_makes_them_before_it_begins_to_save(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    make, outside, within = images.make, len(connection.savepoint_ids), []

    def watched(image: Image, **arguments: Any) -> images.RenditionSet:
        within.append(len(connection.savepoint_ids) - outside)
        return make(image, **arguments)

    monkeypatch.setattr(images, "make", watched)
    desk = Client()
    desk.force_login(cast.meera())
    if way == "bare":
        story = factories.draft(lead_image=factories.image(size=BIG))
        desk.post(f"/admin/articles/article/{story.pk}/act/", {"act": "publish", "began_from": story.version})
    else:
        publish_at_desk(desk, factories.draft(), factories.image(size=BIG) if way == "image" else None)
    assert within == [0]


@pytest.mark.slow
def test_a_worker_that_was_faster_keeps_the_whole_set(monkeypatch: pytest.MonkeyPatch) -> None:
    image = factories.image(size=BIG)
    make = images.make

    def overtaken(image: Image, *, first_only: bool = False) -> images.RenditionSet:
        made = make(image, first_only=first_only)
        if first_only:
            image_library.make_renditions(image.pk)
        return made

    monkeypatch.setattr(images, "make", overtaken)
    image_library.make_first(image)
    image.refresh_from_db()
    assert images.is_current(image)


def test_a_page_names_the_picture_at_once(client: Client) -> None:
    story = factories.story(lead_image=factories.image(size=BIG))
    page = client.get(story.get_absolute_url()).content.decode()
    share = images.share(Image.objects.get())
    assert share is not None
    assert share.url in page


class TestTheFirstFiles:
    def test_they_are_files_of_the_whole_set_with_the_same_bytes(self) -> None:
        image = factories.image(size=BIG)
        image_library.make_first(image)
        first = {name: contents(name) for name in images.files(image)}
        assert len(first) == 2
        assert not images.is_current(image)
        image_library.make_renditions(image.pk)
        image.refresh_from_db()
        assert images.is_current(image)
        assert first == {name: contents(name) for name in first}
        assert set(first) < set(images.files(image))

    def test_lists_get_that_width_instead_of_the_original(self) -> None:
        image = factories.image(size=BIG)
        image_library.make_first(image)
        assert {images.rendition(image, name).width for name in ("thumbnail", "desk", "card")} == {672}
        assert images.srcset(image, "card") == images.srcset(image) != ""

    def test_a_small_picture_has_its_own_width(self) -> None:
        image = factories.image(size=(64, 36))
        image_library.make_first(image)
        assert (images.rendition(image, "card").width, images.share(image)) == (64, None)

    def test_a_file_that_is_gone_stops_nothing(self) -> None:
        image = factories.image(size=BIG)
        default_storage.delete(str(image.file.name))
        story = factories.story(lead_image=image)
        assert story.is_live()
