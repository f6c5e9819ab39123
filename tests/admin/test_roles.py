"""Permissions on every page of the desk. Not allowed means 403 and no change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Article, Status, User
from tests import factories
from tests.admin.forms import ADD, change, forged, sent

pytestmark = pytest.mark.django_db

ROLES = ["reporter", "editor", "chief", "none"]
STAFF = {"editor", "chief"}
# Tables that signing in or looking at a page may touch.
_BESIDE = ("django_session", "articles_desksession", "articles_attemptcounter", "articles_feedstate")


def dump() -> dict[str, list[Any]]:
    tables = sorted(
        name
        for name in connection.introspection.table_names()
        if name.startswith("articles_") and not name.startswith(_BESIDE) and name != "articles_user"
    )
    with connection.cursor() as cursor:
        rows = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            rows[table] = cursor.fetchall()
    return rows


@pytest.fixture
def people() -> dict[str, User]:
    return {role: factories.user(role, "" if role == "none" else role) for role in ROLES}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def a_story(state: str, owner: User) -> Article:
    """A story of this owner in this state; the steps beyond the owner's rights are taken by an editor."""
    editor = factories.editor()
    story = factories.draft(by=owner if state != "published" else editor)
    Article.objects.filter(pk=story.pk).update(created_by=owner)
    later = timezone.now() + dt.timedelta(days=1)
    steps: dict[str, Callable[[], Any]] = {
        "draft": lambda: None,
        "in_review": lambda: publishing.submit(story, by=editor),
        "approved": lambda: publishing.approve(story, by=editor),
        "scheduled": lambda: publishing.schedule(story, at=later, by=editor),
        "published": lambda: publishing.publish(story, by=editor),
        "trashed": lambda: (publishing.publish(story, by=editor), publishing.trash(story, by=editor)),
    }
    steps[state]()
    return Article.objects.get(pk=story.pk)


def yes(act: str) -> dict[str, str]:
    """Answer the question, if there is one."""
    return {"confirmed": act, "reason": "दोहरी खबर"}


def without_times(data: dict[str, Any]) -> dict[str, Any]:
    """Leave out the fields that a reporter's form does not have."""
    return {name: value for name, value in data.items() if not name.startswith(("expire_at", "schedule_at"))}


# The act, the state it begins in, who may do it to a story of their own and to one of another.
BUTTONS = [
    ("_continue", "draft", STAFF | {"reporter"}, STAFF),
    ("_submit", "draft", STAFF | {"reporter"}, STAFF),
    ("_approve", "in_review", STAFF, STAFF),
    ("_send_back", "in_review", STAFF, STAFF),
    ("_publish", "draft", STAFF, STAFF),
    ("_publish", "approved", STAFF, STAFF),
    ("_schedule", "draft", STAFF, STAFF),
    ("_unschedule", "scheduled", STAFF, STAFF),
    ("_continue", "published", STAFF, STAFF),
    ("_correct", "published", STAFF, STAFF),
]


@pytest.mark.sampled(10)
@pytest.mark.parametrize("own", [True, False], ids=["own", "of-another"])
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("button", "state", "may_own", "may_other"), BUTTONS)
def test_a_button_of_the_form(
    people: dict[str, User], role: str, button: str, state: str, may_own: set[str], may_other: set[str], own: bool
) -> None:
    author = people[role] if own and role in may_own | {"reporter"} else factories.editor()
    story = a_story(state, author)
    # The form as an editor sees it: what a browser is shown does not decide what may be sent.
    data = forged(sent(signed_in(people["chief"]), change(story.pk), headline="नया शीर्षक"))
    tomorrow = timezone.localtime() + dt.timedelta(days=1)
    typed = {
        "_correct": {"correction": "पहले गलत था"},
        "_schedule": {"schedule_at_0": tomorrow.date().isoformat(), "schedule_at_1": "10:00:00"},
    }
    data = without_times(data) | {button: "1", **typed.get(button, {})}
    before = dump()
    response = signed_in(people[role]).post(change(story.pk), data)
    if role in (may_own if own else may_other):
        assert response.status_code == 302
        assert dump() != before
    else:
        assert response.status_code == 403
        assert dump() == before


