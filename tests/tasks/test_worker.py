"""The worker as a process: killed, stopped, outstayed by a task; and without a database for a while."""

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
from articles.tasks import Worker, enqueue_periodic, periodic, run_due
from tests.tasks import process
from tests.tasks.conftest import Define
from tests.threads import at_once

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)


def until(is_so: Callable[[], Any], process: subprocess.Popen[str]) -> None:
    """Waits for it, while the process lives."""
    for _attempt in range(1200):
        if is_so():
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    process.kill()
    raise AssertionError(process.communicate()[1])


@committed
class TestAProcess:
    @pytest.fixture
    def notes(self, tmp_path: Path) -> Path:
        return tmp_path / "notes"

    @pytest.fixture
    def start(self, notes: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
        started: list[subprocess.Popen[str]] = []

        def one() -> subprocess.Popen[str]:
            started.append(process.start(notes))
            return started[-1]

        yield one
        for each in started:
            each.kill()
            each.communicate()

    def has_begun(self, notes: Path) -> Callable[[], bool]:
        return lambda: notes.exists() and "begun\n" in notes.read_text()

    def test_that_is_killed_in_the_middle_of_a_task_leaves_it_to_be_done_later_once(
        self, start: Any, notes: Path, define: Define
    ) -> None:
        Job.objects.create(name="test.hangs-once")
        killed = start()
        until(self.has_begun(notes), killed)
        killed.kill()
        killed.wait()
        job = Job.objects.get()
        assert (job.state, job.tries) == (JobState.RUNNING, 1)
        # As if the lease, a minute, had ended.
        Job.objects.update(due_at=timezone.now())
        until(lambda: Job.objects.filter(state=JobState.DONE).exists(), start())
        job.refresh_from_db()
        assert (job.state, job.run, job.due_at, job.error) == (JobState.DONE, 2, None, "")
        assert notes.read_text() == "begun\nbegun\ndone\n"

    def test_that_is_asked_to_stop_brings_its_task_to_an_end_and_begins_no_other(self, start: Any, notes: Path) -> None:
        Job.objects.create(name="test.takes-a-while")
        Job.objects.create(name="test.takes-a-while")
        stopped = start()
        until(self.has_begun(notes), stopped)
        stopped.send_signal(signal.SIGTERM)
        _out, said = stopped.communicate(timeout=30)
        assert (stopped.returncode, notes.read_text()) == (0, "begun\ndone\n")
        assert "Traceback" not in said
        assert sorted(Job.objects.values_list("state", flat=True)) == ["done", "waiting"]

    def test_whose_task_outstays_its_lease_ends_and_says_where_it_was(self, start: Any, notes: Path) -> None:
        Job.objects.create(name="test.hangs")
        hung = start()
        _out, said = hung.communicate(timeout=30)
        assert hung.returncode == 1
        assert "in hangs" in said
        assert Job.objects.get().state == JobState.RUNNING


@committed
class TestWithoutADatabase:
    """Every question to it fails for a while, as when it is being restarted."""

    @pytest.fixture
    def outage(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
        """What is put here are the pauses during which the database is down; they are taken out as the worker waits."""
        pauses: list[float] = []

        def refuse(execute: Any, *given: Any) -> Any:
            if pauses:
                raise OperationalError("server closed the connection unexpectedly\nis it running?")
            return execute(*given)

        def rest(self: Worker, seconds: float) -> None:
            if pauses:
                assert seconds == pauses.pop(0)

        monkeypatch.setattr(Worker, "_rest", rest)
        with connection.execute_wrapper(refuse):
            yield pauses

    def test_it_waits_and_goes_on_by_itself(self, define: Define, outage: list[float]) -> None:
        one = Worker()
        define(one.stop).enqueue()
        outage += [1, 2, 4, 8, 15, 15]
        one.run()
        assert outage == []
        assert Job.objects.get().state == JobState.DONE

    def test_a_task_that_was_done_meanwhile_is_noted_as_done_afterwards_and_not_done_again(
        self, define: Define, outage: list[float], caplog: pytest.LogCaptureFixture
    ) -> None:
        one = Worker()
        counted: list[int] = []

        def act() -> None:
            counted.append(1)
            outage.extend([1, 2, 4])

        define(act).enqueue()
        define(one.stop, name="test.stop", priority=-1).enqueue()
        one.run()
        job = Job.objects.get(name="test.errand")
        assert counted == [1]
        assert (job.state, job.run) == (JobState.DONE, 1)
        assert "the database does not answer, the worker waits: server closed the connection" in caplog.text

    def test_it_can_be_stopped(self, define: Define, outage: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
        one = Worker()
        outage += [1] * 100
        monkeypatch.setattr(Worker, "_rest", lambda self, seconds: self.stop())
        one.run()
        assert len(outage) == 100
        outage.clear()


@committed
def test_a_worker_at_rest_stops_at_once(define: Define) -> None:
    one = Worker(poll=600)
    one.stop()
    one.run()


class TestAPeriodicTask:
    EVERY = dt.timedelta(minutes=15)

    @pytest.fixture
    def done(self) -> list[dt.datetime]:
        return []

    @pytest.fixture(autouse=True)
    def _task(self, define: Define, done: list[dt.datetime]) -> None:
        periodic(every=self.EVERY)(define(lambda: done.append(timezone.now()), name="test.round"))

    @pytest.fixture
    def clock(self) -> Iterator[Any]:
        with time_machine.travel(dt.datetime(2026, 3, 1, 6, 0, tzinfo=dt.UTC), tick=False) as travelled:
            yield travelled

    @committed
    def test_is_done_once_in_each_period_by_however_many_workers(self, clock: Any, done: list[dt.datetime]) -> None:
        assert at_once([enqueue_periodic] * 4) == [None] * 4
        for rounds in (1, 2, 3):
            at_once([run_due] * 4)
            run_due()
            assert len(done) == rounds
            clock.shift(self.EVERY - dt.timedelta(seconds=1))
            assert run_due() == 0
            clock.shift(1)
        assert Job.objects.count() == 1

    def test_is_done_once_after_a_night_without_any_worker(self, clock: Any, done: list[dt.datetime]) -> None:
        enqueue_periodic()
        run_due()
        clock.shift(dt.timedelta(hours=9))
        enqueue_periodic()
        assert (run_due(), run_due()) == (1, 0)

    def test_that_fails_is_done_again_in_the_next_period_and_its_error_kept_until_then(
        self, define: Define, clock: Any
    ) -> None:
        faults = [RuntimeError("no answer")]

        def act() -> None:
            if faults:
                raise faults.pop()

        periodic(every=self.EVERY)(define(act, name="test.failing", tries=1))
        enqueue_periodic()
        run_due()
        job = Job.objects.get(name="test.failing")
        assert (job.state, job.due_at) == (JobState.WAITING, timezone.now() + self.EVERY)
        assert "no answer" in job.error
        clock.shift(self.EVERY)
        run_due()
        job.refresh_from_db()
        assert (job.error, job.run) == ("", 2)

    def test_that_comes_oftener_than_before_does_not_wait_for_its_old_time(self, clock: Any) -> None:
        enqueue_periodic()
        run_due()
        Job.objects.update(due_at=timezone.now() + dt.timedelta(days=7))
        enqueue_periodic()
        assert Job.objects.get().due_at == timezone.now() + self.EVERY

    def test_that_is_no_more_leaves_the_line(self, clock: Any) -> None:
        Job.objects.create(name="test.of-the-last-version", is_periodic=True)
        enqueue_periodic()
        assert [job.name for job in Job.objects.all()] == ["test.round"]

    @committed
    def test_is_put_in_line_by_a_worker_that_starts(self, done: list[dt.datetime], monkeypatch: Any) -> None:
        one = Worker()
        monkeypatch.setattr(Worker, "_rest", lambda self, seconds: self.stop())
        one.run()
        assert len(done) == 1
