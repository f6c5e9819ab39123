"""Bluesky: its API gives the post as data, its oEmbed only markup."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any
from urllib.parse import quote

from articles.embeds.post_content import FetchedPost
from articles.models import CaptureSource, CheckResult

from .provider import Identity, NotThisPost, ParsedUrl, Provider, fetched_post, media_item, parse_time

_ACTOR = re.compile(r"did:(?:plc:[a-z2-7]{24}|web:[a-z0-9.-]{3,200})|(?:[a-z0-9](?:[a-z0-9-]{0,62})\.)+[a-z]{2,63}")
_MIRRORS = frozenset({"bskyx.app", "bskx.app", "fxbsky.app", "deer.social", "blacksky.community"})
_VIEWS = frozenset({"quotes", "liked-by", "reposted-by"})
_HOSTS = frozenset({"bsky.app", "main.bsky.dev"}) | _MIRRORS
_KEY = re.compile(r"[A-Za-z0-9._~-]{1,100}")

_TID_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
_TID = re.compile("[2-7a-j][2-7a-z]{12}")
_EPOCH, _FIRST = dt.datetime(1970, 1, 1, tzinfo=dt.UTC), dt.datetime(2022, 11, 1, tzinfo=dt.UTC)


class Bluesky(Provider):
    network = "bluesky"
    mirrors = _MIRRORS
    source = CaptureSource.API

    def match_url(self, url: ParsedUrl) -> tuple[str, str] | None:
        path = url.path
        if url.host == "embed.bsky.app" and len(path) == 4 and path[2] == "app.bsky.feed.post":
            path = ("profile", path[1], "post", path[3])
        elif url.host in _HOSTS and len(path) == 5 and path[4] in _VIEWS:
            path = path[:4]
        elif url.host not in _HOSTS or len(path) != 4:
            return None
        if (path[0], path[2]) != ("profile", "post"):
            return None
        actor = path[1].lower()
        if not _ACTOR.fullmatch(actor) or not _KEY.fullmatch(path[3]):
            return None
        return f"{actor}/{path[3]}", f"https://bsky.app/profile/{actor}/post/{path[3]}"

    def account(self, identity: Identity) -> str:
        actor = identity.id.partition("/")[0]
        return "" if actor.startswith("did:") else actor

    def time_of_id(self, post_id: str) -> dt.datetime | None:
        """A record key is mostly a timestamp identifier (TID): 53 bits of microseconds and 10 bits of a clock."""
        key = post_id.partition("/")[2]
        if not _TID.fullmatch(key):
            return None
        number = 0
        for character in key:
            number = number * 32 + _TID_ALPHABET.index(character)
        time = _EPOCH + dt.timedelta(microseconds=number >> 10)
        return time if time >= _FIRST else None

    def request_url(self, identity: Identity) -> str:
        actor, _, key = identity.id.partition("/")
        uri = quote(f"at://{actor}/app.bsky.feed.post/{key}", safe="")
        return f"https://public.api.bsky.app/xrpc/app.bsky.feed.getPostThread?depth=0&parentHeight=0&uri={uri}"

    def result_of_error(self, status: int, body: bytes) -> CheckResult:
        if status == 400:
            try:
                return CheckResult.GONE if json.loads(body).get("error") == "NotFound" else CheckResult.UNUSABLE
            except (ValueError, AttributeError, RecursionError):
                return CheckResult.UNUSABLE
        return super().result_of_error(status, body)

    def own_address(self, identity: Identity, data: dict[str, Any]) -> str:
        # By the account's DID, which stays when its handle changes.
        did, key = data["thread"]["post"]["author"]["did"], identity.id.partition("/")[2]
        return f"https://bsky.app/profile/{did}/post/{key}"

    def parse_post(self, identity: Identity, data: dict[str, Any]) -> FetchedPost | CheckResult:
        thread = data["thread"]
        kind = str(thread.get("$type", ""))
        if kind.endswith("#notFoundPost"):
            return CheckResult.GONE
        if kind.endswith("#blockedPost"):
            return CheckResult.PRIVATE
        post = thread["post"]
        record, author = post["record"], post["author"]
        actor, _, key = identity.id.partition("/")
        if not str(post["uri"]).endswith(f"/{key}") or actor not in (author["handle"].lower(), author.get("did")):
            raise NotThisPost
        if any(label["val"] == "!no-unauthenticated" for label in author.get("labels") or []):
            # The author asks not to be shown to people who are not signed in.
            return CheckResult.REFUSED
        languages = record.get("langs") or [""]
        return fetched_post(
            author=author.get("displayName") or author["handle"], handle=author["handle"], text=record["text"],
            language=languages[0] if len(languages) == 1 else "", posted_at=parse_time(record.get("createdAt")),
            media=tuple(_media(post.get("embed") or {})),
        )  # fmt: skip


def _media(embed: dict[str, Any]) -> list[dict[str, Any]]:
    photos = [media_item("photo", image.get("fullsize"), image.get("alt")) for image in embed.get("images", [])[:10]]
    return [*photos, media_item("video", embed.get("thumbnail"))] if embed.get("playlist") else photos
