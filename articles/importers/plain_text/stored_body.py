"""What a story that was read becomes in the database: the body of its draft, and the name it is known by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from html import escape

from articles.body import social_post
from articles.text import normalise

from .structure import Headline, ParsedPost, ParsedStory, SubHeading


def body_html(story: ParsedStory, post_ids: Sequence[int]) -> str:
    """The body as it is stored; a headline of the text's own is not in it. `post_ids` name the rows of `story.posts`.

    Raises ValueError where there are more or fewer of them than posts.
    """
    if len(post_ids) != len(story.posts):
        raise ValueError(f"{len(story.posts)} posts, {len(post_ids)} ids")
    return "".join(_blocks(story, iter(post_ids)))


def _blocks(story: ParsedStory, ids: Iterator[int]) -> Iterator[str]:
    for block in story.blocks:
        if isinstance(block, Headline):
            continue
        if isinstance(block, ParsedPost):
            yield social_post(next(ids), block.address)
        else:
            tag = "h2" if isinstance(block, SubHeading) else "p"
            foreign = block.language not in ("", story.language)
            of_language = f' lang="{block.language}"' if foreign else ""
            yield f"<{tag}{of_language}>{escape(block.text, quote=False)}</{tag}>"


def import_ref(text: str) -> str:
    """The same for the same text, whatever its encoding, its line ends, its blank lines and the spaces in it."""
    lines = (" ".join(line.split()) for line in normalise(text).split("\n"))
    canonical = "\n".join(filter(None, lines))
    return "text-sha256:" + hashlib.sha256(canonical.encode()).hexdigest()
