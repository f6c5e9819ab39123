"""A real Chromium against a real server. Run by `make browser-test` and .ci/run, not by `make test`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from articles.models import User
from tests import factories, served

# The shell is Chromium without windows, which cost as much processor time again as the pages.
PROGRAMS = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"]
CHROMIUM = os.environ.get("CHROMIUM") or next((one for one in PROGRAMS if Path(one).exists()), PROGRAMS[0])
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    # How far below the window lazy pictures are fetched: as on 4G. The shell, which knows no network, fetches further.
    "--blink-settings=lazyLoadingImageMarginPxUnknown=1250",
    # No name leads anywhere but to this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
]
# How many of the page's own questions are still without an answer.
COUNT_QUESTIONS = """
  window.unanswered = 0;
  const ask = window.fetch;
  window.fetch = async (...question) => {
    window.unanswered += 1;
    try {
      const answer = await ask(...question);
      await answer.clone().text();
      return answer;
    } finally { window.unanswered -= 1; }
  };
"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright runs an event loop in this thread; the tests' own queries are made between its steps, not inside them.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@dataclass(frozen=True)
class Site:
    """A whole newsroom that is served as in production; `pages` are the addresses of a page of every kind, by name."""

    address: str
    pages: dict[str, str]


@pytest.fixture(scope="session")
def site_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Site]]:
    """The same newsroom as a Hindi and as an English paper; made once for all processes of a run. To be read only."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    with ExitStack() as running:
        pages = served.pages(folder / "newsroom")
        yield {
            language: Site(running.enter_context(served.served(folder / "newsroom", language)), pages)
            for language in served.NAMES
        }


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console reported: violations of the policy, errors of scripts, failed requests."""
    return []


@pytest.fixture
def site_url(live_server: Any) -> str:
    return str(live_server.url)


@pytest.fixture
def page(browser: Browser, site_url: str, settings: Any, complaints: list[str]) -> Iterator[Page]:
    settings.SITE_URL = site_url
    settings.CSRF_TRUSTED_ORIGINS = [site_url]
    context = browser.new_context(base_url=site_url, viewport={"width": 1280, "height": 1000})
    context.add_init_script(COUNT_QUESTIONS)
    opened = context.new_page()
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.set_default_timeout(20_000)
    yield opened
    context.close()


@pytest.fixture
def desk(page: Page, transactional_db: None) -> Page:
    """The page of an editor who has signed in."""
    sign_in(page, "editor")
    return page


def sign_in(page: Page, group: str) -> None:
    """As a new person of that group, without the form: each test would pay for its pages."""
    user = factories.user("asha", group, first_name="आशा")
    assert User.objects.filter(groups__name=group).exists()
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": settings.SITE_URL}])


def sign_in_by_form(page: Page) -> None:
    """As the person whom `sign_in` made, anew."""
    page.context.clear_cookies()
    page.goto("/admin/login/")
    page.fill("#id_username", "asha")
    page.fill("#id_password", "a long enough password")
    page.click("input[type=submit]")
    page.wait_for_url("**/admin/")
