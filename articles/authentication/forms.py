"""The forms by which a person shows who they are. Each attempt is counted: see `throttle.py`."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm, AdminPasswordChangeForm
from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordResetForm, UsernameField
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from articles.models import User, validate_plain_email
from articles.tasks import task

from . import passkeys, places, second_factor
from .throttle import TooManyAttempts

logger = logging.getLogger(__name__)
_SHOWN = 30  # characters of a name in the server's log: people type passwords into the field for names, too
_WRONG_CODE = _("This code is not right, or it was used before. Wait for the next one.")
_WRONG_PASSKEY = _("The passkey was not accepted. Try again.")


class AccountNameField(UsernameField):
    """The name of an account as it is typed. Django would bring it into NFKC: another name."""

    def to_python(self, value: Any) -> Any:
        return forms.CharField.to_python(self, value)


class PasskeyField(forms.CharField):
    """The answer of a passkey, which a script puts in. Then the other fields may stay empty."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)


class CountedForm(forms.Form):
    """Base of forms whose attempts are limited. `refusal` says why an attempt was not looked at."""

    refusal: TooManyAttempts | None = None
    field_of_refusal: str | None = None  # where it is shown; above the form if None

    def check(self) -> None:
        """Look at what was given. Raise ValidationError, or TooManyAttempts if one has to wait."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            try:
                self.check()
            except TooManyAttempts as refusal:
                self.refusal = refusal
                self.add_error(self.field_of_refusal, ValidationError(refusal.message, code="wait"))
        return self.cleaned_data

    def ask_only_for_passkey(self, name: str) -> None:
        """Let the other fields be empty if a passkey has answered."""
        if self.data.get(self.add_prefix(name)):
            for field in self.fields.values():
                field.required = False


class SignInForm(CountedForm, AdminAuthenticationForm):
    """The first step: name and password, or a passkey, which needs no second step."""

    request: HttpRequest
    username = AccountNameField(label=_("Username"), strip=False, widget=forms.TextInput(attrs={"autofocus": True}))
    passkey = PasskeyField()

    def __init__(self, request: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.ask_only_for_passkey("passkey")

    @property
    def with_passkey(self) -> bool:
        return bool(self.cleaned_data.get("passkey"))

    def check(self) -> None:
        self.user_cache = self._by_passkey() if self.with_passkey else self._by_password()

    def _by_password(self) -> User:
        name = self.cleaned_data["username"]
        attempt = places.password_attempt(self.request, name)
        user = authenticate(self.request, username=name, password=self.cleaned_data["password"])
        if not isinstance(user, User):
            logger.warning("wrong name or password: %.*r from %s", _SHOWN, name, places.network(self.request))
            raise self.get_invalid_login_error()
        self.confirm_login_allowed(user)
        attempt.succeeded()
        return user

    def _by_passkey(self) -> User:
        attempt = places.passkey_attempt(self.request)
        user = passkeys.signed_in_by(self.cleaned_data["passkey"])
        if user is None:
            raise ValidationError(_WRONG_PASSKEY, code="passkey")
        self.confirm_login_allowed(user)
        attempt.succeeded()
        return user


def _code_field(**attrs: Any) -> forms.CharField:
    return forms.CharField(
        label=_("Code"), max_length=40,
        help_text=_("The six digits that your app shows now, or one of your recovery codes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false", **attrs}),
    )  # fmt: skip


class CodeForm(CountedForm):
    """The second step: a code, or a passkey of this account."""

    code = _code_field(autofocus=True)
    passkey = PasskeyField()

    def __init__(self, request: HttpRequest, user: User, data: Any = None) -> None:
        super().__init__(data)
        self.request, self.user = request, user
        self.ask_only_for_passkey("passkey")

    def check(self) -> None:
        check_factor(self.request, self.user, self.cleaned_data["code"], self.cleaned_data["passkey"])


class ConfirmForm(CountedForm):
    """Asks somebody who is signed in who they are, before something that matters. A passkey answers for all."""

    confirm_password = forms.CharField(
        label=_("Password"), strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )  # fmt: skip
    confirm_passkey = PasskeyField()

    def __init__(self, request: HttpRequest, user: User, data: Any = None) -> None:
        super().__init__(data)
        self.request, self.user = request, user
        if self.user.has_second_factor:
            self.fields["confirm_code"] = _code_field()
        self.ask_only_for_passkey("confirm_passkey")

    def check(self) -> None:
        given = self.cleaned_data
        if not given["confirm_passkey"]:
            attempt = places.password_attempt(self.request, self.user.get_username())
            if not self.user.check_password(given["confirm_password"]):
                raise ValidationError(_("The password is not right."), code="password")
            attempt.succeeded()
            if not self.user.has_second_factor:
                return
        check_factor(self.request, self.user, given.get("confirm_code", ""), given["confirm_passkey"])


def check_factor(request: HttpRequest, user: User, code: str, passkey: str) -> None:
    """Raise ValidationError unless the code or the passkey is one of this account; TooManyAttempts."""
    attempt = places.passkey_attempt(request) if passkey else places.code_attempt(request, user.get_username())
    if passkey and passkeys.signed_in_by(passkey, user) is None:
        raise ValidationError(_WRONG_PASSKEY, code="passkey")
    if not passkey and not second_factor.use_code(user, code):
        raise ValidationError(_WRONG_CODE, code="code")
    attempt.succeeded()


class OwnPasswordForm(AdminPasswordChangeForm):
    """Changes the password of whoever gives the old one."""

    request: HttpRequest
    refusal: TooManyAttempts | None = None

    def clean_old_password(self) -> str:
        try:
            attempt = places.password_attempt(self.request, self.user.get_username())
        except TooManyAttempts as refusal:
            self.refusal = refusal
            raise ValidationError(refusal.message, code="wait") from None
        old = super().clean_old_password()
        attempt.succeeded()
        return old


class LostPasswordForm(CountedForm, PasswordResetForm):
    """Sends a link to set a new password: to an account's own address, and only so often."""

    email = forms.EmailField(
        label=_("Email"), max_length=254, validators=[validate_plain_email],
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    request: HttpRequest
    field_of_refusal = "email"

    def check(self) -> None:
        places.mail_attempt(self.request, self.cleaned_data["email"])

    def save(self, **options: Any) -> None:  # type: ignore[override]
        """Have the worker send the mail, if an account has this address: the time that it takes would tell."""
        send_link.enqueue(self.cleaned_data["email"], translation.get_language())


@task(name="accounts.send_link", max_attempts=1, lease=120, priority=1)
def send_link(email: str, language: str) -> None:
    """Mail a link to set a new password to the account with this address, if there is one.

    It leads to NEWSROOM_SITE_URL, whatever Host header the request had.
    """
    form = PasswordResetForm({"email": email})
    if form.is_valid():
        with translation.override(language):
            form.save(domain_override=urlsplit(settings.SITE_URL).netloc, use_https=settings.HTTPS)
