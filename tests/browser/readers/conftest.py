"""One paper for all tests of this folder: it is furnished once, and the tests only read."""

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

from .paper import NOON, PAGE_LENGTH, furnish


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [path("broken", broken), path("closed", unavailable), *site]


@dataclass(frozen=True)
class Paper:
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
def paper(django_db_setup: None, django_db_blocker: pytest.FixtureRequest, library: Path) -> Iterator[Paper]:
    server = LiveServer("localhost")
    shorter = pytest.MonkeyPatch()
    for place in (paging, finding):
        shorter.setattr(place, "PAGE_LENGTH", PAGE_LENGTH)
    served = override_settings(
        MEDIA_ROOT=library, SITE_URL=server.url, ROOT_URLCONF=__name__, ALLOWED_HOSTS=["localhost"]
    )
    with time_machine.travel(NOON), django_db_blocker.unblock(), served:
        yield Paper(server.url, furnish())
        call_command("flush", verbosity=0, interactive=False)
    shorter.undo()
    server.stop()


def context(browser: Browser, paper: Paper, width: int = 1280, **more: object) -> BrowserContext:
    """A reader's browser, at noon of the paper's day."""
    made = browser.new_context(base_url=paper.url, viewport={"width": width, "height": 800}, **more)  # type: ignore[arg-type]
    made.set_default_timeout(10_000)
    made.clock.set_fixed_time(NOON)
    return made


@pytest.fixture
def page(browser: Browser, paper: Paper) -> Iterator[Page]:
    with context(browser, paper) as opened:
        yield opened.new_page()
