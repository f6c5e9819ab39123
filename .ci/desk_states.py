"""Bring a story's form into each state that docs/desk.md shows, in a browser at the desk of a served site."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

ADD = "/admin/articles/article/add/"
SESSION_COOKIE = re.compile("session")
TEXT = ".field-body [contenteditable=true]"
# Headline, text, and what is typed further, by the language of the desk.
WORDS = {
    "hi": (
        "नदी पर नया पुल खुला",
        "दस साल के इंतज़ार के बाद पुल सोमवार को आम लोगों के लिए खोल दिया गया।",
        " पहले दिन तीन हज़ार लोग पैदल पार गए।",
    ),
    "en": (
        "New bridge opens over the river",
        "After ten years of waiting the bridge was opened to the public on Monday.",
        " On the first day three thousand people walked across.",
    ),
}
_DISCARD_ALL = """async () => {
  const url = document.querySelector("#autosave").dataset.url;
  const headers = { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value };
  const { unsaved } = await (await fetch(url)).json();
  for (const { key } of unsaved) await fetch(`${url}?key=${encodeURIComponent(key)}`, { method: "DELETE", headers });
}"""
# Username and group of those who work here.
PEOPLE = {"kavita": "chief", "asha": "reporter"}


@dataclass
class Desk:
    """A window at the desk of one person; `passwords` are those of all people, by username."""

    browser: Browser
    site: str
    language: str
    passwords: dict[str, str]
    width: int
    height: int

    def __post_init__(self) -> None:
        self.contexts: list[BrowserContext] = []
        # Requests that the server does not answer yet.
        self.held: list[Route] = []

    def open(self, username: str = "kavita") -> Page:
        """Return a new form of a story, opened by this person."""
        context = self.browser.new_context(
            base_url=self.site, viewport={"width": self.width, "height": self.height}, timezone_id="Asia/Kolkata"
        )
        context.set_default_timeout(20_000)
        self.contexts.append(context)
        page = context.new_page()
        page.goto(f"/admin/login/?next={ADD}")
        page.fill("#id_username", username)
        page.fill("#id_password", self.passwords[username])
        page.press("#id_password", "Enter")
        page.wait_for_url(f"**{ADD}")
        # What earlier pictures have left unsaved would be offered here.
        page.evaluate(_DISCARD_ALL)
        page.reload()
        expect(page.locator(".prose-menubar[role=toolbar]")).to_be_visible()
        return page

    def close(self) -> None:
        for route in self.held:
            route.abort()
        for context in self.contexts:
            context.close()

    def write(self, page: Page) -> Page:
        headline, text, _further = WORDS[self.language]
        page.fill("#id_headline", headline)
        if self.language == "en":
            page.select_option("#id_language", "en")
        page.select_option("#id_section", label={"hi": "देश", "en": "English"}[self.language])
        _type(page, text)
        return page

    def write_further(self, page: Page) -> Page:
        _type(page, WORDS[self.language][2])
        return page


expect.set_options(timeout=20_000)


def _type(page: Page, words: str) -> None:
    page.click(TEXT)
    page.keyboard.press("Control+End")
    page.keyboard.type(words)
    expect(page.locator(".saving-kept")).not_to_be_empty()
    expect(page.locator("#checks .needed")).to_have_count(0)


def _save(page: Page) -> Page:
    page.keyboard.press("Control+s")
    expect(page.locator(".saving-state")).to_have_attribute("data-state", "saved")
    page.wait_for_load_state("networkidle")
    return page


def _press_other(page: Page, name: str) -> None:
    page.click(".more-acts > summary")
    page.click(f".more-acts [name={name}]")


def unsaved(desk: Desk) -> Page:
    return desk.write(desk.open())


def saving(desk: Desk) -> Page:
    page = desk.write(desk.open())

    def hold(route: Route) -> None:
        desk.held.append(route)

    page.route(f"**{ADD}", hold)
    page.keyboard.press("Control+s")
    expect(page.locator(".saving-state")).to_have_attribute("data-state", "saving")
    return page


def saved(desk: Desk) -> Page:
    return _save(desk.write(desk.open()))


def failed(desk: Desk) -> Page:
    page = desk.write_further(_save(desk.write(desk.open())))
    page.context.set_offline(True)
    page.keyboard.press("Control+s")
    expect(page.locator(".saving-state")).to_have_attribute("data-state", "failed")
    return page


def restored(desk: Desk) -> Page:
    page = desk.write_further(_save(desk.write(desk.open())))
    address = page.url
    # Until the browser has kept the last words too.
    page.wait_for_timeout(1000)
    page.close()
    page = desk.contexts[0].new_page()
    page.goto(address)
    page.click("#autosave [aria-expanded]")
    expect(page.locator("#autosave mark").first).to_be_visible()
    return page


def session_dialog(desk: Desk) -> Page:
    page = desk.write_further(_save(desk.write(desk.open())))
    page.context.clear_cookies(name=SESSION_COOKIE)
    page.keyboard.press("Control+s")
    expect(page.locator("dialog.sign-in [name=password]")).to_be_focused()
    return page


def refused_field(desk: Desk) -> Page:
    page = desk.write(desk.open())
    page.select_option("#id_section", "")
    page.click(".desk-buttons [name=_publish]")
    expect(page.locator(".errornote")).to_be_focused()
    expect(page.locator("#checks .needed")).to_have_count(1)
    return page


def refused_colleague(desk: Desk) -> Page:
    """A reporter goes on with a text that the chief publishes meanwhile."""
    page = desk.write(desk.open("asha"))
    page.click(".desk-buttons [name=_submit]")
    page.wait_for_url("**/change/**")
    expect(page.locator(".prose-menubar[role=toolbar]")).to_be_visible()
    desk.write_further(page)
    other = desk.open("kavita")
    other.goto(page.url)
    other.click(".desk-buttons [name=_publish]")
    expect(other.locator(".story-state .state-published")).to_be_visible()
    page.bring_to_front()
    page.keyboard.press("Control+s")
    expect(page.locator(".errornote")).to_be_focused()
    return page


def question_publish(desk: Desk) -> Page:
    page = desk.write(desk.open())
    page.fill("#id_schedule_at_0", {"hi": "01.12.2030", "en": "01/12/2030"}[desk.language])
    page.fill("#id_schedule_at_1", "06:00")
    _press_other(page, "_publish")
    expect(page.locator("#question")).to_be_focused()
    return page


def question_withdraw(desk: Desk) -> Page:
    page = desk.write(desk.open())
    page.click(".desk-buttons [name=_publish]")
    expect(page.locator(".story-state .state-published")).to_be_visible()
    _press_other(page, "_withdraw")
    expect(page.locator("#question")).to_be_focused()
    return page


STATES: dict[str, Callable[[Desk], Page]] = {
    function.__name__.replace("_", "-"): function
    for function in (
        unsaved, saving, saved, failed, restored, session_dialog, refused_field, refused_colleague, question_publish,
        question_withdraw,
    )
}  # fmt: skip
