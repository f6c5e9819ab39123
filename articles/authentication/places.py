"""From where somebody signs in: their network, and whether it, or the browser, is known to be the account's own.

A stranger who tries one name from many addresses holds up everybody who signs in under that name from a new place. Who
signs in with a browser or from a network that has done so before is not held up: there only the account's own failures
at that place count. A browser is recognised by a signed cookie.
"""

from __future__ import annotations

import ipaddress
import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles.models import AttemptCounter, AttemptScope

from .throttle import Attempt, Counted

_COOKIE = "__Host-device" if settings.HTTPS else "newsroom_device"
_SALT = "newsroom.device"
_COOKIE_DAYS = 180
_ACCOUNTS = 10  # of one browser that are remembered


def network(request: HttpRequest) -> str:
    """Return the IPv4 address or the IPv6 /64 of the client: whoever has one address of a /64 has them all."""
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((int(address), 64), strict=False))


def password_attempt(request: HttpRequest, username: str) -> Attempt:
    """Count an attempt to give the password of this account. Raise TooManyAttempts."""
    scopes = AttemptScope.PASSWORD_PLACE, AttemptScope.PASSWORD_ACCOUNT
    return Attempt(*_counted(request, username, *scopes))


def code_attempt(request: HttpRequest, username: str) -> Attempt:
    """Count an attempt to give the code of a second factor. Raise TooManyAttempts."""
    return Attempt(*_counted(request, username, AttemptScope.CODE_PLACE, AttemptScope.CODE_ACCOUNT))


def passkey_attempt(request: HttpRequest) -> Attempt:
    """Count an attempt to sign in with a passkey: it cannot be guessed, but looking at it costs time.

    Raise TooManyAttempts.
    """
    if device := _read(request).get("id"):
        return Attempt(Counted(AttemptScope.PASSWORD_PLACE, f"a passkey\0{device}"))
    return Attempt(Counted(AttemptScope.PASSWORD_NETWORK, network(request)))


def mail_attempt(request: HttpRequest, email: str) -> Attempt:
    """Count a mail to this address. Raise TooManyAttempts."""
    network_ = Counted(AttemptScope.MAIL_NETWORK, network(request))
    return Attempt(Counted(AttemptScope.MAIL_ACCOUNT, email.lower()), network_)


def _counted(request: HttpRequest, username: str, at_place: AttemptScope, of_account: AttemptScope) -> list[Counted]:
    device, here = _device(request, username), network(request)
    counted = [Counted(at_place, f"{username}\0{device or here}")]
    if not device:
        counted.append(Counted(AttemptScope.PASSWORD_NETWORK, here))
        if not AttemptCounter.objects.filter(key=_known(username, here).key).exists():
            counted.append(Counted(of_account, username))
    return counted


def _known(username: str, here: str) -> Counted:
    return Counted(AttemptScope.KNOWN, f"{username}\0{here}")


def _device(request: HttpRequest, username: str) -> str:
    """Return the id of the browser if this account has signed in with it, else ""."""
    cookie = _read(request)
    return cookie["id"] if _account(username) in cookie.get("accounts", []) else ""


def _read(request: HttpRequest) -> dict[str, Any]:
    try:
        return signing.loads(request.COOKIES.get(_COOKIE, ""), salt=_SALT, max_age=_COOKIE_DAYS * 86400)
    except signing.BadSignature:
        return {}


def _account(username: str) -> str:
    return _known(username, "").key[:12]


def remember(request: HttpRequest, response: HttpResponse, username: str) -> None:
    """Remember that the account has signed in from this network and with this browser."""
    here = network(request)
    if here:
        defaults = {"scope": AttemptScope.KNOWN, "at": timezone.now()}
        AttemptCounter.objects.update_or_create(key=_known(username, here).key, defaults=defaults)
    cookie = _read(request)
    others = [account for account in cookie.get("accounts", []) if account != _account(username)]
    value = {"id": cookie.get("id") or secrets.token_urlsafe(16), "accounts": [_account(username), *others][:_ACCOUNTS]}
    response.set_cookie(
        _COOKIE, signing.dumps(value, salt=_SALT), max_age=_COOKIE_DAYS * 86400, secure=settings.HTTPS, httponly=True,
        samesite="Lax",
    )  # fmt: skip
