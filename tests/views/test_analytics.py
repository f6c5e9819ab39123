"""The script that counts readers: nowhere unless the site names one, and then on readers' pages alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from articles import publishing
from articles.models import Page
from newsroom.analytics import read
from tests import cast, factories
from tests.wellformed import markup_errors

pytestmark = pytest.mark.django_db
ORIGIN = "https://stats.example:8443"
SAID = f"{ORIGIN}/js/script.js?a=1&b=2 data-domain=news.example data-x={{\"a\":'<b>'}}"
OPENED = ("script-src", "connect-src", "img-src")


@pytest.fixture
def counted(settings: Any) -> None:
    settings.ANALYTICS = read(SAID)


@pytest.fixture
def pages() -> list[str]:
    """One of every kind that readers see."""
    story = factories.story(section=cast.desh(), tags=["पुल"], bylines=[cast.author_meera()])
    Page.objects.create(title="हमारे बारे में", slug="about", body="<p>x</p>")
    return ["/", "/desh/", "/tag/pul/", "/author/meera-joshi/", "/archive/", "/about/", "/search/?q=पुल",
            story.get_absolute_url()]  # fmt: skip


def policy(answer: Any) -> dict[str, list[str]]:
    rules = (rule.split() for rule in answer["Content-Security-Policy"].split(";"))
    return {name: sources for name, *sources in rules}


def test_every_page_of_readers_brings_it_and_its_policy_names_just_that_place(
    client: Client, pages: list[str], counted: None
) -> None:
    for address in pages:
        answer = client.get(address)
        text = " ".join(answer.content.decode().split())
        assert markup_errors(text) == ["a script that is not a file of the site"]
        assert text.count(ORIGIN) == 1
        assert f'<script defer src="{ORIGIN}/js/script.js?a=1&amp;b=2" data-domain="news.example" data-x="' in text
        opened = {name for name, sources in policy(answer).items() if ORIGIN in sources}
        assert opened == set(OPENED), address
        assert text.index(ORIGIN) > text.index("letters.js"), "ours would wait for it"


def test_without_one_there_is_no_trace_in_page_or_headers(client: Client, pages: list[str], settings: Any) -> None:
    for address in pages:
        settings.ANALYTICS = None
        plain = client.get(address)
        settings.ANALYTICS = read(SAID)
        counted = client.get(address).content.decode()
        before, after = counted.split("<script defer", 1)
        assert plain.content.decode().split() == (before + after.split("</script>", 1)[1]).split(), address
        assert ORIGIN not in str(plain.headers)


def test_pages_of_errors_and_the_desk_and_its_previews_have_none(client: Client, counted: None) -> None:
    story = factories.story(section=cast.desh())
    publishing.withdraw(story, by=cast.meera())
    draft = factories.draft()
    desk = Client()
    desk.force_login(cast.meera())
    preview = {"story": draft.pk, "page": "1", "headline": "x"}
    answers = [
        client.get("/nowhere/"), client.get(story.get_absolute_url()), client.post("/"), client.get("/admin/login/"),
        desk.get(f"/admin/articles/article/{draft.pk}/change/"), desk.get("/admin/articles/arrangement/preview/"),
        desk.post("/admin/articles/article/preview/", preview),
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [404, 410, 405, 200, 200, 200, 200]
    for answer in answers:
        assert ORIGIN not in answer.content.decode() + str(answer.headers), answer.request["PATH_INFO"]


def test_what_is_no_page_has_none(client: Client, pages: list[str], counted: None) -> None:
    for address in ("/rss.xml", "/sitemap.xml", "/news-sitemap.xml", "/robots.txt", "/healthz"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert ORIGIN not in answer.content.decode() + str(answer.headers), address


def test_a_page_that_has_not_changed_answers_so_under_the_same_policy(
    client: Client, pages: list[str], counted: None
) -> None:
    for address in pages:
        first = client.get(address)
        again = client.get(address, headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304
        assert policy(again) == policy(first), address


def test_switching_it_on_or_off_is_a_change_of_every_page(client: Client, pages: list[str], settings: Any) -> None:
    for address in pages:
        kept = client.get(address)["ETag"]
        settings.ANALYTICS = read(SAID)
        on = client.get(address, headers={"if-none-match": kept})
        settings.ANALYTICS = None
        off = client.get(address, headers={"if-none-match": on["ETag"]})
        assert (on.status_code, off.status_code, off["ETag"]) == (200, 200, kept), address
        assert ORIGIN not in str(off.headers)
