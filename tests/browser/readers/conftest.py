"""One served site for all tests of this folder. It is filled once; the tests only read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from articles.search import finding
from articles.views import paging
from articles.views.errors import unavailable
from newsroom.urls import handler400, handler403, handler404, handler500  # noqa: F401 - Django finds them here
from newsroom.urls import urlpatterns as site

from .site import NOON, PAGE_LENGTH, fill_site


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [path("broken", broken), path("closed", unavailable), *site]


@dataclass(frozen=True)
class ServedSite:
    """Where it is served, and the path of each kind of page."""

    url: str
    paths: dict[str, str]


@pytest.fixture(scope="package")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("library")


@pytest.fixture(autouse=True)
def media(library: Path) -> Path:
    """In place of a folder for each test."""
    return library


@pytest.fixture(scope="package")
def served_site(django_db_setup: None, django_db_blocker: pytest.FixtureRequest, library: Path) -> Iterator[ServedSite]:
    server = LiveServer("localhost")
    shorter = pytest.MonkeyPatch()
    for place in (paging, finding):
        shorter.setattr(place, "PAGE_LENGTH", PAGE_LENGTH)
    served = override_settings(
        MEDIA_ROOT=library, SITE_URL=server.url, ROOT_URLCONF=__name__, ALLOWED_HOSTS=["localhost"]
    )
    with time_machine.travel(NOON), django_db_blocker.unblock(), served:
        yield ServedSite(server.url, fill_site())
        call_command("flush", verbosity=0, interactive=False)
    shorter.undo()
    server.stop()


def context(browser: Browser, served_site: ServedSite, width: int = 1280, **more: object) -> BrowserContext:
    """A reader's browser, at noon of the day of the site."""
    made = browser.new_context(base_url=served_site.url, viewport={"width": width, "height": 800}, **more)  # type: ignore[arg-type]
    made.set_default_timeout(10_000)
    made.clock.set_fixed_time(NOON)
    return made


@pytest.fixture
def page(browser: Browser, served_site: ServedSite) -> Iterator[Page]:
    with context(browser, served_site) as opened:
        yield opened.new_page()
