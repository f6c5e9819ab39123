"""Background work at the desk: only the chief reads it, nobody changes it, failed jobs can be retried."""

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
def failed() -> Job:
    return Job.objects.create(
        name="posts.capture", args=[7], key="capture:7", state=JobState.FAILED, due_at=None,
        attempts=8, attempt_number=8, error=ERROR,
    )  # fmt: skip


def test_the_list_shows_failed_jobs_and_why_they_failed(failed: Job) -> None:
    page = desk(cast.kavita).get(LIST).content.decode()
    assert "posts.capture" in page
    assert "TimeoutError: नेटवर्क चुप है" in page
    assert "Traceback" not in page


def test_the_job_shows_the_whole_error_as_text(failed: Job) -> None:
    page = desk(cast.kavita).get(f"{LIST}{failed.pk}/change/").content.decode()
    assert "in &lt;act&gt;\nTimeoutError: नेटवर्क चुप है" in page


def test_nobody_changes_adds_or_deletes_a_job(failed: Job) -> None:
    chief = desk(cast.kavita)
    assert chief.post(f"{LIST}{failed.pk}/change/", {"state": "done"}).status_code == 403
    assert chief.post(f"{LIST}{failed.pk}/delete/", {"post": "yes"}).status_code == 403
    assert chief.post(f"{LIST}add/", {"name": "x"}).status_code == 403
    assert Job.objects.get() == failed


@pytest.mark.parametrize("who", [cast.ravi, cast.meera, cast.guest])
def test_only_the_chief_may_see_and_retry_jobs(who: Callable[[], User], failed: Job) -> None:
    client = desk(who)
    assert client.get(LIST).status_code == 403
    assert client.post(LIST, {"action": "retry", "_selected_action": [failed.pk]}).status_code == 403
    failed.refresh_from_db()
    assert failed.state == JobState.FAILED


def test_a_failed_job_is_retried_and_that_stands_in_the_audit_log(failed: Job) -> None:
    done = Job.objects.create(name="posts.check", state=JobState.DONE, due_at=None)
    chosen = {"action": "retry", "_selected_action": [failed.pk, done.pk]}
    page = desk(cast.kavita).post(LIST, chosen, follow=True).content.decode()
    failed.refresh_from_db()
    done.refresh_from_db()
    assert (failed.state, failed.attempts) == (JobState.WAITING, 0)
    assert failed.due_at is not None
    assert done.state == JobState.DONE
    (entry,) = AuditEntry.objects.filter(action="try again")
    assert (entry.by, entry.target_id) == (cast.kavita(), str(failed.pk))
    assert "1 " in page
