"""The sessions of an account: how long they last, where they are listed, and how they end."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.conf import settings as django_settings
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from articles.authentication import sessions
from articles.authentication.sessions import device_name
from articles.models import AuditEntry, DeskSession, User
from tests import cast, factories

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
SECURITY, END = "/admin/security/", "/admin/security/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1 Version/18.5 Mobile Safari/604.1"
JSON = {"Accept": "application/json"}


def signed_in(user: User, user_agent: str = FIREFOX, address: str = "192.0.2.1") -> Client:
    browser = Client(headers={"User-Agent": user_agent}, REMOTE_ADDR=address)
    assert browser.post("/admin/login/", {"username": user.username, "password": PASSWORD}).status_code == 302
    return browser


def is_in(browser: Client) -> bool:
    return browser.get("/admin/articles/tag/").status_code == 200


def later(**time: int) -> time_machine.travel:
    return time_machine.travel(timezone.now() + dt.timedelta(**time))


class TestIdle:
    def test_a_session_that_is_not_used_ends(self) -> None:
        browser = signed_in(cast.meera())
        with later(hours=12, minutes=1):
            assert not is_in(browser)

    def test_one_that_is_used_goes_on(self) -> None:
        browser = signed_in(cast.meera())
        for hours in (11, 22, 33):
            with later(hours=hours):
                assert is_in(browser)
                assert DeskSession.objects.live().count() == 1


class TestTheList:
    def test_names_device_and_address_and_this_session(self) -> None:
        here = signed_in(cast.meera())
        signed_in(cast.meera(), PHONE, "2001:db8::7")
        signed_in(cast.imran(), address="203.0.113.9")
        page = here.get(SECURITY).content.decode()
        for shown in ("Firefox, Linux", "Safari, iPhone", "192.0.2.1", "2001:db8::7"):
            assert shown in page
        assert "203.0.113.9" not in page
        assert page.count("this-session") == 1

    @pytest.mark.parametrize(("user_agent", "name"), [(FIREFOX, "Firefox, Linux"), (PHONE, "Safari, iPhone"), ("", "")])
    def test_a_device_has_its_usual_name(self, user_agent: str, name: str) -> None:
        assert device_name(user_agent) == name


@pytest.mark.parametrize("engine", ["db", "cached_db"])
class TestEnding:
    @pytest.fixture(autouse=True)
    def _engine(self, engine: str, monkeypatch: pytest.MonkeyPatch, settings: django_settings) -> None:
        settings.SESSION_ENGINE = f"django.contrib.sessions.backends.{engine}"
        module = __import__(settings.SESSION_ENGINE, fromlist=["SessionStore"])
        monkeypatch.setattr(sessions, "_store", module.SessionStore)

    def test_one(self) -> None:
        here, there = signed_in(cast.meera()), signed_in(cast.meera(), PHONE)
        row = DeskSession.objects.get(user_agent=PHONE)
        here.post(END, {"which": row.pk})
        assert (is_in(here), is_in(there)) == (True, False)
        entry = AuditEntry.objects.filter(action="end sessions").get()
        assert (entry.by, entry.target_id) == (cast.meera(), str(cast.meera().pk))

    def test_all_others(self) -> None:
        here, others = signed_in(cast.meera()), [signed_in(cast.meera()) for _ in range(2)]
        here.post(END, {"which": "others"})
        assert is_in(here)
        assert not any(is_in(one) for one in others)

    def test_everywhere(self) -> None:
        here, there = signed_in(cast.meera()), signed_in(cast.meera())
        assert here.post(END, {"which": "all"})["Location"] == "/admin/login/"
        assert not is_in(here)
        assert not is_in(there)
        assert not Session.objects.exists()

    def test_nobody_ends_those_of_others(self) -> None:
        theirs = signed_in(cast.imran())
        row = DeskSession.objects.get()
        for which in (str(row.pk), "others", "9" * 40, "x", ""):
            signed_in(cast.meera()).post(END, {"which": which})
        assert is_in(theirs)

    def test_a_new_password_ends_the_others(self) -> None:
        here, there = signed_in(cast.meera()), signed_in(cast.meera())
        new = "quite another passphrase"
        sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
        assert here.post("/admin/password_change/", sent).status_code == 302
        assert (is_in(here), is_in(there)) == (True, False)
        assert DeskSession.objects.get().session_key == here.session.session_key

    def test_signing_out_takes_it_off_the_list(self) -> None:
        signed_in(cast.meera()).post("/admin/logout/")
        assert not DeskSession.objects.exists()


class TestAskedAgain:
    """Before accounts, groups or one's security change; nothing that was typed is lost."""

    @pytest.fixture
    def chief(self) -> Client:
        return signed_in(cast.kavita())

    def account(self, user: User, **changed: str) -> dict[str, str]:
        return {"username": user.username, "is_active": "on", "is_staff": "on", "first_name": "Ravi", **changed}

    def test_soon_after_signing_in_nobody_is(self, chief: Client) -> None:
        ravi = cast.ravi()
        assert chief.get(reverse("admin:articles_user_change", args=[ravi.pk])).status_code == 200

    @pytest.mark.parametrize(
        "address",
        [
            "admin:articles_user_change",
            "admin:auth_user_password_change",
            "admin:set_up_app",
        ],
    )
    def test_before_a_form_opens(self, chief: Client, address: str) -> None:
        ravi = cast.ravi()
        args = [ravi.pk] if address.endswith("change") else []
        with later(minutes=16):
            page = chief.get(reverse(address, args=args))
            assert 'name="confirm_password"' in page.content.decode()
            wrong = chief.post(reverse(address, args=args), {"confirm_password": "wrong"})
            assert 'name="confirm_password"' in wrong.content.decode()
            answer = chief.post(reverse(address, args=args), {"confirm_password": PASSWORD})
            assert answer["Location"] == reverse(address, args=args)
            assert 'name="confirm_password"' not in chief.get(reverse(address, args=args)).content.decode()

    def test_on_saving_and_what_was_typed_is_saved_with_the_answer(self, chief: Client) -> None:
        ravi = cast.ravi()
        address = reverse("admin:articles_user_change", args=[ravi.pk])
        with later(minutes=16):
            asked = chief.post(address, self.account(ravi, last_name="<Verma>"))
            assert asked.status_code == 403
            assert '<input type="hidden" name="last_name" value="&lt;Verma&gt;">' in asked.content.decode()
            ravi.refresh_from_db()
            assert ravi.last_name == "Kumar"
            answered = self.account(ravi, last_name="<Verma>", confirm_password=PASSWORD)
            assert chief.post(address, answered).status_code == 302
        ravi.refresh_from_db()
        assert ravi.last_name == "<Verma>"

    def test_a_script_learns_that_it_must_ask(self, chief: Client) -> None:
        ravi = cast.ravi()
        address = reverse("admin:articles_user_change", args=[ravi.pk])
        with later(minutes=16):
            refused = chief.post(address, self.account(ravi), headers=JSON)
            assert (refused.status_code, refused.json()["code"]) == (401, "confirm")
            chief.post("/admin/login/", {"username": "kavita", "password": PASSWORD}, headers=JSON)
            assert chief.post(address, self.account(ravi), headers=JSON).json()["saved"] is True

    def test_before_groups_change(self) -> None:
        root = signed_in(factories.user("root", is_superuser=True))
        group = Group.objects.get(name="editor")
        with later(minutes=16):
            for address in (f"/admin/auth/group/{group.pk}/change/", f"/admin/auth/group/{group.pk}/delete/"):
                assert root.post(address, {"name": "x", "post": "yes"}).status_code == 403
            sent = {"action": "delete_selected", "_selected_action": group.pk, "post": "yes"}
            assert root.post("/admin/auth/group/", sent).status_code == 403
        assert Group.objects.filter(name="editor").exists()

    def test_attempts_are_limited(self, chief: Client) -> None:
        with later(minutes=16):
            for _ in range(django_settings.LOGIN_FAILURES):
                chief.post("/admin/security/app/", {"confirm_password": "wrong"})
            assert chief.post("/admin/security/app/", {"confirm_password": PASSWORD}).status_code == 429


class TestTheLog:
    def test_a_password_set_for_somebody_else_is_no_new_password_of_theirs(self) -> None:
        ravi = cast.ravi()
        theirs = signed_in(ravi)
        chief = signed_in(cast.kavita())
        new = "quite another passphrase"
        sent = {"password1": new, "password2": new, "usable_password": "true", "set-password": "1"}
        assert chief.post(reverse("admin:auth_user_password_change", args=[ravi.pk]), sent).status_code == 302
        assert not is_in(theirs)
        entries = AuditEntry.objects.filter(target_id=str(ravi.pk), target_kind="user")
        assert [entry.action for entry in entries] == ["end sessions", "set password"]

    @pytest.mark.parametrize("action", [
        "set password", "set up factor", "remove factor", "reset factor", "new recovery codes", "use recovery code",
        "end sessions",
    ])  # fmt: skip
    def test_each_act_has_a_name_in_both_languages(self, action: str) -> None:
        entry = AuditEntry(action=action)
        names = []
        for language in ("en", "hi"):
            with translation.override(language):
                names.append(entry.get_action_display())
        assert action not in names
        assert len(set(names)) == 2
