"""The body of a parsed story as it is stored, and the reference that identifies its text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from html import escape

from articles.body import social_post
from articles.text import normalise, web_links

from .structure import Headline, ParsedPost, ParsedStory, SubHeading


def body_html(story: ParsedStory, post_ids: Sequence[int]) -> str:
    """Return the body as it is stored, without the text's headline. `post_ids` are those of the rows of `story.posts`.

    Raises ValueError if there are not as many ids as posts.
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
            yield f"<{tag}{of_language}>{_linked(block.text)}</{tag}>"


def _linked(text: str) -> str:
    """Return the text as HTML with its addresses as links, as the editor's paste makes them."""
    parts, at = [], 0
    for link in web_links(text):
        words = escape(text[link.start : link.end], quote=False)
        parts += [escape(text[at : link.start], quote=False), f'<a href="{escape(link.href)}">{words}</a>']
        at = link.end
    return "".join([*parts, escape(text[at:], quote=False)])


def import_ref(text: str) -> str:
    """Return a hash that does not depend on the text's encoding, line ends, blank lines and spaces."""
    lines = (" ".join(line.split()) for line in normalise(text).split("\n"))
    canonical = "\n".join(filter(None, lines))
    return "text-sha256:" + hashlib.sha256(canonical.encode()).hexdigest()
