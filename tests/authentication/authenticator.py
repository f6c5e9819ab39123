"""A passkey in software: makes a key pair, and answers the questions of WebAuthn as a browser with a phone does."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from typing import Any

import time_machine
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import signing
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


class Authenticator:
    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(16)
        self.count = 1

    def register(self, question: dict[str, Any]) -> str:
        options = question["options"]["publicKey"]
        public = ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(Aaguid.NONE, self.id, public)
        data = self._data(options["rp"]["id"], PRESENT | VERIFIED | WITH_KEY, credential)
        attestation = AttestationObject.create("none", data, {})
        client = self._client("webauthn.create", options["challenge"], self.origin)
        return self._sent(question["state"], {"clientDataJSON": client, "attestationObject": bytes(attestation)})

    def answer(self, question: dict[str, Any], wrong: str = "") -> str:
        """The answer; or one in which something is wrong."""
        if wrong == "not JSON":
            return "{"
        options = question["options"]["publicKey"]
        self.count = 1 if wrong == "counter" else self.count + 1
        data = self._data(options["rpId"], PRESENT if wrong == "unverified" else PRESENT | VERIFIED)
        client = self._client(
            "webauthn.get", options["challenge"], "https://evil.example" if wrong == "origin" else self.origin
        )
        signed = bytes(data) + hashlib.sha256(client).digest() + (b"!" if wrong == "signature" else b"")
        signature = self.key.sign(signed, ec.ECDSA(hashes.SHA256()))
        state = _from_yesterday(question["state"]) if wrong == "late" else question["state"]
        return self._sent(state, {"clientDataJSON": client, "authenticatorData": bytes(data), "signature": signature})

    def _data(self, host: str, flags: int, credential: bytes = b"") -> AuthenticatorData:
        return AuthenticatorData.create(hashlib.sha256(host.encode()).digest(), flags, self.count, credential)

    @staticmethod
    def _client(kind: str, challenge: str, origin: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode()

    def _sent(self, state: str, response: dict[str, bytes]) -> str:
        coded = {name: websafe_encode(value) for name, value in response.items()}
        own = websafe_encode(self.id)
        sent = {"id": own, "rawId": own, "type": "public-key", "clientExtensionResults": {}, "response": coded}
        return json.dumps({"state": state, "response": sent})


def _from_yesterday(state: str) -> str:
    value = signing.loads(state, salt="newsroom.passkey")
    with time_machine.travel(timezone.now() - dt.timedelta(days=1)):
        return signing.dumps(value, salt="newsroom.passkey")
