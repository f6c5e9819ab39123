"""What was chosen in a form and deleted meanwhile is refused at its field, with who deleted it and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.http import HttpRequest
from django.test import Client
from django.utils import translation

from articles.admin.chosen import ChosenField, ChosenSeveralField
from articles.admin.from_text import FromTextForm
from tests import cast, factories
from tests.admin.forms import change, errors, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Iterator[Client]:
    yield from signed_in(cast.meera())


def signed_in(person: Any) -> Iterator[Client]:
    person.desk_language = "en"
    person.save()
    client = Client()
    client.force_login(person)
    with translation.override("en"):
        yield client


def delete(obj: Model) -> None:
    """As the chief does it at the desk."""
    client, kind = Client(), obj._meta.model_name
    client.force_login(cast.kavita())
    assert client.post(f"/admin/articles/{kind}/{obj.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not type(obj)._default_manager.filter(pk=obj.pk).exists()


CHOSEN: dict[str, Callable[[], Model]] = {
    "section": lambda: factories.section("khel", "खेल"),
    "lead_image": lambda: factories.image("खेल"),
    "bylines__0__author": lambda: factories.author("खेल"),
}


@pytest.mark.parametrize("field", list(CHOSEN))
def test_of_a_story(desk: Client, field: str) -> None:
    story, chosen = factories.draft(), CHOSEN[field]()
    form = sent(desk, change(story.pk), headline="नया शीर्षक", _continue="1", **{field: chosen.pk})
    delete(chosen)
    refused = desk.post(change(story.pk), form)
    assert "नया शीर्षक" in refused.content.decode()
    said = errors(refused)
    assert "“खेल”. Kavita Nair, " in said
    assert said.rstrip().endswith("deleted. Choose again.")


def test_a_picture_in_the_text(desk: Client) -> None:
    story, picture = factories.draft(), factories.image("खेल")
    body = f'<p>पाठ</p><figure data-image="{picture.pk}"></figure>'
    form = sent(desk, change(story.pk), body=body, _continue="1")
    delete(picture)
    said = errors(desk.post(change(story.pk), form))
    assert "“खेल”. Kavita Nair, " in said
    assert "not in the library" in said


def test_what_never_was_is_refused_as_before(desk: Client) -> None:
    story = factories.draft()
    for value in ("987654", "x", "9" * 50):
        refused = desk.post(change(story.pk), sent(desk, change(story.pk), section=value, _continue="1"))
        assert "valid choice" in str(refused.context["adminform"].form.errors["section"])


def test_every_form_of_the_desk_has_such_fields() -> None:
    request = HttpRequest()
    request.user = factories.user("asha", is_superuser=True)
    fields = [FromTextForm.base_fields["section"]]
    for desk in admin.site._registry.values():
        fields += desk.get_form(request, change=False).base_fields.values()
        for inline in desk.get_inline_instances(request):
            fields += inline.get_formset(request).form.base_fields.values()
    several = [field for field in fields if isinstance(field, ModelMultipleChoiceField)]
    one = [field for field in fields if isinstance(field, ModelChoiceField) and field not in several]
    assert len(one) > 8
    assert {type(field) for field in one} == {ChosenField}
    assert several
    assert all(isinstance(field, ChosenSeveralField) for field in several)


@pytest.mark.sampled(5)
@pytest.mark.parametrize("sent_value", ["नाव", "%(a)s", "1.5", "-1", "9" * 30, "9" * 5_000, "²", "१२३४५६७८९"])
@pytest.mark.parametrize("name", ["lead_image", "lead_video", "bylines-0-author", "section"])
def test_what_is_no_number_of_a_row_is_refused_at_its_field(name: str, sent_value: str) -> None:
    story = factories.draft(by=cast.ravi())
    client = Client()
    client.force_login(cast.meera())
    answer = client.post(change(story.pk), sent(client, change(story.pk), _save="1") | {name: sent_value})
    assert answer.status_code == 200
    assert errors(answer)
