"""Which of a post's versions a story quotes, and whether the original says something else now."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import regex

from articles.models import PostSnapshot, PostStatus, SocialPost, Version

from .post_content import PICTURE_LINK

_LINK = re.compile(rf"https?://\S+|{PICTURE_LINK.pattern}", re.IGNORECASE)
_NO_LETTER = regex.compile(r"[^\p{L}\p{M}\p{N}]")


def is_outdated(quoted: PostSnapshot, post: SocialPost, versions: Sequence[Version]) -> bool:
    """Return whether the original has been changed since this was quoted. `versions` are the post's, in their order.

    Words that the network has never said, because a person wrote or shortened them, are compared by what it said when
    they were written. A state that a person has set counts for what was quoted before, until the network answers.
    """
    if not quoted.text:
        return False
    said = fetched_versions(versions)
    # A translation that is added later makes the words no newer.
    words = without_space(quoted.text)
    since = next((version.at for version in versions if without_space(version.text) == words), quoted.captured_at)
    if post.status_set_at or not said:
        return post.status == PostStatus.EDITED and (post.status_set_at is None or since < post.status_set_at)
    same = _same(quoted.text, said) or next((row for row in reversed(said) if row.at <= since), said[0])
    return without_space(same.text) != without_space(said[-1].text)


def fetched_versions(versions: Sequence[Version]) -> list[Version]:
    """Return those that the network has sent with a text."""
    return [version for version in versions if version.fetched and version.text]


def without_space(text: str) -> str:
    """Return the text without white space: networks break lines differently from one day to the next."""
    return "".join(text.split())


def _letters(text: str) -> str:
    """Return the letters and digits alone, without links: what is left when a post is copied by hand."""
    return _NO_LETTER.sub("", _LINK.sub("", text))


def _same(text: str, said: Sequence[Version]) -> Version | None:
    """Return the newest version with these words, or None."""
    ways: tuple[Callable[[str], str], ...] = (without_space, _letters)
    found = ([version for version in said if way(version.text) == way(text)] for way in ways)
    return next((same[-1] for same in found if same), None)