ACTS = [
    ("send_back", "in_review", STAFF),
    ("approve", "in_review", STAFF),
    ("unschedule", "scheduled", STAFF),
    ("withdraw", "published", STAFF),
    ("trash", "published", STAFF),
    ("restore", "trashed", STAFF),
]


@pytest.mark.sampled(4)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("act", "state", "may"), ACTS)
def test_an_act_without_words(people: dict[str, User], role: str, act: str, state: str, may: set[str]) -> None:
    story = a_story(state, people["reporter"])
    before = dump()
    response = signed_in(people[role]).post(f"/admin/articles/article/{story.pk}/act/", {"act": act, **yes(act)})
    assert response.status_code == (302 if role in may else 403)
    assert (dump() != before) == (role in may)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("act", "state", "may"), [*ACTS, ("publish", "draft", STAFF), ("submit", "draft", STAFF)])
def test_an_action_of_the_list(people: dict[str, User], role: str, act: str, state: str, may: set[str]) -> None:
    if act == "unschedule":
        act, state = "publish", "approved"
    story = a_story(state, factories.editor())
    before = dump()
    address = "/admin/articles/article/" + ("?state=trash" if state == "trashed" else "")
    data = {"action": f"{act}_all", "_selected_action": [story.pk], **yes(act)}
    response = signed_in(people[role]).post(address, data)
    assert response.status_code == (302 if role in may else 403)
    assert (dump() != before) == (role in may)


@pytest.mark.sampled(4)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "raw",
    [
        {"status": "published"},
        {"publish_at": "2020-01-01 00:00:00"},
        {"publish_at_0": "2020-01-01", "publish_at_1": "00:00:00"},
        {"first_published_at": "2020-01-01"},
        {"deleted_at": ""},
        {"created_by": "1"},
    ],
    ids=lambda raw: next(iter(raw)),
)
def test_status_and_times_cannot_be_sent(people: dict[str, User], role: str, raw: dict[str, str]) -> None:
    story = a_story("draft", people["reporter"])
    data = forged(sent(signed_in(people["chief"]), change(story.pk), _continue="1")) | raw
    data = without_times(data)
    before = dump()
    assert signed_in(people[role]).post(change(story.pk), data).status_code == 403
    assert dump() == before


def test_a_reporter_cannot_send_an_end(people: dict[str, User]) -> None:
    story = a_story("draft", people["reporter"])
    client = signed_in(people["reporter"])
    data = sent(client, change(story.pk), _continue="1", expire_at_0="2030-01-01", expire_at_1="10:00:00")
    before = dump()
    assert client.post(change(story.pk), data).status_code == 403
    assert dump() == before


@pytest.mark.sampled(4)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("popup", ["", "?_popup=1"], ids=["page", "pop-up"])
@pytest.mark.parametrize("button", ["_save", "_publish"])
def test_a_new_story(people: dict[str, User], role: str, popup: str, button: str) -> None:
    section = factories.section()
    data = forged(sent(signed_in(people["chief"]), ADD, headline="शीर्षक", body="<p>पाठ</p>", section=section.pk))
    data = without_times(data) | {button: "1"}
    if popup:
        data["_popup"] = "1"
    before = dump()
    response = signed_in(people[role]).post(ADD + popup, data)
    if role in (STAFF if button == "_publish" else STAFF | {"reporter"}):
        assert response.status_code == 302
        expected = Status.PUBLISHED if button == "_publish" else Status.DRAFT
        assert Article.objects.get().status == expected
    else:
        assert response.status_code == 403
        assert dump() == before


