"""The second factor: an app or a passkey beside the password, and recovery codes for when both are lost."""

from __future__ import annotations

import re
from io import StringIO

import pyotp
import pytest
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from articles.authentication import second_factor
from articles.authentication.checks import second_factor_groups
from articles.models import AuditEntry, AuthenticatorApp, RecoveryCode, User
from tests import cast, factories
from tests.authentication.authenticator import Authenticator

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
LOGIN, SECOND_STEP, SECURITY = "/admin/login/", "/admin/login/code/", "/admin/security/"
JSON = {"Accept": "application/json"}


def signed_in(user: User) -> Client:
    browser = Client()
    assert browser.post(LOGIN, {"username": user.username, "password": PASSWORD})["Location"] == "/admin/"
    return browser


def code(secret: str, steps: int = 0) -> str:
    """The code of the app, now or some steps of half a minute later."""
    return pyotp.TOTP(secret).at(timezone.now(), counter_offset=steps)


def secret_on(page: str) -> str:
    found = re.search('<code class="secret">([A-Z2-7 ]+)</code>', page)
    assert found
    return found[1].replace(" ", "")


def set_up(user: User) -> tuple[str, list[str]]:
    """Give the account an app, without the pages; return its secret and the recovery codes."""
    secret = second_factor.new_secret()
    codes = second_factor.set_up_app(user, secret, code(secret, -1))
    assert codes
    return secret, codes


def after_password(user: User) -> Client:
    """A browser in which the password was right."""
    browser = Client()
    answer = browser.post(f"{LOGIN}?next=/admin/articles/tag/", {"username": user.username, "password": PASSWORD})
    assert answer["Location"] == f"{SECOND_STEP}?next=%2Fadmin%2Farticles%2Ftag%2F"
    assert "_auth_user_id" not in browser.session
    return browser


class TestSettingUp:
    def test_an_app_without_scripts(self) -> None:
        browser = signed_in(cast.meera())
        page = browser.get(f"{SECURITY}app/").content.decode()
        assert '<svg viewBox="0 0 ' in page
        assert "style=" not in page
        secret = secret_on(page)
        assert secret_on(browser.post(f"{SECURITY}app/", {"code": "000000"}).content.decode()) == secret
        assert not AuthenticatorApp.objects.exists()
        shown = browser.post(f"{SECURITY}app/", {"code": code(secret)}).content.decode()
        codes = re.findall("<li><code>([a-z2-7-]+)</code></li>", shown)
        assert len(codes) == RecoveryCode.objects.count() == 10
        # What is kept does not say them, and they are not shown again.
        assert not RecoveryCode.objects.filter(digest__in=codes).exists()
        assert codes[0] not in browser.get(SECURITY).content.decode()
        assert list(AuditEntry.objects.values_list("action", flat=True))[:2] == ["new recovery codes", "set up factor"]

    def test_ends_the_sessions_that_have_not_shown_it(self) -> None:
        here, there = signed_in(cast.meera()), signed_in(cast.meera())
        secret = secret_on(here.get(f"{SECURITY}app/").content.decode())
        here.post(f"{SECURITY}app/", {"code": code(secret)})
        assert here.get("/admin/").status_code == 200
        assert there.get("/admin/").status_code == 302

    def test_a_session_without_it_opens_no_page_of_the_desk(self) -> None:
        """Whatever view: the one rule is in `Desk.has_permission`."""
        user = cast.meera()
        browser = Client()
        browser.force_login(user)
        set_up(user)
        for address in ("/admin/", "/admin/articles/article/", SECURITY, "/admin/password_change/"):
            assert browser.get(address)["Location"].startswith(LOGIN)
            assert browser.get(address, headers=JSON).status_code == 401

    def test_what_is_removed_is_not_asked_for(self) -> None:
        user = cast.meera()
        secret, _codes = set_up(user)
        browser = after_password(user)
        browser.post(SECOND_STEP, {"code": code(secret)})
        browser.post(f"{SECURITY}app/remove/")
        assert not RecoveryCode.objects.exists()
        signed_in(user)


