"""A Hindi desk is Hindi to the last list: groups, permissions, background tasks, headings."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import translation
from lxml import html

from articles import tasks
from articles.admin.names import group_name, permission_name, task_name
from articles.models import Job, User
from articles.publishing.roles import GROUPS
from articles.tasks.registry import all_tasks
from tests import factories
from tests.pages import words

pytestmark = pytest.mark.django_db
LATIN = re.compile("[A-Za-z]")
# Abbreviations that Hindi writes in Latin letters too.
_SAME = re.compile("SEO|URL")


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(factories.user("asha", is_superuser=True))
    return client


def page(desk: Client, address: str) -> html.HtmlElement:
    return html.fromstring(desk.get(address, follow=True).content.decode())


def test_every_task_group_and_permission_has_a_hindi_name() -> None:
    with translation.override("hi"):
        names = [task_name(name) for name in all_tasks()] + [group_name(name) for name in GROUPS]
        permissions = Permission.objects.filter(content_type__app_label="articles").select_related("content_type")
        names += [permission_name(permission) for permission in permissions]
    unclear = [name for name in names if LATIN.search(_SAME.sub("", name))]
    assert not unclear, " · ".join(unclear)


def test_groups_and_permissions_are_named_on_the_pages_of_accounts(desk: Client) -> None:
    user = factories.user("rep", "reporter")
    groups = page(desk, f"/admin/articles/user/{user.pk}/change/").xpath("//select[@name='groups']/option")
    assert sorted(words(option) for option in groups) == ["प्रधान संपादक", "रिपोर्टर", "संपादक"]
    rows = page(desk, "/admin/auth/group/").xpath("//table[@id='result_list']/tbody/tr/th")
    assert sorted(words(row) for row in rows) == ["प्रधान संपादक", "रिपोर्टर", "संपादक"]
    permissions = page(desk, f"/admin/auth/group/{factories.group('editor').pk}/change/")
    options = [words(option) for option in permissions.xpath("//select[@name='permissions']/option[@selected]")]
    assert any(option.startswith("खबरें: ") for option in options)
    filters = words(page(desk, "/admin/articles/user/").get_element_by_id("changelist-filter"))
    assert "प्रधान संपादक" in filters
    assert "chief" not in filters


def test_a_job_says_what_it_does_and_what_became_of_it(desk: Client) -> None:
    Job.objects.create(name="posts.capture", args=[1], error=tasks.TO_BE_RETRIED)
    listed = words(page(desk, "/admin/articles/job/").get_element_by_id("changelist"))
    assert "उद्धृत पोस्ट लाना" in listed
    assert "बाद में फिर कोशिश होगी।" in listed
    assert "posts.capture" not in listed


@pytest.mark.parametrize(("kind", "title"), [("article", "खबरें"), ("job", "पृष्ठभूमि के काम"), ("tag", "टैग")])
def test_a_list_is_headed_by_what_it_lists(desk: Client, kind: str, title: str) -> None:
    assert words(page(desk, f"/admin/articles/{kind}/").xpath("//h1[not(@id='site-name')]")[0]) == title


def test_who_is_greeted_is_named_as_the_account_is(desk: Client) -> None:
    assert words(page(desk, "/admin/").get_element_by_id("user-tools")).startswith("नमस्ते, asha")


def test_what_is_not_there_is_said_in_right_hindi(desk: Client) -> None:
    said = words(page(desk, "/admin/articles/article/99999/change/").xpath("//ul[@class='messagelist']")[0])
    assert said.startswith("खबर: “99999” आईडी की कोई प्रविष्टि नहीं है।")
    assert User.objects.get().username == "asha"
