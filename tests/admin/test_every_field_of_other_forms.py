"""The forms of authors, sections, tags, pages, pictures …: what is typed is stored, or refused at its field and kept.

Fields are read from the pages themselves, so that a new one is tested without being named here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from lxml import html

from articles.models import Page, Redirect, Site, Spelling
from tests import cast, factories

pytestmark = pytest.mark.django_db
OBJECTS: dict[str, Callable[[], Model]] = {
    "author": cast.author_ravi,
    "section": cast.rajya,
    "tag": lambda: factories.draft(tags=["पुल"]).tag_rows.get().tag,
    "page": lambda: Page.objects.create(title="हमारे बारे में", slug="about", body="<p>क</p>"),
    "spelling": lambda: Spelling.objects.create(word="सोनघाटी", spelling="son-ghati"),
    "redirect": lambda: Redirect.objects.create(old_path="/purana/", new_path="/naya/"),
    "image": factories.image,
    "site": lambda: Site.objects.get_or_create(pk=1)[0],
    "user": cast.ravi,
}
BUTTONS = ["_save", "_continue", "_addanother"]


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(factories.user("asha", is_superuser=True))
    return client


def form_of(response: Any, kind: str) -> html.FormElement:
    return html.fromstring(response.content.decode()).get_element_by_id(f"{kind}_form")


def other_values(form: html.FormElement) -> Iterator[tuple[str, str | None]]:
    """Another value for each field that a person can fill in; None is a tick that is taken away."""
    for field in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        name, kind = field.get("name"), field.get("type", field.tag)
        if "-" in name or field.get("multiple") is not None or kind in ("hidden", "submit", "file", "password"):
            continue
        if kind == "checkbox":
            yield name, None if field.checked else "on"
        elif kind == "select":
            chosen = field.value
            yield from [(name, value) for value in field.value_options if value not in (chosen, "")][:1]
        elif kind == "number":
            yield name, "7"
        else:
            yield name, f"<p>नया {name}</p>" if name == "body" else f"naya-{name}"


def value_of(form: html.FormElement, name: str) -> str | None:
    value = dict(form.form_values()).get(name)
    return None if value is None else str(value).removeprefix("\n").strip()


@pytest.mark.sampled(5)
@pytest.mark.parametrize("kind", list(OBJECTS))
def test_a_field_is_stored_or_refused_and_kept(desk: Client, kind: str) -> None:
    pk = OBJECTS[kind]().pk
    address = f"/admin/articles/{kind}/{pk}/change/"
    fields = list(other_values(form_of(desk.get(address), kind)))
    assert len(fields) > 1
    for number, (name, value) in enumerate(fields):
        data = {key: one for key, one in form_of(desk.get(address), kind).form_values() if key != name}
        data |= {BUTTONS[number % len(BUTTONS)]: "1"} | ({} if value is None else {name: value})
        response = desk.post(address, data)
        if response.status_code == 302:
            assert value_of(form_of(desk.get(address), kind), name) == value, name
        else:
            assert name in response.context["adminform"].form.errors, (name, response.status_code)
            assert value_of(form_of(response, kind), name) == value, name
