"""The body editor's own nodes in a browser: each put in by a person, saved, opened again, changed and taken out."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from articles.body import clean
from articles.models import Article, PostSnapshot, SocialPost, User
from tests import factories
from tests.files import made

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = ".prose-editor .ProseMirror"
POST = "https://x.com/PulVibhag/status/1234567890123456789"


@pytest.fixture
def write(desk: Page) -> Callable[..., Article]:
    """Opens the form of a draft with this body; the cursor stands at the end of its text."""

    def opened(body: str = "<p>पहला।</p>") -> Article:
        story = factories.draft(body=body)
        reopen(desk, story)
        desk.locator(f"{TEXT} > p").last.click()
        desk.keyboard.press("Control+End")
        return story

    return opened


@pytest.fixture
def pictures(desk: Page) -> list[int]:
    """Three pictures; whoever chooses from the library gets what `choose_pictures` says."""
    chosen = "export const chooseImages = async () => window.chosen ?? [];"

    def library(route: Route) -> None:
        route.fulfill(body=chosen, content_type="text/javascript")

    desk.route(re.compile(r"/editor/library[.\w]*\.js"), library)
    return [factories.image(alt).pk for alt in ("नाव", "", "बाज़ार")]


def choose_pictures(desk: Page, *numbers: int) -> None:
    desk.evaluate("those => { window.chosen = those.map(id => ({ id })) }", list(numbers))


def reopen(desk: Page, story: Article) -> None:
    desk.goto(f"/admin/articles/article/{story.pk}/change/")
    desk.wait_for_selector(".prose-menubar[role=toolbar]")


def html(desk: Page) -> str:
    said: str = desk.evaluate(f"document.querySelector('{TEXT}').editor.getHTML()")
    return said


def saved(desk: Page, story: Article) -> str:
    """Saves, opens again, and answers what is stored: it must be what the editor had and what it has again."""
    before = html(desk)
    desk.click("[name=_continue]")
    expect(desk.locator(".saving-state[data-state=saved]")).to_be_visible()
    reopen(desk, story)
    story.refresh_from_db()
    assert story.body == clean(before)
    assert story.body == re.sub(r"(<p></p>)+(?=$|</aside>)", "", before)
    assert html(desk) == story.body
    return story.body


def keys(desk: Page, *names: str) -> None:
    """At the pace of a quick person: the browser tells the editor of a moved cursor a moment later."""
    for name in names:
        desk.wait_for_timeout(30)
        desk.keyboard.press(name)
    desk.wait_for_timeout(30)


def focused(desk: Page) -> str:
    name: str = desk.evaluate("document.activeElement.dataset.name || document.activeElement.dataset.act || ''")
    return name


def tool(desk: Page, name: str) -> None:
    """By keyboard alone: into the toolbar, to the button or through the menu, and pressed."""
    keys(desk, "Alt+F10")
    for _ in range(30):
        if focused(desk) == name:
            return desk.keyboard.press("Enter")
        if desk.evaluate("document.activeElement.getAttribute('aria-haspopup')"):
            keys(desk, "ArrowDown")
            desk.wait_for_timeout(50)
            for _ in range(desk.locator(".desk-menu:popover-open > :not([hidden])").count()):
                if focused(desk) == name:
                    return desk.keyboard.press("Enter")
                desk.keyboard.press("ArrowDown")
            keys(desk, "Escape")
        desk.keyboard.press("ArrowRight")
    raise AssertionError(f"{name} is not in the toolbar")


def act(desk: Page, name: str) -> None:
    """By keyboard alone: from the selected card to its button, and pressed."""
    keys(desk, "Tab")
    for _ in range(20):
        if focused(desk) == name:
            return desk.keyboard.press("Enter")
        keys(desk, "ArrowRight")
    raise AssertionError(f"{name} is not on the card")


def compose(desk: Page) -> None:
    """Letters by a Devanagari input method. What follows them must not join them: Chromium would replace it too."""
    keyboard = desk.context.new_cdp_session(desk)
    desk.wait_for_timeout(50)
    for text in ("क", "क्", "क्ष"):
        keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    keyboard.send("Input.insertText", {"text": "क्षेत्र"})


def undone_and_done_again(desk: Page, before: str) -> None:
    after = html(desk)
    keys(desk, "Control+z")
    assert html(desk) == before
    keys(desk, "Control+Shift+z")
    assert html(desk) == after


class TestEveryNode:
    """What is stored comes back unchanged from being opened, changed elsewhere and saved."""

    BOXES = (
        '<aside data-aside="pull-quote"><p>पुल दो मोहल्लों का मिलना है।</p><p>दूसरा।</p></aside>'
        '<aside data-aside="fact-box"><h3>एक नज़र में</h3><p>पाठ</p><ul><li><p>एक</p></li></ul>'
        '<ol><li><p>दो</p></li></ol><ol start="3"><li><p>तीन</p></li></ol></aside>'
        '<figure data-table="results"><figcaption lang="en">Scores</figcaption><table><tbody>'
        "<tr><th><p>टीम</p></th><th><p>अंक</p></th></tr><tr><td><p>सोनपुर</p></td><td><p><strong>8</strong></p></td></tr>"
        '<tr><td colspan="2"><p>कुल</p><p>दो</p></td></tr></tbody></table></figure>'
        '<figure data-table="plain"><figcaption></figcaption><table><tbody><tr><td rowspan="2"><p>क</p></td>'
        "<td><p></p></td></tr><tr><td><p>ख</p></td></tr></tbody></table></figure>"
    )

    def test_comes_back_unchanged(
        self, desk: Page, write: Callable[..., Article], pictures: list[int], complaints: list[str]
    ) -> None:
        one, two, three = pictures
        other, file = factories.story("दूसरी खबर"), made.media_file("mp3", "पुल की आवाज़")
        body = (
            f"<p>पहला।</p>{factories.quoting(factories.post(url=POST), factories.post())}"
            f'<figure data-image="{one}" data-layout="left"></figure>'
            f'<figure data-image="{two}"><figcaption lang="en">A <em>boat</em></figcaption></figure>'
            f'<figure data-gallery="{three} {one}"><figcaption>तस्वीरें</figcaption></figure>'
            f'<figure data-gallery="{one} {two} {three}"></figure>{self.BOXES}'
            f'<figure data-story="{other.pk}"><a href="{other.get_absolute_url()}">दूसरी खबर</a></figure>'
            f'<figure data-file="{file.pk}"><a href="{file.file.url}">पुल की आवाज़</a></figure><p>अंत।</p>'
        )
        assert clean(body) == body
        write(body)
        keys(desk, "x", "Backspace")
        assert saved(desk, Article.objects.order_by("-pk")[0]) == body
        assert complaints == []

    def test_stands_between_paragraphs_never_in_a_list_or_a_quotation(
        self, desk: Page, write: Callable[..., Article]
    ) -> None:
        story = write("<ul><li><p>एक</p></li></ul><blockquote><p>उद्धरण</p></blockquote><p>अंत।</p>")
        desk.locator(f"{TEXT} li p").click()
        tool(desk, "pullQuote")
        desk.keyboard.type("अ")
        desk.locator(f"{TEXT} blockquote p").click()
        tool(desk, "factBox")
        desk.keyboard.type("आ")
        assert saved(desk, story) == (
            '<ul><li><p>एक</p></li></ul><aside data-aside="pull-quote"><p>अ</p></aside>'
            "<blockquote><p>उद्धरण</p></blockquote>"
            '<aside data-aside="fact-box"><h3>आ</h3></aside><p>अंत।</p>'
        )


class TestPosts:
    def test_by_its_address_with_keys_alone(
        self, desk: Page, write: Callable[..., Article], complaints: list[str]
    ) -> None:
        story = write()
        before = html(desk)
        tool(desk, "socialPost")
        desk.keyboard.type("https://twitter.com/PulVibhag/status/1234567890123456789?s=20")
        keys(desk, "Enter")
        expect(desk.locator("figure.post-card")).to_contain_text(POST)
        undone_and_done_again(desk, before)
        # One writes on after the card.
        desk.keyboard.type("आगे।")
        post = SocialPost.objects.get()
        card = f'<figure data-social-post="{post.pk}"><a href="{POST}">{POST}</a></figure>'
        assert saved(desk, story) == f"<p>पहला।</p>{card}<p>आगे।</p>"
        assert complaints == []

    def test_an_address_of_nothing_is_refused_in_words_and_kept_for_writing_by_hand(
        self, desk: Page, write: Callable[..., Article]
    ) -> None:
        story = write()
        tool(desk, "socialPost")
        desk.keyboard.type("https://forum.example/7")
        keys(desk, "Enter")
        expect(desk.locator(".desk-dialog-fault:visible")).not_to_be_empty()
        desk.click(".desk-dialog-link")
        desk.keyboard.type("पहली बस दस बजे चली।")
        keys(desk, "Tab")
        desk.keyboard.type("पुल विभाग")
        desk.click(".desk-dialog form:visible button[type=submit]")
        expect(desk.locator("figure.post-card")).to_contain_text("पहली बस दस बजे चली।")
        post = SocialPost.objects.get()
        assert post.url == "https://forum.example/7"
        assert PostSnapshot.objects.get().author_name == "पुल विभाग"
        assert f'data-social-post="{post.pk}"' in saved(desk, story)

    def test_one_that_is_kept_is_found_by_its_words(self, desk: Page, write: Callable[..., Article]) -> None:
        factories.post("कोई और बात")
        post = factories.post("पहली बस दस बजे चली।")
        story = write()
        tool(desk, "socialPost")
        desk.locator("[role=tab]").first.focus()
        keys(desk, "ArrowRight", "ArrowRight")
        desk.locator(".desk-dialog [role=combobox]").focus()
        desk.keyboard.type("बस चली")
        expect(desk.locator("[role=option]")).to_have_count(1)
        keys(desk, "Enter")
        expect(desk.locator("figure.post-card")).to_contain_text("दस बजे")
        assert f'<figure data-social-post="{post.pk}"></figure>' in saved(desk, story)

    def test_words_in_the_text_become_one_only_when_a_person_says_so(
        self, desk: Page, write: Callable[..., Article], complaints: list[str]
    ) -> None:
        story = write(
            "<p>पहला।</p><p>The new bridge is open.</p>"
            "<p>— Bridge Office (@BridgeOffice) September 29, 2025</p><p>अंत।</p>"
        )
        before = html(desk)
        desk.locator(f"{TEXT} p").nth(1).click()
        keys(desk, "Home", "Shift+ArrowDown", "Shift+End")
        tool(desk, "postOfWords")
        shown = desk.locator(".desk-proposal")
        expect(shown).to_contain_text("Bridge Office")
        expect(shown).to_contain_text("29")
        assert html(desk) == before
        assert not SocialPost.objects.exists()
        keys(desk, "Escape")
        assert html(desk) == before
        tool(desk, "postOfWords")
        expect(shown).to_be_visible()
        keys(desk, "Enter")
        expect(desk.locator("figure.post-card")).to_contain_text("The new bridge is open.")
        undone_and_done_again(desk, before)
        post = SocialPost.objects.get()
        assert saved(desk, story) == f'<p>पहला।</p><figure data-social-post="{post.pk}"></figure><p>अंत।</p>'
        assert complaints == []

    def test_words_that_are_fetched_meanwhile_appear(self, desk: Page, write: Callable[..., Article]) -> None:
        tool_post = factories.post("", author_name="", handle="", url=POST)
        SocialPost.objects.update(check_due_at=tool_post.added_at)
        write(f"<p>पहला।</p>{factories.quoting(tool_post)}<p>अंत।</p>")
        expect(desk.locator(".card-note-waiting").first).to_be_visible()
        PostSnapshot.objects.create(post=tool_post, text="अभी आए शब्द", author_name="पुल विभाग", source="api")
        expect(desk.locator("figure.post-card")).to_contain_text("अभी आए शब्द")
        expect(desk.locator(".card-note-waiting")).to_have_count(0)

    def test_its_words_are_corrected_below_the_text(self, desk: Page, write: Callable[..., Article]) -> None:
        post = factories.post()
        write(f"<p>पहला।</p>{factories.quoting(post)}<p>अंत।</p>")
        desk.locator("figure.post-card").click()
        act(desk, "edit")
        assert desk.evaluate("Boolean(document.activeElement.closest('.quote'))")


class TestCards:
    """What holds for every card: keys, the pointer, the clipboard, input methods."""

    @pytest.fixture
    def card(self, desk: Page, write: Callable[..., Article]) -> str:
        card = factories.quoting(factories.post())
        write(f"<p>पहला।</p>{card}<p>“अंत।”</p>")
        return card

    def test_goes_by_key_and_comes_back(self, desk: Page, card: str) -> None:
        desk.locator("figure.post-card").click()
        keys(desk, "Delete")
        assert html(desk) == "<p>पहला।</p><p>“अंत।”</p>"
        keys(desk, "Control+z")
        assert html(desk) == f"<p>पहला।</p>{card}<p>“अंत।”</p>"

    @pytest.mark.parametrize("clicks", [2, 3])
    def test_stays_selected_through_quick_clicks(self, desk: Page, card: str, clicks: int) -> None:
        """The browser takes them for single ones, as where the system's time for a double click is short."""
        for _ in range(clicks):
            desk.locator("figure.post-card").click(position={"x": 200, "y": 40})
        # The browser answers a moment later.
        desk.wait_for_timeout(300)
        expect(desk.locator("figure.post-card.ProseMirror-selectednode")).to_be_visible()
        keys(desk, "Control+x")
        assert html(desk) == "<p>पहला।</p><p>“अंत।”</p>"

    def test_backspace_selects_it_before_it_goes(self, desk: Page, card: str) -> None:
        desk.locator(f"{TEXT} > p").last.click()
        keys(desk, "Home", "Backspace")
        expect(desk.locator("figure.post-card.ProseMirror-selectednode")).to_be_visible()
        keys(desk, "Backspace")
        assert html(desk) == "<p>पहला।</p><p>“अंत।”</p>"

    def test_is_cut_and_pasted_and_one_writes_on(self, desk: Page, card: str) -> None:
        desk.locator("figure.post-card").click()
        keys(desk, "Control+x")
        assert html(desk) == "<p>पहला।</p><p>“अंत।”</p>"
        desk.locator(f"{TEXT} > p").last.click()
        keys(desk, "End", "Control+v")
        desk.keyboard.type("आगे")
        assert html(desk) == f"<p>पहला।</p><p>“अंत।”</p>{card}<p>आगे</p>"

    def test_pasted_before_a_heading_leaves_no_empty_one(self, desk: Page, write: Callable[..., Article]) -> None:
        card = factories.quoting(factories.post())
        write(f"<p>पहला।</p>{card}<h2>आगे</h2><p>अंत।</p>")
        desk.locator("figure.post-card").click()
        keys(desk, "Control+x")
        desk.locator(f"{TEXT} > h2").click()
        keys(desk, "Home", "Control+v")
        assert html(desk) == f"<p>पहला।</p>{card}<h2>आगे</h2><p>अंत।</p>"
        desk.keyboard.type("अब ")
        assert html(desk) == f"<p>पहला।</p>{card}<h2>अब आगे</h2><p>अंत।</p>"

    def test_typing_does_not_replace_it(self, desk: Page, card: str) -> None:
        desk.locator("figure.post-card").click()
        desk.keyboard.type("नया")
        assert html(desk) == f"<p>पहला।</p>{card}<p>नया“अंत।”</p>"

    def test_a_hindi_input_method_composes_around_it(self, desk: Page, card: str) -> None:
        desk.locator(f"{TEXT} > p").first.click()
        keys(desk, "End")
        compose(desk)
        desk.locator(f"{TEXT} > p").last.click()
        keys(desk, "Home")
        compose(desk)
        assert html(desk) == f"<p>पहला।क्षेत्र</p>{card}<p>क्षेत्र“अंत।”</p>"

    def test_a_hindi_input_method_does_not_replace_it(self, desk: Page, card: str) -> None:
        desk.locator("figure.post-card").click()
        compose(desk)
        assert html(desk) == f"<p>पहला।</p>{card}<p>क्षेत्र“अंत।”</p>"

    def test_its_buttons_are_reached_and_left_by_key(self, desk: Page, card: str) -> None:
        desk.locator("figure.post-card").click()
        keys(desk, "Tab")
        assert focused(desk) == "edit"
        keys(desk, "ArrowLeft")
        assert focused(desk) == "remove"
        keys(desk, "Escape")
        expect(desk.locator("figure.post-card.ProseMirror-selectednode")).to_be_visible()
        act(desk, "remove")
        assert html(desk) == "<p>पहला।</p><p>“अंत।”</p>"

    def test_has_a_name_for_those_who_do_not_see_it(self, desk: Page, card: str) -> None:
        expect(desk.locator("figure.post-card")).to_have_attribute("aria-label", re.compile("पुल विभाग, X"))


