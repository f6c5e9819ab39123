"""Reads the sample newsroom's files into typed values and refuses what does not hold together. No database.

`newsroom.toml` holds sections, authors, tags, pictures, quoted posts and pages; each file under `stories/` one story.
Times are relative to the moment of loading ("-2h", "-3d 4h", "+3d"), so that the paper is fresh whenever it is first
opened. Bodies name posts, pictures and stories by key, and days as `{weekday -1}` or `{date 9}`: counted from the
story's own day, because a paper names days and ours has no fixed date.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from babel.dates import format_date

from articles import body as html

from .pictures import PICTURES

FOLDER = Path(__file__).parent
CREDIT = {"hi": "नमूना समाचार-कक्ष", "en": "The sample newsroom"}
RIGHTS = "CC0 1.0 (public domain). Drawn for the sample newsroom."
KINDS = ("news", "opinion", "analysis", "interview", "explainer", "fact-check", "gallery")
STATES = ("published", "scheduled", "draft", "in_review", "withdrawn")

_OFFSET = re.compile(r"([+-])(?:(\d+)d)?\s*(?:(\d+)h)?\s*(?:(\d+)m)?")
_DAY = re.compile(r"\{(weekday|date) (-?\d+)\}")
_FIGURE = re.compile(
    r'<figure data-(social-post|image|gallery|story)="([a-z0-9 -]+)"(?: data-layout="(\w+)")?>'
    r"(?:<figcaption>([^<]*)</figcaption>)?</figure>"
)


class ContentError(ValueError):
    """The sample newsroom's files do not hold together; the message names every fault."""


@dataclass(frozen=True)
class Section:
    slug: str
    name: str
    order: int
    description: str
    parent: str = ""
    language: str = "hi"
    accent: str = ""


@dataclass(frozen=True)
class Author:
    slug: str
    name: str
    latin_name: str
    role: str
    bio: str
    portrait: str
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tag:
    name: str
    description: str = ""
    language: str = "hi"
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    key: str
    picture: str
    alt: str
    focal: tuple[int, ...]
    caption: str = ""
    language: str = "hi"


@dataclass(frozen=True)
class Post:
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


@dataclass(frozen=True)
class Page:
    slug: str
    title: str
    order: int
    body: str
    language: str = "hi"
    purpose: str = ""


@dataclass(frozen=True)
class Site:
    email: str
    phone: str
    postal_address: str
    links: tuple[str, ...]


@dataclass(frozen=True)
class Byline:
    author: str = ""
    name: str = ""
    role: str = ""


@dataclass(frozen=True)
class Correction:
    text: str


@dataclass(frozen=True)
class Story:
    """`ref` is the file's name; `at` is when readers first see it; `reason` is why a withdrawn one was withdrawn."""

    ref: str
    headline: str
    kind: str
    section: str
    body: str
    bylines: tuple[Byline, ...]
    tags: tuple[str, ...]
    state: str = "published"
    at: dt.timedelta = dt.timedelta()
    language: str = "hi"
    short_headline: str = ""
    kicker: str = ""
    standfirst: str = ""
    place: str = ""
    source: str = ""
    paid_by: str = ""
    image: str = ""
    image_caption: str = ""
    canonical_url: str = ""
    seo_title: str = ""
    seo_description: str = ""
    reason: str = ""
    corrections: tuple[Correction, ...] = ()

    def posts(self) -> list[str]:
        """The keys of the posts the body quotes, in order."""
        return self._keys("social-post")

    def images(self) -> list[str]:
        return self._keys("image", "gallery")

    def stories(self) -> list[str]:
        """The refs of the stories the body points to."""
        return self._keys("story")

    def _keys(self, *kinds: str) -> list[str]:
        return [key for kind, keys, *_rest in _FIGURE.findall(self.body) if kind in kinds for key in keys.split()]


