"""The browser has nothing to say: no error in its console and no failed request, on any page of the desk or after a
paste."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from playwright.sync_api import Page, Request, expect

from articles.models import User
from tests import factories
from tests.browser.conftest import sign_in
from tests.browser.pasting import EDITABLE, PASTES, body, settled

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WRITE = """([type, content]) => navigator.clipboard.write([new ClipboardItem(
  { [type]: new Blob([content], { type }) })])"""


@pytest.fixture(autouse=True)
def _nothing_is_said(page: Page, complaints: list[str]) -> Iterator[None]:
    failed: list[str] = []

    def note(request: Request) -> None:
        failed.append(f"{request.method} {request.url}: {request.failure}")

    page.on("requestfailed", note)
    yield
    assert failed == []
    assert complaints == []


def addresses() -> list[str]:
    """The index, and of each kind of record the list, the form for a new one and that of one there is."""
    found = [reverse("admin:index"), "/admin/articles/article/from-text/", "/admin/security/", "/admin/security/app/"]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        for kind in ("changelist", "add"):
            found.append(reverse(f"{name}_{kind}"))
        row = model._default_manager.first()
        for kind in ("change", "history") if row else ():
            try:
                found.append(reverse(f"{name}_{kind}", args=[row.pk]))
            except NoReverseMatch:
                continue
    return found


def test_on_any_page_of_the_desk(page: Page, transactional_db: None, complaints: list[str]) -> None:
    sign_in(page, "chief")
    image = factories.image()
    factories.story(tags=["पुल"], bylines=[factories.author()], lead_image=image)
    factories.draft(body="<p>क</p>" + factories.quoting(factories.post(url="https://social.example/1")))
    seen = 0
    for address in addresses():
        response = page.goto(address)
        assert response
        if response.status in (403, 404):  # what this person may not do, or what has no such page
            complaints[:] = [line for line in complaints if f"status of {response.status}" not in line]
            continue
        page.wait_for_load_state("networkidle")
        if page.locator("textarea[data-django-prose-editor-configurable]").count():
            expect(page.locator(".prose-menubar[role=toolbar]").first).to_be_visible()
            page.wait_for_timeout(800)  # what the form asks after a pause
            expect(page.locator(".prose-menubar[role=toolbar]").first).to_be_visible()
        assert (address, complaints) == (address, [])
        seen += 1
    assert seen > 25


def test_after_any_paste_from_the_clipboard(desk: Page) -> None:
    """The clipboard is filled by another page: in Chromium it is the page that fills it which reports its styles."""
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.goto("/admin/articles/article/add/")
    desk.wait_for_selector(EDITABLE)
    other = desk.context.new_page()
    other.goto(desk.url.replace("/admin/articles/article/add/", "/static/admin/i18n.js"))
    for path in chain(PASTES.glob("*.html"), PASTES.glob("*.txt")):
        content = path.read_text(encoding="utf-8")
        other.bring_to_front()
        other.evaluate(WRITE, ["text/html" if path.suffix == ".html" else "text/plain", content])
        desk.bring_to_front()
        desk.focus(EDITABLE)
        desk.keyboard.press("Control+a")
        desk.keyboard.press("Control+v")
        desk.wait_for_timeout(100)
        settled(desk)
        assert body(desk) not in ("", "<p></p>"), path.name


def test_after_typing_and_saving_at_once(desk: Page) -> None:
    User.objects.filter(username="asha").update(desk_language="en")
    section = factories.section("desh", "देश")
    desk.goto("/admin/articles/article/add/")
    desk.wait_for_selector(EDITABLE)
    desk.fill("#id_headline", "पुल खुला")
    desk.select_option("#id_section", str(section.pk))
    for _ in range(3):
        desk.focus(EDITABLE)
        desk.keyboard.press("Control+End")
        desk.keyboard.type("आज से सबके लिए।")
        desk.keyboard.press("Control+s")
        expect(desk.locator(".saving-state")).to_have_attribute("data-state", "saved")
    desk.wait_for_timeout(1500)
