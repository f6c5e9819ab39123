"""What a post says, as data: plain text, never markup."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, fields, replace
from typing import Any

from articles.models import CaptureSource, PostSnapshot, SocialPost, User
from articles.text import detect_language

# What X writes at the end of a post for its pictures.
PICTURE_LINK = re.compile(r"(?:https?://)?pic\.(?:twitter|x)\.com/(?P<name>[A-Za-z0-9]{4,20})", re.IGNORECASE)
_LAST_PICTURES = re.compile(rf"(?:\s*{PICTURE_LINK.pattern.replace('?P<name>', '?:')})+\s*\Z", re.IGNORECASE)


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

    def with_pictures_apart(self) -> QuotedContent:
        """Return the content without the picture links at the end of its text: they are media, each in one spelling."""
        last = _LAST_PICTURES.search(self.text)
        links = [*self.media, *(match.group() for match in PICTURE_LINK.finditer(last.group() if last else ""))]
        text = self.text[: last.start()] if last else self.text
        return replace(self, text=text, media=tuple(dict.fromkeys(map(_one_spelling, links))))


@dataclass(frozen=True)
class FetchedPost(PostContent):
    """What the post's network says. `media` are addresses with a kind and a description; none of them is fetched."""

    media: tuple[dict[str, Any], ...] = ()


def _one_spelling(link: str) -> str:
    match = PICTURE_LINK.fullmatch(link)
    return f"pic.twitter.com/{match['name']}" if match else link


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