class TestPictures:
    def test_a_picture_with_its_own_caption_and_layout(
        self, desk: Page, write: Callable[..., Article], pictures: list[int], complaints: list[str]
    ) -> None:
        story = write()
        before = html(desk)
        choose_pictures(desk, pictures[0])
        tool(desk, "libraryImage")
        expect(desk.locator(".library-image img")).to_have_attribute("alt", "नाव")
        undone_and_done_again(desk, before)
        desk.keyboard.type("आगे")
        desk.locator(".library-image figcaption").click()
        desk.keyboard.type("अपना कैप्शन")
        keys(desk, "Enter")
        desk.keyboard.type("फिर ")
        desk.locator(".library-image .picture").click()
        act(desk, "left")
        figure = f'<figure data-image="{pictures[0]}" data-layout="left"><figcaption>अपना कैप्शन</figcaption></figure>'
        assert saved(desk, story) == f"<p>पहला।</p>{figure}<p>फिर आगे</p>"
        assert complaints == []

    def test_a_missing_alternative_text_is_shown(
        self, desk: Page, write: Callable[..., Article], pictures: list[int]
    ) -> None:
        write(f'<p>पहला।</p><figure data-image="{pictures[1]}"></figure><p>अंत।</p>')
        expect(desk.locator(".library-image .card-note-warning")).to_be_visible()
        choose_pictures(desk, pictures[0])
        desk.locator(".library-image .picture").click()
        act(desk, "replace")
        expect(desk.locator(".library-image .card-note-warning")).to_have_count(0)
        assert f'data-image="{pictures[0]}"' in html(desk)

    def test_from_the_caption_backspace_leads_to_the_picture(
        self, desk: Page, write: Callable[..., Article], pictures: list[int]
    ) -> None:
        write(f'<p>पहला।</p><figure data-image="{pictures[0]}"></figure><p>अंत।</p>')
        desk.locator(".library-image figcaption").click()
        keys(desk, "Backspace")
        expect(desk.locator(".library-image.ProseMirror-selectednode")).to_be_visible()
        keys(desk, "Backspace")
        assert html(desk) == "<p>पहला।</p><p>अंत।</p>"

    def test_a_gallery_is_put_in_order_by_keys(
        self, desk: Page, write: Callable[..., Article], pictures: list[int], complaints: list[str]
    ) -> None:
        one, two, three = pictures
        story = write()
        before = html(desk)
        choose_pictures(desk, one, two)
        tool(desk, "gallery")
        expect(desk.locator(".gallery-pictures li")).to_have_count(2)
        undone_and_done_again(desk, before)
        desk.locator(".gallery .card-notes").click()
        desk.locator(".gallery-pictures").click(position={"x": 20, "y": 20})
        choose_pictures(desk, three)
        act(desk, "add")
        assert f'data-gallery="{one} {two} {three}"' in html(desk)
        desk.locator("[data-act=later]:visible").first.focus()
        keys(desk, "Enter", "Enter")
        assert f'data-gallery="{two} {three} {one}"' in html(desk)
        desk.locator(".gallery figcaption").click()
        desk.keyboard.type("तीन")
        assert f'<figure data-gallery="{two} {three} {one}"><figcaption>तीन</figcaption></figure>' in saved(desk, story)
        for left in (2, 1):
            desk.locator(".gallery-pictures li").first.hover()
            desk.locator("[data-act=drop]").first.click()
            expect(desk.locator(".gallery-pictures li")).to_have_count(left if left > 1 else 0)
        # What is left of it is a picture, with the same caption.
        assert f'<figure data-image="{one}"><figcaption>तीन</figcaption></figure>' in saved(desk, story)
        assert complaints == []


