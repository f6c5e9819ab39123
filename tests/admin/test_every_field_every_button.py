"""What stands in a form of the desk when a button is pressed is stored, or refused with a message at its field.

Fields and buttons are read from the pages themselves, so that a new one is tested without being named here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from articles import publishing
from articles.models import Article, TransitionName
from tests import cast, factories
from tests.admin.forms import ADD, change
from tests.files.made import media_file
from tests.publishing.test_transitions import HOUR, STATES, story_that_is

pytestmark = pytest.mark.django_db

TOMORROW = timezone.localtime() + dt.timedelta(days=1)
DAY, TIME = TOMORROW.strftime("%d/%m/%Y"), "06:00:00"
# What a button needs to be pressed at all.
NEEDS = {
    "_correct": {"correction": "लंबाई 300 मीटर है"},
    "_schedule": {"schedule_at_0": DAY, "schedule_at_1": "07:00:00"},
}
# Fields that belong to a save and not to the story, with what is typed there.
OF_THE_SAVE: dict[str, dict[str, str]] = {
    "schedule_at": {"schedule_at_0": DAY, "schedule_at_1": TIME},
    "significant": {"significant": "on"},
    "correction": {"correction": "पुल 300 मीटर लंबा है"},
    "note": {"note": "जिले से खबर आई"},
}
KINDS = [*STATES[:-1], "scheduled again", "new"]


def quick(kind: str, *kinds: str) -> Any:
    """One kind of story as a parameter: slow unless it is one of these."""
    return pytest.param(kind, marks=[] if kind in kinds else pytest.mark.slow)


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(cast.kavita())
    return client


def a_story(kind: str) -> Article | None:
    if kind == "new":
        return None
    if kind != "scheduled again":
        return story_that_is(kind)
    return publishing.schedule(story_that_is("withdrawn"), at=timezone.now() + 9 * HOUR, by=cast.meera())


def form_of(response: Any, name: str = "article_form") -> html.FormElement:
    return html.fromstring(response.content.decode()).get_element_by_id(name)


def buttons(form: html.FormElement) -> list[str]:
    return form.xpath(".//input[@type='submit']/@name")


def typed_into(form: html.FormElement) -> dict[str, str]:
    """Another value for every field of the form that a person can fill in, leaving aside those of the save."""
    image, post = factories.image(), factories.post()
    given = {
        "body": f"<p>बिलकुल नया पाठ</p>{factories.quoting(post)}", "lead_image": str(image.pk),
        "lead_video": str(media_file().pk), "slug": "naya-pata",
        "section": str(factories.section("nadi", "नदी").pk), "canonical_url": "https://pehle.example/1",
        "expire_at_0": "01/01/2090", "expire_at_1": "10:00:00", "kind": "opinion", "language": "en",
        "bylines-0-name": "अतिथि लेखक", "bylines-0-role": "अनुवाद", "without_ads": "on",
    }  # fmt: skip
    hidden = set(form.xpath(".//input[@type='hidden' or @type='submit']/@name"))
    typed = {}
    for name in form.fields:
        left_out = (
            name in hidden or name.startswith(("bylines-", "quote-", *OF_THE_SAVE)) or name == "headline_proposed"
        )
        if name in given or not left_out:
            typed[name] = given.get(name, f"नया {name}")
    return typed


def press(desk: Client, story: Article | None, button: str, typed: dict[str, str]) -> Any:
    """Fill in the form and press the button; a question is answered with yes and a reason."""
    address = change(story.pk) if story else ADD
    needed = NEEDS.get(button, {})
    data = dict(form_of(desk.get(address)).form_values()) | needed | typed | {button: "1"}
    response = desk.post(address, data)
    question = response.context["question"] if response.status_code == 200 else None
    # The question about a time that was typed is a refusal; it is not answered here.
    if question and not (question.question.transition == TransitionName.PUBLISH and "schedule_at_0" in typed):
        answer = {"confirmed": question.question.transition.value, "reason": typed.get("note", "दोहरी खबर")}
        response = desk.post(address, dict(form_of(response).form_values()) | answer)
    return response


def values(form: html.FormElement, names: Iterable[str]) -> dict[str, str]:
    """What stands in these fields. lxml keeps the line break after the tag of a textarea, browsers do not."""
    shown = dict(form.form_values())
    return {name: str(shown.get(name)).removeprefix("\n") for name in names}


def saved_story(story: Article | None) -> Article:
    return Article.objects.get(pk=story.pk) if story else Article.objects.latest("pk")


class TestStory:
    @pytest.mark.sampled(2)
    @pytest.mark.parametrize("kind", [quick(kind, "draft", "published") for kind in KINDS])
    def test_every_field_of_the_story_is_stored_by_every_button(self, desk: Client, kind: str) -> None:
        for button in buttons(form_of(desk.get(change(a_story(kind).pk) if kind != "new" else ADD))):  # type: ignore[union-attr]
            story = a_story(kind)
            typed = typed_into(form_of(desk.get(change(story.pk) if story else ADD)))
            response = press(desk, story, button, typed)
            assert response.status_code == 302, (button, form_of(response).text_content())
            saved = saved_story(story)
            if button == "_trash":
                saved = publishing.restore(saved, by=cast.meera())
            assert values(form_of(desk.get(change(saved.pk))), typed) == typed, button

    @pytest.mark.sampled(4)
    @pytest.mark.parametrize("field", list(OF_THE_SAVE))
    @pytest.mark.parametrize(
        "kind",
        [
            quick(kind, "scheduled")
            for kind in ("new", "draft", "scheduled", "scheduled again", "published", "withdrawn")
        ],
    )
    def test_a_field_of_the_save_is_stored_or_refused_by_every_button(
        self, desk: Client, kind: str, field: str
    ) -> None:
        story = a_story(kind)
        page = form_of(desk.get(change(story.pk) if story else ADD))
        typed = OF_THE_SAVE[field]
        if not set(typed) <= set(page.fields):
            return
        for button in buttons(page):
            story = a_story(kind)
            needed = {"headline": "क", "body": "<p>ख</p>", "section": str(factories.section().pk)} if not story else {}
            response = press(desk, story, button, needed | typed)
            if response.status_code == 302:
                assert self.is_stored(saved_story(story), field, typed), button
            else:
                self.assert_refused(response, field, typed)

    def assert_refused(self, response: Any, field: str, typed: dict[str, str]) -> None:
        """The message stands at the field, or it is a question about it; and what was typed is still there."""
        errors, question = response.context["adminform"].form.errors, response.context["question"]
        asks = question is not None and field == "schedule_at" and TIME[:5] in question.question.text
        assert field in errors or asks, errors
        assert values(form_of(response), typed) == typed

    def is_stored(self, story: Article, field: str, typed: dict[str, str]) -> bool:
        newest = story.revisions.first()
        assert newest
        match field:
            case "note":
                return newest.note == typed["note"]
            case "correction":
                return [row.text for row in story.corrections.all()] == [typed["correction"]]
            case "significant":
                return story.significant_update_at is not None
        at = story.publish_at if story.is_scheduled() else story.schedule_at
        return bool(at) and timezone.localtime(at).strftime("%d/%m/%Y %H:%M:%S") == f"{DAY} {TIME}"
