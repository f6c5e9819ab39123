"""An error is logged with the request it happened in, and says nothing to the reader."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from newsroom import urls

pytestmark = pytest.mark.django_db


def breaks(request: HttpRequest) -> HttpResponse:
    raise LookupError("the third shelf")


def suspects(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("a forged cookie")


def warns(request: HttpRequest) -> HttpResponse:
    logging.getLogger("newsroom.test").warning("an unusual story")
    return HttpResponse("fine")


urlpatterns = [path("breaks/", breaks), path("suspects/", suspects), path("warns/", warns), *urls.urlpatterns]
handler500 = urls.handler500


@pytest.fixture
def log(settings: Settings) -> Iterator[StringIO]:
    """What the console handler of the settings writes."""
    settings.ROOT_URLCONF = __name__
    handlers = [one for name in ("", "django") for one in logging.getLogger(name).handlers if one.name == "console"]
    assert handlers
    written = StringIO()
    before = [one.setStream(written) for one in handlers if isinstance(one, logging.StreamHandler)]
    yield written
    for one, stream in zip(handlers, before, strict=True):
        assert isinstance(one, logging.StreamHandler)
        one.setStream(stream)


def ask(address: str) -> HttpResponse:
    return Client(raise_request_exception=False, REMOTE_ADDR="192.0.2.1").get(address)


def test_an_error_is_logged_with_its_request_and_its_place(log: StringIO) -> None:
    answer = ask("/breaks/?word=पुल")
    assert answer.status_code == 500
    first = log.getvalue().splitlines()[0]
    assert "ERROR django.request" in first
    assert "GET '/breaks/' 192.0.2.1" in first
    assert "LookupError: the third shelf" in log.getvalue()
    assert "in breaks" in log.getvalue()


def test_the_reader_sees_a_page_that_says_nothing_of_it(log: StringIO) -> None:
    page = ask("/breaks/").content.decode()
    assert "<html" in page
    assert "third shelf" not in page
    assert "Traceback" not in page


def test_what_our_own_code_says_is_logged_with_its_request_too(log: StringIO) -> None:
    ask("/warns/")
    assert "WARNING newsroom.test GET '/warns/' 192.0.2.1: an unusual story" in log.getvalue()


def test_a_suspicious_request_is_logged_and_refused(log: StringIO) -> None:
    assert ask("/suspects/").status_code == 400
    assert "GET '/suspects/' 192.0.2.1" in log.getvalue()
    assert "a forged cookie" in log.getvalue()


def test_a_reader_cannot_write_lines_into_the_log(log: StringIO) -> None:
    ask("/breaks/%0d%0a2026-01-01 ERROR forged%1b[31m")
    assert "\n2026-01-01 ERROR forged" not in log.getvalue()
    assert "\x1b" not in log.getvalue()


def test_after_the_request_nothing_of_it_is_named(log: StringIO) -> None:
    ask("/warns/")
    logging.getLogger("newsroom.test").warning("the evening")
    assert "newsroom.test the evening" in log.getvalue()
