"""What all providers have in common: a parsed URL, the request for a post, and what an answer can mean."""

from __future__ import annotations

import datetime as dt
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar
from urllib.parse import quote, unquote, urlsplit

from articles.body import NETWORKS, is_host_of, link_from
from articles.embeds.post_content import FetchedPost
from articles.models import CaptureSource, CheckResult
from articles.text import detect_language, normalise, safe_link, single_line

MAX_TEXT = 10_000
_MAX_RETRY_AFTER = 7 * 86_400


@dataclass(frozen=True)
class Identity:
    """Which post it is: the key of its network, the network's own id, the canonical https URL. `start` is no part of
    that: the second at which the address that was read has its video begin."""

    network: str
    id: str
    url: str
    start: int = 0

    @property
    def link(self) -> str:
        """The canonical URL with the second at which a video begins."""
        return link_from(self.network, self.url, self.start)


@dataclass(frozen=True)
class ParsedUrl:
    """A URL in parts: the host in lower case without www., the segments of the path, the query, the fragment."""

    host: str
    path: tuple[str, ...]
    query: Mapping[str, str]
    fragment: str = ""


@dataclass(frozen=True)
class ProviderAnswer:
    """What a network answered. `post` is set if, and only if, `result` is LIVE. `retry_after` is in seconds; `raw` is
    what the network sent, as JSON data, unless its terms forbid storing it. `address` is what the network says is the
    post's own address, and `identity` the post that this names, which may differ from the one that was asked for."""

    result: CheckResult
    post: FetchedPost | None = None
    address: str = ""
    identity: Identity | None = None
    retry_after: int | None = None
    source: CaptureSource = CaptureSource.OEMBED
    raw: dict[str, Any] | None = field(default=None, repr=False)


class NotThisPost(ValueError):
    """The answer is about another post, or about none."""


class Provider(ABC):
    """How the posts of one network are recognised and fetched. `network` is its key in `articles.body.NETWORKS`.

    `mirrors` are sites of others that show the network's posts. `oembed` is the URL that answers for the post whose URL
    is added to it; `redirect_hosts` are further hosts to which it may redirect.
    """

    network: ClassVar[str]
    mirrors: ClassVar[frozenset[str]] = frozenset()
    oembed: ClassVar[str] = ""
    redirect_hosts: ClassVar[frozenset[str]] = frozenset()
    source: ClassVar[CaptureSource] = CaptureSource.OEMBED
    stores_raw: ClassVar[bool] = True

    @property
    def domains(self) -> tuple[str, ...]:
        return NETWORKS[self.network].domains

    def has_host(self, host: str) -> bool:
        """Return whether the host is the network's: then a URL on it that `match_url` refuses is no post at all."""
        return is_host_of(host, self.domains) or is_host_of(host, self.mirrors)

    @abstractmethod
    def match_url(self, url: ParsedUrl) -> tuple[str, str] | None:
        """Return the id and the canonical URL of the post at this URL, or None if it is not the URL of one post."""

    def is_short_link(self, url: ParsedUrl) -> bool:
        """Return whether this URL redirects to a post whose id it does not contain."""
        return False

    def account(self, identity: Identity) -> str:
        """Return the handle that the post's canonical URL names, or "" if it names none."""
        return ""

    def time_of_id(self, post_id: str) -> dt.datetime | None:
        """Return when the post was written if the network documents that its ids say it, else None."""
        return None

    def request_url(self, identity: Identity) -> str | None:
        """Return the URL that answers with the post, or None if the network has none."""
        return oembed_url(self.oembed, identity.url) if self.oembed else None

    def own_address(self, identity: Identity, data: dict[str, Any]) -> str:
        """Return the address that the network's data gives the post, or "" if it names none."""
        return ""

    @abstractmethod
    def parse_post(self, identity: Identity, data: dict[str, Any]) -> FetchedPost | CheckResult:
        """Return the post in the network's data. Any LookupError, TypeError or ValueError makes the answer UNUSABLE."""

    def read(self, identity: Identity, status: int, headers: Mapping[str, str], body: bytes) -> ProviderAnswer:
        """Return what the response means. Never raises: a hostile one is UNUSABLE."""
        if status != 200:
            return ProviderAnswer(
                self.result_of_error(status, body), retry_after=_seconds(headers.get("retry-after", ""))
            )
        try:
            data = self.decode(body)
            post = self.parse_post(identity, data)
            address = https_url(self.own_address(identity, data)) if isinstance(post, FetchedPost) else ""
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError, OverflowError):
            return ProviderAnswer(CheckResult.UNUSABLE)
        if isinstance(post, CheckResult):
            return ProviderAnswer(post)
        raw = data if self.stores_raw else None
        return ProviderAnswer(CheckResult.LIVE, post, address, source=self.source, raw=raw)

    def decode(self, body: bytes) -> dict[str, Any]:
        data = json.loads(body)
        if not isinstance(data, dict):
            raise NotThisPost
        return data

    def result_of_error(self, status: int, body: bytes) -> CheckResult:
        """Return what a status other than 200 means."""
        if status in (404, 410):
            return CheckResult.GONE
        if status in (401, 403):
            return CheckResult.PRIVATE
        if status == 429:
            return CheckResult.RATE_LIMITED
        return CheckResult.UNREACHABLE if status >= 500 else CheckResult.UNUSABLE


def fetched_post(
    *, author: object = "", handle: object = "", text: object = "", language: object = "",
    posted_at: dt.datetime | None = None, media: tuple[dict[str, Any], ...] = (),
) -> FetchedPost:  # fmt: skip
    """Return the values as they may be stored: normalised strings that fit the columns. Raises NotThisPost for a value
    that is neither a string nor None."""
    text = normalise(_string(text)[: 2 * MAX_TEXT]).strip()[:MAX_TEXT]
    declared = single_line(_string(language)[:12]).replace("_", "-")
    return FetchedPost(
        author_name=single_line(_string(author)[:400])[:200],
        handle=single_line(_string(handle)[:400]).lstrip("@")[:200],
        text=text,
        language=declared if declared and declared != "und" else detect_language(text),
        posted_at=posted_at,
        media=media,
    )


def media_item(kind: str, url: object, alt: object = "") -> dict[str, Any]:
    return {"kind": kind, "url": https_url(url), "alt": single_line(_string(alt)[:2_000])}


def https_url(value: object) -> str:
    """Return the value if it is an https URL, else ""."""
    text = _string(value)[:2_000]
    return safe_link(text) if text.startswith("https://") and text.isprintable() else ""


def parse_time(value: object) -> dt.datetime | None:
    """Return an ISO 8601 time with a time zone, or None if the value is none."""
    try:
        time = dt.datetime.fromisoformat(_string(value)[:40])
    except ValueError:
        return None
    return time if time.tzinfo else None


def last_segment(url: object) -> str:
    """Return the last segment of a URL's path without its @: the handle, in the URL of an account."""
    return unquote(urlsplit(https_url(url)).path.rstrip("/").rpartition("/")[2]).lstrip("@")


def oembed_url(endpoint: str, url: str) -> str:
    """Return the URL of an oEmbed request for the post at `url`."""
    return f"{endpoint}{'&' if '?' in endpoint else '?'}url={quote(url, safe='')}"


def _string(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise NotThisPost
    # JSON can spell half of a surrogate pair, which no database stores.
    return value.encode("utf-8", "ignore").decode("utf-8")


def _seconds(value: str) -> int | None:
    return min(int(value), _MAX_RETRY_AFTER) if value.isascii() and value.isdecimal() and len(value) < 10 else None
