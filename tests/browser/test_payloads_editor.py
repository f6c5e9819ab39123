"""The payload corpus where scripts put texts into the page, and in what the desk says of what was sent to it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.admin import image_views, post_views, story_views, tag
from articles.models import Article, Author, QuotedPost, Tag

from . import test_payloads as payloads
from . import test_payloads_desk as desk_pages
from . import test_payloads_fields as fields
from .pasting import paste, settled
from .test_payloads_fields import MANY, TEXTS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ran, victim, story, newsroom = payloads.ran, payloads.victim, payloads.story, fields.newsroom
desk, asked = desk_pages.desk, desk_pages.asked
FOUND = "dialog[open] [role=option]"
OPEN = """([file, name]) => {
  import(`/static/admin/editor/${file}.js`).then((found) => { window.chosen = found[name](); });
}"""


@pytest.fixture
def form(desk: Page, newsroom: list[Article], monkeypatch: pytest.MonkeyPatch) -> Page:
    """A hostile story's form; the desk answers each question with all that it has."""
    for module, name in (
        (image_views, "PAGE_LENGTH"), (post_views, "_MAX_FOUND"), (story_views, "_SHOWN"), (tag, "_SUGGESTED"),
        (AutocompleteJsonView, "paginate_by"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, MANY + 9)
    editing(desk, newsroom[7])
    return desk


def editing(page: Page, story: Article) -> None:
    desk_pages.opened(page, reverse("admin:articles_article_change", args=[story.pk]))
    expect(page.locator(".prose-menubar[role=toolbar]")).to_be_visible()


def all_are_shown(page: Page, found: str) -> None:
    page.wait_for_function("([found, all]) => document.querySelectorAll(found).length >= all", arg=[found, MANY])
    page.evaluate(payloads.PROVOKE)
    page.wait_for_timeout(100)


def test_in_dialogs_nothing_runs(form: Page, ran: set[int], asked: set[str]) -> None:
    form.evaluate(OPEN, ["library", "chooseImages"])
    all_are_shown(form, FOUND)
    files = [
        {"name": text.replace("/", "-")[:90] + ".png", "mimeType": "image/png", "buffer": b"x"} for text in TEXTS[::10]
    ]
    form.locator("dialog input[type=file]").set_input_files(files)
    expect(form.locator("dialog .library-uploads .refused")).to_have_count(len(files))
    form.evaluate(payloads.PROVOKE)
    form.keyboard.press("Escape")
    form.evaluate(OPEN, ["post-dialog", "choosePost"])
    form.fill("dialog input[type=url]:visible", TEXTS[-20])
    form.keyboard.press("Enter")
    expect(form.locator(".desk-dialog-fault:visible")).not_to_be_empty()
    form.locator("dialog [role=tab]").nth(2).click()
    all_are_shown(form, FOUND)
    form.keyboard.press("Escape")
    form.evaluate("document.querySelector('[data-name=relatedStory]').click()")
    all_are_shown(form, FOUND)
    form.locator(FOUND).nth(2).click()
    expect(form.locator("dialog[open]")).to_have_count(0)
    form.evaluate(payloads.PROVOKE)
    form.wait_for_timeout(100)
    assert asked >= {
        f"admin:articles_{name}"
        for name in ("image_library", "image_upload", "socialpost_find", "socialpost_resolve", "article_find")
    }
    assert ran == set()


def test_were_texts_put_into_dialogs_as_markup_much_would_run(
    form: Page, newsroom: list[Article], ran: set[int]
) -> None:
    def with_markup(route: Any) -> None:
        route.fulfill(response=(answer := route.fetch()), body=answer.text().replace("textContent", "innerHTML"))

    form.route(re.compile("/editor/(library|post-dialog|dialog).*js"), with_markup)
    editing(form, newsroom[8])
    for opening in (["library", "chooseImages"], ["post-dialog", "choosePost"]):
        form.evaluate(OPEN, opening)
        form.evaluate("document.querySelectorAll('dialog [role=tab]')[2]?.click()")
        form.wait_for_timeout(2000)
        form.evaluate("document.querySelector('dialog').close()")
    print(f"{len(ran)} of {MANY} ran in dialogs")  # noqa: T201
    assert len(ran) >= MANY / 5


def test_in_suggestions_nothing_runs(form: Page, ran: set[int], asked: set[str]) -> None:
    form.fill("#id_tag_names", "")
    form.locator("#id_tag_names").press_sequentially("x")
    all_are_shown(form, "#id_tag_names_suggestions li")
    form.locator("#id_tag_names_suggestions li").nth(5).dispatch_event("pointerdown")
    form.locator(".field-author .select2-selection").first.click()
    all_are_shown(form, ".select2-results__option")
    form.locator(".select2-results__option").nth(9).click()
    form.evaluate(payloads.PROVOKE)
    form.click(".lead-buttons button")
    all_are_shown(form, FOUND)
    form.locator(FOUND).nth(40).click()
    expect(form.locator(".lead-picture p").first).to_be_visible()
    form.evaluate(payloads.PROVOKE)
    form.wait_for_timeout(100)
    assert asked >= {"admin:autocomplete", "admin:articles_tag_suggestions", "admin:articles_image_card"}
    assert ran == set()


def test_on_cards_and_in_the_preview_nothing_runs(
    form: Page, newsroom: list[Article], ran: set[int], asked: set[str]
) -> None:
    linked = QuotedPost.objects.filter(post__url__icontains="script:").values_list("article_id", flat=True)
    assert len(linked) >= 10
    for story in [one for one in newsroom if one.pk in set(linked)][:5]:
        editing(form, story)
        expect(form.locator(".post-card").first).to_be_visible()
        form.click("#show-preview")
        shown = form.frame_locator("#preview iframe").locator("h1")
        expect(shown).to_be_visible()
        form.fill("#id_headline", TEXTS[story.pk % MANY].replace("\n", " ") + " typed")
        expect(shown).to_contain_text("typed")
        settled(form)
        form.evaluate(payloads.PROVOKE)
        form.frames[-1].evaluate(payloads.PROVOKE)
    form.wait_for_timeout(200)
    assert asked >= {f"admin:articles_{name}_card" for name in ("article", "image", "socialpost")}
    assert "admin:articles_article_preview" in asked
    assert ran == set()


def test_of_what_is_pasted_nothing_runs(form: Page, ran: set[int], asked: set[str]) -> None:
    for at in range(0, MANY, 50):
        for text in TEXTS[at : at + 50]:
            paste(form, html=text)
        paste(form, text="\n\n".join(TEXTS[at : at + 50]))
        settled(form)
        form.evaluate(payloads.PROVOKE)
        form.wait_for_timeout(100)
    assert "admin:articles_article_read" in asked
    assert ran == set()


def test_in_what_the_desk_says_nothing_runs(
    form: Page, newsroom: list[Article], ran: set[int], asked: set[str]
) -> None:
    Article.objects.filter(pk=newsroom[7].pk).update(version=99)
    form.evaluate("document.querySelector('[name=_continue]').click()")
    expect(form.locator("#differences td").first).to_be_visible()
    form.evaluate(payloads.PROVOKE)
    for model, act, shown in (
        (Article, "approve_all", ".messagelist li"), (Tag, "merge", ".choices li"),
        (Tag, "delete_selected", "#content li a"),
    ):  # fmt: skip
        desk_pages.opened(form, reverse(desk_pages.name_of(model, "changelist")))
        form.evaluate("document.querySelectorAll('.action-select').forEach((box, at) => { box.checked = at < 45; })")
        form.evaluate("act => { document.querySelector('[name=action]').value = act; }", act)
        sent(form, ".actions button[type=submit]")
        assert form.locator(shown).count() >= 40
    for author in Author.objects.order_by("pk")[5:MANY:60]:
        desk_pages.opened(form, reverse("admin:articles_author_change", args=[author.pk]))
        sent(form, "[name=_save]")
        expect(form.locator(".messagelist .success")).to_be_visible()
    for story in newsroom[3:MANY:60]:
        Article.objects.filter(pk=story.pk).update(deleted_at=timezone.now())
        desk_pages.opened(form, reverse("admin:articles_article_change", args=[story.pk]))
        expect(form.locator(".shown-body")).to_be_visible()
        sent(form, "[name=act][value=restore]")
        expect(form.locator(".messagelist li")).to_be_visible()
    desk_pages.opened(form, reverse("admin:articles_article_from_text"))
    form.fill("#id_text", "\n\n".join(TEXTS))
    sent(form, "[type=submit].default")
    expect(form.locator(".report")).to_have_count(1)
    assert "admin:articles_article_act" in asked
    assert ran == set()


def sent(page: Page, button: str) -> None:
    with page.expect_navigation(wait_until="load") as answer:
        page.evaluate("button => document.querySelector(button).click()", button)
    assert answer.value.status == 200
    page.evaluate(payloads.PROVOKE)
    page.wait_for_timeout(50)
