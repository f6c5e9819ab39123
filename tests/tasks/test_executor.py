"""Outcomes of an attempt: done, retried with growing delays, failed for good, or lost with its worker and restarted."""

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
from articles.tasks import RetryLater, Task, executor, prune, retry
from tests.jobs import run_due
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


def only_job() -> Job:
    return Job.objects.get()


def seconds_until_due() -> float:
    """Return the seconds until the only job is due."""
    due = only_job().due_at
    assert due
    return (due - timezone.now()).total_seconds()


def lose_worker() -> Job:
    """Let a worker claim the due job and disappear; its lease ends at once."""
    job = executor.claim()
    assert job
    Job.objects.filter(pk=job.pk).update(due_at=timezone.now())
    return job


class TestATaskThatFails:
    def test_is_retried_after_each_backoff_delay_and_fails_for_good_in_the_end(
        self, define: Define, clock: Any
    ) -> None:
        define(fails, max_attempts=4, backoff=(60, 300)).enqueue()
        for delay in (60, 300, 300):
            assert run_due() == 1
            assert (only_job().state, seconds_until_due()) == (JobState.WAITING, delay)
            clock.shift(delay - 1)
            assert run_due() == 0
            clock.shift(1)
        assert run_due() == 1
        clock.shift(1_000_000)
        assert run_due() == 0
        job = only_job()
        assert (job.state, job.due_at, job.attempts, job.attempt_number) == (JobState.FAILED, None, 4, 4)
        assert job.error.endswith("RuntimeError: the network is down\n")
        assert "Traceback" in job.error

    def test_with_an_error_text_that_no_database_stores_still_fails(
        self, define: Define, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def act() -> None:
            raise RuntimeError("half a character: \ud800")

        # Test runs of several processes hand on what was logged, and could not hand on this.
        monkeypatch.setattr(executor.logger, "disabled", True)
        define(act, max_attempts=1).enqueue()
        run_due()
        assert "half a character" in only_job().error

    def test_waits_longer_if_it_asks_for_that(self, define: Define, clock: Any) -> None:
        def act(seconds: int | None) -> None:
            raise RetryLater(seconds=seconds)

        define(act, max_attempts=2, backoff=(60,)).enqueue(3600)
        run_due()
        assert seconds_until_due() == 3600

    @pytest.mark.parametrize("seconds", [None, 0, 5])
    def test_never_waits_less_than_its_backoff(self, define: Define, clock: Any, seconds: int | None) -> None:
        def act(seconds: int | None) -> None:
            raise RetryLater(seconds=seconds)

        define(act, max_attempts=2, backoff=(60,)).enqueue(seconds)
        run_due()
        assert seconds_until_due() == 60

    def test_and_then_succeeds_is_done_and_its_error_forgotten(self, define: Define, clock: Any) -> None:
        errors = [RuntimeError("once")]

        def act() -> None:
            if errors:
                raise errors.pop()

        define(act, max_attempts=2, backoff=(60,)).enqueue()
        run_due()
        clock.shift(60)
        run_due()
        assert (only_job().state, only_job().error, only_job().attempts) == (JobState.DONE, "", 2)

    def test_does_not_stop_other_jobs(self, define: Define) -> None:
        done: list[int] = []
        bad, good = define(fails, name="test.bad", max_attempts=1), define(done.append)
        bad.enqueue()
        good.enqueue(1)
        assert run_due() == 2
        assert done == [1]

    def test_is_not_retried_if_its_key_was_queued_again_meanwhile(self, define: Define) -> None:
        def act() -> None:
            failing.enqueue(key="same")
            raise RuntimeError

        failing = define(act, max_attempts=5, backoff=(60,))
        failing.enqueue(key="same", run_after=timezone.now())
        job = executor.claim()
        assert job
        executor.record_outcome(job, executor.attempt(job))
        assert sorted(Job.objects.values_list("state", "attempts")) == [("done", 1), ("waiting", 0)]


class TestAFailedJob:
    def test_can_be_retried_with_all_its_attempts(self, define: Define, clock: Any) -> None:
        define(fails, max_attempts=2, backoff=(60,)).enqueue()
        run_due()
        clock.shift(60)
        run_due()
        assert retry(only_job())
        assert run_due() == 1
        assert (only_job().state, only_job().attempts, only_job().attempt_number) == (JobState.WAITING, 1, 3)

    def test_is_not_retried_if_its_key_is_queued(self, define: Define) -> None:
        failing = define(fails, max_attempts=1)
        failing.enqueue(key="same")
        run_due()
        failed = only_job()
        failing.enqueue(key="same")
        assert not retry(failed)
        failed.refresh_from_db()
        assert failed.state == JobState.FAILED

    def test_is_kept_for_three_months_and_a_done_one_for_a_week(self, define: Define, clock: Any) -> None:
        define(fails, name="test.bad", max_attempts=1).enqueue()
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
        assert (only_job().state, only_job().attempt_number, only_job().attempts) == (JobState.DONE, 2, 2)

    def test_and_comes_back_late_does_not_overwrite_the_newer_attempt(
        self, define: Define, caplog: pytest.LogCaptureFixture
    ) -> None:
        define(int, max_attempts=3).enqueue()
        late = lose_worker()
        newer = executor.claim()
        assert newer
        executor.record_outcome(late, executor.AttemptOutcome("the late outcome"))
        assert only_job().state == JobState.RUNNING
        executor.record_outcome(newer, executor.AttemptOutcome())
        executor.record_outcome(late, executor.AttemptOutcome("the late outcome"))
        assert (only_job().state, only_job().error, only_job().attempt_number) == (JobState.DONE, "", 2)
        assert caplog.text.count("this attempt does not count") == 2

    def test_may_still_store_its_outcome_if_nobody_has_restarted_the_job(self, define: Define) -> None:
        define(int).enqueue()
        late = lose_worker()
        executor.record_outcome(late, executor.attempt(late))
        assert only_job().state == JobState.DONE
        assert run_due() == 0

    def test_again_and_again_by_one_job_makes_that_job_fail(
        self, define: Define, caplog: pytest.LogCaptureFixture
    ) -> None:
        done: list[int] = []
        define(fails, name="test.poison", max_attempts=4).enqueue()
        for _ in range(4):
            lose_worker()
        define(done.append).enqueue(1)
        assert run_due() == 1
        assert done == [1]
        poison = Job.objects.get(name="test.poison")
        assert (poison.state, poison.attempt_number, poison.error) == (JobState.FAILED, 4, executor.LOST)
        assert [entry.levelno for entry in caplog.records if "failed for good" in entry.message] == [logging.ERROR]

    def test_does_not_fail_a_job_with_only_one_attempt_at_once(self, define: Define) -> None:
        define(int, max_attempts=1).enqueue()
        for _ in range(executor.STARTS_AFTER_LOSS - 1):
            lose_worker()
        assert run_due() == 1
        assert only_job().state == JobState.DONE


class TestTwoWorkers:
    @committed
    def test_never_take_the_same_job(self, define: Define) -> None:
        done: list[int] = []
        errand = define(done.append)
        for number in range(24):
            errand.enqueue(number)
        counts = at_once([run_due] * 4)
        # On PostgreSQL a worker stops if the others have locked all that is left.
        assert sum(counts) + run_due() == 24
        assert sorted(done) == list(range(24))
        assert set(Job.objects.values_list("state", "attempt_number")) == {("done", 1)}


class TestAnEmptyQueue:
    def test_costs_one_query_and_writes_nothing(self, define: Define) -> None:
        define(int).enqueue(run_after=timezone.now() + dt.timedelta(hours=1))
        with CaptureQueriesContext(connection) as queries:
            assert executor.claim() is None
        assert [query["sql"].split()[0] for query in queries] == ["SELECT"]

    def test_leaves_jobs_of_unknown_tasks_alone(self, define: Define) -> None:
        """They belong to a newer version, whose worker is about to start."""
        Job.objects.create(name="test.unknown")
        define(int).enqueue()
        assert run_due() == 1
        assert Job.objects.get(name="test.unknown").state == JobState.WAITING


@committed
def test_a_task_runs_in_no_transaction(define: Define) -> None:
    seen: list[bool] = []
    in_atomic_block: Task = define(lambda: seen.append(connection.in_atomic_block))
    in_atomic_block.enqueue()
    run_due()
    assert seen == [False]
