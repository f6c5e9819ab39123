"""What was chosen in a form and deleted meanwhile is refused at its field, with who deleted it and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.http import HttpRequest
from django.test import Client
from django.utils import translation

from articles.admin import saving
from articles.admin.chosen import ChosenField, ChosenSeveralField
from articles.admin.from_text import FromTextForm
from tests import cast, factories
from tests.admin.forms import change, errors, sent
from tests.threads import at_once

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
    assert all(isinstance(field, ChosenField) for field in one)
    assert several
    assert all(isinstance(field, ChosenSeveralField) for field in several)


@pytest.mark.sampled(10)
@pytest.mark.parametrize("sent_value", ["नाव", "%(a)s", "1.5", "-1", "9" * 30, "9" * 5_000, "²", "१२३४५६७८९"])
@pytest.mark.parametrize("name", ["lead_image", "lead_video", "bylines-0-author", "section"])
def test_what_is_no_number_of_a_row_is_refused_at_its_field(name: str, sent_value: str) -> None:
    story = factories.draft(by=cast.ravi())
    client = Client()
    client.force_login(cast.meera())
    answer = client.post(change(story.pk), sent(client, change(story.pk), _save="1") | {name: sent_value})
    assert answer.status_code == 200
    assert errors(answer)


DELETED_WHILE_SAVED: dict[str, tuple[Callable[[], Model], str, dict[str, Any]]] = {
    "section of a story": (lambda: factories.section("khel", "खेल"), "article", {"section": "it", "_continue": "1"}),
    "author of a story": (
        lambda: factories.author("खेल"), "article", {"bylines-0-author": "it", "_continue": "1"},
    ),
    "picture of a story": (lambda: factories.image("खेल"), "article", {"lead_image": "it", "_publish": "1"}),
    "part of a section": (lambda: factories.section("khel", "खेल"), "section", {"parent": "it"}),
    "portrait of an author": (lambda: factories.image("खेल"), "author", {"portrait": "it"}),
}  # fmt: skip
FORMS: dict[str, Callable[[], Model]] = {
    "article": factories.draft, "section": lambda: factories.section("desh", "देश"),
    "author": lambda: factories.author("मीरा जोशी", "meera"),
}  # fmt: skip


@pytest.mark.parametrize("case", list(DELETED_WHILE_SAVED))
def test_what_is_deleted_between_the_check_and_the_commit_is_refused_too(
    monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    """PostgreSQL checks foreign keys when it commits: then all is undone, and the form is checked again."""
    make, model, typed = DELETED_WHILE_SAVED[case]
    chosen, obj = make(), FORMS[model]()
    desk = next(signed_in(cast.kavita()))
    address = f"/admin/articles/{model}/{obj.pk}/change/"
    values = {name: chosen.pk if value == "it" else value for name, value in typed.items()}
    name = "headline" if model == "article" else "name"
    form = {**sent(desk, address, f"{model}_form"), **values, name: "नया नाम"}
    save, attempts = saving._submit_once, []

    def raced(*args: Any) -> Any:
        attempts.append(1)
        if len(attempts) > 1:
            return save(*args)
        with transaction.atomic():
            assert save(*args).status_code == 302
            raise IntegrityError("FOREIGN KEY constraint failed")

    monkeypatch.setattr(saving, "_submit_once", raced)
    rewind = saving._begin_anew
    monkeypatch.setattr(saving, "_begin_anew", lambda *args: (rewind(*args), delete(chosen)))
    answer = desk.post(address, form)
    assert (answer.status_code, len(attempts)) == (200, 2)
    assert "Kavita Nair, " in errors(answer)
    page = answer.content.decode()
    assert "नया नाम" in page
    assert "changed successfully" not in page
    assert 'class="success"' not in page
    obj.refresh_from_db()
    assert getattr(obj, name) != "नया नाम"


def test_any_other_failure_of_the_database_is_none_of_that(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_args: Any) -> Any:
        raise IntegrityError("UNIQUE constraint failed")

    monkeypatch.setattr(saving, "_submit_once", failing)
    desk, story = next(signed_in(cast.kavita())), factories.draft()
    with pytest.raises(IntegrityError):
        desk.post(change(story.pk), sent(desk, change(story.pk), _continue="1"))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("field", list(CHOSEN))
def test_two_people_at_once(monkeypatch: pytest.MonkeyPatch, field: str) -> None:
    """SQLite has one writer: nobody deletes meanwhile."""
    story, chosen, record = factories.draft(), CHOSEN[field](), saving._record
    desk = next(signed_in(cast.kavita()))
    form = sent(desk, change(story.pk), headline="नया शीर्षक", _continue="1", **{field: chosen.pk})

    def raced(*args: Any) -> None:
        record(*args)
        if type(chosen)._default_manager.filter(pk=chosen.pk).exists():
            at_once([lambda: delete(chosen)])

    monkeypatch.setattr(saving, "_record", raced)
    answer = desk.post(change(story.pk), form)
    assert answer.status_code == 200
    assert "Kavita Nair, " in errors(answer)
    assert "नया शीर्षक" in answer.content.decode()
