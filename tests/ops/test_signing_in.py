"""Signing in at the desk: wrong passwords are counted in the database, and a lost one is replaced by mail."""

from __future__ import annotations

import datetime as dt
import re
import time

import pytest
import time_machine
from axes.models import AccessAttempt
from django.conf import settings as django_settings
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from articles.models import User
from tests import factories

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"  # What `factories.user` gives everybody.
HOME, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def asha() -> User:
    return factories.user("asha", "editor", email="asha@news.example")


def sign_in(password: str, username: str = "asha", address: str = HOME) -> bool:
    """Whether the desk let them in, with a new browser each time."""
    browser = Client(REMOTE_ADDR=address)
    browser.post(reverse("admin:login"), {"username": username, "password": password})
    return "_auth_user_id" in browser.session


def fail(times: int = django_settings.AXES_FAILURE_LIMIT, address: str = HOME) -> None:
    for _ in range(times):
        assert not sign_in("not my password", address=address)


class TestWrongPasswords:
    def test_the_right_one_is_accepted(self, asha: User) -> None:
        fail(times=django_settings.AXES_FAILURE_LIMIT - 1)
        assert sign_in(PASSWORD)

    def test_after_too_many_even_the_right_one_must_wait(self, asha: User) -> None:
        fail()
        assert not sign_in(PASSWORD)

    def test_the_count_survives_a_restart_of_the_server(self, asha: User) -> None:
        """It is kept in the database and nowhere else: what a new process would begin with is enough to refuse."""
        fail()
        cache.clear()
        kept = AccessAttempt.objects.get()
        assert (kept.username, kept.ip_address) == ("asha", HOME)
        assert kept.failures_since_start == django_settings.AXES_FAILURE_LIMIT
        assert not sign_in(PASSWORD)

    def test_after_the_wait_it_opens_again(self, asha: User) -> None:
        fail()
        with time_machine.travel(timezone.now() + django_settings.AXES_COOLOFF_TIME + dt.timedelta(seconds=1)):
            assert sign_in(PASSWORD)

    def test_a_stranger_elsewhere_cannot_lock_the_account(self, asha: User) -> None:
        fail(address=ELSEWHERE)
        assert not sign_in(PASSWORD, address=ELSEWHERE)
        assert sign_in(PASSWORD, address=HOME)

    def test_other_accounts_at_the_same_address_are_not_held_up(self, asha: User) -> None:
        factories.user("binod", "reporter")
        fail()
        assert sign_in(PASSWORD, username="binod")

    def test_a_reader_does_not_choose_the_address_they_are_counted_under(self, asha: User) -> None:
        for n in range(django_settings.AXES_FAILURE_LIMIT):
            browser = Client(REMOTE_ADDR=HOME, headers={"X-Forwarded-For": f"203.0.113.{n}"})
            browser.post(reverse("admin:login"), {"username": "asha", "password": "not my password"})
        assert not sign_in(PASSWORD)

    def test_behind_our_proxy_the_address_is_the_readers(self, asha: User, settings: Settings) -> None:
        settings.TRUSTED_PROXIES = 1
        for n in range(django_settings.AXES_FAILURE_LIMIT):
            # The reader wrote the first address, our proxy the last.
            browser = Client(REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": f"203.0.113.{n}, {ELSEWHERE}"})
            browser.post(reverse("admin:login"), {"username": "asha", "password": "not my password"})
        assert AccessAttempt.objects.get().ip_address == ELSEWHERE

    def test_the_answer_says_that_one_must_wait(self, asha: User) -> None:
        fail()
        answer = Client(REMOTE_ADDR=HOME).post(reverse("admin:login"), {"username": "asha", "password": PASSWORD})
        assert answer.status_code == 429
        assert "text/html" in answer["Content-Type"]

    def test_signing_in_changes_the_session_key(self, asha: User) -> None:
        browser = Client()
        browser.session.save()
        browser.cookies[django_settings.SESSION_COOKIE_NAME] = before = browser.session.session_key or ""
        browser.post(reverse("admin:login"), {"username": "asha", "password": PASSWORD})
        assert "_auth_user_id" in browser.session
        assert browser.session.session_key != before


class TestALostPassword:
    NEW = "quite another passphrase"

    def ask(self, email: str) -> tuple[int, str]:
        answer = Client().post(reverse("admin_password_reset"), {"email": email})
        return answer.status_code, answer["Location"]

    def link(self) -> str:
        (message,) = mail.outbox
        found = re.search(r"https?://[^/]+(/admin/password_reset/\S+)", str(message.body))
        assert found
        return found[1]

    def test_the_way_is_shown_where_one_signs_in(self) -> None:
        assert reverse("admin_password_reset") in Client().get(reverse("admin:login")).content.decode()

    def test_the_link_in_the_mail_sets_a_new_one(self, asha: User) -> None:
        assert self.ask("asha@news.example") == (302, reverse("password_reset_done"))
        (message,) = mail.outbox
        assert message.to == ["asha@news.example"]
        browser = Client()
        form = browser.get(self.link(), follow=True)
        assert form.status_code == 200
        done = browser.post(form.request["PATH_INFO"], {"new_password1": self.NEW, "new_password2": self.NEW})
        assert (done.status_code, done["Location"]) == (302, reverse("password_reset_complete"))
        assert browser.get(done["Location"]).status_code == 200
        assert sign_in(self.NEW)
        assert not sign_in(PASSWORD)

    def test_the_link_works_once(self, asha: User) -> None:
        self.ask("asha@news.example")
        for password, changed in ((self.NEW, True), ("a third long passphrase", False)):
            browser = Client()
            form = browser.get(self.link(), follow=True)
            browser.post(form.request["PATH_INFO"], {"new_password1": password, "new_password2": password})
            assert sign_in(password) is changed

    def test_the_link_ends(self, asha: User) -> None:
        self.ask("asha@news.example")
        with time_machine.travel(time.time() + django_settings.PASSWORD_RESET_TIMEOUT + 1):
            form = Client().get(self.link(), follow=True)
            assert "new_password1" not in form.content.decode()

    def test_a_weak_one_is_refused(self, asha: User) -> None:
        self.ask("asha@news.example")
        browser = Client()
        form = browser.get(self.link(), follow=True)
        again = browser.post(form.request["PATH_INFO"], {"new_password1": "asha12345", "new_password2": "asha12345"})
        assert again.status_code == 200
        assert sign_in(PASSWORD)

    def test_nobody_learns_which_addresses_have_an_account(self, asha: User) -> None:
        assert self.ask("nobody@news.example") == self.ask("asha@news.example")
        assert [message.to for message in mail.outbox] == [["asha@news.example"]]

    def test_a_new_one_ends_the_sessions_of_the_old(self, asha: User) -> None:
        thief = Client()
        thief.force_login(asha)
        assert thief.get(reverse("admin:index")).status_code == 200
        self.ask("asha@news.example")
        browser = Client()
        form = browser.get(self.link(), follow=True)
        browser.post(form.request["PATH_INFO"], {"new_password1": self.NEW, "new_password2": self.NEW})
        assert thief.get(reverse("admin:index")).status_code == 302
