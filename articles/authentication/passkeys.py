"""Passkeys: registering one, and signing in with one (WebAuthn).

The challenge travels signed with the form, so that asking for it writes nothing; each is used once within five minutes.
Passkeys belong to the host of NEWSROOM_SITE_URL and work nowhere else.
"""

from __future__ import annotations

import json
import logging
import re
import struct
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from articles.models import Passkey, Site, User
from articles.publishing import audit_log

from . import throttle
from .second_factor import _after_setting_up

logger = logging.getLogger(__name__)
_SALT = "newsroom.passkey"
_VALID_FOR = 300
_MAX_CHARS = 20_000
_MAX_KEYS = 20  # of one account
_CREDENTIAL_ID = re.compile("[A-Za-z0-9_-]{1,1400}")
# What reading an answer raises that no browser has made.
_WRONG = (
    ValueError, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError, RecursionError, struct.error,
    UnsupportedAlgorithm, signing.BadSignature,
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """What a browser is asked: `options` for navigator.credentials, and the signed `state` that comes back with it."""

    options: dict[str, Any]
    state: str


def work_here(host: str) -> bool:
    """Return whether passkeys can be used at this host: it must be the site's own, and have a name."""
    name = _rp_id()
    return host == urlsplit(settings.SITE_URL).netloc and not name.replace(".", "").isdecimal() and ":" not in name


def _rp_id() -> str:
    return urlsplit(settings.SITE_URL).hostname or ""


def _server() -> Fido2Server:
    party = PublicKeyCredentialRpEntity(name=Site.objects.display_name(), id=_rp_id())
    return Fido2Server(party, verify_origin=lambda origin: origin == settings.SITE_URL)


def ask_to_register(user: User) -> Question:
    """Return the question by which a browser makes a passkey for this account."""
    entity = PublicKeyCredentialUserEntity(id=str(user.pk).encode(), name=user.get_username(), display_name=user.name)
    options, state = _server().register_begin(
        entity, [_data(key) for key in user.passkeys.all()], ResidentKeyRequirement.PREFERRED,
        UserVerificationRequirement.REQUIRED,
    )  # fmt: skip
    return _question(options, state, f"register {user.pk}")


def ask_to_sign_in(user: User | None = None) -> Question:
    """Return the question for a passkey: of this account, or without one for whichever the person chooses."""
    keys = [_data(key) for key in user.passkeys.all()] if user else None
    options, state = _server().authenticate_begin(keys, UserVerificationRequirement.REQUIRED)
    return _question(options, state, f"sign in {user.pk if user else ''}")


def _question(options: Any, state: dict[str, Any], purpose: str) -> Question:
    return Question(dict(options), signing.dumps({**state, "for": purpose}, salt=_SALT))


@transaction.atomic
def register(user: User, answer: str, name: str) -> list[str] | None:
    """Keep the passkey that a browser made. Return new recovery codes for a first factor; None for a wrong answer."""
    try:
        state, response = _opened(answer, f"register {user.pk}")
        data = _server().register_complete(state, response)
    except _WRONG as error:
        logger.warning("a passkey was not taken: %s", error)
        return None
    credential = data.credential_data
    if credential is None or user.passkeys.count() >= _MAX_KEYS:
        return None
    try:
        with transaction.atomic():
            Passkey.objects.create(
                user=user, name=name[:80], credential_id=websafe_encode(credential.credential_id),
                credential=websafe_encode(bytes(credential)), sign_count=data.counter,
            )  # fmt: skip
    except IntegrityError:
        return None  # Another account has it, or this one.
    audit_log.record(user, "set up factor", user, factor="passkey")
    return _after_setting_up(user)


@transaction.atomic
def signed_in_by(answer: str, user: User | None = None) -> User | None:
    """Return whose passkey has answered the question; None if it is wrong, old or not of the account `user`."""
    try:
        state, response = _opened(answer, f"sign in {user.pk if user else ''}")
        keys = Passkey.objects.select_for_update().filter(credential_id=str(response["id"]), user__is_active=True)
        key = (keys.filter(user=user) if user else keys).select_related("user").first()
        if key is None:
            return None
        _server().authenticate_complete(state, [_data(key)], response)
        count = AuthenticationResponse.from_dict(response).response.authenticator_data.counter
    except _WRONG as error:
        logger.warning("a passkey was refused: %s", error)
        return None
    if count and count <= key.sign_count:
        logger.warning("a passkey of %s was refused: it seems to be a copy", key.user.pk)
        return None
    key.sign_count, key.used_at = count, timezone.now()
    key.save(update_fields=["sign_count", "used_at"])
    return key.user


def _opened(answer: str, purpose: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the state of the question and the browser's response. Raise one of `_WRONG` for what is neither."""
    if len(answer) > _MAX_CHARS:
        raise ValueError("too long")
    sent = json.loads(answer)
    state = signing.loads(sent["state"], salt=_SALT, max_age=_VALID_FOR)
    if state["for"] != purpose or not isinstance(sent["response"], dict):
        raise ValueError("an answer to another question")
    if not _CREDENTIAL_ID.fullmatch(str(sent["response"].get("id"))):
        raise ValueError("not an id")
    if not throttle.use_once(state["challenge"]):
        raise ValueError("an answer that was given before")
    return state, sent["response"]


def _data(key: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(key.credential))
