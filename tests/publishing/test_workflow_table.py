"""Every cell of the table of transitions, stated a second time as what people see and may do.

The expectations below are not made from the table: whoever changes a cell has to change its sentence here too.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone, translation
from lxml import html

from articles import publishing
from articles.models import Article, Status, TransitionName, User
from articles.publishing import Changes, NotReady, Refused, workflow
from tests import cast, factories, reference_pages
from tests.pages import words

from .test_transitions import HOUR, LEADS, RUN, STATES, story_that_is

pytestmark = pytest.mark.django_db
N = TransitionName

# The permissions that must all be there for a story of somebody else, in a state in which the transition starts.
NEEDS: dict[TransitionName, set[str]] = {
    N.SAVE_DRAFT: {"change_article", "edit_any_article"},
    N.SUBMIT: {"change_article", "edit_any_article"},
    N.APPROVE: {"review_article"},
    N.SEND_BACK: {"review_article"},
    N.PUBLISH: {"publish_article"},
    N.SCHEDULE: {"publish_article"},
    N.UNSCHEDULE: {"publish_article"},
    N.UPDATE: {"publish_article"},
    N.EXPIRE: {"publish_article"},
    N.WITHDRAW: {"withdraw_article"},
    N.CORRECT: {"correct_article"},
    N.AMEND: {"correct_article"},
    N.RETRACT: {"correct_article"},
    N.TRASH: {"trash_article"},
    N.RESTORE: {"trash_article"},
}
# What somebody with the one permission to change stories may do to a draft of their own.
OWN_DRAFT = {N.SAVE_DRAFT, N.SUBMIT, N.TRASH}
# The buttons of the form by state, as an editor sees them: the main one, the other ones, the destructive ones.
BUTTONS: dict[str, tuple[str | None, list[str], list[str]]] = {
    "new": ("_publish", ["_submit", "_approve", "_schedule"], []),
    "draft": ("_publish", ["_submit", "_approve", "_schedule"], ["_trash"]),
    "in review": ("_publish", ["_approve", "_schedule"], ["_send_back", "_trash"]),
    "approved": ("_publish", ["_schedule"], ["_send_back", "_trash"]),
    "scheduled": ("_schedule", ["_publish"], ["_unschedule", "_trash"]),
    "published": (None, ["_correct"], ["_withdraw", "_trash"]),
    "expired": (None, ["_correct"], ["_withdraw", "_trash"]),
    "withdrawn": ("_publish", ["_schedule"], ["_trash"]),
}
# The buttons without changes: what somebody sees who may take every transition but not edit the text.
BARE: dict[str, list[str]] = {
    "draft": ["approve", "trash"],
    "in review": ["approve", "send_back", "trash"],
    "approved": ["send_back", "trash"],
    "scheduled": ["unschedule", "trash"],
    "published": ["withdraw", "trash"],
    "expired": ["withdraw", "trash"],
    "withdrawn": ["trash"],
    "in the trash": ["restore"],
}
# The label of the button, and the message when it is done.
WORDS: dict[TransitionName, tuple[str, str]] = {
    N.SAVE_DRAFT: ("Save", "Saved."),
    N.SUBMIT: ("Submit for review", "Submitted for review."),
    N.APPROVE: ("Approve", "Approved."),
    N.SEND_BACK: ("Send back", "Sent back."),
    N.PUBLISH: ("Publish now", "Published."),
    N.SCHEDULE: ("Schedule", "Scheduled."),
    N.UNSCHEDULE: ("Take off the schedule", "Taken off the schedule."),
    N.UPDATE: ("Update", "Saved."),
    N.WITHDRAW: ("Withdraw", "Withdrawn."),
    N.CORRECT: ("Add the correction", "The correction stands under the story."),
    N.TRASH: ("Put in the trash", "Put in the trash."),
    N.RESTORE: ("Restore from the trash", "Restored from the trash."),
}
# These are asked about first, with a reason for a withdrawal: of one story, of several.
ASKED = {N.WITHDRAW}
ASKED_OF_SEVERAL = {N.PUBLISH, N.WITHDRAW}
# The bulk actions of the list, in their order, each with the permission without which it is not offered.
BULK = [
    ("submit_all", "Submit for review", "change_article"),
    ("approve_all", "Approve", "review_article"),
    ("send_back_all", "Send back", "review_article"),
    ("publish_all", "Publish now", "publish_article"),
    ("withdraw_all", "Withdraw", "withdraw_article"),
    ("trash_all", "Put in the trash", "change_article"),
    ("restore_all", "Restore from the trash", "change_article"),
]
# These bring no changes of the article itself.
WITHOUT_CHANGES = {N.EXPIRE, N.RESTORE, N.AMEND, N.RETRACT}
# After these an article must have everything that readers need, and must not end before it begins.
COMPLETE = {N.PUBLISH, N.SCHEDULE, N.UPDATE, N.CORRECT}


def holder(*permissions: str) -> User:
    """A new account with these permissions and no group."""
    user = factories.user()
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return User.objects.get(pk=user.pk)


def a_start(name: TransitionName) -> str:
    return next(state for state in STATES if state in LEADS[name][0])


def page_for(user: User, address: str) -> html.HtmlElement:
    client = Client()
    client.force_login(user)
    with translation.override("en"):
        user.desk_language = "en"
        user.save()
        return html.fromstring(client.get(address).content.decode())


def form_address(story: Article | None) -> str:
    return f"/admin/articles/article/{f'{story.pk}/change' if story else 'add'}/"


class TestPermission:
    @pytest.mark.sampled(5)
    @pytest.mark.parametrize("name", list(N))
    def test_on_the_story_of_somebody_else(self, name: TransitionName) -> None:
        story = story_that_is(a_start(name))
        everything = set(
            Permission.objects.filter(content_type__app_label="articles").values_list("codename", flat=True)
        )
        assert workflow.is_permitted(story, name, holder(*NEEDS[name]))
        for permission in NEEDS[name]:
            assert not workflow.is_permitted(story, name, holder(*everything - {permission}))

    @pytest.mark.sampled(5)
    @pytest.mark.parametrize("name", list(N))
    def test_on_an_own_draft(self, name: TransitionName) -> None:
        writer = holder("change_article", "add_article")
        story = factories.draft(by=writer)
        assert workflow.is_permitted(story, name, writer) == (name in OWN_DRAFT | {N.RESTORE})
        assert (name in publishing.allowed(story, writer)) == (name in OWN_DRAFT)

    @pytest.mark.parametrize("name", [N.SAVE_DRAFT, N.SUBMIT])
    def test_to_write_a_withdrawn_or_public_story_is_that_of_publishing_it(self, name: TransitionName) -> None:
        story = story_that_is("withdrawn")
        assert not workflow.is_permitted(story, name, holder("change_article", "edit_any_article"))
        assert workflow.is_permitted(story, name, holder("change_article", "publish_article"))

    @pytest.mark.parametrize("name", [N.APPROVE, N.PUBLISH, N.SCHEDULE, N.SAVE_DRAFT, N.SUBMIT])
    def test_for_a_new_story_includes_adding_one(self, name: TransitionName) -> None:
        needed = NEEDS[name] | {"edit_any_article", "change_article"}
        assert workflow.is_permitted(Article(), name, holder(*needed, "add_article"))
        assert not workflow.is_permitted(Article(), name, holder(*needed))


class TestState:
    @pytest.mark.parametrize("name", list(N))
    def test_a_new_story_can_only_begin(self, name: TransitionName) -> None:
        begins = {N.SAVE_DRAFT, N.SUBMIT, N.APPROVE, N.PUBLISH, N.SCHEDULE}
        assert workflow.can_transition(Article(), name) == (name in begins)

    def test_what_was_never_public_is_neither_withdrawn_nor_corrected(self) -> None:
        for name in (N.WITHDRAW, N.CORRECT, N.AMEND, N.RETRACT):
            assert not workflow.can_transition(story_that_is("scheduled"), name)
            again = story_that_is("withdrawn")
            publishing.schedule(again, at=timezone.now() + HOUR, by=cast.meera())
            assert workflow.can_transition(again, name)

    @pytest.mark.parametrize("state", STATES)
    def test_the_plain_save_is_an_update_once_a_story_is_published(self, state: str) -> None:
        published = state in ("published", "scheduled", "expired")
        assert workflow.save_transition(story_that_is(state)) == (N.UPDATE if published else N.SAVE_DRAFT)


class TestRequirements:
    @pytest.mark.parametrize("name", sorted(set(N) - WITHOUT_CHANGES))
    def test_a_story_that_readers_see_is_complete(self, name: TransitionName) -> None:
        story, nothing = story_that_is(a_start(name)), Changes(fields={"section": None})
        if name in COMPLETE:
            with pytest.raises(NotReady):
                run(name, story, changes=nothing)
        else:
            run(name, story, changes=nothing)

    @pytest.mark.parametrize("name", sorted(set(N) - WITHOUT_CHANGES))
    def test_a_story_that_readers_see_does_not_end_before_it_begins(self, name: TransitionName) -> None:
        story, ended = story_that_is(a_start(name)), Changes(fields={"expire_at": timezone.now() - 1000 * HOUR})
        if name in COMPLETE:
            with translation.override("en"), pytest.raises(Refused) as refused:
                run(name, story, changes=ended)
            assert refused.value.errors == {"expire_at": "A story cannot end before it is published."}
        else:
            run(name, story, changes=ended)

    def test_a_story_is_published_only_with_its_end_to_come(self) -> None:
        past = timezone.now() - HOUR
        for name, at, refused in ((N.PUBLISH, past - HOUR, True), (N.UPDATE, None, False), (N.CORRECT, None, False)):
            story = story_that_is("draft" if at else "published")
            changes, more = Changes(fields={"expire_at": past}), {"at": at} if at else {}
            if refused:
                with pytest.raises(Refused):
                    run(name, story, changes=changes, **more)
            else:
                run(name, story, changes=changes, **more)

    def test_a_story_may_end_in_the_moment_it_was_published_but_not_before(self) -> None:
        story = story_that_is("published")
        publishing.expire(story, at=story.publish_at, by=cast.meera())
        with pytest.raises(Refused):
            publishing.expire(story, at=story.publish_at - HOUR, by=cast.meera())
        with pytest.raises(Refused):
            publishing.update(story, by=cast.meera())

    def test_an_unfinished_story_comes_out_of_the_trash(self) -> None:
        story = publishing.save_draft(Article(), by=cast.meera())
        run(N.TRASH, story)
        assert run(N.RESTORE, story).state() == "draft"


class TestForm:
    @pytest.mark.sampled(4)
    @pytest.mark.parametrize("state", BUTTONS)
    def test_the_buttons_of_an_editor(self, state: str) -> None:
        page = page_for(cast.meera(), form_address(None if state == "new" else story_that_is(state)))
        row = page.xpath("//div[contains(@class, 'desk-buttons')]")[0]
        main, others, destructive = BUTTONS[state]
        assert row.xpath("input[@class='default']/@name") == [main or "_continue"]
        listed = row.xpath(".//div[@class='more-acts-list']")[0]
        assert listed.xpath("input[not(@class)]/@name") == [*others, "_save"]
        assert listed.xpath("input[@class='backwards']/@name") == destructive
        assert row.xpath("button[@name='act']/@value") == []

    def test_the_main_button_is_the_next_that_the_person_may_press(self) -> None:
        story = factories.draft(by=cast.ravi())
        main = "//div[contains(@class, 'desk-buttons')]/input[@class='default']/@name"
        assert page_for(cast.ravi(), form_address(story)).xpath(main) == ["_submit"]
        writer = ("change_article", "view_article", "edit_any_article")
        assert page_for(holder(*writer, "review_article"), form_address(story)).xpath(main) == ["_submit"]
        publishing.submit(story, by=cast.ravi())
        assert page_for(holder(*writer, "review_article"), form_address(story)).xpath(main) == ["_approve"]

    @pytest.mark.parametrize("state", BARE)
    def test_the_buttons_of_somebody_who_may_not_edit(self, state: str) -> None:
        permissions = (
            "view_article review_article publish_article withdraw_article correct_article trash_article".split()
        )
        page = page_for(holder(*permissions), form_address(story_that_is(state)))
        row = page.xpath("//div[contains(@class, 'desk-buttons')]")[0]
        buttons = row.xpath("button[@name='act']")
        assert [button.get("value") for button in buttons] == BARE[state]
        assert [words(button) for button in buttons] == [WORDS[N(value)][0] for value in BARE[state]]
        assert not row.xpath("input[@type='submit']")

    @pytest.mark.sampled(4)
    @pytest.mark.parametrize("name", [name for name in WORDS if name not in (N.SAVE_DRAFT, N.UPDATE, N.RESTORE)])
    def test_a_button_saves_what_was_typed_and_says_so(self, name: TransitionName) -> None:
        story, editor = story_that_is(a_start(name)), cast.meera()
        page = page_for(editor, form_address(story))
        label, done = WORDS[name]
        assert page.xpath(f"//input[@name='_{name.value}']/@value") == [label]
        answer = {"confirmed": name.value, "reason": "दोहरी खबर"} if name in ASKED else {}
        assert post(editor, story, page, f"_{name.value}", **answer).strip().startswith(f"“नया शीर्षक”: {done}")
        story.refresh_from_db()
        assert story.headline == "नया शीर्षक"
        assert story.revisions.first().transition == name
        if name == N.SCHEDULE:
            assert story.is_scheduled()
        if name == N.CORRECT:
            assert story.corrections.get().text == "सुधार"

    @pytest.mark.parametrize(("state", "name"), [("draft", N.SAVE_DRAFT), ("published", N.UPDATE)])
    def test_a_plain_save(self, state: str, name: TransitionName) -> None:
        story, editor = story_that_is(state), cast.meera()
        page = page_for(editor, form_address(story))
        more = {"significant": "on"} if name == N.UPDATE else {}
        assert post(editor, story, page, "_continue", **more).strip().startswith(f"“नया शीर्षक”: {WORDS[name][1]}")
        story.refresh_from_db()
        assert story.revisions.first().transition == name
        assert (story.significant_update_at is not None) == (name == N.UPDATE)

    @pytest.mark.sampled(4)
    @pytest.mark.parametrize("name", list(N))
    def test_a_request_without_changes(self, name: TransitionName) -> None:
        story, client = story_that_is(a_start(name)), Client()
        client.force_login(cast.meera())
        User.objects.update(desk_language="en")
        answer = {"confirmed": name.value, "reason": "दोहरी खबर"} if name in ASKED else {}
        response = client.post(f"/admin/articles/article/{story.pk}/act/", {"act": name.value, **answer}, follow=True)
        if name.value in {value for values in BARE.values() for value in values}:
            assert WORDS[name][1] in response.content.decode()
            assert story.revisions.first().transition == name
        else:
            assert response.status_code == 403


class TestList:
    def test_the_bulk_actions_and_the_permission_for_each(self) -> None:
        factories.draft()
        choices = "//select[@name='action']/option[@value!='']"
        page = page_for(cast.meera(), "/admin/articles/article/")
        assert [(one.get("value"), one.text) for one in page.xpath(choices)] == [entry[:2] for entry in BULK]
        for permission in {entry[2] for entry in BULK}:
            page = page_for(holder("view_article", permission), "/admin/articles/article/")
            offered = [one.get("value") for one in page.xpath(choices)]
            assert offered == [name for name, _label, needed in BULK if needed == permission]

    @pytest.mark.parametrize("name", [N(name.removesuffix("_all")) for name, _label, _permission in BULK])
    def test_a_bulk_action_says_what_is_done(self, name: TransitionName) -> None:
        stories, client = [story_that_is(a_start(name)) for _ in range(2)], Client()
        client.force_login(cast.meera())
        User.objects.update(desk_language="en")
        trash = "?state=trash" if name == N.RESTORE else ""
        data = {"action": f"{name.value}_all", "_selected_action": [story.pk for story in stories]}
        if name in ASKED_OF_SEVERAL:
            data |= {"confirmed": name.value, "reason": "दोहरी खबर"}
        response = client.post(f"/admin/articles/article/{trash}", data, follow=True)
        assert f"{WORDS[name][1]} (2)" in response.content.decode()
        for story in stories:
            assert story.revisions.first().transition == name


def run(name: TransitionName, story: Article, **arguments: Any) -> Article:
    """The transition with whatever it needs, by an editor."""
    needed: dict[TransitionName, dict[str, Any]] = {
        N.SCHEDULE: {"at": timezone.now() + HOUR},
        N.CORRECT: {"text": "सुधार"},
    }
    return publishing.apply(name, story, by=cast.meera(), **needed.get(name, {}), **arguments)


def post(editor: User, story: Article, page: html.HtmlElement, button: str, **more: str) -> str:
    """Send the form with this button; the message that the desk then shows."""
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    own = {
        "_correct": {"correction": "सुधार"},
        "_schedule": {"schedule_at_0": tomorrow.isoformat(), "schedule_at_1": "10:00"},
    }
    data = dict(page.get_element_by_id("article_form").form_values()) | {"headline": "नया शीर्षक", button: "1"}
    data |= own.get(button, {}) | more
    client = Client()
    client.force_login(editor)
    response = client.post(form_address(story), data, follow=True)
    (message,) = html.fromstring(response.content.decode()).xpath("//ul[@class='messagelist']/li")
    return message.text_content()


def test_the_table_says_nothing_that_is_not_shown() -> None:
    for transition in workflow.TRANSITIONS.values():
        shown = transition.button != workflow.Place.NOWHERE or transition.bare or transition.bulk
        assert bool(transition.label) == shown
        assert bool(transition.done) == (shown or transition.is_save)
        assert not transition.rank or transition.button == workflow.Place.FORWARD
        assert transition.name in RUN
        assert transition.is_save == (transition.name in (N.SAVE_DRAFT, N.UPDATE))


def test_the_page_in_the_docs_says_what_the_table_says() -> None:
    page = (reference_pages.DOCS / "workflow.md").read_text(encoding="utf-8")
    assert page == reference_pages.workflow_page(), "run: python -m tests.reference_pages"


def test_every_cell_is_known_here() -> None:
    """A new column of the table needs its expectation above."""
    assert {field.name for field in dataclasses.fields(workflow.Transition)} == {
        "name", "from_states", "permission", "to", "condition", "requirements", "arguments", "is_save", "label", "done",
        "button", "rank", "bare", "bulk",
    }  # fmt: skip
    assert {status for _states, status in LEADS.values() if status} == set(Status)
