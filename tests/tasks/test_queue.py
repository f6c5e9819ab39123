"""Enqueueing: in the caller's transaction, and only once per key."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import transaction
from django.utils import timezone

from articles.models import Job, JobState
from articles.tasks import Task, task
from tests.jobs import run_due
from tests.tasks.conftest import Define
from tests.threads import at_once

pytestmark = pytest.mark.django_db
# For tests with several database connections.
committed = pytest.mark.django_db(transaction=True)
LATER = dt.timedelta(hours=1)


@pytest.fixture
def done() -> list[int]:
    return []


@pytest.fixture
def errand(define: Define, done: list[int]) -> Task:
    return define(done.append)


def test_calling_a_task_runs_it_here_and_queues_nothing(errand: Task, done: list[int]) -> None:
    errand(7)
    assert done == [7]
    assert not Job.objects.exists()


def test_a_queued_job_is_run_by_the_worker_once(errand: Task, done: list[int]) -> None:
    errand.enqueue(1)
    errand.enqueue(2)
    assert done == []
    assert run_due() == 2
    assert run_due() == 0
    assert done == [1, 2]
    assert {(job.state, job.attempt_number, job.error) for job in Job.objects.all()} == {(JobState.DONE, 1, "")}


def test_a_job_is_rolled_back_with_its_transaction(errand: Task) -> None:
    with transaction.atomic():
        errand.enqueue(1, key="one")
        errand.enqueue(2)
        assert Job.objects.count() == 2
        transaction.set_rollback(True)
    assert run_due() == 0
    assert not Job.objects.exists()


def test_a_job_waits_for_its_time(errand: Task, done: list[int]) -> None:
    errand.enqueue(1, run_after=timezone.now() + LATER)
    errand.enqueue(2, run_after=timezone.now() - LATER)
    assert run_due() == 1
    assert done == [2]


def test_higher_priorities_run_first(define: Define, errand: Task, done: list[int]) -> None:
    urgent = define(lambda number: done.append(-number), name="test.urgent", priority=1)
    errand.enqueue(1)
    urgent.enqueue(2)
    run_due()
    assert done == [-2, 1]


def test_no_two_tasks_have_the_same_name(errand: Task) -> None:
    with pytest.raises(ValueError, match=r"two tasks are called test\.errand"):
        task(name="test.errand")(print)


class TestAKey:
    def test_that_is_queued_is_not_queued_twice(self, errand: Task, done: list[int]) -> None:
        for number in (1, 2, 3):
            errand.enqueue(number, key="same")
        assert run_due() == 1
        assert done == [1]

    def test_belongs_to_one_task(self, define: Define, errand: Task) -> None:
        errand.enqueue(1, key="same")
        define(print, name="test.other").enqueue(key="same")
        assert Job.objects.count() == 2

    def test_that_was_done_can_be_queued_again(self, errand: Task, done: list[int]) -> None:
        errand.enqueue(1, key="same")
        run_due()
        errand.enqueue(2, key="same")
        run_due()
        assert done == [1, 2]

    def test_that_is_running_can_be_queued_again(self, define: Define) -> None:
        """The running job may have missed what changed since it started."""
        counted: list[int] = []

        def runs_twice() -> None:
            counted.append(1)
            if len(counted) == 1:
                changing.enqueue(key="same")

        changing = define(runs_twice)
        changing.enqueue(key="same")
        assert run_due() == 2

    def test_keeps_the_earlier_of_two_times(self, errand: Task) -> None:
        now = timezone.now()
        for hours in (5, 2, 9):
            errand.enqueue(hours, key="same", run_after=now + hours * LATER)
        assert Job.objects.get().due_at == now + 2 * LATER

    @committed
    def test_queued_by_many_at_once_is_there_once_and_none_of_them_fails(self, errand: Task) -> None:
        results = at_once([lambda: errand.enqueue(1, key="same") for _ in range(12)])
        assert results == [None] * 12
        assert Job.objects.count() == 1

    @committed
    def test_is_not_started_before_everybody_who_queued_it_has_committed(self, errand: Task, done: list[int]) -> None:
        """Otherwise it would miss what the second transaction wrote, and no other job would be queued for that."""
        errand.enqueue(1, key="same")
        queued, looked, done_before = threading.Event(), threading.Event(), []

        def second() -> None:
            with transaction.atomic():
                errand.enqueue(2, key="same")
                queued.set()
                looked.wait(0.3)
                done_before.extend(done)

        def worker() -> int:
            queued.wait(10)
            try:
                return run_due()
            finally:
                looked.set()

        _none, count = at_once([second, worker])
        # PostgreSQL skips the locked row; SQLite waits for the transaction.
        assert done_before == []
        assert count + run_due() == 1
        assert done == [1]
