"""Nothing typed is lost: a form comes back after a crash, on another device, and to nobody but its writer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from articles import publishing
from articles.models import Article, Autosave, User
from articles.publishing import Changes
from tests import factories
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.tools import AXE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect.set_options(timeout=15_000)
ADD = "/admin/articles/article/add/"
TEXT = ".field-body [contenteditable=true]"
PANEL = "#autosave"


def person(name: str, first_name: str = "आशा", group: str = "editor") -> User:
    return factories.user(name, group, first_name=first_name, desk_language="en")


def session_cookie(user: User) -> Any:
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": settings.SITE_URL}


@pytest.fixture
def device(live_server: Any, settings: Any, tmp_path: Any, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a device of a person: the same name is the same browser, with what it keeps on disk."""
    settings.SITE_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    with ExitStack() as stack:

        def opened(user: User, name: str = "desk") -> Page:
            context = _context(browser, tmp_path / name, live_server.url)
            stack.callback(context.close)
            context.add_cookies([session_cookie(user)])
            page = context.new_page()
            page.set_default_timeout(15_000)
            return page

        yield opened


def _context(browser: Browser, folder: Any, base_url: str) -> BrowserContext:
    return browser.browser_type.launch_persistent_context(
        folder, executable_path=CHROMIUM, args=FLAGS, base_url=base_url, viewport={"width": 1280, "height": 1000}
    )


def open_form(page: Page, address: str = ADD) -> Page:
    page.goto(address)
    expect(page.locator(".prose-menubar[role=toolbar]")).to_be_visible()
    return page


def change(story: Article) -> str:
    return reverse("admin:articles_article_change", args=[story.pk])


def type_body(page: Page, words: str) -> None:
    page.click(TEXT)
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def kill(page: Page) -> None:
    """End the browser without a word to the page."""
    page.context.close()


def kept_on_server(user: User, words: str) -> None:
    """Wait until the server has these words of this person."""
    for _ in range(100):
        rows = Autosave.objects.filter(user=user)
        if any(words in value for row in rows for _name, value, *_label in row.data):
            return
        time.sleep(0.1)
    raise AssertionError(f"the server does not have {words}")


def gone_on_server() -> None:
    """Wait until the server keeps nothing any more."""
    for _ in range(100):
        if not Autosave.objects.exists():
            return
        time.sleep(0.1)
    raise AssertionError("the server still keeps something")


def panel(page: Page) -> Locator:
    return page.locator(PANEL)


def open_panel(page: Page, address: str) -> Locator:
    """The panel of the form at this address."""
    open_form(page, address)
    expect(panel(page)).to_contain_text("Unsaved text from")
    return panel(page)