@dataclass(frozen=True)
class Placing:
    """A story in a slot of the front page, or of a section's; `starts` and `ends` are counted from the loading."""

    slot: str
    story: str
    page: str = ""
    text: str = ""
    starts: dt.timedelta = dt.timedelta()
    ends: dt.timedelta = dt.timedelta()


@dataclass(frozen=True)
class Newsroom:
    site: Site
    sections: tuple[Section, ...]
    authors: tuple[Author, ...]
    tags: tuple[Tag, ...]
    images: tuple[Picture, ...]
    posts: tuple[Post, ...]
    pages: tuple[Page, ...]
    placings: tuple[Placing, ...] = ()
    stories: tuple[Story, ...] = ()


def read(folder: Path = FOLDER) -> Newsroom:
    """All of it, checked. Raises ContentError."""
    newsroom: Newsroom = _made(Newsroom, _table(folder / "newsroom.toml"), "newsroom.toml")
    stories = tuple(
        _made(Story, {"ref": path.stem, **_table(path)}, path.name)
        for path in sorted((folder / "stories").glob("*.toml"))
    )
    newsroom = replace(newsroom, stories=stories)
    if faults := list(_faults(newsroom)):
        raise ContentError("\n".join(faults))
    return newsroom


def placed(
    body: str,
    post: Callable[[str], tuple[int, str]],
    image: Callable[[str], int],
    story: Callable[[str], tuple[int, str, str]],
) -> str:
    """The body as it is stored: `post` gives id and address for a key, `image` the id, `story` id, address and
    headline."""

    def one(figure: re.Match[str]) -> str:
        kind, key, layout, caption = figure.groups()
        if kind == "image":
            return html.image(image(key), caption or "", layout or "")
        if kind == "gallery":
            return html.gallery(map(image, key.split()), caption or "")
        return html.story(*story(key)) if kind == "story" else html.social_post(*post(key))

    return _FIGURE.sub(one, body).strip()


def dated(text: str, day: dt.date, language: str) -> str:
    """The text with its days named, counted from that day: `{weekday -1}` is the name of the day before."""

    def one(name: re.Match[str]) -> str:
        then = day + dt.timedelta(days=int(name[2]))
        return format_date(then, "EEEE" if name[1] == "weekday" else "d MMMM", locale=language)

    return _DAY.sub(one, text)


def offset(text: str) -> dt.timedelta:
    """ "-3d 4h" is three days and four hours ago. Raises ValueError."""
    found = _OFFSET.fullmatch(text)
    if not found or not any(found.groups()[1:]):
        raise ValueError(f"{text!r} is no time like -2h, -3d 4h, +3d")
    days, hours, minutes = (int(part or 0) for part in found.groups()[1:])
    distance = dt.timedelta(days=days, hours=hours, minutes=minutes)
    return distance if found[1] == "+" else -distance


_Made = TypeVar("_Made")
_PARTS: dict[Any, type] = {
    tuple[Section, ...]: Section, tuple[Author, ...]: Author, tuple[Tag, ...]: Tag, tuple[Picture, ...]: Picture,
    tuple[Post, ...]: Post, tuple[Page, ...]: Page, tuple[Byline, ...]: Byline, tuple[Correction, ...]: Correction,
    tuple[Placing, ...]: Placing,
}  # fmt: skip


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ContentError(f"{path.name}: {fault}") from None


def _made(kind: type[_Made], table: Mapping[str, Any], where: str) -> _Made:
    """A value of that dataclass out of a TOML table. Raises ContentError for an unknown, missing or wrong key."""
    hints = get_type_hints(kind)
    if unknown := sorted(set(table) - set(hints)):
        raise ContentError(f"{where}: unknown key {', '.join(unknown)}")
    needed = {field.name for field in fields(kind) if field.default is MISSING}  # type: ignore[arg-type]
    if missing := sorted(needed - set(table)):
        raise ContentError(f"{where}: {', '.join(missing)} missing")
    return kind(**{name: _value(hints[name], given, f"{where}, {name}") for name, given in table.items()})


