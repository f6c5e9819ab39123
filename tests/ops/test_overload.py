"""Readers are answered while the desk is slow, and what is stuck is ended."""

from __future__ import annotations

import contextlib
import io
import json
import threading
import time

import pytest
from django.db import OperationalError, connection, connections

from newsroom import overload, statements
from newsroom.overload import DESK_THREADS, DESK_WORKING, OverloadGuard
from tests import factories


class Slow:
    """An application whose requests last until they are let go."""

    def __init__(self):
        self.go, self.began, self.bodies = threading.Event(), threading.Semaphore(0), []

    def __call__(self, environ, start_response):
        self.began.release()
        if "slow" in environ["PATH_INFO"]:
            self.go.wait(5)
        self.bodies.append(environ["wsgi.input"].read())
        start_response("200 OK", [])
        return [b""]


def asked(application, path, body=b"", **environ):
    said = []
    environ = {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(body)), **environ}
    environ |= {"PATH_INFO": path, "wsgi.input": environ.pop("stream", None) or io.BytesIO(body)}
    content = b"".join(application(environ, lambda status, headers: said.append(status)))
    return int(said[0].split()[0]), content


@contextlib.contextmanager
def threads(count, application, path):
    running = [threading.Thread(target=asked, args=(application, path), daemon=True) for _number in range(count)]
    for one in running:
        one.start()
    yield
    for one in running:
        one.join(5)


def until(condition):
    end = time.monotonic() + 5
    while not condition() and time.monotonic() < end:
        time.sleep(0.002)
    assert condition()


def test_readers_are_answered_while_the_desk_is_slow_and_some_of_it_waits(monkeypatch):
    slow = Slow()
    application = OverloadGuard(slow)
    with threads(DESK_THREADS, application, "/admin/slow/"):
        until(lambda: len(application.running) == DESK_THREADS)
        for _number in range(DESK_WORKING):
            assert slow.began.acquire(timeout=5)
        assert not slow.began.acquire(timeout=0.02)
        assert asked(application, "/desh/")[0] == 200
        assert asked(application, "/admin/")[0] == 503
        status, content = asked(application, "/admin/", HTTP_ACCEPT="application/json")
        assert (status, json.loads(content)["code"]) == (503, "busy")
        slow.go.set()
    assert len(slow.bodies) == DESK_THREADS + 1
    assert asked(application, "/admin/")[0] == 200
    assert not application.running


def test_who_waits_too_long_is_asked_to_try_again(monkeypatch):
    monkeypatch.setattr(overload, "DESK_WAIT_SECONDS", 0.01)
    slow = Slow()
    application = OverloadGuard(slow)
    with threads(DESK_WORKING, application, "/admin/slow/"):
        for _number in range(DESK_WORKING):
            assert slow.began.acquire(timeout=5)
        assert asked(application, "/admin/")[0] == 503
        slow.go.set()


def test_an_error_of_the_application_gives_its_place_free():
    def broken(environ, start_response):
        raise ZeroDivisionError

    application = OverloadGuard(broken)
    for _number in range(2 * DESK_THREADS):
        with pytest.raises(ZeroDivisionError):
            asked(application, "/admin/")
    assert not application.running


def test_a_slow_sender_keeps_nobody_at_the_desk_from_working():
    arrives = threading.Event()

    class Body(io.RawIOBase):
        def read(self, size=-1):
            arrives.wait(5)
            return b"x"

    slow = Slow()
    application = OverloadGuard(slow)
    senders = [
        threading.Thread(target=asked, args=(application, "/admin/login/", b"x"), kwargs={"stream": Body()})
        for _number in range(DESK_WORKING)
    ]
    for sender in senders:
        sender.start()
    until(lambda: len(application.running) == DESK_WORKING)
    assert asked(application, "/admin/", b"abc")[0] == 200
    arrives.set()
    for sender in senders:
        sender.join(5)
    assert sorted(slow.bodies) == [b"abc", *[b"x"] * DESK_WORKING]


def test_what_is_stuck_is_logged_once_with_where_it_stands(monkeypatch, caplog):
    monkeypatch.setattr(overload, "STUCK_SECONDS", -1)
    slow, logged = Slow(), set()
    application = OverloadGuard(slow)
    with threads(1, application, "/admin/slow/"):
        assert slow.began.acquire(timeout=5)
        assert [one.is_desk for one in application.look(logged)] == [True]
        assert len(application.look(logged)) == 1
        slow.go.set()
    assert len(caplog.records) == 1
    assert "POST '/admin/slow/' takes longer" in caplog.text
    assert "self.go.wait(5)" in caplog.text
    assert application.look(logged) == []


def test_a_process_whose_desk_threads_are_stuck_is_ended(monkeypatch):
    ended = threading.Event()
    monkeypatch.setattr(overload, "STUCK_SECONDS", -1)
    monkeypatch.setattr(overload, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(overload, "MOST_PATIENCE", 0)

    monkeypatch.setattr(overload.os, "kill", lambda *_process: ended.set())
    slow = Slow()
    application = OverloadGuard(slow)
    with threads(DESK_THREADS, application, "/admin/slow/"):
        until(lambda: len(application.running) == DESK_THREADS)
        application.watch(overload.THREADS)
        assert ended.wait(5)
        slow.go.set()


@pytest.mark.django_db
def test_a_statement_that_lasts_is_ended_and_the_next_one_is_not(monkeypatch):
    if connection.vendor != "sqlite":
        return  # Its own statement_timeout does it.
    monkeypatch.setattr(statements, "STEPS", 2_000)
    monkeypatch.setattr(statements, "STEPS_A_LOOK", 1_000)
    wrappers = list(connection.execute_wrappers)
    connection.ensure_connection()
    statements._limit_steps(connection)
    try:
        factories.section()
        with connection.cursor() as cursor:
            with pytest.raises(OperationalError, match="interrupted"):
                cursor.execute(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1e6) SELECT max(i) FROM n"
                )
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)
    finally:
        connection.connection.set_progress_handler(None, 0)
        connection.execute_wrappers[:] = wrappers


@pytest.mark.django_db
def test_a_limit_is_set_once_however_often_a_thread_connects():
    """A thousand wrappers, one for each request, were more than a statement could pass."""
    thread = connections.create_connection("default")
    for _request in range(3):
        thread.connect()
        statements._limit_steps(thread)
        thread.close()
    assert len(thread.execute_wrappers) == (1 if thread.vendor == "sqlite" else 0)


def test_postgresql_is_given_its_limits():
    database = {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {"options": "-c a=1"}}
    statements.limit_statements(database)
    assert database["OPTIONS"]["options"] == (
        "-c a=1 -c statement_timeout=20000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000"
    )
