"""What one save brings: gathered by a form, a command or an importer, written by a verb in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from articles.models import EDITORIAL_FIELDS, Article


@dataclass(frozen=True)
class BylineLine:
    """One byline, in the order of the list it stands in: a person by key, or a free name."""

    author_id: int | None = None
    name: str = ""
    role: str = ""


@dataclass(frozen=True)
class Quote:
    """What the desk says of one quoted post: its words as they stand in this story, and that they are right.

    Words that differ from the pinned snapshot become a further snapshot, pinned by this story alone. With no words at
    all it says nothing of them.
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
    """None means: leave as it is. `tags` are names; `fields` are among EDITORIAL_FIELDS."""

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

    def apply(self, story: Article) -> None:
        """Writes the fields onto the instance. A headline that a person has changed is no longer only proposed."""
        if "headline" in self.fields and story.headline and self.fields["headline"] != story.headline:
            story.headline_proposed = False
        for name, value in self.fields.items():
            if name == "slug" and story.slug_is_fixed:
                continue
            if name == "headline_proposed" and value and not (story.headline_proposed or story.pk is None):
                continue
            setattr(story, name, value)
