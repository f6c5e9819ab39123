"""Every field of every form of the desk comes back: kept on one device, taken over on another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.models import Page as EditablePage
from articles.models import Section, Site, Tag
from tests import factories

from .test_autosave import device, kept_on_server, panel, person

__all__ = ["device"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Gives each field another value than it has, without a keyboard, and returns what the form would send.
CHANGE_ALL = """form => {
  const $ = window.django.jQuery;
  document.querySelectorAll(".add-row a").forEach((link) => link.click());
  const values = {date: "2027-03-04", "datetime-local": "2027-03-04T05:06", number: "7", email: "a@b.example",
    url: "https://neu.example/", color: "#123456"};
  [...form.elements].forEach((field, index) => {
    const {name, type} = field;
    if (!name || name.includes("__prefix__") || /_FORMS$|-id$|^form_token$|^csrf|^began_from$/.test(name)) return;
    if (["hidden", "file", "submit", "button"].includes(type) || field.readOnly || field.disabled) return;
    if (type === "checkbox") { if (!name.endsWith("-DELETE")) field.checked = !field.checked; }
    else if (field instanceof HTMLSelectElement) {
      if (field.matches(".admin-autocomplete")) {
        field.append(new Option(`Choice ${index}`, String(900 + index), true, true));
        $(field).trigger("change");
      } else field.selectedIndex = field.options.length - 1;
    } else if (field.closest(".prose-editor")) {
      field.closest(".prose-editor").querySelector("[contenteditable]").editor.commands
        .setContent(`<h2>शीर्ष ${index}</h2><p>पाठ <b>मोटा</b></p>`, {emitUpdate: true});
    } else field.value = values[type] ?? `मान ${index}`;
    field.dispatchEvent(new Event("change", {bubbles: true}));
  });
}"""
ENTRIES = """form => [...new FormData(form)].filter(([name, value]) => typeof value === "string"
  && !/_FORMS$|-id$|^form_token$|^csrf|__prefix__/.test(name))"""


def address_of(model: str, kind: str) -> str:
    rows: dict[str, Any] = {
        "article": lambda: factories.draft(bylines=["रवि"]),
        "page": lambda: EditablePage.objects.create(title="परिचय", slug="about"),
        "author": factories.author,
        "tag": lambda: Tag.objects.create(name="पुल", slug="pul"),
        "section": factories.section,
        "image": factories.image,
        "socialpost": factories.post,
        "site": Site.load,
    }
    if kind == "add":
        return f"/admin/articles/{model}/add/"
    return f"/admin/articles/{model}/{rows[model]().pk}/change/"


@pytest.mark.parametrize(
    ("model", "kind"),
    [
        ("article", "add"), ("article", "change"), ("page", "add"), ("page", "change"), ("author", "add"),
        ("author", "change"), ("tag", "add"), ("tag", "change"), ("section", "add"), ("section", "change"),
        ("image", "change"), ("socialpost", "change"), ("site", "change"),
    ],
)  # fmt: skip
def test_every_field_comes_back(device: Callable[..., Page], model: str, kind: str) -> None:
    asha = person("asha", group="chief")
    Section.objects.get_or_create(slug="rajya", defaults={"name": "राज्य"})
    address = address_of(model, kind)
    page = device(asha)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    form = page.locator(f"#{model}_form")
    form.evaluate(CHANGE_ALL)
    typed = form.evaluate(ENTRIES)
    token = page.input_value("[name=form_token]")
    kept_on_server(asha, next(value for name, value in reversed(typed) if value.startswith("मान")))
    other = device(asha, "phone")
    if kind == "add":
        other.goto(f"{address}?form_token={token}")
    else:
        other.goto(address)
        panel(other).get_by_role("button", name="Take it over").click()
    expect(panel(other)).to_contain_text("Taken over")
    assert other.locator(f"#{model}_form").evaluate(ENTRIES) == typed


def test_the_front_desk_comes_back(device: Callable[..., Page]) -> None:
    asha = person("asha")
    factories.story("पहली खबर"), factories.story("दूसरी खबर")
    page = device(asha)
    page.goto("/admin/articles/arrangement/")
    for headline in ("पहली खबर", "दूसरी खबर"):
        page.locator(".found li", has_text=headline).locator("[name=place]").first.click()
        expect(page.locator(".assignment-name", has_text=headline)).to_be_visible()
    page.locator("[data-row] [name=ends]").first.fill("2030-01-02T03:04")
    kept_on_server(asha, "2030-01-02T03:04")
    before = page.locator(".assignment-name").all_inner_texts()
    other = device(asha, "phone")
    other.goto("/admin/articles/arrangement/")
    panel(other).get_by_role("button", name="Look at it").click()
    expect(panel(other)).to_contain_text("दूसरी खबर")
    panel(other).get_by_role("button", name="Take it over").click()
    expect(other.locator(".assignment-name")).to_have_text(before)
    assert other.locator("[data-row] [name=ends]").first.input_value() == "2030-01-02T03:04"
    other.click("input[name=save]")
    expect(other.locator(".messagelist .success")).to_be_visible()
    other.wait_for_load_state("networkidle")
    expect(panel(other)).to_be_hidden()
