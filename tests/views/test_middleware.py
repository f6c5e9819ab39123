"""What every request passes through: who asked, in which language the answer is, and what the log says of it."""

from __future__ import annotations

import logging

import pytest
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from articles.middleware import RequestLabelFilter, expected_port, trusted_proxies
from newsroom.urls import urlpatterns as site
from tests import cast


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [path("broken/<str:what>", broken), *site]


class TestTheReadersAddress:
    @pytest.mark.parametrize(
        ("proxies", "forwarded", "address"),
        [
            (0, "203.0.113.7", "127.0.0.1"),
            (1, "203.0.113.7", "203.0.113.7"),
            (1, "6.6.6.6, 203.0.113.7", "203.0.113.7"),
            (2, "6.6.6.6, 203.0.113.7, 10.0.0.1", "203.0.113.7"),
            (2, "10.0.0.1", "127.0.0.1"),
            (1, "", "127.0.0.1"),
            (1, " , ", "127.0.0.1"),
        ],
    )
    def test_is_what_the_trusted_proxies_say_and_nobody_else(
        self, proxies: int, forwarded: str, address: str, settings
    ) -> None:
        settings.TRUSTED_PROXIES = proxies
        seen = []
        answer = trusted_proxies(lambda request: seen.append(request.META["REMOTE_ADDR"]) or HttpResponse())
        answer(RequestFactory().get("/", headers={"x-forwarded-for": forwarded}))
        assert seen == [address]


class TestThePort:
    """A Host header may have another port than the site: links made of it would lead elsewhere."""

    @pytest.mark.parametrize(
        ("site", "host", "accepted"),
        [
            ("https://news.example", "news.example", True),
            ("https://news.example", "news.example:443", True),
            ("https://news.example", "news.example:8443", False),
            ("https://news.example", "www.news.example:80", False),
            ("https://news.example", f"news.example:{'4' * 5000}", False),
            ("https://news.example:8443", "news.example:8443", True),
            ("https://news.example:8443", "news.example:443", False),
            # A check of this machine itself, and a site that is not public.
            ("https://news.example", "127.0.0.1:8000", True),
            ("http://127.0.0.1:8000", "news.example:1234", True),
        ],
    )
    def test_is_the_sites_own(self, site: str, host: str, accepted: bool, settings) -> None:
        settings.SITE_URL, settings.ALLOWED_HOSTS = site, ["news.example", "www.news.example", "127.0.0.1"]
        answer = expected_port(lambda request: HttpResponse())
        request = RequestFactory().get("/", headers={"host": host})
        if accepted:
            assert answer(request).status_code == 200
        else:
            with pytest.raises(DisallowedHost):
                answer(request)


class TestTheLog:
    def test_names_the_request_of_an_error_and_no_line_can_be_forged(self, settings) -> None:
        settings.ROOT_URLCONF = __name__
        lines: list[str] = []

        class Keep(logging.Handler):
            def emit(self, record: logging.LogRecord) -> None:
                lines.append(f"{record.request_label}{record.getMessage()}")

        keep = Keep()
        keep.addFilter(RequestLabelFilter())
        logger = logging.getLogger("django.request")
        logger.addHandler(keep)
        try:
            Client(raise_request_exception=False).get("/broken/a%0AERROR forged")
        finally:
            logger.removeHandler(keep)
        (line,) = lines
        assert line.startswith("GET '/broken/a\\nERROR forged' 127.0.0.1: ")
        assert "\n" not in line.split(": ")[0]

    def test_names_none_between_requests(self) -> None:
        record = logging.LogRecord("x", logging.INFO, "", 0, "x", None, None)
        assert RequestLabelFilter().filter(record)
        assert record.request_label == ""


@pytest.mark.django_db
class TestTheLanguage:
    def test_of_public_pages_is_the_sites_whoever_asks(self, client: Client) -> None:
        for headers in ({}, {"accept-language": "en"}, {"cookie": "django_language=en"}):
            answer = client.get("/", headers=headers)
            assert answer["Content-Language"] == "hi"
            assert '<html lang="hi">' in answer.content.decode()

    def test_of_the_desk_is_the_editors(self, client: Client) -> None:
        meera = cast.meera()
        client.force_login(meera)
        assert client.get("/admin/")["Content-Language"] == "hi"
        meera.desk_language = "en"
        meera.save()
        assert client.get("/admin/")["Content-Language"] == "en"
        assert client.get("/")["Content-Language"] == "hi"
