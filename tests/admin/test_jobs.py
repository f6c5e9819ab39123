"""Background work at the desk: read by the chief, changed by nobody, tried again where it was given up."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from articles.models import AuditEntry, Job, JobState, User
from tests import cast

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/job/"
ERROR = 'Traceback (most recent call last):\n  File "x.py", line 7, in <act>\nTimeoutError: नेटवर्क चुप है\n'


def desk(who: Callable[[], User]) -> Client:
    client = Client()
    client.force_login(who())
    return client


@pytest.fixture
def parked() -> Job:
    return Job.objects.create(
        name="posts.capture", args=[7], key="capture:7", state=JobState.FAILED, due_at=None, tries=8, run=8, error=ERROR
    )


def test_the_list_shows_what_was_given_up_and_why(parked: Job) -> None:
    page = desk(cast.kavita).get(LIST).content.decode()
    assert "posts.capture" in page
    assert "TimeoutError: नेटवर्क चुप है" in page
    assert "Traceback" not in page


def test_the_job_shows_the_whole_error_as_text(parked: Job) -> None:
    page = desk(cast.kavita).get(f"{LIST}{parked.pk}/change/").content.decode()
    assert "in &lt;act&gt;\nTimeoutError: नेटवर्क चुप है" in page


def test_nobody_changes_adds_or_deletes_a_job(parked: Job) -> None:
    chief = desk(cast.kavita)
    assert chief.post(f"{LIST}{parked.pk}/change/", {"state": "done"}).status_code == 403
    assert chief.post(f"{LIST}{parked.pk}/delete/", {"post": "yes"}).status_code == 403
    assert chief.post(f"{LIST}add/", {"name": "x"}).status_code == 403
    assert Job.objects.get() == parked


@pytest.mark.parametrize("who", [cast.ravi, cast.meera, cast.guest])
def test_it_is_the_chiefs_alone(who: Callable[[], User], parked: Job) -> None:
    client = desk(who)
    assert client.get(LIST).status_code == 403
    assert client.post(LIST, {"action": "try_again", "_selected_action": [parked.pk]}).status_code == 403
    parked.refresh_from_db()
    assert parked.state == JobState.FAILED


def test_what_was_given_up_is_tried_again_and_that_stands_in_the_log(parked: Job) -> None:
    done = Job.objects.create(name="posts.check", state=JobState.DONE, due_at=None)
    chosen = {"action": "try_again", "_selected_action": [parked.pk, done.pk]}
    page = desk(cast.kavita).post(LIST, chosen, follow=True).content.decode()
    parked.refresh_from_db()
    done.refresh_from_db()
    assert (parked.state, parked.tries) == (JobState.WAITING, 0)
    assert parked.due_at is not None
    assert done.state == JobState.DONE
    (entry,) = AuditEntry.objects.filter(act="try again")
    assert (entry.by, entry.target_id) == (cast.kavita(), str(parked.pk))
    assert "1 " in page
