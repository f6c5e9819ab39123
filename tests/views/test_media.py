"""Uploaded files: readers have them while something public shows them, the desk always."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from articles import images, publishing
from articles.models import Article, Image, Page
from articles.publishing import Changes, image_library
from tests import cast, factories
from tests.files.made import media_file

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def image() -> Image:
    made = factories.image(size=(800, 450))
    image_library.make_first(made)
    made.refresh_from_db()
    return made


def asked(client: Client, url: str) -> Any:
    """The answer, read to its end, as a client does: that closes the file."""
    answer = client.get(url)
    b"".join(getattr(answer, "streaming_content", ()))
    return answer


def status(client: Client, url: str) -> int:
    return asked(client, url).status_code


def addresses(image: Image) -> list[str]:
    return [image.file.url, *(image.file.storage.url(name) for name in images.files(image))]


def answers(client: Client, image: Image) -> set[int]:
    there = [url for url in addresses(image) if image.file.storage.exists(url.removeprefix("/media/"))]
    assert len(there) >= 3
    return {status(client, url) for url in there}


def in_body(image: Image) -> Article:
    return factories.story("चित्र के साथ", body=f'<p>क</p><figure data-image="{image.pk}"></figure>')


def as_lead(image: Image) -> Article:
    return factories.story("मुख्य चित्र", lead_image=image)


def with_a_post(image: Image) -> Article:
    post = factories.post()
    post.image = image
    post.save()
    return factories.story("कथन के साथ", body="<p>क</p>" + factories.quoting(post))


WAYS = [in_body, as_lead, with_a_post]


@pytest.mark.parametrize("shown", WAYS)
def test_a_picture_follows_its_story_and_comes_back_with_another(client: Client, image: Image, shown: Any) -> None:
    assert answers(client, image) == {404}
    story = shown(image)
    assert answers(client, image) == {200}
    publishing.withdraw(story, by=cast.meera(), note="x")
    assert answers(client, image) == {410}
    as_lead(image)
    assert answers(client, image) == {200}


def test_by_the_clock(client: Client, image: Image) -> None:
    story = factories.draft(lead_image=image)
    publishing.schedule(story, at=timezone.now() + HOUR, by=cast.meera())
    publishing.update(story, Changes(fields={"expire_at": timezone.now() + 2 * HOUR}), by=cast.meera())
    for hours, expected in ((0, 404), (1, 200), (2, 410)):
        with time_machine.travel(timezone.now() + hours * HOUR, tick=False):
            assert answers(client, image) == {expected}


def test_whose_rights_have_ended_is_gone_though_its_story_stays(client: Client, image: Image) -> None:
    story = as_lead(image)
    Image.objects.filter(pk=image.pk).update(rights_until=timezone.localdate() - dt.timedelta(days=1))
    assert client.get(story.get_absolute_url()).status_code == 200
    assert answers(client, image) == {410}


def test_the_desk_keeps_it_and_nobody_between_keeps_a_copy(client: Client, image: Image) -> None:
    publishing.withdraw(as_lead(image), by=cast.meera(), note="x")
    client.force_login(cast.ravi())
    answer = asked(client, image.file.url)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    client.force_login(factories.user("reader-without-desk"))
    assert status(client, image.file.url) == 200
    client.logout()
    assert status(client, image.file.url) == 410


def test_a_portrait_is_public_with_its_author(client: Client, image: Image) -> None:
    author = cast.author_meera()
    author.portrait = image
    author.save()
    factories.draft(bylines=[author])
    assert answers(client, image) == {404}
    factories.story(bylines=[author])
    assert answers(client, image) == {200}


def test_a_replaced_file_is_public_as_long_as_its_picture(client: Client, image: Image) -> None:
    story, old = as_lead(image), image.file.url
    before = Image.objects.get(pk=image.pk)
    image.file.save("b.png", factories.ContentFile(factories.picture_bytes((90, 90))))
    image_library.keep_replaced(image, before, by=cast.meera())
    assert status(client, old) == 200
    publishing.withdraw(story, by=cast.meera(), note="x")
    assert status(client, old) == 410


@pytest.mark.parametrize("kind", ["mp3", "mp4", "pdf"])
def test_other_files_follow_their_stories_too(client: Client, kind: str) -> None:
    file = media_file(kind)
    assert status(client, file.file.url) == 404
    story = factories.story(body=f'<p>क</p><figure data-file="{file.pk}"><a href="x">x</a></figure>')
    assert status(client, file.file.url) == 200
    publishing.withdraw(story, by=cast.meera(), note="x")
    assert status(client, file.file.url) == 410


def test_the_sites_own_files_are_always_public(client: Client, media: Any) -> None:
    (media / "site").mkdir(parents=True)
    (media / "site" / "logo.png").write_bytes(factories.picture_bytes())
    assert status(client, "/media/site/logo.png") == 200


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    "before",
    ["./", "/", "//", "x/../", "%2e/", "%2F", "site/../", "images/../", "files/../", "renditions/0/9-/../../../"],
)
def test_no_other_spelling_of_an_address_leads_to_a_file(client: Client, image: Image, before: str) -> None:
    assert status(client, f"/media/{before}{image.file.name}") == 404
    as_lead(image)
    assert status(client, f"/media/{before}{image.file.name}") == 404


@pytest.mark.parametrize("name", ["images/%00.png", "files/%00", "%00", "renditions/1/1-%00", "images/%ff.png"])
def test_a_name_that_no_file_can_have_is_not_found(client: Client, name: str) -> None:
    """PostgreSQL refuses some of them with an error of its own."""
    assert status(client, f"/media/{name}") == 404


def test_only_the_folders_that_are_known_are_public(client: Client, media: Any) -> None:
    """While a backup is restored, the former files lie in a folder beside them."""
    for folder in (".restore-old/images", "other"):
        (media / folder).mkdir(parents=True)
        (media / folder / "a.png").write_bytes(factories.picture_bytes())
        assert status(client, f"/media/{folder}/a.png") == 404


def test_a_picture_of_a_story_asks_little(client: Client, image: Image, django_assert_max_num_queries: Any) -> None:
    as_lead(image)
    for url in addresses(image)[:2]:
        with django_assert_max_num_queries(2):
            status(client, url)


@pytest.mark.parametrize(
    "how", ['<figure data-file="{id}"><a href="{url}">x</a></figure>', '<p><a href="{url}">x</a></p>']
)
def test_a_file_on_a_page_or_linked_from_one_is_public_with_it(client: Client, how: str) -> None:
    file = media_file("pdf")
    page = Page.objects.create(title="x", slug="forms", body=how.format(id=file.pk, url=file.file.url))
    assert status(client, file.file.url) == 200
    Page.objects.filter(pk=page.pk).update(is_public=False)
    assert status(client, file.file.url) == 404
