"""Signing in at the desk: wrong passwords are counted in the database, and a lost one is replaced by mail."""

from __future__ import annotations

import datetime as dt
import re
import time
from urllib.parse import urlencode

import pytest
import time_machine
from django.conf import settings as django_settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from articles.authentication.throttle import limit
from articles.models import AttemptCounter, AttemptScope, DeskSession, User
from articles.tasks import maintenance
from tests import factories
from tests.jobs import run_due
from tests.threads import at_once

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"  # What `factories.user` gives everybody.
HOME, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def asha() -> User:
    return factories.user("asha", "editor", email="asha@news.example")


FREE = 2  # attempts for one name at one place; fewer than the default cost less


@pytest.fixture(autouse=True)
def _few_attempts(settings: Settings) -> None:
    settings.LOGIN_FAILURES = FREE


def attempt(password: str, username: str = "asha", address: str = HOME, browser: Client | None = None) -> HttpResponse:
    """What the desk answers: to a new browser, if none is given."""
    browser = browser or Client()
    sent = {"username": username, "password": password}
    return browser.post(reverse("admin:login"), sent, REMOTE_ADDR=address)  # type: ignore[return-value]


def sign_in(password: str, username: str = "asha", address: str = HOME, browser: Client | None = None) -> bool:
    """Whether the desk let them in."""
    browser = browser or Client()
    attempt(password, username, address, browser)
    return "_auth_user_id" in browser.session


def fail(times: int = FREE, address: str = HOME, username: str = "asha") -> None:
    for _ in range(times):
        assert not sign_in("not my password", username, address)


