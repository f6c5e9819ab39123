"""What a post says, as data: plain text, never markup."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from typing import Any

from articles.models import CaptureSource, PostSnapshot, SocialPost, User
from articles.text import detect_language


@dataclass(frozen=True)
class PostContent:
    author_name: str = ""
    handle: str = ""
    text: str = ""
    language: str = ""
    posted_at: dt.datetime | None = None
    posted_day_only: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.author_name)


@dataclass(frozen=True)
class QuotedContent(PostContent):
    """What the person or text that quotes a post says it says: pasted with its URL, found in a text, or typed."""

    media: tuple[str, ...] = ()  # addresses of pictures


@dataclass(frozen=True)
class FetchedPost(PostContent):
    """What the post's network says. `media` are addresses with a kind and a description; none of them is fetched."""

    media: tuple[dict[str, Any], ...] = ()


def new_snapshot(
    post: SocialPost | None,
    content: QuotedContent | FetchedPost,
    source: CaptureSource,
    *,
    by: User | None = None,
    raw: dict[str, Any] | None = None,
) -> PostSnapshot:
    """Return an unsaved snapshot of the content; its language is detected if nobody has said it."""
    values = {field.name: getattr(content, field.name) for field in fields(content)}
    values["media"] = list(content.media)
    values["language"] = content.language or (detect_language(content.text) if content.text else "")
    return PostSnapshot(post=post, source=source, captured_by=by, raw=raw, **values)
