"""The payload corpus in what was typed and never saved, in what is said of who is signed in, and in corrections."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.admin.autosave import AutosaveMixin
from articles.models import Arrangement, Article, Autosave, Correction, SocialPost, User
from tests import factories

from . import test_payloads as payloads
from . import test_payloads_desk as desk_pages
from . import test_payloads_fields as fields
from .test_payloads_desk import name_of, rows
from .test_payloads_fields import MANY, TEXTS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ran, victim, story, newsroom = payloads.ran, payloads.victim, payloads.story, fields.newsroom
desk, asked, unprotected = desk_pages.desk, desk_pages.asked, payloads.unprotected
KINDS = [model for model, model_admin in admin.site._registry.items() if isinstance(model_admin, AutosaveMixin)]
STORIES = 6
PANEL = "#autosave"
FIELDS_OF_FORM = """panel => [...panel.closest("form").elements].filter((field) => field.name).map(
  (field) => [field.name, field.value, field.localName === "input" ? field.type : field.localName]
)"""


def forms(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """The key and the address of the forms that are tried: of several stories, of one row of each other kind."""
    if model is Arrangement:
        yield "arrangement/0", reverse(name_of(model, "changelist"))
        return
    keys = rows(model)
    for key in keys[:: max(1, len(keys) // STORIES)][:STORIES] if model is Article else keys[:1]:
        yield f"{model._meta.model_name}/{key}", reverse(name_of(model, "change"), args=[key])


def typed(found: list[list[str]], texts: list[str]) -> list[list[str]]:
    """These fields as they would be kept, each with the texts, beginning with another one; in a form of very many
    fields each has some of them."""
    data, most = [], max(1, 12_000 // len(found))
    for at, (name, value, kind) in enumerate(found):
        turn = at * 7 % len(texts)
        text = "\n".join((texts[turn:] + texts[:turn])[:most])
        if name == "body":
            text = factories.quoting(*SocialPost.objects.order_by("-pk")[:3]) + text
        if kind in ("text", "textarea", "url", "email", "search"):
            data.append([name, text])
        elif kind == "file":
            data.append([name, "", text])
        else:
            data.append([name, text, text] if kind == "select" else [name, value])
    return data


def keep(page: Page, key: str, texts: list[str]) -> None:
    """As another device of this person would have kept the form that is open."""
    data = typed(page.locator(PANEL).evaluate(FIELDS_OF_FORM), texts)
    Autosave.objects.create(user=User.objects.get(username="asha"), key=key, data=data, version=0)


def provoked(page: Page) -> None:
    page.evaluate(payloads.PROVOKE)
    page.wait_for_timeout(100)


def look(page: Page) -> None:
    # On the front desk stand hundreds of stories.
    expect(page.locator(PANEL)).to_have_attribute("role", "region", timeout=30_000)
    page.locator(f"{PANEL} button[aria-expanded]").dispatch_event("click")
    expect(page.locator(f"{PANEL} table")).to_be_visible()
    provoked(page)


@pytest.mark.parametrize("kinds", [KINDS[::2], KINDS[1::2]], ids=["some", "others"])
def test_of_unsaved_texts_nothing_runs(
    desk: Page, ran: set[int], asked: set[str], kinds: list[type[models.Model]]
) -> None:
    for found in [list(forms(model)) for model in kinds]:
        for number, (key, address) in enumerate(found):
            desk_pages.opened(desk, address)
            keep(desk, key, TEXTS[number :: len(found)])
            desk_pages.opened(desk, address)
            look(desk)
            desk.locator(f"{PANEL} button.default").dispatch_event("click")
            expect(desk.locator(f"{PANEL} button[aria-expanded]")).to_have_count(0)
            expect(desk.locator(f"{PANEL} button")).to_have_count(1)
            provoked(desk)
    assert asked >= {name_of(model, page) for model in kinds for page in ("autosave", "autosave_compare")}
    assert ran == set()


def test_in_the_list_of_unsaved_texts_nothing_runs(desk: Page, ran: set[int]) -> None:
    editor = User.objects.get(username="asha")
    keys = [f"article/add/{number}.{'a' * 22}" for number in range(1, MANY + 1)]
    Autosave.objects.bulk_create(
        Autosave(user=editor, key=key, data=[["headline", text]]) for key, text in zip(keys, TEXTS, strict=True)
    )
    for page in ("changelist", "add"):
        desk_pages.opened(desk, reverse(name_of(Article, page)))
        expect(desk.locator(".unsaved li")).to_have_count(MANY)
        provoked(desk)
    for discard in desk.locator(".unsaved li button").all()[::9]:
        discard.dispatch_event("click")
    expect(desk.locator(".unsaved li button:not([aria-label])")).not_to_have_count(0)
    provoked(desk)
    assert ran == set()


def test_of_the_name_of_whom_the_browser_belongs_to_now_nothing_runs(
    desk: Page, newsroom: list[Article], ran: set[int], asked: set[str]
) -> None:
    desk_pages.opened(desk, reverse(name_of(Article, "change"), args=[newsroom[7].pk]))
    client, other = Client(), factories.user("other", "editor")
    client.force_login(other)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    desk.context.clear_cookies()
    desk.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": settings.SITE_URL}])
    for number, text in enumerate(TEXTS[::15]):
        User.objects.filter(pk=other.pk).update(first_name=text[:130] + f" {number}", last_name="")
        # Each time the page asks anew who is signed in.
        desk.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
        desk.evaluate("document.querySelector('[name=_continue]').click()")
        expect(desk.locator(".saving-state")).to_contain_text(f" {number} ")
        provoked(desk)
    assert "admin:session" in asked
    assert ran == set()


def test_of_corrections_nothing_runs_where_they_are_amended(desk: Page, ran: set[int], asked: set[str]) -> None:
    corrections = list(Correction.objects.order_by("pk"))[-MANY::30]
    Correction.objects.update(by=User.objects.exclude(username="asha").order_by("-pk").first())
    for correction in corrections:
        address = reverse("admin:articles_article_correction", args=[correction.article_id, correction.pk])
        desk_pages.opened(desk, address)
        expect(desk.locator("textarea[name=correction]")).to_be_visible()
        desk_pages.opened(desk, reverse(name_of(Article, "change"), args=[correction.article_id]))
    assert "admin:articles_article_correction" in asked
    assert ran == set()


@pytest.mark.usefixtures("unprotected")
def test_without_escaping_much_of_unsaved_texts_would_run(desk: Page, ran: set[int]) -> None:
    [(key, address), *_others] = forms(Article)
    desk.goto(address, wait_until="commit")
    desk.wait_for_timeout(2000)
    keep(desk, key, TEXTS)
    desk.goto(address, wait_until="commit")
    desk.wait_for_timeout(3000)
    print(f"{len(ran)} of {MANY} ran")  # noqa: T201
    assert len(ran) >= 20
