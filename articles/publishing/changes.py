"""The changes of one save: gathered by a form, a command or an importer, written in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from articles.models import EDITORIAL_FIELDS, Article, Image


@dataclass(frozen=True)
class BylineLine:
    """One byline: an author by key, or a free name. The order is that of the list."""

    author_id: int | None = None
    name: str = ""
    role: str = ""


@dataclass(frozen=True)
class Quote:
    """The text of one post as this article quotes it, and whether the editor has confirmed it.

    Text that differs from the pinned snapshot becomes a new snapshot, pinned by this article alone. A quote without any
    text leaves the snapshot as it is.
    """

    post_id: int
    author_name: str = ""
    handle: str = ""
    text: str = ""
    language: str = ""
    translation: str = ""
    translation_language: str = ""
    posted_at: dt.datetime | None = None
    posted_day_only: bool = False
    confirmed: bool = False


@dataclass(frozen=True)
class Changes:
    """What to write: None leaves bylines or tags as they are; `tags` are names, `fields` are among EDITORIAL_FIELDS."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    bylines: Sequence[BylineLine] | None = None
    tags: Sequence[str] | None = None
    quotes: Sequence[Quote] = ()

    def __post_init__(self) -> None:
        unknown = set(self.fields) - set(EDITORIAL_FIELDS)
        if unknown:
            raise TypeError(f"not for an editor to write: {', '.join(sorted(unknown))}")

    def __bool__(self) -> bool:
        return bool(self.fields) or self.bylines is not None or self.tags is not None or bool(self.quotes)

    def apply(self, article: Article) -> None:
        """Set the fields on the instance, without saving it. A changed headline is no longer only proposed, and the
        still of a lead video is the lead image where there is none."""
        if "headline" in self.fields and article.headline and self.fields["headline"] != article.headline:
            article.headline_proposed = False
        for name, value in self.fields.items():
            if name == "headline_proposed" and value and not (article.headline_proposed or article.pk is None):
                continue
            setattr(article, name, value)
        article.lead_image = self.lead_image(article)

    def lead_image(self, article: Article) -> Image | None:
        """Return the lead image that the article has with these changes."""
        image, video = (self.fields.get(name, getattr(article, name)) for name in ("lead_image", "lead_video"))
        return image or (video.still if video else None)
