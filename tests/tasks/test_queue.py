"""What is put in line: in the caller's transaction, and with a key only once."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import transaction
from django.utils import timezone

from articles.models import Job, JobState
from articles.tasks import Task, run_due, task
from tests.tasks.conftest import Define
from tests.threads import at_once

pytestmark = pytest.mark.django_db
# Where others look on, over connections of their own.
committed = pytest.mark.django_db(transaction=True)
LATER = dt.timedelta(hours=1)


@pytest.fixture
def done() -> list[int]:
    return []


@pytest.fixture
def errand(define: Define, done: list[int]) -> Task:
    return define(done.append)


def test_a_task_that_is_called_is_done_here_and_nothing_is_put_in_line(errand: Task, done: list[int]) -> None:
    errand(7)
    assert done == [7]
    assert not Job.objects.exists()


def test_what_is_put_in_line_is_done_by_the_worker_once(errand: Task, done: list[int]) -> None:
    errand.enqueue(1)
    errand.enqueue(2)
    assert done == []
    assert run_due() == 2
    assert run_due() == 0
    assert done == [1, 2]
    assert {(job.state, job.run, job.error) for job in Job.objects.all()} == {(JobState.DONE, 1, "")}


def test_it_goes_with_the_transaction_that_is_undone(errand: Task) -> None:
    with transaction.atomic():
        errand.enqueue(1, key="one")
        errand.enqueue(2)
        assert Job.objects.count() == 2
        transaction.set_rollback(True)
    assert run_due() == 0
    assert not Job.objects.exists()


def test_it_waits_for_its_time(errand: Task, done: list[int]) -> None:
    errand.enqueue(1, run_after=timezone.now() + LATER)
    errand.enqueue(2, run_after=timezone.now() - LATER)
    assert run_due() == 1
    assert done == [2]


def test_the_more_urgent_is_done_first(define: Define, errand: Task, done: list[int]) -> None:
    urgent = define(lambda number: done.append(-number), name="test.urgent", priority=1)
    errand.enqueue(1)
    urgent.enqueue(2)
    run_due()
    assert done == [-2, 1]


def test_no_two_tasks_have_one_name(errand: Task) -> None:
    with pytest.raises(ValueError, match=r"two tasks are called test\.errand"):
        task(name="test.errand")(print)


class TestAKey:
    def test_that_is_in_line_is_not_put_there_twice(self, errand: Task, done: list[int]) -> None:
        for number in (1, 2, 3):
            errand.enqueue(number, key="same")
        assert run_due() == 1
        assert done == [1]

    def test_is_of_one_task_alone(self, define: Define, errand: Task) -> None:
        errand.enqueue(1, key="same")
        define(print, name="test.other").enqueue(key="same")
        assert Job.objects.count() == 2

    def test_that_was_done_can_be_put_in_line_again(self, errand: Task, done: list[int]) -> None:
        errand.enqueue(1, key="same")
        run_due()
        errand.enqueue(2, key="same")
        run_due()
        assert done == [1, 2]

    def test_whose_task_has_begun_can_be_put_in_line_again(self, define: Define) -> None:
        """What changed since it began, it may have missed."""
        counted: list[int] = []

        def act() -> None:
            counted.append(1)
            if len(counted) == 1:
                changing.enqueue(key="same")

        changing = define(act)
        changing.enqueue(key="same")
        assert run_due() == 2

    def test_keeps_the_earlier_of_two_times(self, errand: Task) -> None:
        now = timezone.now()
        for hours in (5, 2, 9):
            errand.enqueue(hours, key="same", run_after=now + hours * LATER)
        assert Job.objects.get().due_at == now + 2 * LATER

    @committed
    def test_put_in_line_by_many_at_once_is_there_once_and_none_of_them_fails(self, errand: Task) -> None:
        results = at_once([lambda: errand.enqueue(1, key="same") for _ in range(12)])
        assert results == [None] * 12
        assert Job.objects.count() == 1

    @committed
    def test_is_not_begun_before_everybody_who_asked_for_it_has_committed(self, errand: Task, done: list[int]) -> None:
        """Otherwise it would not see what the second one wrote, and nothing would be in line for that any more."""
        errand.enqueue(1, key="same")
        asked, looked, done_before = threading.Event(), threading.Event(), []

        def second() -> None:
            with transaction.atomic():
                errand.enqueue(2, key="same")
                asked.set()
                looked.wait(0.3)
                done_before.extend(done)

        def worker() -> int:
            asked.wait(10)
            try:
                return run_due()
            finally:
                looked.set()

        _none, count = at_once([second, worker])
        # PostgreSQL passes over the row; SQLite waits for the transaction.
        assert done_before == []
        assert count + run_due() == 1
        assert done == [1]
