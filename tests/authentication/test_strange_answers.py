"""Answers of passkeys that no browser has made: each is refused, none is an error of the server."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from fido2.utils import websafe_decode, websafe_encode

from articles.authentication import passkeys
from articles.models import User
from tests import cast
from tests.authentication.authenticator import Authenticator

pytestmark = pytest.mark.django_db
STRANGE = [None, 1, -1, 1.5, True, [], {}, "", "x", "\x00", "é", "A" * 300, [[]], {"a": 1}, "ab=", "####"]


def changed(sent: str, chance: random.Random) -> str:
    """The answer with a part of it taken away, replaced or damaged."""
    answer = json.loads(sent)
    outer, inner = answer["response"], answer["response"]["response"]
    part = chance.choice([outer, inner, inner])
    name = chance.choice(sorted(part))
    act = chance.random()
    if act < 0.15:
        del part[name]
    elif act < 0.45 or part is outer:
        part[name] = chance.choice(STRANGE)
    else:
        part[name] = websafe_encode(damaged(websafe_decode(part[name]), chance))
    return json.dumps(answer)


def damaged(data: bytes, chance: random.Random) -> bytes:
    some = bytearray(data)
    if chance.random() < 0.4:
        return bytes(some[: chance.randrange(len(some) + 1)])
    for _ in range(chance.randrange(1, 6)):
        some[chance.randrange(len(some))] = chance.randrange(256)
    return bytes(some)


def asked(user: User, what: str) -> dict[str, Any]:
    question = passkeys.ask_to_register(user) if what == "register" else passkeys.ask_to_sign_in()
    return {"options": question.options, "state": question.state}


def tried(what: str, times: int, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.SITE_URL = "http://testserver"
    monkeypatch.setattr(passkeys.throttle, "use_once", lambda challenge: True)
    user, key, chance = cast.meera(), Authenticator("http://testserver"), random.Random(7)
    assert passkeys.register(user, key.register(asked(user, "register")), "x")
    make = key.register if what == "register" else key.answer
    good = make(asked(user, what))
    for _ in range(times):
        sent = changed(good, chance)
        if what == "register":
            passkeys.register(user, sent, "x")
        else:
            passkeys.signed_in_by(sent)


@pytest.mark.parametrize("what", ["register", "answer"])
def test_are_no_error(what: str, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    tried(what, 60, monkeypatch, settings)


@pytest.mark.slow
@pytest.mark.parametrize("what", ["register", "answer"])
def test_however_many(what: str, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    tried(what, 6000, monkeypatch, settings)


@pytest.mark.parametrize(
    "sent", ["[" * 19_000, "1" * 19_000, "{}", "null", '{"state": "x", "response": []}', "x" * 30_000]
)
def test_nor_what_is_no_answer_at_all(sent: str) -> None:
    assert passkeys.signed_in_by(sent) is None