class TestBoxes:
    def test_a_pull_quote_is_written_and_left(
        self, desk: Page, write: Callable[..., Article], complaints: list[str]
    ) -> None:
        story = write()
        before = html(desk)
        tool(desk, "pullQuote")
        undone_and_done_again(desk, before)
        desk.locator(".pull-quote .box-words p").click()
        desk.keyboard.type("बड़ी बात")
        keys(desk, "Enter", "Enter")
        desk.keyboard.type("आगे")
        assert saved(desk, story) == '<p>पहला।</p><aside data-aside="pull-quote"><p>बड़ी बात</p></aside><p>आगे</p>'
        assert complaints == []

    def test_a_fact_box_holds_headings_of_its_own_rank_and_lists(
        self, desk: Page, write: Callable[..., Article]
    ) -> None:
        story = write()
        tool(desk, "factBox")
        desk.keyboard.type("एक नज़र में")
        keys(desk, "Enter")
        desk.keyboard.type("- लंबाई")
        keys(desk, "Enter")
        desk.keyboard.type("लागत")
        keys(desk, "Enter", "Enter")
        desk.keyboard.type("## ऊँचा")
        keys(desk, "Control+Enter")
        desk.keyboard.type("आगे")
        assert saved(desk, story) == (
            '<p>पहला।</p><aside data-aside="fact-box"><h3>एक नज़र में</h3>'
            "<ul><li><p>लंबाई</p></li><li><p>लागत</p></li></ul>"
            "<h3>ऊँचा</h3></aside><p>आगे</p>"
        )

    def test_backspace_at_its_beginning_takes_the_box_away_and_leaves_the_words(
        self, desk: Page, write: Callable[..., Article]
    ) -> None:
        box = '<aside data-aside="pull-quote"><p>बड़ी बात</p></aside>'
        write(f"<p>पहला।</p>{box}<p>अंत।</p>")
        desk.locator(".pull-quote .box-words p").click()
        keys(desk, "Home", "Backspace")
        assert html(desk) == "<p>पहला।</p><p>बड़ी बात</p><p>अंत।</p>"
        keys(desk, "Control+z")
        assert html(desk) == f"<p>पहला।</p>{box}<p>अंत।</p>"

    def test_backspace_in_an_empty_one_takes_it_away(self, desk: Page, write: Callable[..., Article]) -> None:
        write()
        tool(desk, "factBox")
        keys(desk, "Backspace")
        desk.keyboard.type("अ")
        assert html(desk) == "<p>पहला।</p><p>अ</p>"

    def test_from_the_paragraph_after_it_backspace_does_not_join_the_box(
        self, desk: Page, write: Callable[..., Article]
    ) -> None:
        body = '<p>पहला।</p><aside data-aside="pull-quote"><p>बड़ी बात</p></aside><p>अंत।</p>'
        write(body)
        keys(desk, "Home", "Backspace")
        assert html(desk) == body


