"""The payload corpus in every text that is kept, through every page of the desk.

Which pages there are is asked of the desk itself: one that is added is looked at too, or these tests fail.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.contrib.auth.models import Group
from django.db import models
from django.urls import resolve, reverse
from playwright.sync_api import Page

from articles.admin import arrangement_page
from articles.admin.autosave import AutosaveMixin
from articles.models import (
    Article,
    AuditEntry,
    DeskSession,
    Job,
    MenuItem,
    Redirect,
    Revision,
    Spelling,
    Tag,
    TagName,
    User,
)
from tests import factories

from . import test_payloads as payloads
from . import test_payloads_fields as fields
from .conftest import sign_in
from .test_payloads_fields import MANY, hostile

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ran, victim, story, newsroom = payloads.ran, payloads.victim, payloads.story, fields.newsroom
unprotected = payloads.unprotected
PAGES = {
    f"admin:{name}" for name in "index app_list security articles_article_from_text articles_image_upload_many".split()
}
PAGES.add("admin:articles_arrangement_preview")
# What the pages of the desk ask by their scripts, or are sent to by their forms.
BY_SCRIPT = {
    f"admin:articles_{name}"
    for name in """
    article_preview article_find article_card article_read article_act article_correction image_card image_library
    image_upload mediafile_card mediafile_find
    arrangement_newest socialpost_card socialpost_find socialpost_resolve tag_suggestions
    """.split()
} | {"admin:autocomplete", "admin:session"}
WITHOUT_TEXTS = {
    f"admin:{name}"
    for name in """
    add_passkey end_sessions new_codes passkey_question passkey_to_register remove_app remove_passkey reset_factor
    second_step set_up_app language login logout password_change password_change_done jsi18n view_on_site
    auth_user_password_change
    articles_article_unicode articles_article_time articles_image_words
    """.split()
}


@pytest.fixture
def desk(newsroom: list[Article], victim: Page, monkeypatch: pytest.MonkeyPatch) -> Page:
    """The page of somebody who may see everything, in a newsroom all of whose rows are hostile."""
    sign_in(victim, "chief")
    User.objects.filter(username="asha").update(is_superuser=True)
    records(newsroom)
    for model_admin in admin.site._registry.values():
        monkeypatch.setattr(model_admin, "list_per_page", MANY + 20)
    monkeypatch.setattr(arrangement_page, "_VERSIONS", MANY)
    return victim


@pytest.fixture
def asked(victim: Page) -> set[str]:
    """The names of the desk's addresses that answered."""
    found: set[str] = set()

    def note(response: Any) -> None:
        path = urlsplit(response.url).path
        if path.startswith("/admin/"):
            found.add(resolve(path).view_name)

    victim.on("response", note)
    return found


def records(stories: list[Article]) -> None:
    """What the program itself writes down, as hostile as what people write."""
    texts, (revision, *_others) = fields.TEXTS, Revision.objects.order_by("-pk")
    data = [hostile_data(revision.data, text) for text in texts]
    hostile(revision, article=stories, data=data)
    hostile(revision, article=stories[:1] * MANY, number=range(100, 100 + MANY), data=data)
    hostile(factories.user("x"))
    hostile(Job(name="x", key="x", error="x"), args=[[text] for text in texts])
    hostile(Redirect(old_path="/x", new_path="/x"))
    hostile(Spelling(word="x", key="x", spelling="x"))
    hostile(Group(name="x"))
    fields.site()
    # Each has a list of all sections in its row of the form.
    MenuItem.objects.filter(pk__in=rows(MenuItem)[:-8]).delete()
    names = [f"x{text}" for text in texts]
    hostile(TagName.objects.get(), tag=list(Tag.objects.order_by("pk"))[-MANY:], name=names)
    editor = User.objects.get(username="asha")
    hostile(DeskSession(user=editor, session_key="x", address="x", user_agent="x"))
    changes = [{"changes": {text: [text, text]}, text: text} for text in texts]
    kinds = [model for model in admin.site._registry if model._base_manager.exists()]
    about = [(model._meta.model_name, str(rows(model)[0])) for model in kinds] * MANY
    entry = AuditEntry(by=editor, by_name="x", action="x", target_kind="x", target_id="1", target_name="x")
    hostile(entry, details=changes, target_kind=[kind for kind, _key in about], target_id=[key for _kind, key in about])