def later(**time: int) -> time_machine.travel:
    return time_machine.travel(timezone.now() + dt.timedelta(**time))


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passwords that were hashed."""
    passwords: list[str] = []

    def authenticate(self: ModelBackend, request: object, username: str = "", password: str = "") -> None:
        passwords.append(password)

    monkeypatch.setattr(ModelBackend, "authenticate", authenticate)
    return passwords


class TestWrongPasswords:
    def test_the_right_one_is_accepted(self, asha: User) -> None:
        fail(times=FREE - 1)
        assert sign_in(PASSWORD)

    def test_after_too_many_even_the_right_one_must_wait(self, asha: User) -> None:
        fail()
        assert not sign_in(PASSWORD)

    def test_what_is_beyond_the_limit_is_not_hashed(self, hashed: list[str]) -> None:
        for _ in range(FREE + 10):
            attempt("wrong")
        assert len(hashed) == FREE

    def test_no_other_spelling_of_the_name_has_attempts_of_its_own(self, asha: User) -> None:
        """Each is another name, of nobody: it signs nobody in, and they have one limit together."""
        for char in ("\u200b", "\u00ad", "\u2060", "\ufeff", "\u2066", "\x01", "\x1f", " "):
            assert not sign_in(PASSWORD, f"as{char}ha")

    def test_the_count_survives_a_restart_of_the_server(self, asha: User) -> None:
        """It is kept in the database and nowhere else: what a new process would begin with is enough to refuse."""
        fail()
        cache.clear()
        assert AttemptCounter.objects.get(scope=AttemptScope.PASSWORD_PLACE).count == FREE
        assert not sign_in(PASSWORD)

    def test_neither_names_nor_addresses_are_kept(self, asha: User) -> None:
        fail(times=1, username="my password, in the wrong field")
        kept = str(list(AttemptCounter.objects.values_list()))
        assert HOME not in kept
        assert "password, in" not in kept

    def test_each_wait_is_longer_up_to_the_longest(self) -> None:
        rule = limit(AttemptScope.PASSWORD_PLACE)
        assert [rule.wait(FREE + more) for more in (-1, 0, 1, 2, 3, 4, 5, 1000)] == [0, 30, 60, 120, 240, 480, 900, 900]

    def test_what_is_refused_makes_no_wait_longer(self, asha: User) -> None:
        fail()
        for _ in range(5):
            attempt("wrong")
        with later(seconds=31):
            assert sign_in(PASSWORD)

    def test_with_time_they_are_forgotten(self, asha: User) -> None:
        fail()
        with later(seconds=FREE * django_settings.LOGIN_WAIT_SECONDS + 1):
            fail(times=FREE - 1)
            assert sign_in(PASSWORD)

    def test_after_success_they_are_forgotten(self, asha: User) -> None:
        fail(times=FREE - 1)
        assert sign_in(PASSWORD)
        fail(times=FREE - 1)
        assert sign_in(PASSWORD)

    def test_other_accounts_at_the_same_address_are_not_held_up(self, asha: User) -> None:
        factories.user("binod", "reporter")
        fail()
        assert sign_in(PASSWORD, username="binod")

    @pytest.mark.parametrize("address", [HOME, "2001:db8:1:2::{n}", "::ffff:192.0.2.1"])
    def test_one_address_may_not_try_any_number_of_names(self, hashed: list[str], address: str) -> None:
        """All addresses of an IPv6 /64 are one."""
        for n in range(4 * FREE + 5):
            answer = attempt("wrong", f"name{n}", address.format(n=n))
        assert answer.status_code == 429
        assert len(hashed) == 4 * FREE
        attempt("wrong", "asha", "2001:db8:1:3::1")
        assert len(hashed) == 4 * FREE + 1

    def test_one_name_may_not_be_tried_from_any_number_of_addresses(self, hashed: list[str]) -> None:
        for n in range(4 * FREE + 5):
            attempt("wrong", "asha", f"198.51.100.{n}")
        assert len(hashed) == 4 * FREE

    def test_a_reader_does_not_choose_the_address_they_are_counted_under(self, asha: User) -> None:
        for n in range(FREE):
            browser = Client(REMOTE_ADDR=HOME, headers={"X-Forwarded-For": f"203.0.113.{n}"})
            browser.post(reverse("admin:login"), {"username": "asha", "password": "not my password"})
        assert not sign_in(PASSWORD)

    def test_behind_our_proxy_the_address_is_the_readers(self, asha: User, settings: Settings) -> None:
        settings.TRUSTED_PROXIES = 1
        for n in range(FREE):
            # The reader wrote the first address, our proxy the last.
            browser = Client(REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": f"203.0.113.{n}, {ELSEWHERE}"})
            browser.post(reverse("admin:login"), {"username": "asha", "password": "not my password"})
        settings.TRUSTED_PROXIES = 0
        assert not sign_in(PASSWORD, address=ELSEWHERE)
        assert sign_in(PASSWORD)

    @pytest.mark.parametrize(
        ("language", "said"),
        [("en", "Too many failed attempts. Try again in 30 seconds."), ("hi", "30 सेकंड")],
    )
    def test_the_answer_says_how_long_one_must_wait(self, asha: User, language: str, said: str) -> None:
        fail()
        browser = Client()
        browser.cookies[django_settings.LANGUAGE_COOKIE_NAME] = language
        with time_machine.travel(timezone.now(), tick=False):
            AttemptCounter.objects.filter(wait_until__isnull=False).update(
                wait_until=timezone.now() + dt.timedelta(seconds=30)
            )
            answer = attempt(PASSWORD, browser=browser)
            assert (answer.status_code, answer["Retry-After"]) == (429, "30")
            assert said in answer.content.decode()
            sent = {"username": "asha", "password": PASSWORD}
            answered = browser.post(
                reverse("admin:login"), sent, headers={"Accept": "application/json"}, REMOTE_ADDR=HOME
            )
            assert (answered.status_code, answered.json()["code"]) == (429, "locked-out")
            assert said in answered.json()["error"]

    def test_maintenance_deletes_what_counts_no_more(self, asha: User) -> None:
        fail()
        assert sign_in(PASSWORD, address=ELSEWHERE)
        for days, scopes in ((3, {AttemptScope.KNOWN}), (61, set())):
            with later(days=days):
                maintenance.prune()
            assert set(AttemptCounter.objects.values_list("scope", flat=True)) == scopes
        assert not DeskSession.objects.exists()
        assert not Session.objects.exists()


class TestAStrangerWhoFloodsAName:
    """The right person still signs in where they have signed in before: with their browser, or from their network."""

    def flood(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(ModelBackend, "authenticate", lambda *args, **kwargs: None)
            for n in range(4 * FREE + 1):
                answer = attempt("wrong", "asha", f"198.51.100.{n}")
        assert answer.status_code == 429

    def test_holds_up_whoever_comes_from_a_new_place(self, asha: User, monkeypatch: pytest.MonkeyPatch) -> None:
        self.flood(monkeypatch)
        assert not sign_in(PASSWORD)

    def test_but_not_the_right_person_at_their_network(self, asha: User, monkeypatch: pytest.MonkeyPatch) -> None:
        assert sign_in(PASSWORD)
        self.flood(monkeypatch)
        assert sign_in(PASSWORD)
        fail()
        assert not sign_in(PASSWORD)  # There only so often, too.

    def test_nor_with_their_browser(self, asha: User, monkeypatch: pytest.MonkeyPatch) -> None:
        browser = Client()
        assert sign_in(PASSWORD, browser=browser)
        browser.post(reverse("admin:logout"))
        self.flood(monkeypatch)
        assert sign_in(PASSWORD, address="203.0.113.5", browser=browser)

    def test_a_browser_is_known_for_its_own_accounts_only(self, asha: User, monkeypatch: pytest.MonkeyPatch) -> None:
        factories.user("binod")
        browser = Client()
        assert sign_in(PASSWORD, username="binod", browser=browser)
        browser.post(reverse("admin:logout"))
        self.flood(monkeypatch)
        assert not sign_in(PASSWORD, address="203.0.113.5", browser=browser)

    def test_a_forged_cookie_is_none(self, asha: User, monkeypatch: pytest.MonkeyPatch) -> None:
        self.flood(monkeypatch)
        browser = Client()
        browser.cookies["newsroom_device"] = "eyJpZCI6IngiLCJhY2NvdW50cyI6W119:1:x"
        assert not sign_in(PASSWORD, browser=browser)


class TestSigningIn:
    @pytest.mark.parametrize(
        "wanted", ["//evil.example/", "https://evil.example/admin/", "javascript:x", "/\\evil", ""]
    )
    def test_an_address_elsewhere_leads_to_the_desk(self, asha: User, wanted: str) -> None:
        sent = {"username": "asha", "password": PASSWORD, "next": wanted}
        assert Client().post(f"/admin/login/?{urlencode({'next': wanted})}", sent)["Location"] == "/admin/"

    def test_an_address_of_the_site_leads_there(self, asha: User) -> None:
        sent = {"username": "asha", "password": PASSWORD}
        assert Client().post("/admin/login/?next=/admin/articles/tag/", sent)["Location"] == "/admin/articles/tag/"

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
        assert not mail.outbox
        run_due()
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

    def test_the_link_is_of_the_site_whatever_host_is_asked(self, asha: User, settings: Settings) -> None:
        settings.SITE_URL, settings.HTTPS = "https://news.example:8443", True
        sent = {"email": "asha@news.example"}
        Client(headers={"Host": "localhost:666"}).post(reverse("admin_password_reset"), sent)
        run_due()
        assert "https://news.example:8443/admin/password_reset/" in str(mail.outbox[0].body)
        assert "localhost" not in str(mail.outbox[0].body)

    def test_mails_to_one_address_are_limited_and_so_are_those_asked_for_from_one(self, asha: User) -> None:
        answers = [Client().post(reverse("admin_password_reset"), {"email": "asha@news.example"}) for _ in range(4)]
        run_due()
        assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
        assert len(mail.outbox) == 3
        assert re.search("5 (minutes|मिनट)", answers[-1].content.decode())
        # Nobody learns who has an account: it is the same for one that nobody has.
        for n in range(8):
            last = Client().post(reverse("admin_password_reset"), {"email": f"nobody{n}@news.example"})
        assert last.status_code == 429
        sent = {"email": "asha@news.example"}
        with later(hours=2):
            assert Client().post(reverse("admin_password_reset"), sent).status_code == 302

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
        """Neither from the answer nor from its time: the request itself does the same for both."""
        asked: list[list[str]] = []
        for email in ("nobody@news.example", "asha@news.example"):
            with CaptureQueriesContext(connection) as queries:
                Client().post(reverse("admin_password_reset"), {"email": email})
            asked.append([re.sub(r"'[^']*'|[0-9]+", "?", query["sql"]) for query in queries])
        assert asked[0] == asked[1]
        assert not mail.outbox
        run_due()
        assert [message.to for message in mail.outbox] == [["asha@news.example"]]
        mail.outbox.clear()
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


@pytest.mark.django_db(transaction=True)
def test_of_simultaneous_attempts_no_more_are_hashed_than_of_successive_ones(hashed: list[str]) -> None:
    answers = at_once([lambda: attempt("wrong").status_code] * 10)
    assert sorted(answers) == [200] * FREE + [429] * (10 - FREE)
    assert len(hashed) == FREE