class TestStories:
    def test_another_story_is_searched_and_chosen_by_keys(
        self, desk: Page, write: Callable[..., Article], complaints: list[str]
    ) -> None:
        factories.story("बाज़ार में भीड़", body="<p>मंडी में भीड़ रही।</p>")
        other = factories.story("पुल पर पहली बस")
        story = write()
        before = html(desk)
        tool(desk, "relatedStory")
        expect(desk.locator("[role=option]")).to_have_count(2)
        desk.keyboard.type("पुल")
        expect(desk.locator("[role=option]")).to_have_count(1)
        keys(desk, "Enter")
        expect(desk.locator(".story-card")).to_contain_text("पुल पर पहली बस")
        undone_and_done_again(desk, before)
        card = f'<figure data-story="{other.pk}"><a href="{other.get_absolute_url()}">पुल पर पहली बस</a></figure>'
        assert saved(desk, story) == f"<p>पहला।</p>{card}"
        assert complaints == []

    def test_a_file_is_searched_and_chosen_by_keys(
        self, desk: Page, write: Callable[..., Article], complaints: list[str]
    ) -> None:
        made.media_file("pdf", "बाज़ार की सूची")
        file = made.media_file("mp3", "पुल की आवाज़", credit="पुल विभाग")
        story = write()
        before = html(desk)
        tool(desk, "mediaFile")
        expect(desk.locator("[role=option]")).to_have_count(2)
        expect(desk.locator("dialog a[href='/admin/articles/mediafile/add/']")).to_be_visible()
        desk.keyboard.type("पुल")
        expect(desk.locator("[role=option]")).to_have_count(1)
        keys(desk, "Enter")
        expect(desk.locator(".file-card")).to_contain_text("पुल विभाग")
        undone_and_done_again(desk, before)
        card = f'<figure data-file="{file.pk}"><a href="{file.file.url}">पुल की आवाज़</a></figure>'
        assert saved(desk, story) == f"<p>पहला।</p>{card}"
        assert complaints == []

    def test_an_address_of_this_site_is_known_and_another_is_not(
        self, desk: Page, write: Callable[..., Article]
    ) -> None:
        other = factories.story("पुल पर पहली बस")
        write()
        at = "url => import('/static/admin/editor/stories.js').then(stories => stories.relatedStoryAt(url))"
        found = desk.evaluate(at, desk.evaluate("location.origin") + other.get_absolute_url())
        assert found == {"id": str(other.pk), "url": other.get_absolute_url(), "words": "पुल पर पहली बस"}
        assert desk.evaluate(at, f"https://other.example{other.get_absolute_url()}") is None

    def test_a_card_that_readers_do_not_see_says_so(self, desk: Page, write: Callable[..., Article]) -> None:
        draft = factories.draft("अधूरी")
        write(f'<p>पहला।</p><figure data-story="{draft.pk}"><a href="/desh/--{draft.pk}/">अधूरी</a></figure><p>अंत।</p>')
        expect(desk.locator(".story-card .card-note-warning")).to_contain_text("ड्राफ़्ट")


