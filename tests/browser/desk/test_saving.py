"""Saving in the background: what the page says, and that no typed word is lost whatever happens on the way."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route, expect

from articles import publishing
from articles.models import Arrangement, Article, Author, Status
from tests import cast, factories
from tests.browser.conftest import sign_in, sign_in_by_form
from tests.browser.tools import AXE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADD = "/admin/articles/article/add/"
TEXT = ".field-body [contenteditable=true]"
SAVE = "[name=_continue]"
PUBLISH = "input[name=_publish]"


def change(story: Article) -> str:
    return f"/admin/articles/article/{story.pk}/change/"


def opened(desk: Page, address: str = ADD) -> Page:
    desk.goto(address)
    expect(desk.locator(".prose-menubar[role=toolbar]")).to_be_visible()
    return desk


def write(page: Page, words: str = "लिखे हुए शब्द") -> None:
    page.click(TEXT)
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def state(page: Page, name: str) -> None:
    expect(page.locator(".saving-state")).to_have_attribute("data-state", name)


def hold_posts(page: Page, address: str, waiting: list[Route]) -> None:
    """Keep what is sent to this address from the server until it is let go."""

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            waiting.append(route)
        else:
            route.continue_()

    page.route(address, hold)


def leaves(page: Page) -> list[str]:
    """The questions that the page asks before it is left."""
    asked: list[str] = []

    def dismiss(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", dismiss)
    page.evaluate("setTimeout(() => location.assign('/admin/'))")
    page.wait_for_timeout(400)
    page.remove_listener("dialog", dismiss) if not asked else None
    return asked


class TestSaving:
    def test_stays_on_the_page_and_says_so(self, desk: Page, complaints: list[str]) -> None:
        opened(desk).fill("#id_headline", "नया शीर्षक")
        write(desk)
        state(desk, "unsaved")
        desk.evaluate("document.querySelector('.field-body [contenteditable]').witness = true")
        desk.keyboard.press("Control+s")
        state(desk, "saved")
        story = Article.objects.get()
        assert story.body == "<p>लिखे हुए शब्द</p>"
        expect(desk).to_have_url(re.compile(f"{change(story)}$"))
        assert desk.evaluate("document.querySelector('.field-body [contenteditable]').witness")
        expect(desk.locator(TEXT)).to_be_focused()
        expect(desk.locator(".story-tools a").first).to_be_visible()
        expect(desk.locator(".messagelist")).to_contain_text("नया शीर्षक")
        # The editor still knows what to undo, and the next save is of the same story.
        desk.keyboard.press("Control+z")
        state(desk, "unsaved")
        desk.keyboard.type(" और")
        desk.click(SAVE)
        state(desk, "saved")
        story.refresh_from_db()
        assert (story.version, Article.objects.count()) == (2, 1)
        assert leaves(desk) == []
        assert complaints == []

    def test_what_is_typed_meanwhile_stays_unsaved(self, desk: Page) -> None:
        story = factories.draft()
        opened(desk, change(story))
        waiting: list[Route] = []
        hold_posts(desk, f"**{change(story)}", waiting)
        write(desk, " एक")
        desk.click(SAVE)
        state(desk, "saving")
        expect(desk.locator(PUBLISH)).to_have_attribute("aria-disabled", "true")
        write(desk, " दो")
        waiting[0].continue_()
        state(desk, "unsaved")
        story.refresh_from_db()
        assert story.body.endswith("एक</p>")
        expect(desk.locator(TEXT)).to_contain_text("एक दो")
        desk.unroute_all()
        desk.click(SAVE)
        state(desk, "saved")
        story.refresh_from_db()
        assert (story.version, story.body.endswith("एक दो</p>")) == (3, True)

    def test_twice_by_keyboard_is_once(self, desk: Page) -> None:
        story = factories.draft()
        write(opened(desk, change(story)), " एक")
        desk.keyboard.press("Control+s")
        desk.keyboard.press("Control+s")
        state(desk, "saved")
        desk.keyboard.press("Control+s")
        desk.wait_for_timeout(300)
        assert story.revisions.count() == 2
        expect(desk.locator(".errornote")).to_have_count(0)

    @pytest.mark.parametrize("pause", [0, 80, 150, 250, 400])
    def test_a_double_click_on_publish_publishes_once(self, desk: Page, pause: int) -> None:
        section = factories.section()
        opened(desk).fill("#id_headline", "एक ही खबर")
        write(desk)
        desk.select_option("#id_section", str(section.pk))
        box = desk.locator(PUBLISH).bounding_box()
        assert box is not None
        for _ in range(2):
            desk.mouse.click(box["x"] + 20, box["y"] + 10)
            desk.wait_for_timeout(pause)
        desk.wait_for_url("**/change/")
        expect(desk.locator(".story-state .state-published")).to_be_visible()
        desk.wait_for_timeout(300)
        story = Article.objects.get()
        assert (story.status, story.revisions.count()) == (Status.PUBLISHED, 1)

    def test_back_after_publishing_leads_to_no_filled_form(self, desk: Page) -> None:
        section = factories.section()
        desk.goto("/admin/")
        opened(desk).fill("#id_headline", "एक ही खबर")
        write(desk)
        desk.select_option("#id_section", str(section.pk))
        desk.click(PUBLISH)
        expect(desk.locator(".story-state .state-published")).to_be_visible()
        desk.go_back()
        if desk.locator(PUBLISH).count():
            desk.click(PUBLISH)
            desk.wait_for_timeout(500)
        assert Article.objects.count() == 1


class TestFailures:
    def failed_and_saved(self, desk: Page, story: Article) -> None:
        state(desk, "failed")
        expect(desk.locator(TEXT)).to_contain_text("लिखे हुए शब्द")
        assert leaves(desk) == ["beforeunload"]
        story.refresh_from_db()
        assert "लिखे हुए" not in story.body

    def test_a_connection_that_breaks(self, desk: Page) -> None:
        story = factories.draft()
        write(opened(desk, change(story)))
        desk.route(f"**{change(story)}", lambda route: route.abort())
        desk.click(SAVE)
        self.failed_and_saved(desk, story)
        desk.unroute_all()
        desk.click(".saving-again:visible")
        state(desk, "saved")
        story.refresh_from_db()
        assert "लिखे हुए" in story.body

    def test_offline(self, desk: Page) -> None:
        story = factories.draft()
        write(opened(desk, change(story)))
        desk.context.set_offline(True)
        desk.keyboard.press("Control+s")
        self.failed_and_saved(desk, story)
        desk.context.set_offline(False)
        desk.keyboard.press("Control+s")
        state(desk, "saved")

    def test_a_server_that_saves_and_dies_before_it_answers(self, desk: Page) -> None:
        """The same is sent again: it is the same act, also where a word was added meanwhile."""
        section = factories.section()
        opened(desk).fill("#id_headline", "शीर्षक")
        write(desk)
        desk.select_option("#id_section", str(section.pk))

        def lose_the_answer(route: Route) -> None:
            if route.request.method != "POST":
                return route.continue_()
            route.fetch()
            return route.abort()

        desk.route(f"**{ADD}", lose_the_answer)
        desk.click(PUBLISH)
        state(desk, "failed")
        assert Article.objects.get().status == Status.PUBLISHED
        desk.unroute_all()
        desk.click(".saving-again:visible")
        expect(desk.locator(".story-state .state-published")).to_be_visible()
        assert (Article.objects.count(), Article.objects.get().version) == (1, 1)

    def test_of_an_act_that_changes_no_word_is_said_too(self, desk: Page) -> None:
        story = factories.draft()
        opened(desk, change(story))
        desk.route(f"**{change(story)}", lambda route: route.abort())
        desk.click(PUBLISH)
        state(desk, "failed")
        desk.wait_for_timeout(1000)
        state(desk, "failed")

    def test_an_error_of_the_server(self, desk: Page) -> None:
        story = factories.draft()
        write(opened(desk, change(story)))
        desk.route(
            f"**{change(story)}", lambda route: route.fulfill(status=503, body="<h1>503</h1>", content_type="text/html")
        )
        desk.click(SAVE)
        self.failed_and_saved(desk, story)


class TestRefused:
    def test_a_field_leads_from_the_message_to_the_field(self, desk: Page) -> None:
        opened(desk).fill("#id_headline", "बिना अनुभाग")
        write(desk)
        desk.click(PUBLISH)
        expect(desk.locator(".errornote")).to_be_focused()
        state(desk, "failed")
        desk.click(".faults a >> nth=0")
        expect(desk.locator("#id_section")).to_be_focused()
        expect(desk.locator(TEXT)).to_contain_text("लिखे हुए शब्द")
        assert leaves(desk) == ["beforeunload"]

    def test_and_once_it_is_mended_the_errors_go(self, desk: Page) -> None:
        section = factories.section()
        opened(desk).fill("#id_headline", "बिना अनुभाग")
        write(desk)
        desk.click(PUBLISH)
        expect(desk.locator(".errornote")).to_be_focused()
        desk.select_option("#id_section", str(section.pk))
        desk.click(SAVE)
        state(desk, "saved")
        expect(desk.locator(".errornote, .errorlist, .faults")).to_have_count(0)

    def test_without_scripts_the_refused_page_asks_before_it_is_left(self, desk: Page) -> None:
        """Its words are unsaved from the first moment."""
        opened(desk).fill("#id_headline", "बिना अनुभाग")
        desk.evaluate("""
          const form = document.querySelector("#article_form");
          form.insertAdjacentHTML("beforeend", "<input type=hidden name=_publish value=1>");
          form.submit();
        """)
        expect(desk.locator(".errornote")).to_be_focused()
        state(desk, "unsaved")
        desk.click("body", position={"x": 5, "y": 300})
        assert leaves(desk) == ["beforeunload"]


class TestColleagues:
    @pytest.mark.parametrize("act", ["approve", "publish", "trash"])
    def test_what_was_typed_meanwhile_becomes_a_draft_of_its_own(self, page: Page, act: str) -> None:
        sign_in(page, "reporter")
        me = cast.User.objects.get(username="asha")
        story = factories.draft("मूल शीर्षक", by=me)
        publishing.submit(story, by=me)
        write(opened(page, change(story)), " मेरे नए शब्द")
        getattr(publishing, act)(story, by=cast.meera())
        page.click(SAVE)
        expect(page.locator(".errornote")).to_be_focused()
        expect(page.locator("#article_form")).to_contain_text("Meera Joshi")
        expect(page.locator(TEXT)).to_contain_text("मेरे नए शब्द")
        expect(page.locator("#differences")).to_contain_text("मेरे नए शब्द")
        page.click(SAVE)
        state(page, "saved")
        mine = Article.objects.exclude(pk=story.pk).get()
        assert "मेरे नए शब्द" in mine.body
        assert (mine.status, mine.created_by) == (Status.DRAFT, me)

    def test_an_editor_sees_both_texts(self, desk: Page) -> None:
        story = factories.story()
        write(opened(desk, change(story)), " मेरे शब्द")
        publishing.withdraw(story, by=cast.imran())
        desk.click(SAVE)
        expect(desk.locator(".errornote")).to_be_focused()
        expect(desk.locator(".errorlist.nonfield")).to_contain_text("Imran Ali")
        expect(desk.locator("#differences")).to_contain_text("मेरे शब्द")
        desk.check("[name=on_top_of]")
        desk.click(SAVE)
        state(desk, "saved")
        story.refresh_from_db()
        assert "मेरे शब्द" in story.body


class TestSession:
    def test_ended_in_mid_sentence(self, desk: Page, complaints: list[str]) -> None:
        story = factories.draft()
        write(opened(desk, change(story)), " आधा वाक्य")
        Session.objects.all().delete()
        desk.keyboard.press("Control+s")
        dialog = desk.locator("dialog.sign-in")
        expect(dialog).to_be_visible()
        expect(dialog.locator("[name=password]")).to_be_focused()
        assert dialog.locator("[name=username]").input_value() == "asha"
        desk.keyboard.type("wrong")
        desk.keyboard.press("Enter")
        expect(dialog.locator(".saving-fault")).not_to_be_empty()
        dialog.locator("[name=password]").fill("a long enough password")
        desk.keyboard.press("Enter")
        state(desk, "saved")
        expect(dialog).to_have_count(0)
        expect(desk.locator(TEXT)).to_be_focused()
        story.refresh_from_db()
        assert "आधा वाक्य" in story.body

    def test_put_off(self, desk: Page) -> None:
        story = factories.draft()
        write(opened(desk, change(story)), " आधा वाक्य")
        Session.objects.all().delete()
        desk.click(SAVE)
        expect(desk.locator("dialog.sign-in")).to_be_visible()
        desk.keyboard.press("Escape")
        expect(desk.locator("dialog.sign-in")).to_have_count(0)
        state(desk, "signed-out")
        expect(desk.locator(TEXT)).to_contain_text("आधा वाक्य")
        assert leaves(desk) == ["beforeunload"]
        desk.click(".saving-again:visible")
        desk.fill("dialog [name=password]", "a long enough password")
        desk.keyboard.press("Enter")
        state(desk, "saved")

    def test_signed_out_and_in_in_another_tab(self, desk: Page) -> None:
        story = factories.draft()
        write(opened(desk, change(story)), " आधा वाक्य")
        other = desk.context.new_page()
        sign_in_by_form(other)
        desk.click(SAVE)
        state(desk, "saved")
        story.refresh_from_db()
        assert "आधा वाक्य" in story.body

    def test_another_account_in_another_tab(self, desk: Page) -> None:
        story = factories.draft()
        cast.imran()
        write(opened(desk, change(story)), " आधा वाक्य")
        other = desk.context.new_page()
        other.context.clear_cookies()
        other.goto("/admin/login/")
        other.fill("#id_username", "imran")
        other.fill("#id_password", "a long enough password")
        other.click("input[type=submit]")
        other.wait_for_url("**/admin/")
        desk.click(SAVE)
        state(desk, "failed")
        expect(desk.locator(".saving-text")).to_contain_text("Imran Ali")
        story.refresh_from_db()
        assert "आधा" not in story.body


class TestOtherForms:
    def test_an_author_added_by_a_double_click_is_one(self, page: Page) -> None:
        sign_in(page, "chief")
        page.goto("/admin/articles/author/add/")
        page.fill("#id_name", "मीरा जोशी")
        page.fill("#id_slug", "meera")
        page.dblclick("[name=_continue]")
        state(page, "saved")
        expect(page).to_have_url(re.compile("/change/$"))
        assert Author.objects.count() == 1

    def test_an_error_is_shown_and_the_text_kept(self, page: Page) -> None:
        sign_in(page, "chief")
        page.goto("/admin/articles/author/add/")
        page.fill("#id_name", "मीरा जोशी")
        page.fill("#id_slug", "मीरा / जोशी")
        page.keyboard.press("Control+s")
        expect(page.locator(".errornote")).to_be_focused()
        assert page.input_value("#id_name") == "मीरा जोशी"
        page.click(".faults a")
        expect(page.locator("#id_slug")).to_be_focused()
        assert leaves(page) == ["beforeunload"]

    def test_the_front_desk_stays_as_it_is_while_the_connection_is_broken(self, desk: Page) -> None:
        story, address = factories.story(), "/admin/articles/arrangement/"
        desk.goto(address)
        desk.click(f"#place-lead-{story.pk}")
        expect(desk.locator("#desk-parts [data-row]")).to_have_count(1)
        desk.context.set_offline(True)
        desk.click("[name=save]")
        expect(desk.locator("#desk-status")).not_to_be_empty()
        assert leaves(desk) == ["beforeunload"]
        desk.context.set_offline(False)
        Session.objects.all().delete()
        desk.click("[name=save]")
        desk.fill("dialog [name=password]", "a long enough password")
        desk.keyboard.press("Enter")
        expect(desk.locator(".messagelist .success")).to_be_visible()
        assert Arrangement.objects.get().assignments[0].story_id == story.pk


class TestAccessibility:
    """axe finds nothing in what is said about saving, nor in the dialog."""

    PARTS = (".saving-state", ".errornote", ".faults", "dialog.sign-in")

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_messages_and_dialog(self, desk: Page, scheme: Any) -> None:
        desk.emulate_media(color_scheme=scheme)
        opened(desk).fill("#id_headline", "बिना अनुभाग")
        self.check(desk)
        desk.click(PUBLISH)
        expect(desk.locator(".errornote")).to_be_focused()
        self.check(desk)
        Session.objects.all().delete()
        desk.click(SAVE)
        expect(desk.locator("dialog [name=password]")).to_be_focused()
        desk.keyboard.press("Enter")
        expect(desk.locator("dialog .saving-fault")).not_to_be_empty()
        self.check(desk)
        desk.keyboard.press("Escape")
        state(desk, "signed-out")
        self.check(desk)

    def check(self, page: Page) -> None:
        there = [part for part in self.PARTS if page.locator(part).count()]
        violations = page.evaluate(
            f"async parts => {{ {AXE.read_text(encoding='utf-8')};"
            " const found = await axe.run({ include: parts.map(part => [part]) });"
            " return found.violations.map(one => one.id + ' ' + one.nodes.map(node => node.html)); }",
            there,
        )
        assert violations == []
