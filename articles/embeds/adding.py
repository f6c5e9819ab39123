"""Taking a post in: one record for it, however its address is spelled and however often it is quoted."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import CaptureSource, PostSnapshot, SocialPost, User
from articles.text import detect_language

from .errors import NotAPost
from .identify import identify, is_short_link
from .terms import default_policy


@dataclass(frozen=True)
class QuotedContent:
    """What is said of a post by whoever brings it: pasted with it, found in a text, typed."""

    author_name: str = ""
    handle: str = ""
    text: str = ""
    language: str = ""
    posted_at: dt.datetime | None = None
    posted_day_only: bool = False
    media: tuple[str, ...] = ()  # addresses of pictures

    def __bool__(self) -> bool:
        return bool(self.text or self.author_name)


@transaction.atomic
def add(
    address: str = "",
    words: QuotedContent = QuotedContent(),
    *,
    by: User | None,
    network: str = "",
    confirmed: bool = True,
) -> tuple[SocialPost, bool]:
    """The record of the post at this address or with these words, and whether it is new.

    Words that come with a post that is known already are not written: they are for the story that quotes it to pin.
    `network` is for words without an address. Raises NotAPost. Nothing is fetched here.
    """
    identity = identify(address)
    defaults: dict[str, Any] = {"confirmed_at": timezone.now(), "confirmed_by": by} if confirmed else {}
    if identity:
        key = {"network": identity.network, "network_id": identity.id}
        defaults |= {"url": identity.url, "policy": default_policy(identity.network), "check_due_at": timezone.now()}
        post, created = _known(identity.url) or SocialPost.objects.get_or_create(**key, defaults=defaults)
    elif address and (is_short_link(address) or words):
        due = timezone.now() if is_short_link(address) else None
        defaults |= {"network": network, "policy": default_policy(network), "check_due_at": due}
        post, created = SocialPost.objects.get_or_create(url=address, defaults=defaults)
    elif words:
        # Without an address it is known by its words: the same quote in two texts is one post.
        snapshot = _snapshot(words, by)
        ref = f"quote:{snapshot.content_hash()}"
        defaults |= {"network": network, "policy": default_policy(network)}
        post, created = SocialPost.objects.get_or_create(import_ref=ref, defaults=defaults)
    else:
        raise NotAPost(address)
    if words and not post.snapshots.exists():
        snapshot = _snapshot(words, by)
        snapshot.post = post
        snapshot.save()
    return post, created


def _known(url: str) -> tuple[SocialPost, bool] | None:
    """A record that has the very address, but was made before it was known whose post that is."""
    post = SocialPost.objects.filter(url=url, network_id="").first()
    return (post, False) if post else None


def _snapshot(words: QuotedContent, by: User | None) -> PostSnapshot:
    said = asdict(words) | {"media": list(words.media)}
    said["language"] = words.language or (detect_language(words.text) if words.text else "")
    return PostSnapshot(source=CaptureSource.PASTED, captured_by=by, **said)
