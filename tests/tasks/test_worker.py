"""The worker process: killed, stopped, with a task that exceeds its lease, and without a database for a while."""

from __future__ import annotations

import datetime as dt
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection
from django.utils import timezone

from articles.models import Job, JobState
from articles.tasks import Worker, enqueue_periodic
from tests.jobs import run_due
from tests.tasks import process
from tests.tasks.conftest import Define
from tests.threads import at_once

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)


def until(condition: Callable[[], Any], process: subprocess.Popen[str]) -> None:
    """Wait for the condition while the process lives."""
    for _attempt in range(1200):
        if condition():
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    process.kill()
    raise AssertionError(process.communicate()[1])


@committed
class TestAProcess:
    @pytest.fixture
    def log(self, tmp_path: Path) -> Path:
        return tmp_path / "log"

    @pytest.fixture
    def start(self, log: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
        started: list[subprocess.Popen[str]] = []

        def run() -> subprocess.Popen[str]:
            started.append(process.start(log))
            return started[-1]

        yield run
        for worker in started:
            worker.kill()
            worker.communicate()

    def has_started(self, log: Path) -> Callable[[], bool]:
        return lambda: log.exists() and "started\n" in log.read_text()

    def test_that_is_killed_in_the_middle_of_a_task_leaves_it_to_another_one(
        self, start: Any, log: Path, define: Define
    ) -> None:
        Job.objects.create(name="test.hangs-once")
        killed = start()
        until(self.has_started(log), killed)
        killed.kill()
        killed.wait()
        job = Job.objects.get()
        assert (job.state, job.attempts) == (JobState.RUNNING, 1)
        # As if the lease of a minute had ended.
        Job.objects.update(due_at=timezone.now())
        until(lambda: Job.objects.filter(state=JobState.DONE).exists(), start())
        job.refresh_from_db()
        assert (job.state, job.attempt_number, job.due_at, job.error) == (JobState.DONE, 2, None, "")
        assert log.read_text() == "started\nstarted\ndone\n"

    @pytest.mark.slow
    def test_that_is_stopped_finishes_its_task_and_starts_no_other(self, start: Any, log: Path) -> None:
        Job.objects.create(name="test.takes-a-while")
        Job.objects.create(name="test.takes-a-while")
        stopped = start()
        until(self.has_started(log), stopped)
        stopped.send_signal(signal.SIGTERM)
        _out, errors = stopped.communicate(timeout=30)
        assert (stopped.returncode, log.read_text()) == (0, "started\ndone\n")
        assert "Traceback" not in errors
        assert sorted(Job.objects.values_list("state", flat=True)) == ["done", "waiting"]

    @pytest.mark.slow
    def test_whose_task_exceeds_its_lease_exits_with_a_traceback(self, start: Any, log: Path) -> None:
        Job.objects.create(name="test.hangs")
        hung = start()
        _out, errors = hung.communicate(timeout=30)
        assert hung.returncode == 1
        assert "in hangs" in errors
        assert Job.objects.get().state == JobState.RUNNING


@committed
class TestWithoutADatabase:
    """Every query fails for a while, as when the database is restarted."""

    @pytest.fixture
    def outage(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
        """Return a list of expected pauses. While it is not empty every query fails; each pause removes one."""
        pauses: list[float] = []

        def refuse(execute: Any, *args: Any) -> Any:
            if pauses:
                raise OperationalError("server closed the connection unexpectedly\nis it running?")
            return execute(*args)

        def sleep(self: Worker, seconds: float) -> None:
            if pauses:
                assert seconds == pauses.pop(0)

        monkeypatch.setattr(Worker, "_sleep", sleep)
        with connection.execute_wrapper(refuse):
            yield pauses

    def test_a_worker_waits_and_goes_on_by_itself(self, define: Define, outage: list[float]) -> None:
        worker = Worker()
        define(worker.stop).enqueue()
        outage += [1, 2, 4, 8, 15, 15]
        worker.run()
        assert outage == []
        assert Job.objects.get().state == JobState.DONE

    def test_the_outcome_of_a_task_that_ran_meanwhile_is_stored_afterwards(
        self, define: Define, outage: list[float], caplog: pytest.LogCaptureFixture
    ) -> None:
        worker = Worker()
        counted: list[int] = []

        def act() -> None:
            counted.append(1)
            outage.extend([1, 2, 4])

        define(act).enqueue()
        define(worker.stop, name="test.stop", priority=-1).enqueue()
        worker.run()
        job = Job.objects.get(name="test.errand")
        assert counted == [1]
        assert (job.state, job.attempt_number) == (JobState.DONE, 1)
        assert "the database does not answer, the worker waits: server closed the connection" in caplog.text

    def test_a_worker_can_be_stopped(
        self, define: Define, outage: list[float], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        worker = Worker()
        outage += [1] * 100
        monkeypatch.setattr(Worker, "_sleep", lambda self, seconds: self.stop())
        worker.run()
        assert len(outage) == 100
        outage.clear()


@committed
def test_a_sleeping_worker_stops_at_once(define: Define) -> None:
    worker = Worker(poll_interval=600)
    worker.stop()
    worker.run()


class TestAPeriodicTask:
    EVERY = dt.timedelta(minutes=15)

    @pytest.fixture
    def done(self) -> list[dt.datetime]:
        return []

    @pytest.fixture(autouse=True)
    def _task(self, define: Define, done: list[dt.datetime]) -> None:
        define(lambda: done.append(timezone.now()), name="test.round", every=self.EVERY)

    @pytest.fixture
    def clock(self) -> Iterator[Any]:
        with time_machine.travel(dt.datetime(2026, 3, 1, 6, 0, tzinfo=dt.UTC), tick=False) as travelled:
            yield travelled

    @committed
    def test_runs_once_in_each_period_however_many_workers_there_are(self, clock: Any, done: list[dt.datetime]) -> None:
        assert at_once([enqueue_periodic] * 4) == [None] * 4
        for rounds in (1, 2, 3):
            at_once([run_due] * 4)
            run_due()
            assert len(done) == rounds
            clock.shift(self.EVERY - dt.timedelta(seconds=1))
            assert run_due() == 0
            clock.shift(1)
        assert Job.objects.count() == 1

    def test_runs_once_after_a_night_without_any_worker(self, clock: Any, done: list[dt.datetime]) -> None:
        enqueue_periodic()
        run_due()
        clock.shift(dt.timedelta(hours=9))
        enqueue_periodic()
        assert (run_due(), run_due()) == (1, 0)

    def test_that_fails_runs_again_in_the_next_period_and_keeps_its_error_until_then(
        self, define: Define, clock: Any
    ) -> None:
        errors = [RuntimeError("no answer")]

        def act() -> None:
            if errors:
                raise errors.pop()

        define(act, name="test.failing", every=self.EVERY, max_attempts=1)
        enqueue_periodic()
        run_due()
        job = Job.objects.get(name="test.failing")
        assert (job.state, job.due_at) == (JobState.WAITING, timezone.now() + self.EVERY)
        assert "no answer" in job.error
        clock.shift(self.EVERY)
        run_due()
        job.refresh_from_db()
        assert (job.error, job.attempt_number) == ("", 2)

    def test_with_a_shorter_period_than_before_does_not_wait_for_its_old_time(self, clock: Any) -> None:
        enqueue_periodic()
        run_due()
        Job.objects.update(due_at=timezone.now() + dt.timedelta(days=7))
        enqueue_periodic()
        assert Job.objects.get().due_at == timezone.now() + self.EVERY

    def test_that_no_longer_exists_leaves_the_queue(self, clock: Any) -> None:
        Job.objects.create(name="test.old-version", is_periodic=True)
        enqueue_periodic()
        assert [job.name for job in Job.objects.all()] == ["test.round"]

    @committed
    def test_is_queued_by_a_worker_that_starts(self, done: list[dt.datetime], monkeypatch: Any) -> None:
        worker = Worker()
        monkeypatch.setattr(Worker, "_sleep", lambda self, seconds: self.stop())
        worker.run()
        assert len(done) == 1