@pytest.mark.parametrize("role", ROLES)
def test_the_import_box(people: dict[str, User], role: str) -> None:
    before = dump()
    response = signed_in(people[role]).post("/admin/articles/article/from-text/", {"text": "पहला वाक्य। दूसरा वाक्य।"})
    may = role != "none"
    assert response.status_code == (200 if may else 403)
    assert (dump() != before) == may
    assert not Article.objects.published().exists()


@pytest.mark.parametrize("role", ROLES)
def test_nobody_deletes_a_story(people: dict[str, User], role: str) -> None:
    story = a_story("draft", people["reporter"])
    client, before = signed_in(people[role]), dump()
    assert client.post(f"/admin/articles/article/{story.pk}/delete/", {"post": "yes"}).status_code == 403
    data = {"action": "delete_selected", "_selected_action": [story.pk], "post": "yes"}
    assert client.post("/admin/articles/article/", data).status_code == 403
    assert dump() == before


PAGES = [
    "/admin/articles/article/", ADD, "/admin/articles/article/from-text/", "/admin/articles/tag/suggestions/?q=a",
    "/admin/articles/user/", "/admin/articles/auditentry/", "/admin/articles/section/add/",
]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_is_asked_to_sign_in(address: str, client: Client) -> None:
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("name", ["history", "change"])
def test_pages_about_a_story_are_for_those_who_may_see_it(people: dict[str, User], name: str) -> None:
    story = a_story("draft", people["reporter"])
    assert signed_in(people["none"]).get(f"/admin/articles/article/{story.pk}/{name}/").status_code == 403
    assert signed_in(people["reporter"]).get(f"/admin/articles/article/{story.pk}/{name}/").status_code == 200


@pytest.mark.parametrize("kind", ["socialpost", "image"])
def test_what_the_editor_fetches_is_for_those_who_may_see_it(people: dict[str, User], kind: str) -> None:
    thing = factories.post() if kind == "socialpost" else factories.image()
    address = f"/admin/articles/{kind}/{thing.pk}/card/"
    assert signed_in(people["none"]).get(address).status_code == 403
    assert signed_in(people["reporter"]).get(address).status_code == 200


class TestAccounts:
    def form(self, client: Client, user: User, **changes: Any) -> dict[str, Any]:
        return sent(client, f"/admin/articles/user/{user.pk}/change/", "user_form", **changes)

    def test_a_chief_puts_people_into_the_newsrooms_groups(self, people: dict[str, User]) -> None:
        client, user = signed_in(people["chief"]), people["none"]
        data = self.form(client, user, groups=[factories.group("reporter").pk])
        assert client.post(f"/admin/articles/user/{user.pk}/change/", data).status_code == 302
        assert [group.name for group in user.groups.all()] == ["reporter"]

    def test_but_makes_nobody_a_superuser_and_gives_no_single_right(self, people: dict[str, User]) -> None:
        client, user = signed_in(people["chief"]), people["none"]
        data = self.form(client, user, is_superuser="on", user_permissions=["1", "2"])
        client.post(f"/admin/articles/user/{user.pk}/change/", data)
        user.refresh_from_db()
        assert not user.is_superuser
        assert not user.user_permissions.exists()

    def test_nor_touches_an_account_with_more_rights(self, people: dict[str, User]) -> None:
        root = User.objects.create_superuser("root", password="a long enough password")
        client = signed_in(people["chief"])
        assert client.post(f"/admin/articles/user/{root.pk}/change/", {"username": "x"}).status_code == 403
        new = {"password1": "another long one 1", "password2": "another long one 1"}
        assert client.post(f"/admin/articles/user/{root.pk}/password/", new).status_code == 403
        root.refresh_from_db()
        assert root.check_password("a long enough password")

    @pytest.mark.parametrize("role", ["reporter", "editor", "none"])
    def test_others_see_no_accounts(self, people: dict[str, User], role: str) -> None:
        client = signed_in(people[role])
        assert client.get("/admin/articles/user/").status_code == 403
        assert client.get(f"/admin/articles/user/{people['chief'].pk}/change/").status_code == 403
