"""Every address of the site and of the desk answers with the headers that keep browsers from doing harm, and with no
markup that would need them loosened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from lxml import html
from pytest_django import Settings

from articles import publishing
from articles.models import Article, Page, Redirect, Site
from tests import factories

pytestmark = pytest.mark.django_db

EXPECTED = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Named addresses whose arguments are tried out here, by one example each.
PUBLIC_ARGUMENTS: dict[str, list[Any]] = {
    "front": [], "rss": [], "healthz": [], "archive": [], "search": [],
    "tag": ["pul"], "tag_rss": ["pul"], "author": ["meera"], "author_rss": ["meera"],
    "section_or_page": ["desh"], "section_rss": ["desh"],
    "security_txt": [],
    "site_card": [], "palette": ["0123456789ab"], "robots": [], "sitemap": [], "sitemap_places": [], "news_sitemap": [],
}  # fmt: skip


@pytest.fixture
def story() -> Article:
    writer = factories.author("मीरा जोशी", slug="meera")
    Site.objects.filter(pk=Site.load().pk).update(email="desk@news.example")
    post = factories.post(text='<script>alert("1")</script>')
    body = f"<p>पहला पैरा।</p>{factories.quoting(post)}"
    return factories.story("नया पुल खुला", tags=["पुल"], bylines=[writer], lead_image=factories.image(), body=body)


def names_of(patterns: list[Any]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names_of(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or str(pattern.pattern)


def check_headers(answer: HttpResponse, address: str) -> None:
    for name, value in EXPECTED.items():
        assert answer.headers.get(name) == value, (address, name)
    assert "camera=()" in answer.headers["Permissions-Policy"], address
    policy = parsed(answer.headers["Content-Security-Policy"])
    assert policy["default-src"] == ["'none'"], address
    if "sandbox" not in policy:  # An uploaded file may not do anything at all.
        assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == ["'none'"], address
        assert [one for one in policy["script-src"] if not one.startswith("'nonce-")] == ["'self'"], address
    assert "unsafe" not in answer.headers["Content-Security-Policy"], address


def parsed(policy: str) -> dict[str, list[str]]:
    return {name: values for name, *values in (part.split() for part in policy.split(";") if part.strip())}


def get(browser: Client, address: str) -> Any:
    answer = browser.get(address)
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    return answer


def check_markup(answer: HttpResponse, address: str) -> None:
    """Nothing in the page is forbidden by its own policy: no inline script without the nonce, no handler, no style."""
    if answer.streaming or not answer.content or not answer.headers["Content-Type"].startswith("text/html"):
        return
    policy = parsed(answer.headers["Content-Security-Policy"])
    nonces = {one[len("'nonce-") : -1] for one in policy["script-src"] if one.startswith("'nonce-")}
    for element in html.fromstring(answer.content).iter(html.etree.Element):
        found = (address, html.tostring(element, encoding="unicode")[:200])
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"], found
        links = [element.get(name, "") for name in ("href", "src", "action", "formaction")]
        assert not [link for link in links if re.match(r"\s*(javascript|vbscript|data):", link, re.I)], found
        if element.tag == "script" and not element.get("src"):
            assert element.get("type") in ("application/json", "application/ld+json", "text/template") or (
                element.get("nonce") in nonces
            ), found
        if element.tag == "style":
            raise AssertionError(found)


def check(answer: HttpResponse, address: str) -> None:
    check_headers(answer, address)
    check_markup(answer, address)


class TestTheSite:
    def addresses(self, story: Article) -> list[str]:
        tag = story.tags.get()
        named = {**PUBLIC_ARGUMENTS, "tag": [tag.slug], "tag_rss": [tag.slug]}
        assert story.first_published_at
        year, month, day = f"{timezone.localdate(story.first_published_at)}".split("-")
        assert story.lead_image
        return [
            *(reverse(f"articles:{name}", args=arguments) for name, arguments in named.items()),
            reverse("articles:year", args=[year]),
            reverse("articles:month", args=[year, month]),
            reverse("articles:day", args=[year, month, day]),
            reverse("articles:sitemap_month", args=[year, month]),
            story.get_absolute_url(),
            story.lead_image.file.url,
        ]

    def test_every_named_address_is_tried_here(self) -> None:
        patterns = next(one for one in get_resolver().url_patterns if getattr(one, "app_name", "") == "articles")
        tried = {*PUBLIC_ARGUMENTS, "year", "month", "day", "sitemap_month", "story", "story_as_spelled", "media"}
        assert set(names_of([patterns])) == tried

    def test_every_page_has_them_and_needs_no_exception(self, story: Article, client: Client) -> None:
        Page.objects.create(title="हमारे बारे में", slug="about", body="<p>हम।</p>")
        for address in [*self.addresses(story), "/about/"]:
            answer = get(client, address)
            assert answer.status_code == 200, address
            check(answer, address)

    def test_so_has_what_is_not_there_has_moved_or_is_gone(self, story: Article, client: Client) -> None:
        gone = factories.story("वापस ली गई")
        publishing.withdraw(gone, by=factories.editor())
        Redirect.objects.create(old_path="/purana/", new_path="/desh/")
        for address, status in (
            (gone.get_absolute_url(), 410), ("/purana/", 301), (f"/desh/x-{story.pk}/", 301), ("/none/", 404),
            ("/%00", 404), ("/media/none.jpg", 404), ("/admin/", 302),
        ):  # fmt: skip
            answer = client.get(address)
            assert answer.status_code == status, address
            check(answer, address)

    def test_so_has_an_answer_to_another_method_or_a_strange_host(self, story: Article, client: Client) -> None:
        check(client.post("/"), "POST /")
        check(client.options("/"), "OPTIONS /")
        strange = client.get("/", headers={"Host": "evil.example"})
        assert strange.status_code == 400
        assert "evil.example" not in strange.content.decode()

    def test_readers_get_no_cookie(self, story: Article, client: Client) -> None:
        for address in self.addresses(story):
            answer = get(client, address)
            assert not answer.cookies, address
            assert "Cookie" not in answer.headers.get("Vary", ""), address


class TestTheDesk:
    @pytest.fixture
    def desk(self, story: Article) -> Client:
        browser = Client()
        browser.force_login(factories.user("malik", "chief", is_superuser=True))
        return browser

    def addresses(self) -> list[str]:
        found = [reverse(f"admin:{name}") for name in ("index", "password_change", "password_change_done", "jsi18n")]
        for model in admin.site._registry:
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            found += [reverse(f"{name}_changelist"), f"{reverse(f'{name}_changelist')}?q=पुल", reverse(f"{name}_add")]
            if row := model._default_manager.first():
                found += [reverse(f"{name}_{view}", args=[row.pk]) for view in ("change", "history", "delete")]
        return found

    def test_every_page_has_them_and_needs_no_exception(self, desk: Client) -> None:
        statuses = {}
        for address in self.addresses():
            answer = desk.get(address)
            statuses[address] = answer.status_code
            assert answer.status_code in (200, 403), address
            check(answer, address)
        assert [*statuses.values()].count(200) > len(statuses) / 2

    def test_so_have_the_pages_for_signing_in(self, client: Client) -> None:
        for name in ("admin:login", "admin_password_reset", "password_reset_done", "password_reset_complete"):
            check(client.get(reverse(name)), name)
        check(client.get(reverse("password_reset_confirm", args=["MQ", "set-password"])), "password_reset_confirm")

    @pytest.mark.slow
    def test_nobody_keeps_a_copy_of_a_page_of_the_desk(self, desk: Client) -> None:
        for address in self.addresses():
            answer = desk.get(address)
            if "jsi18n" not in address:
                assert "no-store" in answer.headers.get("Cache-Control", ""), address


class TestAPublicSite:
    def test_browsers_use_https_only_for_this_host(self, settings: Settings, client: Client) -> None:
        settings.SECURE_SSL_REDIRECT = True
        settings.SECURE_HSTS_SECONDS = 3600
        assert client.get("/about/")["Location"] == "https://testserver/about/"
        assert client.get("/healthz").status_code == 200
        assert client.get("/", secure=True)["Strict-Transport-Security"] == "max-age=3600"
