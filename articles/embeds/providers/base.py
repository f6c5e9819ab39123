"""What all networks have in common: an address taken apart, a question, and what an answer can mean."""

from __future__ import annotations

import datetime as dt
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar
from urllib.parse import quote, unquote, urlsplit

from articles.models import CheckResult
from articles.text import detect_language, normalise, safe_link, single_line

LONGEST_TEXT = 10_000
_LONGEST_WAIT = 7 * 86_400


@dataclass(frozen=True)
class Identity:
    """Which post it is: a value of `models.Network`, the network's own id, the canonical https address."""

    network: str
    id: str
    url: str


@dataclass(frozen=True)
class Address:
    """A web address taken apart: the host in small letters without www., the path's segments, the query."""

    host: str
    path: tuple[str, ...]
    query: Mapping[str, str]


@dataclass(frozen=True)
class FetchedPost:
    """What a post says, as data: plain text, never markup. `media` are addresses; nothing of them is fetched."""

    author_name: str = ""
    handle: str = ""
    text: str = ""
    language: str = ""
    posted_at: dt.datetime | None = None
    posted_day_only: bool = False
    media: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class ProviderAnswer:
    """`retry_after` is in seconds; `raw` is what the network sent, as JSON data; `source` a value of models.Source."""

    result: CheckResult
    post: FetchedPost | None = None
    retry_after: int | None = None
    source: str = "oembed"
    raw: dict[str, Any] | None = field(default=None, repr=False)


class NotThisPost(ValueError):
    """The answer speaks of something else, or of nothing."""


class Provider(ABC):
    """One network. `sites` are its domains with all that is below them: what `recognise` refuses of them is no post at
    all. `hosts` are those it is asked at; None: the post's own."""

    network: ClassVar[str]
    sites: ClassVar[frozenset[str]]
    hosts: ClassVar[frozenset[str] | None]
    source: ClassVar[str] = "oembed"
    keeps_raw: ClassVar[bool] = True

    @abstractmethod
    def match_url(self, address: Address) -> tuple[str, str] | None:
        """The id and the canonical address, where this is the address of one post."""

    def owns(self, host: str) -> bool:
        return any(host == site or host.endswith(f".{site}") for site in self.sites)

    def is_short_link(self, address: Address) -> bool:
        """Whether it is an address that only asking would turn into a post's."""
        return False

    @abstractmethod
    def request(self, identity: Identity) -> str | None:
        """The address that tells of the post; None where the network tells nobody."""

    @abstractmethod
    def capture(self, identity: Identity, data: dict[str, Any]) -> FetchedPost | CheckResult:
        """What the network's data say. Any LookupError, TypeError or ValueError means: nothing that can be used."""

    def read(self, identity: Identity, status: int, headers: Mapping[str, str], body: bytes) -> ProviderAnswer:
        """What the answer means. Never raises: a hostile answer is UNUSABLE."""
        if status != 200:
            return ProviderAnswer(self.refusal(status, body), retry_after=_seconds(headers.get("retry-after", "")))
        try:
            data = self.decode(body)
            found = self.capture(identity, data)
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError, OverflowError):
            return ProviderAnswer(CheckResult.UNUSABLE)
        if isinstance(found, CheckResult):
            return ProviderAnswer(found)
        return ProviderAnswer(CheckResult.LIVE, found, source=self.source, raw=data if self.keeps_raw else None)

    def decode(self, body: bytes) -> dict[str, Any]:
        data = json.loads(body)
        if not isinstance(data, dict):
            raise NotThisPost
        return data

    def refusal(self, status: int, body: bytes) -> CheckResult:
        """Of a status other than 200."""
        if status in (404, 410):
            return CheckResult.GONE
        if status in (401, 403):
            return CheckResult.PRIVATE
        if status == 429:
            return CheckResult.RATE_LIMITED
        return CheckResult.UNREACHABLE if status >= 500 else CheckResult.UNUSABLE


def fetched_post(
    *, author: object = "", handle: object = "", text: object = "", language: object = "",
    posted_at: dt.datetime | None = None, day_only: bool = False, media: tuple[dict[str, Any], ...] = (),
) -> FetchedPost:  # fmt: skip
    """The fields as they may be stored: strings alone, normalised, of bounded length."""
    words = normalise(_string(text)[: 2 * LONGEST_TEXT]).strip()[:LONGEST_TEXT]
    spoken = single_line(_string(language)[:12]).replace("_", "-")
    return FetchedPost(
        author_name=single_line(_string(author)[:400])[:200],
        handle=single_line(_string(handle)[:400]).lstrip("@")[:200],
        text=words,
        language=spoken if spoken and spoken != "und" else detect_language(words),
        posted_at=posted_at,
        posted_day_only=day_only,
        media=media,
    )


def media_item(kind: str, url: object, alt: object = "") -> dict[str, Any]:
    return {"kind": kind, "url": https_url(url), "alt": single_line(_string(alt)[:2_000])}


def https_url(value: object) -> str:
    """Return an https address of an answer, or "" for anything else."""
    text = _string(value)[:2_000]
    return safe_link(text) if text.startswith("https://") and text.isprintable() else ""


def parse_time(value: object) -> dt.datetime | None:
    """A time with its zone in ISO 8601, or None."""
    try:
        time = dt.datetime.fromisoformat(_string(value)[:40])
    except ValueError:
        return None
    return time if time.tzinfo else None


def last_segment(url: object) -> str:
    """The last part of an address' path: in the address of an account, its handle."""
    return unquote(urlsplit(https_url(url)).path.rstrip("/").rpartition("/")[2]).lstrip("@")


def oembed_url(endpoint: str, url: str, **more: str) -> str:
    """The address of an oEmbed question."""
    return endpoint + "?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in {"url": url, **more}.items())


def _string(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise NotThisPost
    # Half a character that JSON can spell and no database takes.
    return value.encode("utf-8", "ignore").decode("utf-8")


def _seconds(value: str) -> int | None:
    return min(int(value), _LONGEST_WAIT) if value.isascii() and value.isdecimal() and len(value) < 10 else None