class TestSecondStep:
    def test_the_code_leads_to_where_one_wanted_to_go(self) -> None:
        user = cast.meera()
        secret, _codes = set_up(user)
        browser = after_password(user)
        page = browser.get(f"{SECOND_STEP}?next=/admin/articles/tag/")
        assert page.status_code == 200
        sent = {"code": code(secret), "next": "/admin/articles/tag/"}
        assert browser.post(SECOND_STEP, sent)["Location"] == "/admin/articles/tag/"
        assert browser.get("/admin/").status_code == 200

    def test_a_code_is_accepted_once(self) -> None:
        user = cast.meera()
        secret, _codes = set_up(user)
        sent = {"code": code(secret)}
        assert after_password(user).post(SECOND_STEP, sent).status_code == 302
        assert after_password(user).post(SECOND_STEP, sent).status_code == 200

    @pytest.mark.parametrize(("steps", "status"), [(-3, 200), (1, 302), (2, 200)])
    def test_a_clock_may_be_half_a_minute_wrong(self, steps: int, status: int) -> None:
        user = cast.meera()
        secret, _codes = set_up(user)
        assert after_password(user).post(SECOND_STEP, {"code": code(secret, steps)}).status_code == status

    def test_a_recovery_code_is_accepted_once_however_it_is_typed(self) -> None:
        user = cast.meera()
        _secret, codes = set_up(user)
        sent = {"code": codes[3].upper().replace("-", " ")}
        assert after_password(user).post(SECOND_STEP, sent).status_code == 302
        assert after_password(user).post(SECOND_STEP, sent).status_code == 200
        assert AuditEntry.objects.filter(action="use recovery code").count() == 1

    def test_wrong_codes_are_limited(self, settings: Settings) -> None:
        user = cast.meera()
        secret, _codes = set_up(user)
        browser = after_password(user)
        answers = [browser.post(SECOND_STEP, {"code": "000000"}) for _ in range(settings.LOGIN_FAILURES + 1)]
        assert [answer.status_code for answer in answers] == [200] * settings.LOGIN_FAILURES + [429]
        assert browser.post(SECOND_STEP, {"code": code(secret)}).status_code == 429

    def test_without_the_password_there_is_none(self) -> None:
        set_up(cast.meera())
        assert Client().get(SECOND_STEP)["Location"].startswith(LOGIN)
        assert Client().post(SECOND_STEP, {"code": "000000"})["Location"].startswith(LOGIN)

    def test_a_new_password_takes_the_step_back(self) -> None:
        user = cast.meera()
        secret, _codes = set_up(user)
        browser = after_password(user)
        user.set_password("quite another one")
        user.save()
        assert browser.post(SECOND_STEP, {"code": code(secret)})["Location"].startswith(LOGIN)

    def test_in_the_dialog_of_a_page(self) -> None:
        """Which knows one address: the fields of each step come with the answer."""
        user = cast.meera()
        secret, _codes = set_up(user)
        browser = Client()
        step = browser.post(LOGIN, {"username": "meera", "password": PASSWORD}, headers=JSON).json()["form"]
        assert 'name="code"' in step
        assert '<input type="hidden" name="step" value="code">' in step
        again = browser.post(LOGIN, {"step": "code", "code": "000000"}, headers=JSON).json()["form"]
        assert "errorlist" in again
        assert browser.post(LOGIN, {"step": "code", "code": code(secret)}, headers=JSON).json()["user"] == user.pk


class TestRequired:
    @pytest.fixture(autouse=True)
    def _required(self, settings: Settings) -> None:
        settings.SECOND_FACTOR_GROUPS = ["chief"]

    def test_of_a_group_leads_to_where_it_is_set_up(self) -> None:
        browser = signed_in(cast.kavita())
        for address in ("/admin/", "/admin/articles/article/add/"):
            assert browser.get(address)["Location"] == SECURITY
            answer = browser.get(address, headers=JSON)
            assert (answer.status_code, answer.json()["code"]) == (403, "second-factor")
        assert browser.get(SECURITY).status_code == 200
        secret = secret_on(browser.get(f"{SECURITY}app/").content.decode())
        browser.post(f"{SECURITY}app/", {"code": code(secret)})
        assert browser.get("/admin/").status_code == 200

    def test_of_superusers_too_and_of_nobody_else(self) -> None:
        assert signed_in(factories.user("root", is_superuser=True)).get("/admin/")["Location"] == SECURITY
        assert signed_in(cast.meera()).get("/admin/").status_code == 200

    def test_of_a_group_that_does_not_exist_is_warned_of(self, settings: Settings) -> None:
        assert second_factor_groups(databases=["default"]) == []
        settings.SECOND_FACTOR_GROUPS = ["chief", "प्रधान संपादक"]
        (warning,) = second_factor_groups(databases=["default"])
        assert "प्रधान संपादक" in str(warning)
        assert "chief, editor, reporter" in str(warning)

    def test_the_last_one_is_not_removed(self) -> None:
        user = cast.kavita()
        secret, _codes = set_up(user)
        browser = after_password(user)
        browser.post(SECOND_STEP, {"code": code(secret)})
        browser.post(f"{SECURITY}app/remove/")
        assert AuthenticatorApp.objects.exists()