def barriers(page: Page, selector: str) -> list[str]:
    """What axe finds within this part of the page, in both widths and both themes."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            page.wait_for_timeout(400)  # Colours of buttons change slowly.
            found += page.evaluate(
                "part => axe.run(part, {resultTypes: ['violations']})"
                ".then(({violations}) => violations.map("
                "({id, nodes}) => `${id}: ${nodes[0].html}: ${nodes[0].failureSummary}`))",
                selector,
            )
    return found


def save(page: Page) -> None:
    page.click("[name=_continue]")
    expect(page.locator(".saving-state")).to_have_attribute("data-state", "saved")
    page.wait_for_load_state("networkidle")


def no_panel(page: Page, address: str) -> None:
    """Open the form; nothing is offered, although there was time for it."""
    open_form(page, address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    expect(panel(page)).to_be_hidden()


def copies(page: Page) -> list[Any]:
    """All that the browser keeps, of any account."""
    found: list[Any] = page.evaluate(
        """() => new Promise((resolve, reject) => {
          const opening = indexedDB.open("newsroom-autosave", 1);
          opening.onupgradeneeded = () => opening.result.createObjectStore("copies");
          opening.onerror = reject;
          opening.onsuccess = () => {
            const all = opening.result.transaction("copies").objectStore("copies").getAll();
            all.onsuccess = () => { opening.result.close(); resolve(all.result); };
          };
        })"""
    )
    return found


def kept_here(page: Page, words: str) -> None:
    """Wait until the browser has these words."""
    for _ in range(50):
        if words in str(copies(page)):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"the browser does not have {words}")


def type_story(page: Page) -> None:
    """A story with something in every kind of field; two bylines in another order than they were typed in."""
    page.fill("#id_headline", "मेरा शीर्षक")
    type_body(page, "मेरा पाठ।")
    page.fill("#id_tag_names", "पुल, नदी")
    page.keyboard.press("Escape")
    page.select_option("#id_section", label="देश")
    page.check("#id_without_ads")
    page.click("#bylines-group .add-row a")
    for row, name in enumerate(("रवि कुमार", "सीमा राव")):
        page.fill(f"#id_bylines-{row}-name", name)
    page.fill("#id_bylines-1-role", "अनुवाद")
    page.locator("#bylines-1 .move-byline").first.click()
    page.fill("#id_schedule_at_0", "01.12.2030")
    page.fill("#id_schedule_at_1", "06:00")


def check_story(page: Page) -> None:
    assert page.input_value("#id_headline") == "मेरा शीर्षक"
    assert page.input_value("#id_body") == "<p>मेरा पाठ।</p>"
    assert page.input_value("#id_tag_names").startswith("पुल, नदी")
    assert page.locator("#id_section option:checked").inner_text() == "देश"
    assert page.is_checked("#id_without_ads")
    rows = page.locator("#bylines-group tr.form-row:not(.empty-form)")
    assert [rows.nth(row).locator("[name$=-name]").input_value() for row in (0, 1)] == ["सीमा राव", "रवि कुमार"]
    assert rows.nth(0).locator("[name$=-role]").input_value() == "अनुवाद"
    assert page.input_value("#id_schedule_at_0") == "01.12.2030"
    assert page.input_value("#id_schedule_at_1") == "06:00"


class TestAfterACrash:
    def test_every_word_is_there(self, device: Callable[..., Page]) -> None:
        asha, story = person("asha"), factories.draft("पुराना शीर्षक", body="<p>पहला पैराग्राफ़।</p>")
        page = open_form(device(asha), change(story))
        page.fill("#id_headline", "नया शीर्षक")
        type_body(page, " आधा शब्")
        kept_here(page, "आधा शब्")
        kill(page)
        page = device(asha)
        offer = open_panel(page, change(story))
        expect(offer).to_contain_text("this device")
        expect(offer).to_contain_text("Headline, Body")
        assert page.input_value("#id_headline") == "पुराना शीर्षक"
        page.click("text=Take it over")
        assert page.input_value("#id_headline") == "नया शीर्षक"
        expect(page.locator(TEXT)).to_have_text("पहला पैराग्राफ़। आधा शब्")
        assert page.input_value("#id_body") == "<p>पहला पैराग्राफ़। आधा शब्</p>"
        story.refresh_from_db()
        assert (story.headline, story.version) == ("पुराना शीर्षक", 1)

    def test_everything_of_a_story_that_was_never_saved_comes_back(self, device: Callable[..., Page]) -> None:
        factories.section()
        asha = person("asha")
        page = open_form(device(asha))
        type_story(page)
        kept_here(page, "06:00")
        kill(page)
        page = device(asha)
        open_form(page)
        page.click(".unsaved >> text=मेरा शीर्षक")
        expect(panel(page)).to_contain_text("Taken over")
        check_story(page)
        page.keyboard.press("Tab")
        save(page)
        story = Article.objects.get()
        assert [row.name for row in story.bylines.all()] == ["सीमा राव", "रवि कुमार"]
        assert Autosave.objects.count() == 0
        page.goto("/admin/articles/article/")
        page.wait_for_load_state("networkidle")
        expect(page.locator(".unsaved")).to_have_count(0)
        assert copies(page) == []

    def test_an_undo_brings_the_saved_text_back(self, device: Callable[..., Page]) -> None:
        asha, story = person("asha"), factories.draft(body="<p>पहला।</p>")
        page = open_form(device(asha), change(story))
        type_body(page, " दूसरा।")
        kept_here(page, "दूसरा।")
        kill(page)
        page = device(asha)
        open_panel(page, change(story))
        page.click("text=Take it over")
        expect(page.locator(TEXT)).to_have_text("पहला। दूसरा।")
        page.click(TEXT)
        page.keyboard.press("Control+z")
        expect(page.locator(TEXT)).to_have_text("पहला।")
        page.keyboard.press("Control+Shift+z")
        expect(page.locator(TEXT)).to_have_text("पहला। दूसरा।")
        page.click("#autosave >> text=Undo")
        expect(page.locator(TEXT)).to_have_text("पहला।")
        expect(panel(page)).to_contain_text("Unsaved text from")

    def test_what_is_typed_beside_the_offer_loses_neither(self, device: Callable[..., Page]) -> None:
        asha, story = person("asha"), factories.draft("पुराना")
        page = open_form(device(asha), change(story))
        page.fill("#id_headline", "पहला मसौदा")
        kept_here(page, "पहला मसौदा")
        kill(page)
        page = device(asha)
        open_panel(page, change(story))
        page.fill("#id_headline", "दूसरा मसौदा")
        kept_here(page, "दूसरा मसौदा")
        kill(page)
        page = device(asha)
        open_panel(page, change(story))
        page.click("text=Look at it")
        expect(panel(page)).to_contain_text("दूसरा मसौदा")
        page.click("text=Discard")
        page.click("text=There is an earlier one")
        page.click("text=Take it over")
        assert page.input_value("#id_headline") == "पहला मसौदा"


class TestOnAnotherDevice:
    def test_the_text_is_offered_with_what_differs(self, device: Callable[..., Page]) -> None:
        factories.section()
        asha, story = person("asha"), factories.draft("पुराना", section=factories.section("desh"))
        page = open_form(device(asha), change(story))
        page.fill("#id_headline", "नया शीर्षक")
        kept_on_server(asha, "नया शीर्षक")
        other = device(asha, "phone")
        offer = open_panel(other, change(story))
        expect(offer).to_contain_text("another device")
        look = offer.get_by_role("button", name="Look at it")
        look.click()
        expect(look).to_have_attribute("aria-expanded", "true")
        expect(offer.locator("mark")).to_have_text(["पुराना", "नया शीर्षक"])
        offer.get_by_role("button", name="Take it over").click()
        assert other.input_value("#id_headline") == "नया शीर्षक"

    def test_everything_comes_back(self, device: Callable[..., Page]) -> None:
        factories.section()
        asha = person("asha")
        author, image = factories.author("मीरा जोशी", latin_name="Meera"), factories.image("नदी पर पुल")
        page = open_form(device(asha))
        type_story(page)
        page.evaluate(
            """([author, image]) => {
              const $ = django.jQuery;
              $("#id_bylines-0-name").val("");
              $("#id_bylines-0-author").append(new Option("मीरा जोशी", author, true, true)).trigger("change");
              $("#id_lead_image").append(new Option("नदी पर पुल", image, true, true)).trigger("change");
            }""",
            [author.pk, image.pk],
        )
        page.fill("#id_bylines-0-name", "")
        kept_on_server(asha, str(image.pk))
        other = device(asha, "phone")
        other.goto("/admin/articles/article/")
        other.click(".unsaved >> text=मेरा शीर्षक")
        expect(panel(other)).to_contain_text("Taken over")
        assert other.locator("#id_lead_image option:checked").inner_text() == "नदी पर पुल"
        expect(other.locator(".lead-picture img")).to_be_visible()
        assert other.locator("#id_bylines-0-author option:checked").inner_text() == "मीरा जोशी"
        expect(other.locator("#bylines-0 .select2-selection__rendered")).to_contain_text("मीरा जोशी")

    def test_a_post_in_the_text_comes_with_the_fields_of_its_words(self, device: Callable[..., Page]) -> None:
        asha = person("asha")
        post = factories.post("मूल शब्द", url="https://x.com/a/status/1")
        story = factories.draft(body="<p>क</p>" + factories.quoting(post))
        page = open_form(device(asha), change(story))
        page.fill(f"#id_quote-{post.pk}-text", "सुधरे शब्द")
        kept_on_server(asha, "सुधरे शब्द")
        key = f"article/add/{asha.pk}.{'a' * 22}"
        row = Autosave.objects.get(user=asha)
        Autosave.objects.create(user=asha, key=key, data=row.data)
        other = device(asha, "phone")
        open_form(other, f"{ADD}?form_token={asha.pk}.{'a' * 22}")
        expect(other.locator(f"#id_quote-{post.pk}-text")).to_have_value("सुधरे शब्द")

    def test_a_save_there_drops_it_here(self, device: Callable[..., Page]) -> None:
        asha, story = person("asha"), factories.draft("पुराना")
        page = open_form(device(asha), change(story))
        page.fill("#id_headline", "नया")
        kept_on_server(asha, "नया")
        other = device(asha, "phone")
        open_panel(other, change(story))
        other.click("text=Take it over")
        save(other)
        assert not Autosave.objects.exists()
        no_panel(other, change(story))


class TestOneBrowser:
    def test_a_closed_tab(self, device: Callable[..., Page]) -> None:
        asha, story = person("asha"), factories.draft("पुराना")
        page = open_form(device(asha), change(story))
        page.fill("#id_headline", "नया")
        other = page.context.new_page()
        page.close(run_before_unload=False)
        open_panel(other, change(story))
        other.click("text=Take it over")
        assert other.input_value("#id_headline") == "नया"

    def test_a_save_drops_it(self, device: Callable[..., Page]) -> None:
        asha, story = person("asha"), factories.draft("पुराना")
        page = open_form(device(asha), change(story))
        page.fill("#id_headline", "नया")
        kept_on_server(asha, "नया")
        save(page)
        no_panel(page, change(story))
        assert not Autosave.objects.exists()
        assert copies(page) == []

    def test_what_is_typed_back_is_nothing_unsaved(self, device: Callable[..., Page]) -> None:
        asha, story = person("asha"), factories.draft("पुराना")
        page = open_form(device(asha), change(story))
        page.fill("#id_headline", "नया")
        kept_on_server(asha, "नया")
        page.fill("#id_headline", "पुराना")
        page.wait_for_timeout(800)
        assert copies(page) == []
        gone_on_server()

    def test_nor_is_what_is_typed_back_before_the_server_has_answered(self, device: Callable[..., Page]) -> None:
        story = factories.draft("पुराना")
        page = open_form(device(person("asha")), change(story))
        waiting: list[Route] = []

        def hold(route: Route) -> None:
            waiting.append(route)

        page.route("**/autosave/", hold, times=1)
        page.fill("#id_headline", "नया")
        while not waiting:
            page.wait_for_timeout(100)
        answer = waiting[0].fetch()
        page.fill("#id_headline", "पुराना")
        page.wait_for_timeout(600)
        assert Autosave.objects.exists()
        waiting[0].fulfill(response=answer)
        gone_on_server()

    def test_a_form_that_is_only_opened_is_not_kept(self, device: Callable[..., Page]) -> None:
        asha, story = person("asha"), factories.draft("पुराना", bylines=["रवि"], tags=["पुल"])
        page = open_form(device(asha), change(story))
        page.wait_for_timeout(4000)
        assert copies(page) == []
        assert not Autosave.objects.exists()

    def test_a_refused_save_followed_by_a_click_elsewhere(self, device: Callable[..., Page]) -> None:
        asha = person("asha")
        page = open_form(device(asha))
        page.fill("#id_headline", "मेरा")
        page.click("[name=_publish]")
        expect(page.locator("#faults, .errornote").first).to_be_visible()
        page.wait_for_timeout(600)
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto("/admin/articles/article/")
        page.click(".unsaved >> text=मेरा")
        expect(panel(page)).to_contain_text("Taken over")
        assert page.input_value("#id_headline") == "मेरा"

    def test_discarding_is_undone(self, device: Callable[..., Page]) -> None:
        asha, story = person("asha"), factories.draft("पुराना")
        page = open_form(device(asha), change(story))
        page.fill("#id_headline", "नया")
        kept_on_server(asha, "नया")
        kill(page)
        page = device(asha)
        open_panel(page, change(story))
        page.click("text=Discard")
        expect(panel(page)).to_contain_text("Discarded.")
        page.wait_for_timeout(500)
        assert copies(page) == []
        assert not Autosave.objects.exists()
        expect(panel(page).get_by_role("button", name="Undo")).to_be_focused()
        page.keyboard.press("Enter")
        expect(panel(page)).to_contain_text("Unsaved text from")
        kept_on_server(asha, "नया")
        open_panel(page, change(story))
        page.click("text=Discard")
        page.wait_for_timeout(500)
        no_panel(page, change(story))

    def test_a_story_on_the_list_is_discarded_with_undo(self, device: Callable[..., Page]) -> None:
        asha = person("asha")
        page = open_form(device(asha))
        page.fill("#id_headline", "मेरा")
        kept_on_server(asha, "मेरा")
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto("/admin/articles/article/")
        page.click(".unsaved >> text=Discard")
        expect(page.locator(".unsaved")).to_contain_text("Discarded.")
        page.wait_for_timeout(500)
        assert not Autosave.objects.exists()
        page.click(".unsaved >> text=Undo")
        kept_on_server(asha, "मेरा")
        page.reload()
        page.click(".unsaved >> text=मेरा")
        expect(panel(page)).to_contain_text("Taken over")

    def test_a_colleague_has_saved_since(self, device: Callable[..., Page]) -> None:
        asha, story = person("asha"), factories.draft("पुराना")
        page = open_form(device(asha), change(story))
        page.fill("#id_headline", "मेरा")
        kept_here(page, "मेरा")
        kill(page)
        meera = person("meera", "मीरा")
        publishing.save_draft(
            Article.objects.get(pk=story.pk), Changes(fields={"headline": "मीरा का"}), by=meera, version=1
        )
        page = device(asha)
        offer = open_panel(page, change(story))
        expect(offer).to_contain_text("मीरा has saved the story since this text was begun")
        page.click("text=Take it over")
        page.click("[name=_continue]")
        expect(page.locator("#differences")).to_contain_text("मीरा का")
        expect(page.locator("#differences")).to_contain_text("मेरा")
        story.refresh_from_db()
        assert story.headline == "मीरा का"


class TestSavingInTheBackground:
    def test_a_new_story_is_kept_under_its_number_from_then_on(self, device: Callable[..., Page]) -> None:
        asha = person("asha")
        page = open_form(device(asha))
        page.fill("#id_headline", "पहला")
        kept_on_server(asha, "पहला")
        save(page)
        story = Article.objects.get()
        assert (copies(page), Autosave.objects.count()) == ([], 0)
        page.fill("#id_headline", "दूसरा")
        kept_on_server(asha, "दूसरा")
        assert [copy["key"] for copy in copies(page)] == [f"article/{story.pk}"]
        assert [row.key for row in Autosave.objects.all()] == [f"article/{story.pk}"]
        kill(page)
        page = device(asha)
        open_panel(page, change(story))
        page.click("text=Take it over")
        save(page)
        story.refresh_from_db()
        assert (story.headline, story.version) == ("दूसरा", 2)

    def test_what_the_server_makes_of_the_form_is_nothing_unsaved(self, device: Callable[..., Page]) -> None:
        asha, story = person("asha"), factories.draft("पुराना")
        page = open_form(device(asha), change(story))
        page.fill("#id_headline", "नया  शीर्षक ")
        page.fill("#id_note", "क्यों")
        save(page)
        page.wait_for_timeout(4000)
        assert (copies(page), Autosave.objects.count()) == ([], 0)
        no_panel(page, change(story))

    def test_a_save_that_fails_leaves_it(self, device: Callable[..., Page]) -> None:
        asha, story = person("asha"), factories.draft("पुराना")
        page = open_form(device(asha), change(story))
        page.context.set_offline(True)
        page.fill("#id_headline", "नया")
        page.click("[name=_continue]")
        expect(page.locator(".saving-state")).to_have_attribute("data-state", "failed")
        kept_here(page, "नया")
        kill(page)
        page = device(asha)
        open_panel(page, change(story))
        page.click("text=Take it over")
        assert page.input_value("#id_headline") == "नया"

    def test_an_ended_session_leaves_it(self, device: Callable[..., Page]) -> None:
        asha, story = person("asha"), factories.draft("पुराना")
        page = open_form(device(asha), change(story))
        page.context.clear_cookies()
        page.fill("#id_headline", "नया")
        kept_here(page, "नया")
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto("/admin/")
        page.context.add_cookies([session_cookie(asha)])
        offer = open_panel(page, change(story))
        expect(offer).to_contain_text("this device")


class TestThePanel:
    def test_has_no_barriers_and_is_complete_by_keyboard(self, device: Callable[..., Page]) -> None:
        asha, story = person("asha"), factories.draft("पुराना")
        other = factories.draft("दूसरी")
        page = open_form(device(asha), change(story))
        page.fill("#id_headline", "नया")
        kept_on_server(asha, "नया")
        kill(page)
        Autosave.objects.create(user=asha, key=f"article/add/{asha.pk}.{'a' * 22}", data=[["headline", "नई"]])
        page = device(asha)
        offer = open_panel(page, change(story))
        assert barriers(page, PANEL) == []
        offer.get_by_role("button", name="Take it over").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(offer.locator(".autosave-table")).to_be_visible()
        assert barriers(page, PANEL) == []
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(offer).to_contain_text("Discarded.")
        page.keyboard.press("Enter")
        expect(offer).to_contain_text("Unsaved text from")
        expect(offer.get_by_role("button", name="Take it over")).to_be_focused()
        page.keyboard.press("Enter")
        expect(offer.get_by_role("button", name="Undo")).to_be_focused()
        assert page.input_value("#id_headline") == "नया"
        assert barriers(page, PANEL) == []
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto("/admin/articles/article/")
        expect(page.locator(".unsaved")).to_be_visible()
        assert barriers(page, ".unsaved") == []
        no_panel(page, change(other))


class TestAStoryThatMayOnlyBeReadNow:
    def test_its_unsaved_text_is_opened_as_a_new_story(self, device: Callable[..., Page]) -> None:
        factories.section()
        asha = person("asha", group="reporter")
        story = factories.draft("पुराना", by=asha, bylines=["रवि"], tags=["नदी"])
        page = open_form(device(asha), change(story))
        page.fill("#id_headline", "मेरा नया शीर्षक")
        type_body(page, " मेरे शब्द")
        page.fill("#id_bylines-0-role", "अनुवाद")
        kept_here(page, "अनुवाद")
        kill(page)
        publishing.publish(story, by=person("meera"))
        page = device(asha)
        page.goto(change(story))
        expect(panel(page)).to_contain_text("Unsaved text from")
        expect(panel(page).get_by_role("button", name="Take it over")).to_have_count(0)
        panel(page).get_by_role("button", name="Open as a new story").click()
        expect(panel(page)).to_contain_text("Taken over")
        expect(page.locator(TEXT)).to_contain_text("मेरे शब्द")
        save(page)
        mine = Article.objects.exclude(pk=story.pk).get()
        assert (mine.headline, mine.status, mine.created_by) == ("मेरा नया शीर्षक", "draft", asha)
        assert [(row.name, row.role) for row in mine.bylines.all()] == [("रवि", "अनुवाद")]
        story.refresh_from_db()
        assert (story.headline, story.version) == ("पुराना", 2)
        page.goto(change(story))
        page.wait_for_load_state("networkidle")
        expect(panel(page)).to_be_empty()


class TestTwoPeople:
    def test_another_account_sees_nothing(self, device: Callable[..., Page]) -> None:
        asha, ravi, story = person("asha"), person("ravi", "रवि"), factories.draft("पुराना")
        page = open_form(device(asha), change(story))
        page.fill("#id_headline", "आशा का")
        kept_on_server(asha, "आशा का")
        new = page.context.new_page()
        open_form(new).fill("#id_headline", "आशा की नई")
        kept_on_server(asha, "आशा की नई")
        new.context.add_cookies([session_cookie(ravi)])
        third = new.context.new_page()
        no_panel(third, change(story))
        third.goto("/admin/articles/article/")
        third.wait_for_load_state("networkidle")
        expect(third.locator(".unsaved")).to_have_count(0)
        # What is typed into the form that is still open is not kept under the other name.
        page.fill("#id_headline", "आशा का, और")
        page.wait_for_timeout(3500)
        assert not Autosave.objects.filter(user=ravi).exists()
        third.context.add_cookies([session_cookie(asha)])
        offer = open_panel(third, change(story))
        offer.get_by_role("button", name="Take it over").click()
        assert third.input_value("#id_headline") == "आशा का, और"

    def test_signing_out_leaves_nothing_in_the_browser(self, device: Callable[..., Page]) -> None:
        asha, ravi, story = person("asha"), person("ravi", "रवि"), factories.draft("पुराना")
        page = device(ravi)
        open_form(page, change(story)).fill("#id_headline", "रवि का")
        kept_here(page, "रवि का")
        page.context.add_cookies([session_cookie(asha)])
        page.on("dialog", lambda dialog: dialog.accept())
        open_form(page, change(story)).fill("#id_headline", "आशा का")
        page.click("#logout-form button")
        page.wait_for_url("**/admin/logout/")
        assert [copy["slot"] for copy in copies(page)] == [f"article/{story.pk}"]
        assert "रवि का" in str(copies(page))
        # The server has what only the browser had.
        assert ["headline", "आशा का"] in Autosave.objects.get(user=asha).data
        page.context.add_cookies([session_cookie(asha)])
        open_panel(page, change(story))
