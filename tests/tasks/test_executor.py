"""What comes of a job: done, tried again with growing pauses, given up, or lost with its worker and begun anew."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Job, JobState
from articles.tasks import RetryLater, Task, executor, prune, run_due, try_again
from tests.tasks.conftest import Define
from tests.threads import at_once

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)
BEGIN = dt.datetime(2026, 3, 1, 6, 0, tzinfo=dt.UTC)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(BEGIN, tick=False) as travelled:
        yield travelled


def fails() -> None:
    raise RuntimeError("the network is down\0")


def only() -> Job:
    return Job.objects.get()


def waits() -> float:
    """Seconds until the only job is due."""
    due = only().due_at
    assert due
    return (due - timezone.now()).total_seconds()


def lose_the_worker() -> Job:
    """A worker begins the job that is due, and is never heard of again until its lease has ended."""
    job = executor.claim()
    assert job
    Job.objects.filter(pk=job.pk).update(due_at=timezone.now())
    return job


class TestATaskThatFails:
    def test_is_tried_again_with_the_pauses_it_asked_for_and_given_up_in_the_end(
        self, define: Define, clock: Any
    ) -> None:
        define(fails, tries=4, backoff=(60, 300)).enqueue()
        for pause in (60, 300, 300):
            assert run_due() == 1
            assert (only().state, waits()) == (JobState.WAITING, pause)
            clock.shift(pause - 1)
            assert run_due() == 0
            clock.shift(1)
        assert run_due() == 1
        clock.shift(1_000_000)
        assert run_due() == 0
        job = only()
        assert (job.state, job.due_at, job.tries, job.run) == (JobState.FAILED, None, 4, 4)
        assert job.error.endswith("RuntimeError: the network is down\n")
        assert "Traceback" in job.error

    def test_with_words_that_no_database_takes_is_given_up_all_the_same(
        self, define: Define, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def act() -> None:
            raise RuntimeError("half a character: \ud800")

        # Test runs of several processes hand on what was logged, and could not hand on this.
        monkeypatch.setattr(executor.logger, "disabled", True)
        define(act, tries=1).enqueue()
        run_due()
        assert "half a character" in only().error

    def test_and_is_told_to_wait_longer_waits_longer(self, define: Define, clock: Any) -> None:
        def act(seconds: int | None) -> None:
            raise RetryLater(seconds=seconds)

        define(act, tries=2, backoff=(60,)).enqueue(3600)
        run_due()
        assert waits() == 3600

    @pytest.mark.parametrize("seconds", [None, 0, 5])
    def test_never_waits_less_than_its_own_pause(self, define: Define, clock: Any, seconds: int | None) -> None:
        def act(seconds: int | None) -> None:
            raise RetryLater(seconds=seconds)

        define(act, tries=2, backoff=(60,)).enqueue(seconds)
        run_due()
        assert waits() == 60

    def test_and_then_succeeds_is_done_and_its_error_forgotten(self, define: Define, clock: Any) -> None:
        faults = [RuntimeError("once")]

        def act() -> None:
            if faults:
                raise faults.pop()

        define(act, tries=2, backoff=(60,)).enqueue()
        run_due()
        clock.shift(60)
        run_due()
        assert (only().state, only().error, only().tries) == (JobState.DONE, "", 2)

    def test_does_not_keep_others_from_being_done(self, define: Define) -> None:
        done: list[int] = []
        bad, good = define(fails, name="test.bad", tries=1), define(done.append)
        bad.enqueue()
        good.enqueue(1)
        assert run_due() == 2
        assert done == [1]

    def test_while_the_same_was_put_in_line_anew_leaves_it_to_that_one(self, define: Define) -> None:
        def act() -> None:
            failing.enqueue(key="same")
            raise RuntimeError

        failing = define(act, tries=5, backoff=(60,))
        failing.enqueue(key="same", run_after=timezone.now())
        job = executor.claim()
        assert job
        executor.note(job, executor.attempt(job))
        assert sorted(Job.objects.values_list("state", "tries")) == [("done", 1), ("waiting", 0)]


class TestWhatWasGivenUp:
    def test_can_be_tried_again_with_all_its_tries(self, define: Define, clock: Any) -> None:
        define(fails, tries=2, backoff=(60,)).enqueue()
        run_due()
        clock.shift(60)
        run_due()
        assert try_again(only())
        assert run_due() == 1
        assert (only().state, only().tries, only().run) == (JobState.WAITING, 1, 3)

    def test_is_not_tried_again_where_the_same_is_in_line(self, define: Define) -> None:
        failing = define(fails, tries=1)
        failing.enqueue(key="same")
        run_due()
        parked = only()
        failing.enqueue(key="same")
        assert not try_again(parked)
        parked.refresh_from_db()
        assert parked.state == JobState.FAILED

    def test_stays_for_three_months_and_what_was_done_for_a_week(self, define: Define, clock: Any) -> None:
        define(fails, name="test.bad", tries=1).enqueue()
        define(int).enqueue()
        run_due()
        define(int).enqueue(run_after=timezone.now() + dt.timedelta(days=365))
        counts = []
        for days in (6, 2, 80, 3):
            clock.shift(dt.timedelta(days=days))
            counts.append((prune(), Job.objects.count()))
        assert counts == [(0, 3), (1, 2), (0, 2), (1, 1)]


class TestAWorkerThatIsLost:
    def test_keeps_its_job_until_the_lease_ends(self, define: Define, clock: Any) -> None:
        define(int, lease=120).enqueue()
        assert executor.claim()
        clock.shift(119)
        assert executor.claim() is None
        clock.shift(1)
        assert run_due() == 1
        assert (only().state, only().run, only().tries) == (JobState.DONE, 2, 2)

    def test_and_comes_back_late_does_not_write_over_the_newer_run(
        self, define: Define, caplog: pytest.LogCaptureFixture
    ) -> None:
        define(int, tries=3).enqueue()
        late = lose_the_worker()
        newer = executor.claim()
        assert newer
        executor.note(late, executor.Outcome("what the late one says"))
        assert only().state == JobState.RUNNING
        executor.note(newer, executor.Outcome())
        executor.note(late, executor.Outcome("what the late one says"))
        assert (only().state, only().error, only().run) == (JobState.DONE, "", 2)
        assert caplog.text.count("this run does not count") == 2

    def test_but_nobody_has_begun_its_job_anew_may_still_say_what_came_of_it(self, define: Define) -> None:
        define(int).enqueue()
        late = lose_the_worker()
        executor.note(late, executor.attempt(late))
        assert only().state == JobState.DONE
        assert run_due() == 0

    def test_again_and_again_by_one_job_has_that_job_given_up(
        self, define: Define, caplog: pytest.LogCaptureFixture
    ) -> None:
        done: list[int] = []
        define(fails, name="test.poison", tries=4).enqueue()
        for _time in range(4):
            lose_the_worker()
        define(done.append).enqueue(1)
        assert run_due() == 1
        assert done == [1]
        poison = Job.objects.get(name="test.poison")
        assert (poison.state, poison.run, poison.error) == (JobState.FAILED, 4, executor.LOST)
        assert [entry.levelno for entry in caplog.records if "given up" in entry.message] == [logging.ERROR]

    def test_is_no_reason_to_give_up_a_task_that_should_be_tried_only_once(self, define: Define) -> None:
        define(int, tries=1).enqueue()
        for _time in range(executor.STARTS - 1):
            lose_the_worker()
        assert run_due() == 1
        assert only().state == JobState.DONE


class TestTwoWorkers:
    @committed
    def test_never_take_the_same_job(self, define: Define) -> None:
        done: list[int] = []
        errand = define(done.append)
        for number in range(24):
            errand.enqueue(number)
        counts = at_once([run_due] * 4)
        # On PostgreSQL a worker that finds the others taking what is left goes to rest.
        assert sum(counts) + run_due() == 24
        assert sorted(done) == list(range(24))
        assert set(Job.objects.values_list("state", "run")) == {("done", 1)}


class TestAnIdleLine:
    def test_costs_one_question_and_writes_nothing(self, define: Define) -> None:
        define(int).enqueue(run_after=timezone.now() + dt.timedelta(hours=1))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert executor.claim() is None
        assert [query["sql"].split()[0] for query in asked] == ["SELECT"]

    def test_leaves_jobs_alone_whose_task_it_does_not_know(self, define: Define) -> None:
        """They are of a newer version, whose worker is about to start."""
        Job.objects.create(name="test.unheard-of")
        define(int).enqueue()
        assert run_due() == 1
        assert Job.objects.get(name="test.unheard-of").state == JobState.WAITING


@committed
def test_a_task_runs_in_no_transaction(define: Define) -> None:
    seen: list[bool] = []
    task: Task = define(lambda: seen.append(connection.in_atomic_block))
    task.enqueue()
    run_due()
    assert seen == [False]
