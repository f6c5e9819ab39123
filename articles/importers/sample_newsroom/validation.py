"""Check that the sample newsroom's files agree with each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from articles import body as html
from articles.models import Kind

from .content import PICTURES, SampleNewsroom, SampleStory, with_placeholders

STATES = ("published", "scheduled", "draft", "in_review", "withdrawn")


def errors(newsroom: SampleNewsroom) -> Iterable[str]:
    """Yield one sentence for each error, with its place in the files."""
    keys = {
        "section": [section.slug for section in newsroom.sections],
        "author": [author.slug for author in newsroom.authors],
        "tag": [name for tag in newsroom.tags for name in (tag.name, *tag.aliases)],
        "image": [image.key for image in newsroom.images],
        "post": [post.key for post in newsroom.posts],
        "file": [file.key for file in newsroom.files],
        "page": [page.slug for page in newsroom.pages],
        "story": [story.ref for story in newsroom.stories],
    }
    for kind, names in keys.items():
        yield from (f"the {kind} {name} is there twice" for name in sorted(set(names)) if names.count(name) > 1)
    for where, kind, name in _references(newsroom):
        if name not in keys[kind]:
            yield f"{where}: there is no {kind} {name}"
    for image in newsroom.images:
        if not (PICTURES / f"{image.picture}.jpg").exists():
            yield f"image {image.key}: there is no file {image.picture}.jpg"
    for story in newsroom.stories:
        yield from (f"{story.ref}: {error}" for error in _story_errors(story))
        earlier = {other.ref for other in newsroom.stories if other.at < story.at and other.state == "published"}
        yield from (f"{story.ref}: {ref} is not out before it" for ref in story.stories() if ref not in earlier)
    for page in newsroom.pages:
        if not _is_clean(page.body):
            yield f"page {page.slug}: HTML beyond what a body may hold"


def _references(newsroom: SampleNewsroom) -> Iterable[tuple[str, str, str]]:
    """Yield each reference: where it is, what kind of row it names, and its key."""
    yield from ((section.slug, "section", section.parent) for section in newsroom.sections if section.parent)
    yield from ((author.slug, "image", author.portrait) for author in newsroom.authors)
    yield from ((post.key, "image", post.picture) for post in newsroom.posts if post.picture)
    for story in newsroom.stories:
        yield story.ref, "section", story.section
        yield from ((story.ref, "author", line.author) for line in story.bylines if line.author)
        yield from ((story.ref, "tag", name) for name in story.tags)
        yield from ((story.ref, "image", key) for key in [*story.images(), story.lead_image] if key)
        yield from ((story.ref, "post", key) for key in story.posts())
        yield from ((story.ref, "story", ref) for ref in story.stories())
        yield from ((story.ref, "file", key) for key in story.files())
    for assignment in newsroom.assignments:
        yield f"placed in {assignment.slot}", "story", assignment.story
        yield from ((f"placed in {assignment.slot}", "section", name) for name in [assignment.page] if name)


def _story_errors(story: SampleStory) -> Iterable[str]:
    if story.kind not in Kind:
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
    stored = with_placeholders(
        story.body, lambda _key: (1, address), number.__getitem__, lambda _ref: (1, address, "x"),
        lambda _key: (1, address, "x"),
    )  # fmt: skip
    if not _is_clean(stored):
        yield "HTML beyond what a body may hold"


def _is_clean(body: str) -> bool:
    """Return whether a body may be stored, apart from the white space between its blocks."""
    return "".join(html.clean(body).split()) == "".join(body.split())