class TestTables:
    def test_is_filled_in_by_keys_and_grows(
        self, desk: Page, write: Callable[..., Article], complaints: list[str]
    ) -> None:
        story = write()
        before = html(desk)
        tool(desk, "table")
        undone_and_done_again(desk, before)
        desk.locator(".table-figure figcaption").click()
        desk.keyboard.type("अंक")
        keys(desk, "Enter")
        for word in ("टीम", "मैच", "अंक", "सोनपुर", "4", "8", "रामगढ़", "4"):
            desk.keyboard.type(word)
            keys(desk, "Tab")
        desk.keyboard.type("6")
        # Tab in the last cell makes a row.
        keys(desk, "Tab")
        desk.keyboard.type("कुल")
        keys(desk, "Shift+Tab")
        tool(desk, "table:results")
        keys(desk, "Control+Enter")
        desk.keyboard.type("आगे")
        row = "<tr>{}</tr>".format
        cells = lambda tag, *words: row("".join(f"<{tag}><p>{word}</p></{tag}>" for word in words))  # noqa: E731
        assert saved(desk, story) == (
            '<p>पहला।</p><figure data-table="results"><figcaption>अंक</figcaption><table><tbody>'
            + cells("th", "टीम", "मैच", "अंक")
            + cells("td", "सोनपुर", "4", "8")
            + cells("td", "रामगढ़", "4", "6")
            + cells("td", "कुल", "", "")
            + "</tbody></table></figure><p>आगे</p>"
        )
        assert complaints == []

    TABLE = (
        '<figure data-table="plain"><figcaption></figcaption><table><tbody><tr><td><p>क</p></td><td><p>ख</p></td></tr>'
        "<tr><td><p>ग</p></td><td><p>घ</p></td></tr></tbody></table></figure>"
    )

    def test_rows_columns_headings_and_merged_cells(self, desk: Page, write: Callable[..., Article]) -> None:
        story = write(f"<p>पहला।</p>{self.TABLE}<p>अंत।</p>")
        desk.locator(f"{TEXT} td").first.click()
        tool(desk, "table:headerRow")
        expect(desk.locator(f"{TEXT} th")).to_have_count(2)
        tool(desk, "table:addRowAfter")
        tool(desk, "table:addColumnBefore")
        expect(desk.locator(f"{TEXT} :is(td, th)")).to_have_count(9)
        tool(desk, "table:deleteColumn")
        tool(desk, "table:addColumnAfter")
        tool(desk, "table:deleteRow")
        expect(desk.locator(f"{TEXT} tr")).to_have_count(2)
        desk.locator(f"{TEXT} tr").last.locator("td").first.click()
        keys(desk, "End", "Shift+ArrowRight")
        tool(desk, "table:mergeCells")
        assert "colspan=" in saved(desk, story)
        desk.locator(f"{TEXT} td[colspan]").click()
        tool(desk, "table:splitCell")
        assert "colspan" not in saved(desk, story)

    def test_goes_whole(self, desk: Page, write: Callable[..., Article]) -> None:
        write(f"<p>पहला।</p>{self.TABLE}<p>अंत।</p>")
        desk.locator(f"{TEXT} td").first.click()
        tool(desk, "table:deleteTable")
        assert html(desk) == "<p>पहला।</p><p>अंत।</p>"
        keys(desk, "Control+z")
        assert html(desk) == f"<p>पहला।</p>{self.TABLE}<p>अंत।</p>"

    def test_a_bare_table_that_is_pasted_gets_its_figure(self, desk: Page, write: Callable[..., Article]) -> None:
        story = write()
        keys(desk, "Enter")
        pasted = (
            "<table><caption>अंक</caption><tr><th style='color:red'>टीम</th><th>अंक</th></tr>"
            "<tr><td>सोनपुर</td><td>8</td></tr></table>"
        )
        desk.evaluate(f"html => document.querySelector('{TEXT}').editor.view.pasteHTML(html)", pasted)
        assert (
            '<figure data-table="plain"><figcaption>अंक</figcaption><table><tbody>'
            "<tr><th><p>टीम</p></th><th><p>अंक</p></th></tr>"
            "<tr><td><p>सोनपुर</p></td><td><p>8</p></td></tr></tbody></table></figure>"
        ) in saved(desk, story)