def _value(hint: Any, given: Any, where: str) -> Any:
    if hint in _PARTS and isinstance(given, list):
        return tuple(_made(_PARTS[hint], part, f"{where} {n}") for n, part in enumerate(given, 1))
    if hint is Site and isinstance(given, dict):
        return _made(Site, given, where)
    if hint is dt.timedelta and isinstance(given, str):
        try:
            return offset(given)
        except ValueError as fault:
            raise ContentError(f"{where}: {fault}") from None
    for of, part in ((tuple[str, ...], str), (tuple[int, ...], int)):
        if hint == of and isinstance(given, list) and all(isinstance(one, part) for one in given):
            return tuple(given)
    if hint not in (str, int, bool) or type(given) is not hint:
        raise ContentError(f"{where}: cannot be {given!r}")
    return given.strip() if isinstance(given, str) else given


def _faults(newsroom: Newsroom) -> Iterable[str]:
    keys = {
        "section": [section.slug for section in newsroom.sections],
        "author": [author.slug for author in newsroom.authors],
        "tag": [name for tag in newsroom.tags for name in (tag.name, *tag.aliases)],
        "image": [image.key for image in newsroom.images],
        "post": [post.key for post in newsroom.posts],
        "page": [page.slug for page in newsroom.pages],
        "story": [story.ref for story in newsroom.stories],
    }
    for kind, names in keys.items():
        yield from (f"the {kind} {name} is there twice" for name in sorted(set(names)) if names.count(name) > 1)
    for where, kind, name in _references(newsroom):
        if name not in keys[kind]:
            yield f"{where}: there is no {kind} {name}"
    yield from (f"image {image.key}: no such picture" for image in newsroom.images if image.picture not in PICTURES)
    for story in newsroom.stories:
        yield from (f"{story.ref}: {fault}" for fault in _story_faults(story))
        earlier = {other.ref for other in newsroom.stories if other.at < story.at and other.state == "published"}
        yield from (f"{story.ref}: {ref} is not out before it" for ref in story.stories() if ref not in earlier)
    for page in newsroom.pages:
        if html.clean(page.body) != page.body:
            yield f"page {page.slug}: HTML beyond what a body may hold"


def _references(newsroom: Newsroom) -> Iterable[tuple[str, str, str]]:
    """Where, the kind of thing, and its key."""
    yield from ((section.slug, "section", section.parent) for section in newsroom.sections if section.parent)
    yield from ((author.slug, "image", author.portrait) for author in newsroom.authors)
    for story in newsroom.stories:
        yield story.ref, "section", story.section
        yield from ((story.ref, "author", line.author) for line in story.bylines if line.author)
        yield from ((story.ref, "tag", name) for name in story.tags)
        yield from ((story.ref, "image", key) for key in [*story.images(), story.image] if key)
        yield from ((story.ref, "post", key) for key in story.posts())
        yield from ((story.ref, "story", ref) for ref in story.stories())
    for placing in newsroom.placings:
        yield f"placed in {placing.slot}", "story", placing.story
        yield from ((f"placed in {placing.slot}", "section", name) for name in [placing.page] if name)


def _story_faults(story: Story) -> Iterable[str]:
    if story.kind not in KINDS:
        yield f"kind cannot be {story.kind}"
    if story.state not in STATES:
        yield f"state cannot be {story.state}"
    if (story.state in ("published", "withdrawn")) != (story.at < dt.timedelta()):
        yield f"a story that is {story.state} cannot stand at {story.at}"
    if (story.state == "scheduled") != (story.at > dt.timedelta()):
        yield "a story ahead of time is scheduled, and only that"
    if any(bool(line.author) == bool(line.name) for line in story.bylines):
        yield "a byline is a person or a free name"
    number = {key: at for at, key in enumerate(story.images(), 1)}
    address = "https://posts.example/1"
    stored = placed(story.body, lambda _key: (1, address), number.__getitem__, lambda _ref: (1, address, "x"))
    if html.clean(stored) != stored:
        yield "HTML beyond what a body may hold"
