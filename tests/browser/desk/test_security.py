"""Signing in with a second factor, in a real browser: passkeys by a virtual authenticator, and the dialog of a page."""

from __future__ import annotations

from typing import Any

import pyotp
import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.authentication import second_factor
from articles.models import User
from tests import factories
from tests.browser.conftest import sign_in
from tests.browser.desk.test_questions import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a long enough password"


@pytest.fixture
def site_url(live_server: Any) -> str:
    """At a host with a name: passkeys belong to names, not to addresses."""
    return str(live_server.url).replace("127.0.0.1", "localhost")


@pytest.fixture
def phone(page: Page) -> None:
    """A virtual authenticator that says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def by_form(page: Page) -> None:
    page.context.clear_cookies()
    page.goto("/admin/login/")
    page.fill("#id_username", "asha")
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")


def code(user: User, steps: int = 0) -> str:
    return pyotp.TOTP(user.authenticator_app.secret).at(timezone.now(), counter_offset=steps)


def with_app() -> User:
    user = User.objects.get(username="asha")
    secret = second_factor.new_secret()
    assert second_factor.set_up_app(user, secret, pyotp.TOTP(secret).at(timezone.now(), counter_offset=-1))
    return user


class TestPasskeys:
    def test_one_is_made_and_signs_in_alone_and_as_the_second_step(
        self, page: Page, phone: None, complaints: list[str]
    ) -> None:
        sign_in(page, "editor")
        page.goto("/admin/security/")
        assert violations(page, "body") == []
        page.fill("#passkey-name", "मेरा फ़ोन")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".recovery-codes li")).to_have_count(10)
        assert violations(page, "body") == []
        page.goto("/admin/security/")
        expect(page.locator(".security")).to_contain_text("मेरा फ़ोन")
        # Alone.
        page.context.clear_cookies()
        page.goto("/admin/login/")
        assert violations(page, "body") == []
        page.locator(".passkey button").click()
        page.wait_for_url("**/admin/")
        # As the second step.
        by_form(page)
        page.wait_for_url("**/login/code/**")
        assert violations(page, "body") == []
        page.locator(".passkey button").click()
        page.wait_for_url("**/admin/")
        # axe tries inline styles.
        assert [line for line in complaints if "inline style" not in line] == []

    def test_what_the_browser_refuses_is_said(self, page: Page) -> None:
        sign_in(page, "editor")
        page.goto("/admin/security/")
        refuse = "{ navigator.credentials.create = () => Promise.reject(new DOMException('no', 'NotAllowedError')); }"
        page.evaluate(f"() => {refuse}")
        page.locator("#new-passkey .passkey button").click()
        expect(page.locator(".passkey-fault")).not_to_be_empty()


class TestTheDialog:
    def test_of_an_ended_session_asks_for_the_code_too(self, page: Page) -> None:
        sign_in(page, "editor")
        user = with_app()
        page.context.clear_cookies()
        by_form(page)
        page.fill("#id_code", code(user))
        page.keyboard.press("Enter")
        page.wait_for_url("**/admin/")
        story = factories.draft()
        page.goto(f"/admin/articles/article/{story.pk}/change/")
        page.fill("#id_headline", "नया शीर्षक")
        Session.objects.all().delete()
        page.keyboard.press("Control+s")
        dialog = page.locator("dialog.sign-in")
        expect(dialog.locator("[name=password]")).to_be_focused()
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(dialog.locator("[name=code]")).to_be_focused()
        page.keyboard.type("000000")
        page.keyboard.press("Enter")
        expect(dialog.locator(".saving-fault")).not_to_be_empty()
        dialog.locator("[name=code]").fill(code(user, 1))
        page.keyboard.press("Enter")
        expect(dialog).to_have_count(0)
        expect(page.locator(".saving-state")).to_have_attribute("data-state", "saved")
        story.refresh_from_db()
        assert story.headline == "नया शीर्षक"

    def test_asks_who_one_is_before_an_account_changes(self, page: Page) -> None:
        sign_in(page, "chief")
        ravi = factories.user("ravi", "reporter")
        page.goto(f"/admin/articles/user/{ravi.pk}/change/")
        page.fill("#id_last_name", "Kumar")
        for session in Session.objects.all():
            store = session.get_decoded()
            store["confirmed_at"] = 0
            session.session_data = Session.objects.encode(store)
            session.save()
        page.locator("[name=_continue]").click()
        dialog = page.locator("dialog.sign-in")
        expect(dialog.locator("[name=password]")).to_be_focused()
        assert violations(page, "body") == []
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(dialog).to_have_count(0)
        expect(page.locator(".saving-state")).to_have_attribute("data-state", "saved")
        ravi.refresh_from_db()
        assert ravi.last_name == "Kumar"
