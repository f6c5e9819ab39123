"""Functions that create rows for tests, through the same publishing functions that people use."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import uuid
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Pillow

from articles import body, publishing
from articles.models import Article, Author, Image, PostSnapshot, Section, SocialPost, User
from articles.publishing import BylineLine, Changes

_number = itertools.count(1)


def user(name: str = "", group: str = "", **fields: Any) -> User:
    made = User.objects.create_user(
        name or f"user{next(_number)}", password="a long enough password", is_staff=True, **fields
    )
    if group:
        made.groups.add(Group.objects.get(name=group))
    return made


def section(slug: str = "desh", name: str = "देश", **fields: Any) -> Section:
    return Section.objects.get_or_create(slug=slug, defaults={"name": name, **fields})[0]


def author(name: str = "मीरा जोशी", slug: str = "", **fields: Any) -> Author:
    return Author.objects.create(name=name, slug=slug or f"author-{next(_number)}", **fields)


def picture_bytes(size: tuple[int, int] = (64, 36)) -> bytes:
    data = io.BytesIO()
    Pillow.new("RGB", size, "teal").save(data, "PNG")
    return data.getvalue()


def image(alt: str = "नदी के किनारे एक नाव", size: tuple[int, int] = (64, 36), **fields: Any) -> Image:
    file = ContentFile(picture_bytes(size), name=f"picture-{next(_number)}.png")
    return Image.objects.create(file=file, alt=alt, **fields)


def post(text: str = "नया पुल आज से खुल गया। #पुल", confirmed: bool = True, **fields: Any) -> SocialPost:
    """A post with one snapshot; fields of either model."""
    own = {name: fields.pop(name) for name in ("network", "network_id", "url", "policy", "status") if name in fields}
    made = SocialPost.objects.create(confirmed_at=timezone.now() if confirmed else None, **{"network": "x", **own})
    words = {"author_name": "पुल विभाग", "handle": "PulVibhag", "language": "hi", **fields}
    PostSnapshot.objects.create(post=made, text=text, **{"is_trusted": True, **words})
    return made


def quoting(*posts: SocialPost) -> str:
    return "".join(body.social_post(one.pk, one.url) for one in posts)


def draft(
    headline: str = "नया पुल खुला", *, by: User | None = None, tags: list[str] | None = None,
    bylines: list[Author | str] | None = None, **fields: Any,
) -> Article:  # fmt: skip
    lines = [BylineLine(name=one) if isinstance(one, str) else BylineLine(one.pk) for one in bylines or []]
    if "section" not in fields:
        fields["section"] = section()
    fields.setdefault("body", "<p>शहर का नया पुल आज से आम लोगों के लिए खुल गया।</p>")
    changes = Changes(fields={"headline": headline, **fields}, bylines=lines, tags=tags or [])
    return publishing.save_draft(Article(), changes, by=by or editor())


def story(headline: str = "नया पुल खुला", *, at: dt.datetime | None = None, **fields: Any) -> Article:
    """A published story."""
    by = fields.pop("by", None) or editor()
    return publishing.publish(draft(headline, by=by, **fields), by=by, at=at)


def withdrawn(headline: str = "वापस ली गई", **fields: Any) -> Article:
    """A story that readers could once see: its tags, authors and sections have pages."""
    return publishing.withdraw(story(headline, **fields), note="x", by=editor())


def editor() -> User:
    return User.objects.filter(username="sampadak").first() or user("sampadak", "editor")


def group(name: str) -> Group:
    return Group.objects.get(name=name)


def unlike(value: object) -> str:
    """Another value for a column in which no two rows may have the same."""
    return str(uuid.uuid4()) if isinstance(value, uuid.UUID) else f"{str(value)[:20]}{next(_number)}"
