"""What readers get is small on its way, and unchanged pages still cost nothing."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse
from django.test import Client

from articles.middleware import compressed_pages
from tests import cast, factories

pytestmark = pytest.mark.django_db
GZIP = {"accept-encoding": "gzip, deflate, br"}


@pytest.mark.sampled(3)
@pytest.mark.parametrize("address", ["/", "/rss.xml", "/sitemap.xml", "/robots.txt", "/nowhere/", "/search/?q=पुल"])
def test_whoever_takes_gzip_gets_the_same_words_in_fewer_bytes(client: Client, address: str) -> None:
    for _ in range(5):
        factories.story(section=cast.desh(), body="<p>शहर का नया पुल आज से खुल गया।</p>" * 9)
    plain, small = client.get(address), client.get(address, headers=GZIP)
    assert "Content-Encoding" not in plain.headers
    if address == "/robots.txt" and len(plain.content) < 200:
        return
    assert small["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.content) == plain.content
    assert len(small.content) < len(plain.content)
    assert "Accept-Encoding" in small["Vary"]
    assert "Accept-Encoding" in plain["Vary"]


@pytest.mark.parametrize("address", ["/", "/rss.xml"])
def test_an_unchanged_page_or_feed_is_not_sent_again(client: Client, address: str) -> None:
    factories.story(section=cast.desh())
    first = client.get(address, headers=GZIP)
    assert first["ETag"].startswith('W/"')
    again = client.get(address, headers={**GZIP, "if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    factories.story("और")
    assert client.get(address, headers={**GZIP, "if-none-match": first["ETag"]}).status_code == 200


def test_the_desk_sends_its_pages_as_they_are(client: Client) -> None:
    """They hold tokens beside words that others wrote."""
    client.force_login(cast.kavita())
    for address in ("/admin/", "/admin/login/", "/admin/articles/article/", "/admin/password_reset/"):
        assert "Content-Encoding" not in client.get(address, headers=GZIP, follow=True).headers, address


def test_pictures_are_left_as_they_are(rf: object) -> None:
    def picture(_request: object) -> HttpResponse:
        return HttpResponse(b"\x00" * 5000, content_type="image/jpeg")

    request = rf.get("/media/x.jpg", headers=GZIP)  # type: ignore[attr-defined]
    assert "Content-Encoding" not in compressed_pages(picture)(request).headers