class TestToolbar:
    def test_is_one_stop_and_says_what_is_on_and_what_cannot_be_done(
        self, desk: Page, write: Callable[..., Article], complaints: list[str]
    ) -> None:
        write("<p>पहला <strong>मोटा</strong></p>")
        bar = desk.locator(".prose-menubar")
        expect(bar).to_have_attribute("role", "toolbar")
        assert bar.get_attribute("aria-controls") == desk.locator(TEXT).get_attribute("id")
        assert bar.locator("button[tabindex='0']").count() == 1
        expect(bar.locator("[data-name=bold]")).to_have_attribute("aria-pressed", "true")
        keys(desk, "Home")
        expect(bar.locator("[data-name=bold]")).to_have_attribute("aria-pressed", "false")
        expect(bar.locator("[data-name='history:undo']")).to_have_attribute("aria-disabled", "true")
        expect(bar.locator("[data-name=link]")).to_have_attribute("aria-disabled", "true")
        keys(desk, "Alt+F10", "End", "ArrowRight")
        # The very first button leads to what is offered after a paste, and is not there as long as nothing is.
        expect(bar.locator(".prose-menubar__button:visible").first).to_be_focused()
        keys(desk, "Escape")
        assert desk.evaluate(f"document.activeElement === document.querySelector('{TEXT}')")
        nameless = "those => those.filter(one => !one.getAttribute('aria-label')).length"
        assert bar.locator(".prose-menubar__button").evaluate_all(nameless) == 0
        assert complaints == []

    def test_the_kind_of_paragraph_is_chosen_by_key(self, desk: Page, write: Callable[..., Article]) -> None:
        write()
        tool(desk, "heading2")
        assert html(desk) == "<h2>पहला।</h2>"
        chosen = desk.locator(".prose-menubar [data-name=heading2]")
        expect(chosen).to_have_attribute("aria-checked", "true")

    def test_targets_are_large_enough_for_thumbs_and_the_page_does_not_move(
        self, desk: Page, write: Callable[..., Article]
    ) -> None:
        desk.set_viewport_size({"width": 390, "height": 800})
        write()
        sizes = desk.locator(".prose-menubar__button:visible").evaluate_all(
            "those => those.map(one => one.getBoundingClientRect()).map(box => Math.min(box.width, box.height))"
        )
        assert len(sizes) > 12
        assert min(sizes) >= 44

    def test_a_page_that_is_no_story_offers_no_cards(self, desk: Page, complaints: list[str]) -> None:
        User.objects.get(username="asha").groups.add(factories.group("chief"))
        desk.goto("/admin/articles/page/add/")
        desk.wait_for_selector(".prose-menubar[role=toolbar]")
        names: list[Any] = desk.locator(".prose-menubar [data-name]:not([hidden])").evaluate_all(
            "those => those.map(one => one.dataset.name)"
        )
        assert "bold" in names
        assert {"socialPost", "libraryImage", "gallery", "relatedStory", "pullQuote"}.isdisjoint(names)
        assert complaints == []
