"""The second factor of an account: the codes of an authenticator app, passkeys, recovery codes.

Whoever has an app or a passkey has a second factor; recovery codes stand in for both, each once.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets

import pyotp
import segno
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from articles.models import AuthenticatorApp, Passkey, RecoveryCode, Site, User
from articles.publishing import audit_log

_CODES = 10
_STEP = 30  # seconds; a code of the step before or after is accepted too, for clocks that go wrong
_SEPARATORS = re.compile(r"[\s-]+")


def is_required(user: User) -> bool:
    """Return whether the settings ask this account for a second factor. One query, if they ask anybody."""
    groups: list[str] = settings.SECOND_FACTOR_GROUPS
    return bool(groups) and (user.is_superuser or user.groups.filter(name__in=groups).exists())


# -- the authenticator app


def new_secret() -> str:
    return pyotp.random_base32()


def app_address(user: User, secret: str) -> str:
    """Return the otpauth address that an app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=user.get_username(), issuer_name=Site.objects.display_name())


def qr_code(address: str) -> SafeString:
    """Return the address as an SVG element, without anything that a Content-Security-Policy forbids."""
    code = segno.make(address, error="m")
    return mark_safe(
        code.svg_inline(scale=5, border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr-code", lineclass=None)
    )


@transaction.atomic
def set_up_app(user: User, secret: str, code: str) -> list[str] | None:
    """Keep the secret if the code is right now. Return new recovery codes for a first factor; None for a wrong code."""
    step = _matching_step(secret, code, after=0)
    if step is None:
        return None
    AuthenticatorApp.objects.update_or_create(
        user=user, defaults={"secret": secret, "last_step": step, "added_at": timezone.now()}
    )
    audit_log.record(user, "set up factor", user, factor="app")
    return _after_setting_up(user)


def _matching_step(secret: str, code: str, *, after: int) -> int | None:
    """Return the time step later than `after` whose code this is."""
    now = int(timezone.now().timestamp()) // _STEP
    codes = pyotp.TOTP(secret)
    for step in (now, now - 1, now + 1):
        if step > after and hmac.compare_digest(codes.generate_otp(step).encode(), code.encode()):
            return step
    return None


# -- codes


@transaction.atomic
def use_code(user: User, typed: str) -> bool:
    """Return whether this is a code of the account's app, or one of its recovery codes; each is accepted once."""
    code = _SEPARATORS.sub("", typed).lower()
    app = AuthenticatorApp.objects.select_for_update().filter(user=user).first()
    if app and re.fullmatch("[0-9]{6}", code):
        step = _matching_step(app.secret, code, after=app.last_step)
        if step is not None:
            app.last_step = step
            app.save(update_fields=["last_step"])
        return step is not None
    used, _rows = RecoveryCode.objects.filter(user=user, digest=_digest(code)).delete()
    if used:
        audit_log.record(user, "use recovery code", user, left=user.recovery_codes.count())
    return bool(used)


def _digest(code: str) -> str:
    # A plain digest: 80 random bits cannot be tried out.
    return hashlib.sha256(code.encode()).hexdigest()


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Replace the recovery codes. What is returned is shown once; only digests are kept."""
    codes = [base64.b32encode(secrets.token_bytes(10)).decode().lower() for _ in range(_CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(code)) for code in codes)
    audit_log.record(user, "new recovery codes", user)
    return ["-".join(code[at : at + 4] for at in range(0, 16, 4)) for code in codes]


# -- setting up and removing


def _after_setting_up(user: User) -> list[str]:
    if user.has_second_factor:
        return []
    _set_flag(user, True)  # noqa: FBT003 - the value
    return new_recovery_codes(user)


def _set_flag(user: User, has_factor: bool) -> None:
    user.has_second_factor = has_factor
    user.save(update_fields=["has_second_factor"])


def is_last(user: User) -> bool:
    """Return whether the account has only one app or passkey left."""
    return AuthenticatorApp.objects.filter(user=user).count() + Passkey.objects.filter(user=user).count() <= 1


@transaction.atomic
def remove(user: User, factor: AuthenticatorApp | Passkey) -> None:
    factor.delete()
    audit_log.record(user, "remove factor", user, factor="passkey" if isinstance(factor, Passkey) else "app")
    if not _has_any(user):
        RecoveryCode.objects.filter(user=user).delete()
        _set_flag(user, False)  # noqa: FBT003 - the value


def _has_any(user: User) -> bool:
    return AuthenticatorApp.objects.filter(user=user).exists() or Passkey.objects.filter(user=user).exists()


@transaction.atomic
def reset(user: User, *, by: User | None) -> None:
    """Take away everything: somebody has lost their phone and their recovery codes."""
    for model in (AuthenticatorApp, Passkey, RecoveryCode):
        model.objects.filter(user=user).delete()
    _set_flag(user, False)  # noqa: FBT003 - the value
    audit_log.record(by, "reset factor", user)