def hostile_data(value: Any, text: str) -> Any:
    """The same story as JSON, with this text in place of each."""
    if isinstance(value, list):
        return [hostile_data(part, text) for part in value]
    if not isinstance(value, dict):
        return text if isinstance(value, str) else value
    changed = {name: part if name == "file" else hostile_data(part, text) for name, part in value.items()}
    if "body" in changed:
        image = value["images"][0]["id"]
        shown = f"<figcaption>{text}</figcaption></figure>"
        changed["cleaned_with"] = 0
        changed["body"] = f'<figure data-image="{image}">{shown}<figure data-gallery="{image}">{shown}{text}'
    return changed


def rows(model: type[models.Model]) -> list[Any]:
    return list(model._base_manager.order_by("pk").values_list("pk", flat=True))[-MANY:]


def generic(pages: dict[str, int]) -> Iterator[str]:
    """The addresses of each kind of thing: its list and its empty form, and those of some of its rows."""
    for model in admin.site._registry:
        yield reverse(name_of(model, "changelist"))
        yield reverse(name_of(model, "add"))
        keys = rows(model)
        for page, number in pages.items():
            number *= 4 if model is Article and page == "change" else 1
            for key in keys[:: max(1, len(keys) // number)][:number]:
                yield reverse(name_of(model, page), args=[quote(key)])


def generic_names() -> set[str]:
    pages = ("changelist", "add", "change", "history", "delete")
    return {name_of(model, page) for model in admin.site._registry for page in pages}


def name_of(model: type[models.Model], page: str) -> str:
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"


def names(patterns: Iterable[Any]) -> Iterator[str]:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names(pattern.url_patterns)
        elif pattern.name:
            yield f"admin:{pattern.name}"


def opened(page: Page, address: str) -> None:
    answer = page.goto(address, wait_until="load")
    assert answer is not None
    assert answer.status in (200, 403), f"{address}: {answer.status}"
    page.evaluate(payloads.PROVOKE)


def test_of_texts_nothing_runs_on_any_page_of_the_desk(desk: Page, ran: set[int], asked: set[str]) -> None:
    plain = [reverse(name, args=["articles"] if name == "admin:app_list" else []) for name in sorted(PAGES)]
    for address in [*generic({"change": 2, "history": 1, "delete": 1}), *plain]:
        opened(desk, address)
    desk.wait_for_timeout(200)
    assert ran == set()
    assert asked >= generic_names() | PAGES


def test_no_address_of_the_desk_is_forgotten() -> None:
    # What was typed and never saved: tests/browser/test_payloads_unsaved.py.
    kinds = [model for model, model_admin in admin.site._registry.items() if isinstance(model_admin, AutosaveMixin)]
    unsaved = {name_of(model, page) for model in kinds for page in ("autosave", "autosave_compare")}
    known = generic_names() | PAGES | BY_SCRIPT | WITHOUT_TEXTS | unsaved
    assert set(names(admin.site.urls[0])) == known


@pytest.mark.usefixtures("unprotected")
def test_without_escaping_much_runs_at_the_desk(desk: Page, ran: set[int]) -> None:
    lists = [reverse(name_of(model, "changelist")) for model in (AuditEntry, Job, Redirect)]
    records = [reverse(name_of(Revision, "change"), args=[key]) for key in rows(Revision)[::20]]
    for address in [*lists, *records]:
        # No more than that can be waited for: what runs may lead elsewhere.
        desk.goto(address, wait_until="commit")
        desk.wait_for_timeout(1500 if address in lists else 200)
    print(f"{len(ran)} of {MANY} ran at the desk")  # noqa: T201
    assert len(ran) >= 20
