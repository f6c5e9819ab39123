"""The sample newsroom as typed values, as its files have it, and the placeholders in its bodies. No database.

Times are relative to the moment of loading ("-2h", "-3d 4h", "+3d"), so that the news is fresh whenever the site is
first opened. Bodies name posts, pictures and stories by key, and days as `{weekday -1}` or `{date 9}`, counted from the
story's own day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from babel.dates import format_date

from articles import body as html

PICTURES = Path(__file__).parent / "pictures"  # JPEG files, named by `Picture.picture`
CREDIT = {"hi": "नमूना समाचार-कक्ष", "en": "The sample newsroom"}
RIGHTS = "CC0 1.0 (public domain). Drawn for the sample newsroom."

_OFFSET = re.compile(r"([+-])(?:(\d+)d)?\s*(?:(\d+)h)?\s*(?:(\d+)m)?")
_DAY = re.compile(r"\{(weekday|date) (-?\d+)\}")
_FIGURE = re.compile(
    r'<figure data-(social-post|image|gallery|story|file)="([a-z0-9 -]+)"(?: data-layout="(\w+)")?>'
    r"(?:<figcaption>([^<]*)</figcaption>)?</figure>"
)


@dataclass(frozen=True)
class SampleSection:
    slug: str
    name: str
    order: int
    description: str
    parent: str = ""
    language: str = "hi"
    accent: str = ""


@dataclass(frozen=True)
class SampleAuthor:
    slug: str
    name: str
    latin_name: str
    role: str
    bio: str
    portrait: str
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class SampleTag:
    name: str
    description: str = ""
    language: str = "hi"
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class SamplePicture:
    key: str
    picture: str
    alt: str
    focal: tuple[int, ...]
    caption: str = ""
    language: str = "hi"


@dataclass(frozen=True)
class SamplePost:
    key: str
    network: str
    author_name: str
    handle: str
    text: str
    language: str
    posted: dt.timedelta
    day_only: bool = False
    url: str = ""
    translation: str = ""
    translation_language: str = ""
    confirmed: bool = True
    picture: str = ""


@dataclass(frozen=True)
class SampleFile:
    """A PDF with these lines."""

    key: str
    title: str
    lines: tuple[str, ...]
    description: str = ""
    language: str = "hi"


@dataclass(frozen=True)
class SamplePage:
    slug: str
    title: str
    order: int
    body: str
    language: str = "hi"
    purpose: str = ""


@dataclass(frozen=True)
class SampleSite:
    email: str
    phone: str
    postal_address: str
    links: tuple[str, ...]


@dataclass(frozen=True)
class SampleByline:
    author: str = ""
    name: str = ""
    role: str = ""


@dataclass(frozen=True)
class SampleStory:
    """`ref` is the file's name; `at` is when readers first see it; `reason` is why a withdrawn one was withdrawn.

    The fields that `articles.models.Article` has, too, mean the same there.
    """

    ref: str
    headline: str
    kind: str
    section: str
    body: str
    bylines: tuple[SampleByline, ...]
    tags: tuple[str, ...]
    state: str = "published"
    at: dt.timedelta = dt.timedelta()
    language: str = "hi"
    short_headline: str = ""
    kicker: str = ""
    standfirst: str = ""
    dateline_place: str = ""
    source_credit: str = ""
    paid_by: str = ""
    lead_image: str = ""
    lead_caption: str = ""
    canonical_url: str = ""
    seo_title: str = ""
    seo_description: str = ""
    reason: str = ""
    corrections: tuple[str, ...] = ()

    def posts(self) -> list[str]:
        """Return the keys of the posts that the body quotes, in order."""
        return self._keys("social-post")

    def images(self) -> list[str]:
        return self._keys("image", "gallery")

    def stories(self) -> list[str]:
        """Return the refs of the stories that the body links to."""
        return self._keys("story")

    def files(self) -> list[str]:
        return self._keys("file")

    def _keys(self, *kinds: str) -> list[str]:
        return [key for kind, keys, *_rest in _FIGURE.findall(self.body) if kind in kinds for key in keys.split()]


@dataclass(frozen=True)
class SampleSlotAssignment:
    """A story in a slot of the front page, or of a section's; `starts` and `ends` are counted from the loading."""

    slot: str
    story: str
    page: str = ""
    text: str = ""
    starts: dt.timedelta = dt.timedelta()
    ends: dt.timedelta = dt.timedelta()


@dataclass(frozen=True)
class SampleNewsroom:
    site: SampleSite
    sections: tuple[SampleSection, ...]
    authors: tuple[SampleAuthor, ...]
    tags: tuple[SampleTag, ...]
    images: tuple[SamplePicture, ...]
    posts: tuple[SamplePost, ...]
    files: tuple[SampleFile, ...]
    pages: tuple[SamplePage, ...]
    assignments: tuple[SampleSlotAssignment, ...] = ()
    stories: tuple[SampleStory, ...] = ()


def with_placeholders(
    body: str,
    post: Callable[[str], tuple[int, str]],
    image: Callable[[str], int],
    story: Callable[[str], tuple[int, str, str]],
    file: Callable[[str], tuple[int, str, str]],
) -> str:
    """Return the body as it is stored, with the placeholders of `articles.body`.

    For a key, `post` returns id and address, `image` the id, `story` id, address and headline, `file` id, address and
    title.
    """

    def placeholder(figure: re.Match[str]) -> str:
        kind, key, layout, caption = figure.groups()
        if kind == "image":
            return html.image(image(key), caption or "", layout or "")
        if kind == "gallery":
            return html.gallery(map(image, key.split()), caption or "")
        if kind == "file":
            return html.media_file(*file(key))
        return html.story(*story(key)) if kind == "story" else html.social_post(*post(key))

    return _FIGURE.sub(placeholder, body).strip()


def dated(text: str, day: dt.date, language: str) -> str:
    """Return the text with its days named, counted from `day`: `{weekday -1}` is the name of the day before."""

    def named(match: re.Match[str]) -> str:
        that_day = day + dt.timedelta(days=int(match[2]))
        return format_date(that_day, "EEEE" if match[1] == "weekday" else "d MMMM", locale=language)

    return _DAY.sub(named, text)


def offset(text: str) -> dt.timedelta:
    """Return the time span of a text such as "-3d 4h", which is three days and four hours ago. Raise ValueError."""
    match = _OFFSET.fullmatch(text)
    if not match or not any(match.groups()[1:]):
        raise ValueError(f"{text!r} is no time like -2h, -3d 4h, +3d")
    days, hours, minutes = (int(part or 0) for part in match.groups()[1:])
    distance = dt.timedelta(days=days, hours=hours, minutes=minutes)
    return distance if match[1] == "+" else -distance
