"""The networks' answers in tests/invented_answers, made by hand in the form each network documents, and what they mean.

Each network's folder is its whole answer set: `expected.toml` and one answer of each kind.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from articles.embeds.providers import Identity
from articles.models import CheckResult

FOLDER = Path(__file__).parent.parent / "invented_answers"
KINDS = ("success", "private", "gone", "rate_limited", "malformed", "hostile", "other_author")
# The status an answer of each kind usually comes with, and what it means.
USUAL_RESULTS = {
    "success": (200, CheckResult.LIVE),
    "rate_limited": (429, CheckResult.RATE_LIMITED),
    "malformed": (200, CheckResult.UNUSABLE),
    "hostile": (200, CheckResult.LIVE),
    "other_author": (200, CheckResult.UNUSABLE),
}
EXPECTED: dict[str, dict[str, Any]] = {
    path.parent.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*/expected.toml"))
}
IDENTITIES = {network: Identity(network, said["id"], said["url"]) for network, said in EXPECTED.items()}


def answer(network: str, kind: str) -> bytes:
    (file,) = (FOLDER / network).glob(f"{kind}.*")
    return file.read_bytes()


def result(network: str, kind: str) -> tuple[int, CheckResult]:
    """The status that this answer comes with, and what it means."""
    if kind in EXPECTED[network]["results"]:
        status, value = EXPECTED[network]["results"][kind]
        return status, CheckResult(value)
    return USUAL_RESULTS[kind]