class TestReset:
    def test_by_a_chief_is_logged_and_ends_the_sessions(self) -> None:
        user = cast.meera()
        secret, _codes = set_up(user)
        theirs = after_password(user)
        theirs.post(SECOND_STEP, {"code": code(secret)})
        chief = signed_in(cast.kavita())
        address = reverse("admin:reset_factor", args=[user.pk])
        assert address in chief.get(reverse("admin:articles_user_change", args=[user.pk])).content.decode()
        assert "Meera Joshi" in chief.get(address).content.decode()
        chief.post(address)
        entry = AuditEntry.objects.filter(action="reset factor").get()
        assert (entry.by, entry.target_id) == (cast.kavita(), str(user.pk))
        assert theirs.get("/admin/").status_code == 302
        signed_in(user)

    def test_by_nobody_who_may_not_change_the_account(self) -> None:
        root = factories.user("root", is_superuser=True)
        set_up(root)
        for who in (cast.meera(), cast.kavita()):
            answer = signed_in(who).post(reverse("admin:reset_factor", args=[root.pk]))
            assert answer.status_code == 403
        assert AuthenticatorApp.objects.exists()

    def test_on_the_server_where_the_last_chief_has_lost_theirs(self) -> None:
        set_up(cast.kavita())
        call_command("reset_second_factor", "kavita", stdout=StringIO())
        signed_in(cast.kavita())
        assert AuditEntry.objects.filter(action="reset factor", by=None).exists()
        with pytest.raises(CommandError):
            call_command("reset_second_factor", "kav\u200bita")


class TestPasskeys:
    @pytest.fixture(autouse=True)
    def _here(self, settings: Settings) -> None:
        settings.SITE_URL = "http://testserver"

    def added(self, browser: Client) -> Authenticator:
        key = Authenticator("http://testserver")
        question = browser.get(f"{SECURITY}passkeys/question/").json()
        answer = browser.post(f"{SECURITY}passkeys/", {"name": "my phone", "passkey": key.register(question)})
        assert "<code>" in answer.content.decode()
        return key

    def test_one_signs_in_without_the_password(self) -> None:
        user = cast.meera()
        key = self.added(signed_in(user))
        browser = Client()
        sent = {"passkey": key.answer(browser.get("/admin/login/passkey/?step=password").json())}
        assert browser.post(LOGIN, sent).status_code == 302
        assert browser.get("/admin/").status_code == 200
        # The same answer is no second key.
        assert Client().post(LOGIN, sent).status_code == 200

    def test_one_is_the_second_step_of_its_own_account_only(self) -> None:
        key = self.added(signed_in(cast.meera()))
        other = self.added(signed_in(cast.imran()))
        browser = after_password(cast.meera())
        for one, status in ((other, 200), (key, 302)):
            question = browser.get("/admin/login/passkey/?step=code").json()
            assert browser.post(SECOND_STEP, {"passkey": one.answer(question)}).status_code == status

    @pytest.mark.parametrize("wrong", ["origin", "signature", "counter", "unverified", "late", "not JSON"])
    def test_a_wrong_answer_is_refused(self, wrong: str) -> None:
        key = self.added(signed_in(cast.meera()))
        browser = Client()
        question = browser.get("/admin/login/passkey/?step=password").json()
        assert browser.post(LOGIN, {"passkey": key.answer(question, wrong=wrong)}).status_code == 200
        assert "_auth_user_id" not in browser.session

    def test_one_of_somebody_who_has_left_is_refused(self) -> None:
        user = cast.meera()
        key = self.added(signed_in(user))
        User.objects.update(is_active=False)
        question = Client().get("/admin/login/passkey/?step=password").json()
        assert Client().post(LOGIN, {"passkey": key.answer(question)}).status_code == 200

    def test_they_are_listed_and_removed(self) -> None:
        user = cast.meera()
        browser = signed_in(user)
        self.added(browser)
        assert "my phone" in browser.get(SECURITY).content.decode()
        browser.post(f"{SECURITY}passkeys/{user.passkeys.get().pk}/remove/")
        user.refresh_from_db()
        assert not user.has_second_factor

    def test_nobody_removes_anothers(self) -> None:
        self.added(signed_in(cast.meera()))
        key = cast.meera().passkeys.get()
        assert signed_in(cast.imran()).post(f"{SECURITY}passkeys/{key.pk}/remove/").status_code == 404


def test_no_page_of_the_desk_lists_secrets() -> None:
    names = {model.__name__ for model in admin.site._registry}
    assert not names & {"AuthenticatorApp", "Passkey", "RecoveryCode", "DeskSession", "AttemptCounter", "Session"}
